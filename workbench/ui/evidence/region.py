"""A rectangle that the reader draws on a page, to cite what is seen there."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from workbench.core.anchor import Passage, Rect
from workbench.ui.theme import LIGHT

_LEAST: Final = 3.0  # PDF points; anything smaller was a click
_SHARPEST: Final = 3.0  # pixels a point
_MOST_PIXELS: Final = 3_000_000
_SHADE: Final = QColor(20, 24, 30, 70)


@dataclass(slots=True)
class Region:
    """From `start` to `end` on one page (PDF points of the page as stored), in either direction."""

    page: int
    size: tuple[float, float]
    start: tuple[float, float]
    end: tuple[float, float]

    @property
    def rect(self) -> Rect:
        """The rectangle, held within the page."""
        (ax, ay), (bx, by) = (self._held(point) for point in (self.start, self.end))
        return Rect(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    @property
    def worth(self) -> bool:
        """True when it is large enough to have been meant."""
        rect = self.rect
        return rect.x1 - rect.x0 >= _LEAST and rect.y1 - rect.y0 >= _LEAST

    def nudge(self, dx: float, dy: float, *, resize: bool) -> None:
        """Move it, or its lower right corner alone, without leaving the page."""
        rect, (width, height) = self.rect, self.size
        if resize:
            self.start = rect.x0, rect.y0
            self.end = max(rect.x0 + _LEAST, rect.x1 + dx), max(rect.y0 + _LEAST, rect.y1 + dy)
        else:
            dx = max(-rect.x0, min(width - rect.x1, dx))
            dy = max(-rect.y0, min(height - rect.y1, dy))
            self.start, self.end = (rect.x0 + dx, rect.y0 + dy), (rect.x1 + dx, rect.y1 + dy)

    def _held(self, point: tuple[float, float]) -> tuple[float, float]:
        return max(0.0, min(self.size[0], point[0])), max(0.0, min(self.size[1], point[1]))


def is_region(passage: Passage) -> bool:
    """True for a passage that is what is seen in its rectangle, not words."""
    return bool(passage.rects) and passage.quote is None and passage.headers is None


def picture_scale(rect: Rect) -> float:
    """Pixels a point for the kept picture of a region: sharp for small ones, bounded for a whole page."""
    area = max(1.0, (rect.x1 - rect.x0) * (rect.y1 - rect.y0))
    return max(1.0, min(_SHARPEST, sqrt(_MOST_PIXELS / area)))


def middle_of(page: int, size: tuple[float, float], seen: QRectF) -> Region:
    """A region in the middle of what is seen of the page (PDF points), to be moved by keys."""
    seen = seen & QRectF(0, 0, *size)
    if seen.isEmpty():
        seen = QRectF(0, 0, *size)
    middle, half = seen.center(), QPointF(seen.width() / 5, seen.height() / 8)
    first, last = middle - half, middle + half
    return Region(page, size, (first.x(), first.y()), (last.x(), last.y()))


def draw_region(painter: QPainter, place: QRectF, sheet: QRectF, dpr: float) -> None:
    """Draw the region at `place` of `sheet` (device pixels): the rest of the page lies in shade."""
    painter.save()
    for part in (
        QRectF(sheet.left(), sheet.top(), sheet.width(), place.top() - sheet.top()),
        QRectF(sheet.left(), place.bottom(), sheet.width(), sheet.bottom() - place.bottom()),
        QRectF(sheet.left(), place.top(), place.left() - sheet.left(), place.height()),
        QRectF(place.right(), place.top(), sheet.right() - place.right(), place.height()),
    ):
        painter.fillRect(part, _SHADE)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor("#FFFFFF"), 3 * dpr, j=Qt.PenJoinStyle.MiterJoin))
    painter.drawRect(place)
    painter.setPen(QPen(LIGHT.focus, 1.5 * dpr, j=Qt.PenJoinStyle.MiterJoin))
    painter.drawRect(place)
    painter.restore()
