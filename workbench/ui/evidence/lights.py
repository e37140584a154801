"""Which places of which pages are lit, and those that wait for their page's text to be found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from workbench.core.anchor import Passage, Rect
from workbench.core.evidence import Stance
from workbench.ui.evidence.artist import Mark
from workbench.ui.evidence.geometry import PageStack
from workbench.ui.evidence.layer import TextLayer
from workbench.ui.evidence.region import is_region


class Cited(NamedTuple):
    """A passage that is cited, what for, and the uid of the claim that it serves."""

    passage: Passage
    stance: Stance
    claim: str = ""


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
    """One place lit strongly at a time, any number quietly; those of the claims in question a little more."""

    def __init__(self) -> None:
        self._strong: Mark | None = None
        self._search: _Search | None = None
        self._passage: tuple[Passage, Stance | None] | None = None
        self._quiet: dict[int, list[tuple[Cited, Mark]]] = {}
        self._raised: frozenset[str] = frozenset()
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

    def set_quiet(self, citations: Iterable[Cited]) -> None:
        """Light these quietly, instead of the ones before."""
        self._quiet = {}
        for cited in citations:
            page, rects = cited.passage.page, cited.passage.rects
            if page is not None and rects:
                mark = Mark(rects, cited.stance, strong=False, area=is_region(cited.passage))
                self._quiet.setdefault(page, []).append((cited, mark))

    def raise_claims(self, claims: Iterable[str]) -> bool:
        """Light what serves these claims (uids) a little more; False when nothing changes by that."""
        before, self._raised = self._raised, frozenset(claims)
        shown = {cited.claim for marks in self._quiet.values() for cited, _ in marks}
        return bool((before ^ self._raised) & shown)

    def cited_at(self, page: int, x: float, y: float) -> list[Cited]:
        """The cited passages that the point of `page` lies in (PDF points)."""
        return [cited for cited, _ in self._quiet.get(page, ()) if _covers(cited.passage.rects, x, y)]

    def passages(self) -> list[Passage]:
        """All cited passages with a place, from the first page to the last, each place once."""
        found = {
            (page, cited.passage.rects): cited for page, marks in self._quiet.items() for cited, _ in marks
        }
        order = sorted(found, key=lambda place: (place[0], place[1][0].y0, place[1][0].x0))
        return [found[place].passage for place in order]

    def stance_of(self, passage: Passage) -> Stance | None:
        """What a cited passage does for the claim that is raised, or for the first it serves."""
        here = [c for c, _ in self._quiet.get(passage.page or 0, ()) if c.passage.rects == passage.rects]
        chosen = next((cited for cited in here if cited.claim in self._raised), here[0] if here else None)
        return chosen.stance if chosen else None

    def claims_of(self, passage: Passage) -> list[str]:
        """The claims (uids) that cite the place of `passage`."""
        here = self._quiet.get(passage.page or 0, ())
        return [cited.claim for cited, _ in here if cited.passage.rects == passage.rects]

    def resolve(self, layers: Mapping[int, TextLayer], stack: PageStack) -> tuple[Rect, ...] | None:
        """The places just found, at most once for each call that lit something; None until then.

        What cannot be found lights nothing: a wrong place would be worse.
        """
        if self._passage is not None:
            passage, stance = self._passage
            self._passage = None
            rects = passage.rects or (stack.whole(self.strong_page),)
            self._strong = Mark(rects, stance, strong=True, area=is_region(passage))
            return self._strong.rects
        search = self._search
        if search is None or search.page not in layers:
            return None
        self._search = None
        rects = search.rects(layers[search.page])
        self._strong = Mark(rects, search.stance, strong=True)
        return rects

    def marks(self, page: int) -> Iterable[Mark]:
        """What to draw on `page`, the strong one last; each place once, however many claims it serves."""
        strong = self._strong if page == self.strong_page else None
        places: dict[tuple[Rect, ...], Mark] = {}
        for cited, mark in self._quiet.get(page, ()):
            if cited.claim in self._raised:
                places[mark.rects] = replace(mark, raised=True)
            else:
                places.setdefault(mark.rects, mark)
        if strong is not None:
            places.pop(strong.rects, None)
        yield from sorted(places.values(), key=lambda mark: mark.raised)
        if strong is not None:
            yield strong

    def _set(self, page: int) -> None:
        self._strong, self._search, self._passage, self.strong_page = None, None, None, page


def _covers(rects: Iterable[Rect], x: float, y: float) -> bool:
    return any(rect.x0 <= x <= rect.x1 and rect.y0 <= y <= rect.y1 for rect in rects)
