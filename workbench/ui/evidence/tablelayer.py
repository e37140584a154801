"""The layer over the pages on which a table is read: first its box is drawn, then its lines and cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from workbench.core.anchor import Passage, Rect
from workbench.core.grid import Slots, words
from workbench.desk.tables import TablePage
from workbench.ui.evidence.region import Region, draw_region, middle_of
from workbench.ui.evidence.tablepaint import draw_grid, whole_line
from workbench.ui.evidence.tablestate import Line, TableState
from workbench.ui.evidence.view import PdfView
from workbench.ui.words import filled

_NEAR: Final = 5.0  # logical pixels within which the pointer holds a line
_MARGIN: Final = 18.0  # logical pixels beside the grid where a double click draws a line across it
_NUDGE: Final = 1.0  # PDF points that an arrow moves a held line by; with Shift five
_FAST: Final = 5
_ARROWS: Final[Mapping[int, tuple[int, int]]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class TableLayer(QWidget):
    """Lies over a PdfView's pages while a table is read there, and takes mouse and keys.

    `box_drawn` carries a page and a Rect (PDF points), `changed` says that there is something new to tell,
    `left` that the reader is done. It reads nothing itself: `show_table` is told what was found.
    """

    box_drawn = Signal(int, object)
    changed = Signal()
    left = Signal()

    def __init__(self, view: PdfView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._region: Region | None = None
        self._drawing = False
        self._state: TableState | None = None
        self._hovered: Line | None = None
        self._held: Line | None = None  # by the mouse
        self.reading = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.hide()
        view.viewport().installEventFilter(self)
        for bar in (view.verticalScrollBar(), view.horizontalScrollBar()):
            bar.valueChanged.connect(self.update)
        view.zoom_changed.connect(self.update)

    @property
    def state(self) -> TableState | None:
        """The table that is worked on, once it has been read."""
        return self._state

    def begin(self) -> None:
        """Wait for a box to be drawn; what was read before is forgotten."""
        self._state = self._region = self._hovered = self._held = None
        self._drawing = self.reading = False
        self.setGeometry(self._view.viewport().rect())
        self.show()
        self.raise_()
        self.setFocus()
        self._tell()

    def leave(self) -> None:
        """Put the layer away."""
        if self.isHidden():
            return
        focused = self.hasFocus()
        self._state = self._region = None
        self.reading = False
        self.hide()
        if focused:
            self._view.setFocus()
        self.left.emit()

    def show_table(self, table: TablePage) -> None:
        """Lay the grid of `table` over its page."""
        self._state = TableState(table)
        self._region = self._hovered = self._held = None
        self.reading = False
        self._tell()

    def show_failure(self) -> None:
        """Nothing was found in the box; another can be drawn."""
        self._region, self.reading = None, False
        self._tell()

    def passages(self) -> tuple[Passage, ...]:
        """The selected cells, to be cited."""
        return self._state.passages() if self._state else ()

    def copy(self) -> None:
        """Copy the selected cells, or the whole table, as CSV."""
        if self._state is not None:
            QGuiApplication.clipboard().setText(self._state.csv())

    def toggle_header(self, upright: bool) -> None:
        """Make the current row (or column) a header, or no longer."""
        if self._state is not None:
            self._state.toggle_header(upright)
            self._tell()

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box or the grid."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._state is not None:
            draw_grid(painter, self._state, self._boxed, self._held or self._hovered)
        elif self._region is not None:
            dpr = self.devicePixelRatioF()
            sheet = self._view.sheet(self._region.page)
            seen = QRectF(QPointF(sheet.topLeft()) / dpr, sheet.size().toSizeF() / dpr)
            draw_region(painter, self._view.box(self._region.page, self._region.rect), seen, 1.0)

    def _boxed(self, rect: Rect) -> QRectF:
        assert self._state is not None
        return self._view.box(self._state.grid.page, rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the pages' view."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.setGeometry(self._view.viewport().rect())
        return False

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a line, choose a cell, or begin a box."""
        event.accept()
        if event.button() != Qt.MouseButton.LeftButton or self.reading:
            return
        state, point = self._state, event.position()
        if state is not None:
            self._held = self._line_at(point)
            slots = self._cell_at(point)
            if self._held is not None:
                state.line = self._held
            elif slots is not None:
                keys = event.modifiers()
                state.choose(slots, add=bool(keys & _CTRL), extend=bool(keys & _SHIFT))
            elif not self._in_margin(point):
                self._begin_box(point)
            self._tell()
        else:
            self._begin_box(point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the held line, extend the selection, draw the box out, or show what could be held."""
        point, pressed = event.position(), bool(event.buttons() & Qt.MouseButton.LeftButton)
        state = self._state
        if pressed and self._drawing and self._region is not None:
            place = self._view.place_at(point, self._region.page)
            self._region.end = place.x, place.y
            self.update()
        elif state is not None and pressed and self._held is not None:
            place = self._view.place_at(point, state.grid.page)
            state.move_line(self._held, place.x if self._held.upright else place.y)
            self._tell()
        elif state is not None and pressed:
            slots = self._cell_at(point)
            if slots is not None and slots != state.current and not event.modifiers() & _CTRL:
                state.choose(slots, extend=True)
                self._tell()
        else:
            self._hover(point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the line go, or have the table in the box read."""
        event.accept()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._held = None
        if self._drawing:
            self._drawing = False
            self._read_box()
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the line under the pointer away; with Ctrl, or in the margin, draw one."""
        event.accept()
        state, point = self._state, event.position()
        if state is None or event.button() != Qt.MouseButton.LeftButton:
            return
        line, keys = self._line_at(point), event.modifiers()
        place = self._view.place_at(point, state.grid.page)
        self._held = None
        if line is not None and not keys & _CTRL:
            state.remove_line(line)
        elif keys & _CTRL:
            state.add_line(not keys & _SHIFT, place.y if keys & _SHIFT else place.x)
        elif self._in_margin(point):
            upright = state.grid.xs[0] < place.x < state.grid.xs[-1]
            state.add_line(upright, place.x if upright else place.y)
        self._hover(point)
        self._tell()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll and zoom the pages."""
        self._view.wheelEvent(event)

    def _begin_box(self, point: QPointF) -> None:
        place = self._view.place_at(point)
        self._state, self._drawing = None, True
        at = (place.x, place.y)
        self._region = Region(place.page, self._view.stack.sizes[place.page - 1], at, at)
        self._hover(point)

    def _read_box(self) -> None:
        region = self._region
        if region is None or not region.worth:
            self._region = None
            self._tell()
            return
        self.reading = True
        self._tell()
        self.box_drawn.emit(region.page, region.rect)

    def _hover(self, point: QPointF) -> None:
        before, self._hovered = self._hovered, self._line_at(point)
        cursors = Qt.CursorShape
        if self._hovered is None:
            inside = self._state is not None and self._cell_at(point) is not None
            shape = cursors.ArrowCursor if inside else cursors.CrossCursor
        else:
            lying = self._hovered.upright == (self._view.stack.turn % 2 == 0)
            shape = cursors.SplitHCursor if lying else cursors.SplitVCursor
        self.setCursor(shape)
        if before != self._hovered:
            self.update()

    def _line_at(self, point: QPointF) -> Line | None:
        """The line within reach of `point`, the nearest first."""
        if self._state is None:
            return None
        grid = self._state.grid
        near: list[tuple[float, Line]] = []
        for upright, lines in ((True, grid.xs), (False, grid.ys)):
            for number in range(len(lines)):
                line = Line(upright, number)
                place = self._boxed(whole_line(grid, line))
                if place.adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR).contains(point):
                    across = place.width() < place.height()
                    away = point.x() - place.x() if across else point.y() - place.y()
                    near.append((abs(away), line))
        return min(near)[1] if near else None

    def _cell_at(self, point: QPointF) -> Slots | None:
        assert self._state is not None
        grid = self._state.grid
        place = self._view.place_at(point, grid.page)
        row = sum(y <= place.y for y in grid.ys) - 1
        column = sum(x <= place.x for x in grid.xs) - 1
        inside = 0 <= row < grid.rows and 0 <= column < grid.columns
        return grid.slots_at(row, column) if inside else None

    def _in_margin(self, point: QPointF) -> bool:
        assert self._state is not None
        around = self._boxed(self._state.grid.box)
        return around.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN).contains(point)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Draw a box, or go about the table; what is not known goes to the pages."""
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        elif self._state is not None:
            if self._work_by_key(self._state, event):
                self._tell()
            else:
                event.ignore()
        elif not self._draw_by_key(event):
            event.ignore()

    def _escape(self) -> None:
        if self._state is not None and self._state.line is not None:
            self._state.line = None
            self._tell()
        else:
            self.leave()

    def _work_by_key(self, state: TableState, event: QKeyEvent) -> bool:
        key, keys = event.key(), event.modifiers()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            state.choose_all()
        elif key in _ARROWS:
            self._arrow(state, *self._upright(*_ARROWS[key]), keys)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            state.choose(state.current, add=True)
        elif key == Qt.Key.Key_L:
            state.step_line(-1 if keys & _SHIFT else 1)
        elif key == Qt.Key.Key_A:
            state.halve(upright=not keys & _SHIFT)
        elif key == Qt.Key.Key_H:
            state.toggle_header(upright=bool(keys & _SHIFT))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and state.line is not None:
            state.remove_line(state.line)
        else:
            return False
        self._bring(state)
        return True

    def _arrow(self, state: TableState, across: int, down: int, keys: Qt.KeyboardModifier) -> None:
        line = state.line
        if line is None:
            state.step(across, down, extend=bool(keys & _SHIFT), keep=bool(keys & _CTRL))
            return
        by = (across if line.upright else down) * _NUDGE * (_FAST if keys & _SHIFT else 1)
        state.move_line(line, state.place_of(line) + by)

    def _upright(self, dx: int, dy: int) -> tuple[int, int]:
        """A direction of the view as one of the page, however the reader has turned it."""
        return ((dx, dy), (dy, -dx), (-dx, -dy), (-dy, dx))[self._view.stack.turn]

    def _bring(self, state: TableState) -> None:
        """Scroll when the current cell is out of sight."""
        if state.line is None and not self._boxed(state.grid.rect_of(state.current)).intersects(
            QRectF(self.rect())
        ):
            self._view.bring(state.grid.page, state.grid.rect_of(state.current))

    def _draw_by_key(self, event: QKeyEvent) -> bool:
        """Arrows move a box, with Shift they make it larger and smaller; Return reads it."""
        key, keys = event.key(), event.modifiers()
        if self.reading:
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._region is not None:
            self._read_box()
            return True
        if key not in _ARROWS:
            return False
        if self._region is None:
            self._region = self._first_region()
        else:
            dx, dy = self._upright(*_ARROWS[key])
            step = 8.0 / self._view.stack.zoom
            self._region.nudge(dx * step, dy * step, resize=bool(keys & _SHIFT))
        self._tell()
        return True

    def _first_region(self) -> Region:
        view = self._view
        seen = view.box(view.page, view.stack.whole(view.page)) & QRectF(self.rect())
        corners = [view.place_at(corner, view.page) for corner in (seen.topLeft(), seen.bottomRight())]
        inside = QRectF(*(QPointF(corner.x, corner.y) for corner in corners)).normalized()
        return middle_of(view.page, view.stack.sizes[view.page - 1], inside)

    def _tell(self) -> None:
        """Draw anew, and name what is current for those who do not see it."""
        self.setAccessibleName(self.told())
        self.update()
        self.changed.emit()

    def told(self) -> str:
        """What is current, in words."""
        state = self._state
        if self.reading:
            return self.tr("Reading the table")
        if state is None:
            return self.tr("Draw a box round the table: with the mouse, or with the arrows and Return.")
        if state.line is not None:
            kind = self.tr("Column line %1") if state.line.upright else self.tr("Row line %1")
            return filled(kind, state.line.number + 1)
        where = filled(self.tr("Row %1, column %2"), state.current.top + 1, state.current.left + 1)
        if len(state.selected) > 1:
            where = f"{where} ({filled(self.tr('%1 cells selected'), len(state.selected))})"
        return f"{where}. {words(state.grid.headers_of(state.current), state.cell.text)}"
