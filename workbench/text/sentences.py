"""Sentences of running text: own rules, lines first, one decision for each stop, nothing lost.

The text is cut where a line break means a new unit (lines.py), then at list markers inside a line
(listing.py), then at each stop that ends a sentence (stops.py finds them, endings.py decides). Spans are cut
out of the text, not collected, so every non-blank code point lies in exactly one. Time is linear: each
decision looks back a bounded way.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from workbench.core.anchor import Span
from workbench.text.endings import ends_sentence
from workbench.text.lines import units
from workbench.text.listing import item_starts, marker_end
from workbench.text.stops import StopFinder


def split(text: str, language: str) -> list[tuple[int, int]]:
    """The sentences of `text` as spans in code points, in order, without blanks at their ends.

    Each non-blank code point of `text` lies in exactly one span. `language` is a BCP 47 code; "und" will do.
    """
    return [span for start, end in units(text) for span in split_unit(text, start, end, language)]


def split_unit(text: str, start: int, end: int, language: str) -> list[Span]:
    """The sentences of `text[start:end]`, whose line breaks, if any, are soft; promised as by `split`."""
    language = language.split("-", maxsplit=1)[0].lower()
    edges = [start, *item_starts(text, start, end, language), end]
    cuts = [cut for a, b in pairwise(edges) for cut in (a, *_cuts(text, a, b, language))]
    return [span for a, b in pairwise([*cuts, end]) if (span := _trimmed(text, a, b)).start < span.end]


def _cuts(text: str, start: int, end: int, language: str) -> Iterator[int]:
    """Where sentences end inside `text[start:end]`."""
    first = sentence_start = marker_end(text, start, end)
    for stop in StopFinder(text, first, end):
        if stop.end < end and (cut := ends_sentence(text, stop, sentence_start, language)):
            yield cut
            sentence_start = cut


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return Span(start, start + len(piece.strip()))
