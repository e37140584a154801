"""Where something stands: spans of text, rectangles on a page, quotes with their context."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

QUOTE_CONTEXT: Final = 32  # code points; what the W3C model's implementations commonly keep


class Span(NamedTuple):
    """Code points `start` to `end` (exclusive) of one text."""

    start: int
    end: int


class Rect(NamedTuple):
    """PDF points from the top left corner of the page as displayed (rotation and crop box applied)."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Quote:
    """An exact passage and up to QUOTE_CONTEXT code points on either side of it.

    The W3C's TextQuoteSelector (https://www.w3.org/TR/annotation-model/#text-quote-selector): it finds a
    passage again by its words, so it survives another engine's coordinates.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def cut(cls, text: str, span: Span) -> Quote:
        """The quote of `span` in `text`."""
        start, end = span
        before = text[max(0, start - QUOTE_CONTEXT) : start]
        return cls(text[start:end], before, text[end : end + QUOTE_CONTEXT])


class Moment(NamedTuple):
    """A stretch of a recording, in seconds from its beginning; without `end` it is a single moment."""

    start: float
    end: float | None = None


class Headers(NamedTuple):
    """What a table says above (`columns`) and beside (`rows`) one of its cells, outermost first."""

    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in Evidence. `page` counts from 1; None is the whole document.

    `label` is what the document itself calls the page ("iv"), empty when that is its number. `headers` are
    those of a table's cell, whose text is the quote; `moment` is the place in a recording.
    """

    page: int | None = None
    quote: Quote | None = None
    rects: tuple[Rect, ...] = ()
    label: str = ""
    headers: Headers | None = None
    moment: Moment | None = None
