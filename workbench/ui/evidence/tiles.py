"""Drawn pieces of pages, kept within a budget of bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from math import log
from typing import Final, NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

EDGE: Final = 512  # pixels; architecture.md
BUDGET: Final = 96 * 2**20  # bytes


class TileKey(NamedTuple):
    """Column and row of a tile of `page` (from 1) drawn at `scale` device pixels a PDF point."""

    page: int
    scale: float
    column: int
    row: int


class Raster(NamedTuple):
    """The tiles of one page at one scale; lengths are device pixels from the page's top left."""

    page: int
    scale: float
    width: int
    height: int

    @classmethod
    def of(cls, page: int, size: tuple[float, float], scale: float) -> Raster:
        """The raster of a page of `size` PDF points."""
        return cls(page, scale, max(1, round(size[0] * scale)), max(1, round(size[1] * scale)))

    def keys(self, part: QRect) -> Iterator[TileKey]:
        """The tiles that `part` touches, row by row."""
        part = part & QRect(0, 0, self.width, self.height)
        if part.isEmpty():
            return
        for row in range(part.top() // EDGE, part.bottom() // EDGE + 1):
            for column in range(part.left() // EDGE, part.right() // EDGE + 1):
                yield TileKey(self.page, self.scale, column, row)

    def place(self, key: TileKey) -> QRect:
        """Where the tile stands; tiles at the right and lower edge are smaller."""
        x, y = key.column * EDGE, key.row * EDGE
        return QRect(x, y, min(EDGE, self.width - x), min(EDGE, self.height - y))


class TileCache:
    """Tiles by key; the least recently used go first when `budget` bytes are exceeded."""

    def __init__(self, budget: int = BUDGET) -> None:
        self._budget = budget
        self._tiles: OrderedDict[TileKey, QImage] = OrderedDict()
        self._scales: dict[int, dict[float, int]] = {}  # page -> scale -> how many tiles
        self.bytes = 0

    def __contains__(self, key: TileKey) -> bool:
        return key in self._tiles

    def get(self, key: TileKey) -> QImage | None:
        """The tile, which counts as used now."""
        tile = self._tiles.get(key)
        if tile is not None:
            self._tiles.move_to_end(key)
        return tile

    def put(self, key: TileKey, tile: QImage) -> None:
        """Keep `tile`, dropping the oldest ones over the budget."""
        self._drop(key)
        self._tiles[key] = tile
        scales = self._scales.setdefault(key.page, {})
        scales[key.scale] = scales.get(key.scale, 0) + 1
        self.bytes += tile.sizeInBytes()
        while self.bytes > self._budget and len(self._tiles) > 1:
            self._drop(next(iter(self._tiles)))

    def other_scales(self, page: int, scale: float) -> list[float]:
        """The other scales at which tiles of `page` are kept, the nearest last."""
        others = (other for other in self._scales.get(page, ()) if other != scale)
        return sorted(others, key=lambda other: -abs(log(other / scale)))

    def clear(self) -> None:
        """Forget everything."""
        self._tiles.clear()
        self._scales.clear()
        self.bytes = 0

    def _drop(self, key: TileKey) -> None:
        tile = self._tiles.pop(key, None)
        if tile is None:
            return
        self.bytes -= tile.sizeInBytes()
        scales = self._scales[key.page]
        scales[key.scale] -= 1
        if not scales[key.scale]:
            del scales[key.scale]
        if not scales:
            del self._scales[key.page]
