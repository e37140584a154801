"""The places that a search in the open document has found, and the one that is stepped to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from workbench.core.anchor import Rect, Span
from workbench.ui.evidence.artist import Mark
from workbench.ui.evidence.layer import TextLayer

_KEPT: Final = 48  # pages, as many as text layers are kept


class Hits:
    """Finds the pattern on pages whose text layer is read; the current hit is framed, the others are tinted.

    `current` is a page and the number of the hit on it, both 0 when there is none. It is `awaited` until its
    page's text has been read.
    """

    def __init__(self) -> None:
        self._pattern: re.Pattern[str] | None = None
        self._found: dict[int, tuple[TextLayer, list[tuple[Rect, ...]]]] = {}
        self.current: tuple[int, int] = (0, 0)
        self.awaited = False

    @property
    def active(self) -> bool:
        """True while words are looked for."""
        return self._pattern is not None

    def look_for(self, pattern: re.Pattern[str] | None) -> None:
        """Find `pattern` from now on; None: nothing. No hit is current then."""
        self._pattern = pattern
        self._found.clear()
        self.current, self.awaited = (0, 0), False

    def point_at(self, page: int, number: int) -> None:
        """Make hit `number` (from 0) of `page` the current one."""
        self.current, self.awaited = (page, number), True

    def place(self, layers: Mapping[int, TextLayer]) -> tuple[Rect, ...]:
        """Where the current hit stands; nothing while its page is not read, or when it is not there."""
        page, number = self.current
        if page not in layers:
            return ()
        self.awaited = False
        places = self._places(page, layers[page])
        return places[number] if number < len(places) else ()

    def marks(self, page: int, layers: Mapping[int, TextLayer]) -> Iterator[Mark]:
        """What to draw on `page`, the current hit last."""
        if self._pattern is None or page not in layers:
            return
        places = self._places(page, layers[page])
        chosen = self.current[1] if self.current[0] == page else -1
        for number, rects in enumerate(places):
            if number != chosen:
                yield Mark(rects, None, strong=False)
        if 0 <= chosen < len(places):
            yield Mark(places[chosen], None, strong=True)

    def _places(self, page: int, layer: TextLayer) -> list[tuple[Rect, ...]]:
        """The hits on a page; found once for each reading of its text."""
        known = self._found.get(page)
        if known is None or known[0] is not layer:
            matches = self._pattern.finditer(layer.text) if self._pattern else ()
            places = [layer.rects_of(Span(*match.span())) for match in matches if match.group()]
            while len(self._found) >= _KEPT:
                del self._found[next(iter(self._found))]
            self._found[page] = known = layer, places
        return known[1]
