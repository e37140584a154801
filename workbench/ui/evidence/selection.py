"""What the reader has marked with the mouse: from one place to another, across lines and pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from workbench.core.anchor import Passage, Quote, Span
from workbench.ui.evidence.layer import TextLayer, clean_copy

MOST_PAGES: Final = 20  # a selection ends there: a passage is short, and its pages' characters are in memory


class Unit(Enum):
    """What a selection grows by."""

    CHARACTER = auto()
    WORD = auto()
    SENTENCE = auto()


@dataclass(slots=True)
class Spot:
    """A point of a page (PDF points); `caret` and `index` are known once the page's text layer is."""

    page: int
    x: float
    y: float
    caret: int | None = None
    index: int | None = None

    def settle(self, layer: TextLayer | None) -> None:
        """Find the nearest character, when it has not been found yet."""
        if layer is not None and self.caret is None:
            self.caret = layer.caret_at(self.x, self.y)
            self.index = layer.character_at(self.x, self.y)

    def reach(self, layer: TextLayer, unit: Unit) -> Span:
        """What is selected when only this spot is touched; empty until settled."""
        if self.caret is None or self.index is None:
            return Span(0, 0)
        if unit is Unit.WORD:
            return layer.word_at(self.index)
        if unit is Unit.SENTENCE:
            return layer.sentence_at(self.index)
        return Span(self.caret, self.caret)


class Selection:
    """From `anchor` to `head` in either direction, in whole units.

    It needs the text layers of its pages; those that are missing make it smaller until they arrive.
    """

    def __init__(self, anchor: Spot, unit: Unit = Unit.CHARACTER) -> None:
        self.anchor = anchor
        self.head = anchor
        self.unit = unit

    @classmethod
    def of(cls, page: int, span: Span) -> Selection:
        """Exactly `span` of `page`."""
        selection = cls(Spot(page, 0, 0, span.start, span.start))
        selection.head = Spot(page, 0, 0, span.end, span.end)
        return selection

    @property
    def pages(self) -> range:
        """The pages from the one end to the other."""
        first, last = sorted((self.anchor.page, self.head.page))
        return range(first, last + 1)

    def move(self, head: Spot) -> None:
        """Set the moving end, held within MOST_PAGES of the anchor."""
        if abs(head.page - self.anchor.page) < MOST_PAGES:
            self.head = head

    def settle(self, layers: Mapping[int, TextLayer]) -> None:
        """Find the characters at both ends as far as `layers` has them."""
        for spot in (self.anchor, self.head):
            spot.settle(layers.get(spot.page))

    def span(self, page: int, layers: Mapping[int, TextLayer]) -> Span:
        """What of `page` is selected; empty while its text layer is missing."""
        layer = layers.get(page)
        if layer is None or page not in self.pages:
            return Span(0, 0)
        ends = [spot.reach(layer, self.unit) for spot in (self.anchor, self.head) if spot.page == page]
        start, end = min((one.start for one in ends), default=0), max((one.end for one in ends), default=0)
        if len(self.pages) == 1:
            return Span(start, end)
        if page == self.pages[0]:
            return Span(start, len(layer.text))
        return Span(0, end) if page == self.pages[-1] else Span(0, len(layer.text))

    def passages(self, layers: Mapping[int, TextLayer]) -> tuple[Passage, ...]:
        """What is selected as one passage a page, blanks at the ends left out."""
        found = []
        for page in self.pages:
            layer = layers.get(page)
            span = layer.trimmed(self.span(page, layers)) if layer else Span(0, 0)
            if layer and span.end > span.start:
                found.append(Passage(page, Quote.cut(layer.text, span), layer.rects_of(span)))
        return tuple(found)

    def text(self, layers: Mapping[int, TextLayer]) -> str:
        """What is selected, for the clipboard."""
        pieces = [layers[page].prose(self.span(page, layers)) for page in self.pages if page in layers]
        return clean_copy("\n".join(pieces))
