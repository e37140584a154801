"""Which places of which pages are lit, and those that wait for their page's text to be found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.core.anchor import Passage, Rect
from workbench.core.evidence import Stance
from workbench.ui.evidence.artist import Mark
from workbench.ui.evidence.geometry import PageStack
from workbench.ui.evidence.layer import TextLayer


@dataclass(frozen=True, slots=True)
class _Search:
    """A quote or words that are to be lit on a page."""

    page: int
    quote: str
    words: tuple[str, ...]
    stance: Stance | None

    def rects(self, layer: TextLayer) -> tuple[Rect, ...]:
        if self.quote:
            span = layer.find_quote(self.quote)
            return layer.rects_of(span) if span else ()
        return tuple(rect for span in layer.find(self.words) for rect in layer.rects_of(span))


class Lights:
    """One place lit strongly at a time, any number quietly."""

    def __init__(self) -> None:
        self._strong: Mark | None = None
        self._search: _Search | None = None
        self._passage: tuple[Passage, Stance | None] | None = None
        self._quiet: dict[int, list[Mark]] = {}
        self.strong_page = 0

    @property
    def pages_needed(self) -> tuple[int, ...]:
        """Pages whose text is wanted to find what is to be lit."""
        return (self._search.page,) if self._search else ()

    def point_at(self, passage: Passage, stance: Stance | None) -> None:
        """Light `passage`, and nothing else strongly."""
        self._set(passage.page or 0)
        if passage.quote is not None and not passage.rects:
            self._search = _Search(self.strong_page, passage.quote.exact, (), stance)
        else:
            self._passage = (passage, stance)

    def look_for(self, page: int, words: Sequence[str]) -> None:
        """Light `words` on `page` as search hits, and nothing else strongly."""
        self._set(page)
        self._search = _Search(page, "", tuple(words), None)

    def set_quiet(self, citations: Iterable[tuple[Passage, Stance]]) -> None:
        """Light these quietly, instead of the ones before."""
        self._quiet = {}
        for passage, stance in citations:
            if passage.page is not None and passage.rects:
                self._quiet.setdefault(passage.page, []).append(Mark(passage.rects, stance, strong=False))

    def resolve(self, layers: Mapping[int, TextLayer], stack: PageStack) -> tuple[Rect, ...] | None:
        """The places just found, at most once for each call that lit something; None until then.

        What cannot be found lights nothing: a wrong place would be worse.
        """
        if self._passage is not None:
            passage, stance = self._passage
            self._passage = None
            self._strong = Mark(passage.rects or (stack.whole(self.strong_page),), stance, strong=True)
            return self._strong.rects
        search = self._search
        if search is None or search.page not in layers:
            return None
        self._search = None
        rects = search.rects(layers[search.page])
        self._strong = Mark(rects, search.stance, strong=True)
        return rects

    def marks(self, page: int) -> Iterable[Mark]:
        """What to draw on `page`, the strong one last."""
        yield from self._quiet.get(page, ())
        if self._strong is not None and page == self.strong_page:
            yield self._strong

    def _set(self, page: int) -> None:
        self._strong, self._search, self._passage, self.strong_page = None, None, None, page
