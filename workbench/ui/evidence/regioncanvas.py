"""Taking a region of a page: drawn with the mouse or with the arrows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from workbench.ui.evidence.canvas import PageCanvas
from workbench.ui.evidence.geometry import PageStack
from workbench.ui.evidence.region import Region, middle_of
from workbench.ui.theme import Theme

_NUDGE: Final = 4.0  # logical pixels that an arrow moves a region by; with Ctrl one
_ARROWS: Final[Mapping[Qt.Key, tuple[int, int]]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class RegionCanvas(PageCanvas):
    """A PageCanvas on which a rectangle can be drawn; the heir draws it.

    `region_changed` carries whether there is a region, `capture_changed` whether one is to be drawn.
    """

    region_changed = Signal(bool)
    capture_changed = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.region: Region | None = None
        self.capturing = False

    def set_stack(self, stack: PageStack) -> None:
        """Show `stack`, without a region."""
        super().set_stack(stack)
        self.capture_region(False)

    def capture_region(self, on: bool = True) -> None:
        """Take the next drag (or the arrow keys) for a region; `on` False drops region and wish."""
        had, self.region = self.region is not None, None
        on = on and len(self.stack) > 0
        self.viewport().setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)
        if on != self.capturing:
            self.capturing = on
            self.capture_changed.emit(on)
        if had:
            self.region_changed.emit(False)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a region when one is wanted."""
        if self.capturing and event.button() == Qt.MouseButton.LeftButton and len(self.stack):
            event.accept()
            place = self.place_at(event.position())
            point = (place.x, place.y)
            self._set_region(Region(place.page, self.stack.sizes[place.page - 1], point, point))
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the region out."""
        if self.capturing and self.region and event.buttons() & Qt.MouseButton.LeftButton:
            place = self.place_at(event.position(), self.region.page)
            self.region.end = place.x, place.y
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the region; a mere click drops it."""
        event.accept()
        if self.capturing and self.region and event.button() == Qt.MouseButton.LeftButton:
            self._set_region(self.region if self.region.worth else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While a region is wanted, draw it with the arrows."""
        if not (self.capturing and self._draw_by_key(event)):
            super().keyPressEvent(event)

    def _draw_by_key(self, event: QKeyEvent) -> bool:
        """Arrows move the region, with Shift they make it larger and smaller; Escape drops it."""
        key, keys = Qt.Key(event.key()), event.modifiers()
        if key == Qt.Key.Key_Escape:
            self.capture_region(self.region is not None)
            return True
        if key not in _ARROWS or keys & Qt.KeyboardModifier.AltModifier:
            return False
        if self.region is None:
            self._set_region(self._first_region())
            return True
        resize = bool(keys & Qt.KeyboardModifier.ShiftModifier)
        step = (1.0 if keys & Qt.KeyboardModifier.ControlModifier else _NUDGE) / self.stack.zoom
        dx, dy = _ARROWS[key]
        if resize:  # right and down make it larger, whichever way the page lies
            dx, dy = (dy, dx) if self.stack.turn % 2 else (dx, dy)
        else:
            dx, dy = ((dx, dy), (dy, -dx), (-dx, -dy), (-dy, dx))[self.stack.turn]
        self.region.nudge(dx * step, dy * step, resize=resize)
        self.viewport().update()
        return True

    def _first_region(self) -> Region:
        """In the middle of what is seen of the current page."""
        page = self.page
        seen = self.box(page, self.stack.whole(page)) & QRectF(self.viewport().rect())
        corners = [self.place_at(corner) for corner in (seen.topLeft(), seen.bottomRight())]
        inside = QRectF(*(QPointF(corner.x, corner.y) for corner in corners)).normalized()
        return middle_of(page, self.stack.sizes[page - 1], inside)

    def _set_region(self, region: Region | None) -> None:
        before, self.region = self.region is not None, region
        if before != (region is not None):
            self.region_changed.emit(region is not None)
        self.viewport().update()
