"""The long scroll of pages: zoom, fit, and where the reader is in it."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from workbench.core.anchor import Rect
from workbench.ui.chrome import FocusLine
from workbench.ui.evidence.geometry import POINT, PageStack
from workbench.ui.evidence.trail import Trail
from workbench.ui.theme import Theme

ZOOM_STEPS: Final = (25, 33, 50, 67, 75, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400, 600, 800)
READING_LINE: Final = 1 / 3  # what is looked at stands this far from the top; design.md
_OVERLAP: Final = 0.9  # how much of the view a turn of the page moves


class Fit(Enum):
    """What the zoom follows when the view changes its size."""

    NONE = auto()
    WIDTH = auto()
    PAGE = auto()


class Place(NamedTuple):
    """A point of a page (from 1), in PDF points of the page as stored, however the reader has turned it."""

    page: int
    x: float
    y: float


class PageCanvas(QAbstractScrollArea):
    """Scrolls, zooms and turns a PageStack. It draws nothing and reads nothing.

    `page_changed` carries the page at the reading line, `zoom_changed` the zoom in percent.
    """

    page_changed = Signal(int)
    zoom_changed = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.stack = PageStack(())
        self.fit = Fit.WIDTH
        self._trail: Trail[Place] = Trail()
        self._page = 0
        self._goal: tuple[Place, float] | None = (
            None  # kept in place through resizes until the reader scrolls
        )
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Always there, or fitting the width would make it come and go for ever.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        FocusLine(theme, self)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setSingleStep(32)
            bar.actionTriggered.connect(self._reader_scrolled)

    @property
    def page(self) -> int:
        """The page at the reading line; 0 without pages."""
        return self._page

    @property
    def percent(self) -> float:
        """The zoom; 100 is the printed size on a screen of 96 dots an inch."""
        return self.stack.zoom / POINT * 100

    @property
    def scale(self) -> float:
        """Device pixels a PDF point."""
        return round(self.stack.zoom * self.devicePixelRatioF(), 4)

    def set_stack(self, stack: PageStack) -> None:
        """Show `stack` from its first page, at the zoom or fit in force."""
        stack.set_zoom(self.stack.zoom)
        self.stack = stack
        self._trail.clear()
        self._goal = (Place(1, 0, 0), 0.0) if len(stack) else None
        self._fit()
        self._announce()

    def set_percent(self, percent: float, about: QPointF | None = None) -> None:
        """Zoom; what is at `about` in the view (else at the reading line) stays there."""
        self.fit = Fit.NONE
        self._zoom_to(percent / 100 * POINT, about)

    def zoom_step(self, direction: int) -> None:
        """Zoom to the next of ZOOM_STEPS above (1) or below (-1)."""
        now = self.percent
        steps = [step for step in ZOOM_STEPS if (step - now) * direction > 0.5]
        if steps:
            self.set_percent(min(steps) if direction > 0 else max(steps))

    def set_fit(self, fit: Fit) -> None:
        """Fit the current page's width or all of it, and stay so through resizes."""
        self.fit = fit
        if fit is Fit.PAGE and self._page:
            self._goal = (self._top_of(self._page, -8 / self.stack.zoom), 0.0)
        self._fit()

    def rotate(self, quarters: int) -> None:
        """Turn all pages by `quarters` clockwise; what stands at the reading line stays there."""
        if not len(self.stack):
            return
        at_top = self._goal is not None and self._goal[1] == 0.0
        page, place = self._page, self._here()
        turned = PageStack(self.stack.sizes, self.stack.turn + quarters)
        turned.set_zoom(self.stack.zoom)
        self.stack = turned
        self._goal = (self._top_of(page), 0.0) if at_top else (place, READING_LINE)
        self._fit()

    def go_back(self) -> bool:
        """Return to where the last jump began; False when there was none."""
        return self._follow(self._trail.back(self._here())) if len(self.stack) else False

    def go_forward(self) -> bool:
        """Return to where `go_back` came from; False when there is no such place."""
        return self._follow(self._trail.forward(self._here())) if len(self.stack) else False

    def go_to_page(self, page: int) -> None:
        """Bring the top of `page`, held within the pages, to the top of the view."""
        if len(self.stack):
            self._seek(self._top_of(max(1, min(len(self.stack), page))), 0.0)

    def go_to(self, place: Place) -> None:
        """Bring `place` to the reading line."""
        self._seek(place, READING_LINE)

    def place_at(self, point: QPointF, page: int = 0) -> Place:
        """What is at `point` of the view; outside the paper it counts on from the nearest page, or `page`."""
        x = point.x() + self.horizontalScrollBar().value()
        y = point.y() + self.verticalScrollBar().value()
        page = page or self.stack.page_at(y)
        zoom = self.stack.zoom
        across = (x - self.stack.left(page, self._room())) / zoom
        down = (y - self.stack.top(page)) / zoom
        return Place(page, *self.stack.straight(page, across, down))

    def sheet(self, page: int) -> QRect:
        """Where `page` stands in the view, in device pixels."""
        dpr, scale = self.devicePixelRatioF(), self.scale
        left = self.stack.left(page, self._room()) - self.horizontalScrollBar().value()
        top = self.stack.top(page) - self.verticalScrollBar().value()
        width, height = self.stack.shown(page)
        return QRect(
            QPoint(round(left * dpr), round(top * dpr)),
            QSize(max(1, round(width * scale)), max(1, round(height * scale))),
        )

    def upright(self, page: int) -> QTransform:
        """From device pixels of `page` as stored (its top left is 0, 0) to device pixels of the view."""
        sheet, turn = self.sheet(page), self.stack.turn
        corner = QPointF(
            sheet.x() + (sheet.width() if turn in (1, 2) else 0),
            sheet.y() + (sheet.height() if turn in (2, 3) else 0),
        )
        return QTransform.fromTranslate(corner.x(), corner.y()).rotate(90 * turn)

    def box(self, page: int, rect: Rect) -> QRectF:
        """Where `rect` (PDF points of `page` as stored) stands in the view, in logical pixels."""
        scale, dpr = self.scale, self.devicePixelRatioF()
        place = QRectF(
            rect.x0 * scale, rect.y0 * scale, (rect.x1 - rect.x0) * scale, (rect.y1 - rect.y0) * scale
        )
        seen = self.upright(page).mapRect(place)
        return QRectF(seen.topLeft() / dpr, seen.size() / dpr)

    def pages_in_view(self, beyond: float = 0) -> range:
        """The pages that are seen, or would be `beyond` pixels above and below."""
        top = self.verticalScrollBar().value()
        return self.stack.pages_between(top - beyond, top + self.viewport().height() + beyond)

    def moved(self) -> None:
        """Called after every change of what is seen."""
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the fit and what stands at the reading line."""
        super().resizeEvent(event)
        self._fit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Follow the scroll bars."""
        self.moved()
        self._announce()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer with Ctrl, else scroll."""
        self._goal = None
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_percent(self.percent * 1.0015 ** event.angleDelta().y(), event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go back and forward with a mouse's side buttons."""
        event.accept()
        if event.button() == Qt.MouseButton.BackButton:
            self.go_back()
        elif event.button() == Qt.MouseButton.ForwardButton:
            self.go_forward()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, turn pages and zoom by keys."""
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        bar = self.verticalScrollBar()
        turn = round(self.viewport().height() * _OVERLAP)
        moves = {
            Qt.Key.Key_PageDown: bar.value() + turn,
            Qt.Key.Key_PageUp: bar.value() - turn,
            Qt.Key.Key_Space: bar.value() + (-turn if shift else turn),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: bar.maximum(),
        }
        if key in moves:
            self._goal = None
            bar.setValue(moves[Qt.Key(key)])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_step(1)
        elif key == Qt.Key.Key_Minus:
            self.zoom_step(-1)
        elif key == Qt.Key.Key_0:
            self.set_fit(Fit.WIDTH)
        elif key == Qt.Key.Key_9:
            self.set_fit(Fit.PAGE)
        else:
            super().keyPressEvent(event)

    def _top_of(self, page: int, y: float = 0) -> Place:
        """The place at the upper left of `page` as the reader has turned it."""
        return Place(page, *self.stack.straight(page, 0, y))

    def _here(self) -> Place:
        """What stands at the reading line."""
        view = self.viewport()
        return self.place_at(QPointF(view.width() / 2, view.height() * READING_LINE))

    def _follow(self, place: Place | None) -> bool:
        if place is None:
            return False
        self._goal = (place, READING_LINE)
        self._bring(place, QPointF(self.viewport().width() / 2, self.viewport().height() * READING_LINE))
        return True

    def _down(self, place: Place) -> float:
        """How far down the whole stack `place` stands, in logical pixels."""
        return self.stack.top(place.page) + self.stack.turned(*place)[1] * self.stack.zoom

    def _room(self) -> float:
        return max(self.stack.width, self.viewport().width())

    def _seek(self, place: Place, line: float) -> None:
        here = self._here()
        if abs(self._down(place) - self._down(here)) > self.viewport().height():
            self._trail.leave(here)
        self._goal = (place, line)
        self._bring(place, QPointF(self.viewport().width() / 2, self.viewport().height() * line))

    def _fit(self) -> None:
        if not len(self.stack):
            self._set_ranges()
            return
        goal = self._goal
        page = goal[0].page if goal else self._page
        width, height = self.viewport().width(), self.viewport().height()
        zoom = self.stack.zoom
        if self.fit is Fit.WIDTH:
            zoom = self.stack.fit_width(page, width)
        elif self.fit is Fit.PAGE:
            zoom = self.stack.fit_page(page, width, height)
        self._zoom_to(zoom, None)

    def _zoom_to(self, zoom: float, about: QPointF | None) -> None:
        if not len(self.stack):
            return
        height = self.viewport().height()
        point = about or QPointF(self.viewport().width() / 2, height * READING_LINE)
        place = self.place_at(point)
        at_top = self.verticalScrollBar().value() == 0 and about is None
        self.stack.set_zoom(zoom)
        self._set_ranges()
        if self._goal is not None and about is None:
            self._bring(self._goal[0], QPointF(point.x(), height * self._goal[1]))
        else:
            self._bring(place, point)
            if at_top:
                self.verticalScrollBar().setValue(0)
        self.zoom_changed.emit(self.percent)
        self.moved()

    def _set_ranges(self) -> None:
        view = self.viewport().size()
        for bar, length, seen in (
            (self.verticalScrollBar(), self.stack.height if len(self.stack) else 0, view.height()),
            (self.horizontalScrollBar(), self.stack.width if len(self.stack) else 0, view.width()),
        ):
            # A pixel of rounding must not make a scroll bar appear.
            bar.setRange(0, max(0, int(length - seen)))
            bar.setPageStep(seen)

    def _bring(self, place: Place, point: QPointF) -> None:
        zoom = self.stack.zoom
        self.verticalScrollBar().setValue(round(self._down(place) - point.y()))
        middle = self.stack.left(place.page, self._room()) + self.stack.turned(*place)[0] * zoom
        if self.stack.shown(place.page)[0] * zoom <= self.viewport().width():
            bar = (
                self.horizontalScrollBar()
            )  # the page fits: centre it, whatever wider page there is elsewhere
            bar.setValue(bar.maximum() // 2)
        else:
            self.horizontalScrollBar().setValue(round(middle - point.x()))
        self._announce()

    def _announce(self) -> None:
        line = self.verticalScrollBar().value() + self.viewport().height() * READING_LINE
        if self._goal is not None and self._goal[1] == 0.0:
            # Short pages: the page that was asked for is the current one although the next crosses the line.
            page = self._goal[0].page
        else:
            page = self.stack.page_at(line) if len(self.stack) else 0
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    def _reader_scrolled(self) -> None:
        self._goal = None
