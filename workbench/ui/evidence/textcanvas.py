"""Selecting text on pages, with the mouse and by keys."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QWidget

from workbench.core.anchor import Passage, Span
from workbench.ui.evidence.canvas import Place
from workbench.ui.evidence.layer import TextLayer
from workbench.ui.evidence.regioncanvas import RegionCanvas
from workbench.ui.evidence.selection import Selection, Spot, Unit
from workbench.ui.theme import Theme


class TextCanvas(RegionCanvas):
    """Selects by nearest character, across lines and pages, also where the text is not read yet.

    `layers` has the text layers read so far; `text_wanted` is called when more are needed, and the heir calls
    `selection_moved` and `copy_when_read` when they have come. `selection_changed` carries whether
    anything is selected.
    """

    selection_changed = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.layers: Mapping[int, TextLayer] = {}
        self.selection: Selection | None = None
        self._selected = False
        self._copying = False
        self._pressed_at = QPointF()
        self._clicks = 0
        self._third_click = QTimer(self, singleShot=True)
        self._dragging = QTimer(self, interval=16)
        self._dragging.timeout.connect(self._drag_on)
        self.viewport().setMouseTracking(True)

    def text_wanted(self) -> None:
        """Called when text layers of the selection are missing."""

    def selected_passages(self) -> tuple[Passage, ...]:
        """What is selected, one passage a page."""
        return self.selection.passages(self.layers) if self.selection else ()

    def selected_passage(self) -> Passage | None:
        """What is selected, on the first of its pages; None when nothing is."""
        return next(iter(self.selected_passages()), None)

    def clear_selection(self) -> None:
        """Select nothing."""
        self.selection = None
        self._dragging.stop()
        self.selection_moved()

    def select_page(self) -> None:
        """Select all text of the current page."""
        layer = self.layers.get(self.page)
        if layer is not None:
            self.selection = Selection.of(self.page, Span(0, len(layer.text)))
            self.selection_moved()

    def copy(self) -> None:
        """Copy the selection once the text of all its pages is read."""
        self._copying = self.selection is not None
        self.copy_when_read()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection, or with Shift extend the one there is."""
        super().mousePressEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or not len(self.stack) or self.capturing:
            return
        near = (
            event.position() - self._pressed_at
        ).manhattanLength() < 6  # a third click counts when it is near
        self._clicks = 3 if self._clicks == 2 and near and self._third_click.isActive() else 1
        self._pressed_at = event.position()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self.selection is not None:
            self.selection.move(self._spot(event.position()))
        else:
            self._begin(Unit.SENTENCE if self._clicks == 3 else Unit.CHARACTER)
        self.selection_moved()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word."""
        if self.capturing:
            super().mousePressEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton and len(self.stack):
            self._clicks = 2
            self._pressed_at = event.position()
            self._third_click.start(QGuiApplication.styleHints().mouseDoubleClickInterval())
            self._begin(Unit.WORD)
            self.selection_moved()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Extend the selection; beyond the edge the pages scroll along."""
        if self.capturing:
            super().mouseMoveEvent(event)
        elif event.buttons() & Qt.MouseButton.LeftButton and self.selection is not None:
            self._drag_to(event.position())
            outside = not 0 <= event.position().y() <= self.viewport().height()
            if outside != self._dragging.isActive():
                self._dragging.start() if outside else self._dragging.stop()
        else:
            place = self.place_at(event.position()) if len(self.stack) else Place(0, 0, 0)
            layer = self.layers.get(place.page)
            over_text = layer is not None and layer.covers(place.x, place.y)
            self.viewport().setCursor(Qt.CursorShape.IBeamCursor if over_text else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag."""
        self._dragging.stop()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, select the page, extend by Shift and arrows, or let go; the rest scrolls and zooms."""
        if self.capturing:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_page()
        elif event.key() == Qt.Key.Key_Escape and self.selection is not None:
            self.clear_selection()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and event.key() in (
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
        ):
            self._extend(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep copy and select-all from the window's shortcuts while the pages have the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll)
            if any(event.matches(key) for key in own):
                event.accept()
                return True
        return super().event(event)

    def _begin(self, unit: Unit) -> None:
        self.selection = Selection(self._spot(self._pressed_at), unit)

    def _spot(self, point: QPointF) -> Spot:
        return Spot(*self.place_at(point))

    def _drag_to(self, point: QPointF) -> None:
        if self.selection is not None:
            self._pressed_at = point
            self.selection.move(self._spot(point))
            self.selection_moved()

    def _drag_on(self) -> None:
        """Scroll while the pointer is held above or below the view, the faster the farther."""
        y = self._pressed_at.y()
        beyond = y if y < 0 else max(0.0, y - self.viewport().height())
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(beyond / 4))
        self._drag_to(self._pressed_at)

    def _extend(self, step: int) -> None:
        selection = self.selection
        if selection is None or selection.head.caret is None or not len(self.stack):
            return
        layer = self.layers.get(selection.head.page)
        if layer is not None:
            caret = max(0, min(len(layer.text), selection.head.caret + step))
            selection.unit = Unit.CHARACTER
            selection.head = Spot(selection.head.page, 0, 0, caret, caret)
            self.selection_moved()

    def selection_moved(self) -> None:
        if self.selection is not None:
            self.selection.settle(self.layers)
            if any(page not in self.layers for page in self.selection.pages):
                self.text_wanted()
        passages = self.selected_passages()
        self.setAccessibleDescription(passages[0].quote.exact[:500] if passages and passages[0].quote else "")
        self.viewport().update()
        if bool(passages) != self._selected:
            self._selected = bool(passages)
            self.selection_changed.emit(self._selected)

    def copy_when_read(self) -> None:
        if not self._copying or self.selection is None or not len(self.stack):
            return
        if all(page in self.layers for page in self.selection.pages):
            self._copying = False
            text = self.selection.text(self.layers)
            if text:
                QGuiApplication.clipboard().setText(text)
        else:
            self.text_wanted()
