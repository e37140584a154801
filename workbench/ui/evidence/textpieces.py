"""A long text cut into pieces, so that words are found in it as they are on pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from workbench.core.anchor import Passage, Span
from workbench.ui.evidence.plain import MOST, TextView
from workbench.ui.evidence.seeking import seek

_PIECE: Final = 16 * 1024  # characters: searched in a millisecond
_AROUND: Final = 3  # pieces before and after the one with the current hit whose hits are lit


class TextPieces:
    """The pieces of what `view` shows, cut behind line ends; what a Finder asks of pages."""

    def __init__(self, view: TextView, text: str) -> None:
        self._view = view
        self._pattern: re.Pattern[str] | None = None
        self._starts: list[int] = []
        self._text = text[:MOST]
        start = 0
        while start < len(self._text):
            self._starts.append(start)
            cut = self._text.rfind("\n", start, start + _PIECE) + 1
            start = cut if cut > start and start + _PIECE < len(self._text) else start + _PIECE
        self.pieces = len(self._starts)

    def stored(self, first: int, most: int) -> Sequence[tuple[int, str]]:
        """Number (from 1) and text of up to `most` pieces from `first` on."""
        last = min(self.pieces, first + most - 1)
        return [(number, self._text[slice(*self._span(number))]) for number in range(first, last + 1)]

    @property
    def page(self) -> int:
        """The piece to begin at."""
        return 1

    def selected_passage(self) -> Passage | None:
        """What is selected."""
        return self._view.selected_passage()

    def look_for(self, pattern: re.Pattern[str] | None) -> None:
        """Light the places of `pattern` when one of them is shown; None: none."""
        self._pattern = pattern
        if pattern is None:
            self._view.show_found((), 0)

    def show_found(self, page: int, number: int) -> None:
        """Go to hit `number` (from 0) of a piece, with those around it lit."""
        spans: list[Span] = []
        current = 0
        for piece in range(max(1, page - _AROUND), min(self.pieces, page + _AROUND) + 1):
            current = len(spans) + number if piece == page else current
            spans += self._found(piece)
        self._view.show_found(spans, current)

    def take_focus(self) -> None:
        """Give the text the keys."""
        self._view.setFocus()

    def _span(self, piece: int) -> Span:
        ends = (*self._starts, len(self._text))
        return Span(ends[piece - 1], ends[piece])

    def _found(self, piece: int) -> list[Span]:
        start, end = self._span(piece)
        found = seek(self._text[start:end], self._pattern) if self._pattern else []
        return [Span(start + span.start, start + span.end) for span in found]
