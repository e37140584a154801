"""Where each page stands in the long scroll, for any zoom and any number of pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from workbench.core.anchor import Rect

GAP: Final = 12  # logical pixels between pages and around them
ZOOM_LIMITS: Final = (0.1, 8.0)  # logical pixels a PDF point, times 72 / 96
POINT: Final = 96 / 72  # logical pixels of a PDF point at 100 %
_LONGEST = 2**30  # a scroll bar counts in 32-bit integers


class PageStack:
    """Lays pages under each other, centred. Every question costs O(1) or a bisection.

    `zoom` is logical pixels for a PDF point, `turn` how many quarters the reader has turned all pages
    clockwise. Lengths that come back are logical pixels from the top left of the whole stack; `sizes` and
    points of a page are those of the page as it is stored: not turned.
    """

    def __init__(self, sizes: Sequence[tuple[float, float]], turn: int = 0) -> None:
        self.sizes = [(max(1.0, width), max(1.0, height)) for width, height in sizes]
        self.turn = turn % 4
        lying = self.turn % 2 == 1
        self._tops = list(accumulate((size[0 if lying else 1] for size in self.sizes), initial=0.0))
        self._widest = max((size[1 if lying else 0] for size in self.sizes), default=1.0)
        self.zoom = POINT

    def __len__(self) -> int:
        return len(self.sizes)

    def set_zoom(self, zoom: float) -> None:
        """Zoom to `zoom`, held within ZOOM_LIMITS and what a scroll bar can count."""
        low, high = (limit * POINT for limit in ZOOM_LIMITS)
        self.zoom = max(low, min(high, _LONGEST / max(1.0, self._tops[-1]), zoom))

    def shown(self, page: int) -> tuple[float, float]:
        """Width and height of `page` as the reader has turned it, in PDF points."""
        width, height = self.sizes[page - 1]
        return (height, width) if self.turn % 2 else (width, height)

    def turned(self, page: int, x: float, y: float) -> tuple[float, float]:
        """Where the point of `page` stands as the reader has turned it."""
        width, height = self.sizes[page - 1]
        return ((x, y), (height - y, x), (width - x, height - y), (y, width - x))[self.turn]

    def straight(self, page: int, x: float, y: float) -> tuple[float, float]:
        """The point of `page` that stands there as the reader has turned it: the way back of `turned`."""
        width, height = self.sizes[page - 1]
        return ((x, y), (y, height - x), (width - x, height - y), (width - y, x))[self.turn]

    @property
    def height(self) -> float:
        """Of the whole stack, with the gaps."""
        return self._tops[-1] * self.zoom + GAP * (len(self) + 1)

    @property
    def width(self) -> float:
        """Of the widest page, with the gaps."""
        return self._widest * self.zoom + 2 * GAP

    def top(self, page: int) -> float:
        """Top edge of `page` (from 1)."""
        return self._tops[page - 1] * self.zoom + GAP * page

    def left(self, page: int, room: float) -> float:
        """Left edge of `page` centred in `room` pixels."""
        return (room - self.shown(page)[0] * self.zoom) / 2

    def page_at(self, y: float) -> int:
        """The page at `y`, or the one above when `y` is in a gap; held within the stack."""
        found = bisect_right(range(1, len(self) + 1), y, key=self.top)
        return max(1, min(len(self), found))

    def pages_between(self, top: float, bottom: float) -> range:
        """The pages that any part of `top` to `bottom` touches."""
        if not self.sizes:
            return range(0)
        return range(self.page_at(top), self.page_at(bottom) + 1)

    def fit_width(self, page: int, room: float) -> float:
        """The zoom at which `page` fills `room` pixels of width."""
        return max(1.0, room - 2 * GAP) / self.shown(page)[0]

    def fit_page(self, page: int, width: float, height: float) -> float:
        """The zoom at which the whole of `page` is seen in `width` by `height` pixels."""
        return min(self.fit_width(page, width), max(1.0, height - 2 * GAP) / self.shown(page)[1])

    def whole(self, page: int) -> Rect:
        """All of `page`, in PDF points."""
        return Rect(0, 0, *self.sizes[page - 1])
