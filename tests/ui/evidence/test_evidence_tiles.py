from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from workbench.ui.evidence.tiles import Raster, TileCache, TileKey


def tile(edge: int = 16) -> QImage:
    return QImage(edge, edge, QImage.Format.Format_RGB32)


@settings(max_examples=40, deadline=None)
@given(st.floats(1, 2000), st.floats(1, 2000), st.floats(0.1, 3))
def test_tiles_cover_the_page_once(width: float, height: float, scale: float) -> None:
    raster = Raster.of(1, (width, height), scale)
    places = [raster.place(key) for key in raster.keys(QRect(0, 0, raster.width, raster.height))]
    assert sum(place.width() * place.height() for place in places) == raster.width * raster.height


def test_the_cache_stays_within_its_budget_and_forgets_the_least_used() -> None:
    cache = TileCache(budget=3 * 16 * 16 * 4)
    keys = [TileKey(1, 1.0, column, 0) for column in range(4)]
    for key in keys[:3]:
        cache.put(key, tile())
    cache.get(keys[0])
    cache.put(keys[3], tile())
    assert cache.bytes == 3 * 16 * 16 * 4
    assert [key in cache for key in keys] == [True, False, True, True]


def test_the_nearest_other_zoom_comes_last() -> None:
    cache = TileCache()
    for scale in (8.0, 1.0, 1.9, 2.0):
        cache.put(TileKey(1, scale, 0, 0), tile())
    assert cache.other_scales(1, 2.0) == [8.0, 1.0, 1.9]
    cache.clear()
    assert cache.other_scales(1, 2.0) == []
