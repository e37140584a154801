"""What the viewer has read of its pages so far: tiles and text layers, filled from the background."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtGui import QImage

from workbench.core.errors import KnownError
from workbench.ui.evidence.background import Background
from workbench.ui.evidence.layer import TextLayer
from workbench.ui.evidence.pages import PageSource
from workbench.ui.evidence.tiles import Raster, TileCache, TileKey

_LAYERS: Final = 48  # text layers kept, about 1 MB each for a dense page
_AT_ONCE: Final = 8  # results taken in one turn of the event loop, so that painting gets its turn

Wish = TileKey | int  # a tile, or the text layer of a page


class Reading:
    """Tiles, text layers and problems of one source; other threads call `ring` when results wait."""

    def __init__(self, source: PageSource, ring: Callable[[], None]) -> None:
        self.tiles = TileCache()
        self.layers: OrderedDict[int, TextLayer] = OrderedDict()
        self.problems: dict[int, str] = {}  # pages that cannot be drawn, and why
        self._work: Background[Wish, QImage | TextLayer] = Background(lambda wish: _read(source, wish), ring)

    def want(self, wishes: Iterable[Wish]) -> None:
        """Replace what is to be read next; what is here already is left out."""
        self._work.want(wish for wish in wishes if not self._has(wish))

    def take(self) -> list[Wish]:
        """Keep some results that wait and say what they were; raises what no reader should raise."""
        taken = self._work.take(_AT_ONCE)
        for wish, result in taken:
            if isinstance(result, QImage) and isinstance(wish, TileKey):
                self.tiles.put(wish, result)
            elif isinstance(result, TextLayer) and isinstance(wish, int):
                self._keep(wish, result)
            elif not isinstance(result, KnownError):
                raise result if isinstance(result, Exception) else TypeError(type(result))
            elif isinstance(wish, TileKey):
                self.problems[wish.page] = str(result)
            else:
                self._keep(wish, TextLayer("", ()))
        return [wish for wish, _ in taken]

    @property
    def idle(self) -> bool:
        """True when everything wanted is here."""
        return self._work.idle

    def close(self, wait: float = 0) -> None:
        """End the threads; waits up to `wait` seconds for each."""
        self._work.close(wait)

    def _has(self, wish: Wish) -> bool:
        if isinstance(wish, int):
            return wish in self.layers
        return wish in self.tiles or wish.page in self.problems

    def _keep(self, page: int, layer: TextLayer) -> None:
        self.layers[page] = layer
        while len(self.layers) > _LAYERS:
            self.layers.popitem(last=False)


def _read(source: PageSource, wish: Wish) -> QImage | TextLayer:
    """Read one thing; runs in the background."""
    if isinstance(wish, int):
        characters = source.characters(wish)
        return TextLayer(characters.text, characters.rects)
    place = Raster.of(wish.page, source.sizes[wish.page - 1], wish.scale).place(wish)
    tile = source.tile(wish.page, wish.scale, place.x(), place.y(), place.width(), place.height())
    # A copy of its own: QImage does not keep the bytes alive.
    return QImage(tile.data, tile.width, tile.height, tile.stride, QImage.Format.Format_RGB32).copy()
