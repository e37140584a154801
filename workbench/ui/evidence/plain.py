"""Reading a text file: as plain text, in slices that never hold up the window."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from workbench.core.anchor import Passage, Quote, Span
from workbench.core.evidence import Stance
from workbench.core.verdict import Verdict
from workbench.text.utf16 import Utf16Map
from workbench.ui.chrome import FocusLine
from workbench.ui.theme import Theme

MOST: Final = 5 * 2**20  # characters shown
_MOST_LIT: Final = 500  # places: each costs the painting of every line in view
_SLICE: Final = 32 * 1024  # characters set at once: a few milliseconds
_TAB: Final = 8  # times the size of the letters: a date in a cell of a sheet fits
_LONGEST_LINE: Final = 2_000  # characters; Qt lays a line out as one piece, and quickly only short ones
_TOO_LONG: Final = re.compile(rf"[^\n]{{{_LONGEST_LINE}}}(?=[^\n])")


class TextView(QPlainTextEdit):
    """Shows the first MOST characters of a text, read-only, without taking any of it for mark-up."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._shown = Folded("")
        self._current = 0  # which of the places that are lit is the one in question
        self._set = 0  # characters of what is to be shown that are in the document
        self._lit: tuple[Sequence[Span], Stance | None] | None = None  # UTF-16 units of what is shown
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._add)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(self.tr("Text of the evidence"))
        self.document().setDocumentMargin(16)
        FocusLine(theme, self)
        theme.changed.connect(self._dress)
        self._dress()

    def show_text(self, text: str) -> bool:
        """Show `text`; False when only its beginning is shown."""
        self.stop()
        self._text = text
        self._shown = Folded(text[:MOST])
        self._add()
        self._next.start()
        return len(text) <= MOST

    def stop(self) -> None:
        """Show nothing."""
        self._next.stop()
        self._text, self._shown, self._set, self._lit = "", Folded(""), 0, None
        self.setExtraSelections([])
        self.clear()

    def selected_passage(self) -> Passage | None:
        """What is selected, as a quote of the text that was given; None when it is blank."""
        cursor = self.textCursor()
        start, end = self._shown.original(cursor.selectionStart(), cursor.selectionEnd())
        words = self._text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        return Passage(None, Quote.cut(self._text, Span(start, end))) if start < end else None

    def light(self, quote: Quote, stance: Stance | None) -> None:
        """Light the quote where its neighbours are those it was cut with, else its first place."""
        before = self._text.find(quote.prefix + quote.exact + quote.suffix)
        start = self._text.find(quote.exact) if before < 0 else before + len(quote.prefix)
        self._lit = None
        if start >= 0 and start + len(quote.exact) <= MOST:
            self._lit = [self._shown.units(Span(start, start + len(quote.exact)))], stance
        self._show_lit()

    def light_all(self, spans: Sequence[Span], words: Collection[str]) -> None:
        """Light these places, as search hits, where one of `words` stands; go to the first."""
        there = [span for span in spans if span.end <= MOST and self._text[span.start : span.end] in words]
        shown = [self._shown.units(span) for span in there[:_MOST_LIT]]
        self._lit, self._current = (shown, None) if shown else None, 0
        self._show_lit()

    def show_found(self, spans: Sequence[Span], number: int) -> None:
        """Light these places, as search hits, and go to `number` of them (from 0), which stands out."""
        first = max(0, number - _MOST_LIT // 2)
        shown = [self._shown.units(span) for span in spans[first : first + _MOST_LIT]]
        self._lit, self._current = (shown, None) if shown else None, number - first
        self._show_lit()

    def _add(self) -> None:
        piece = self._shown.text[self._set : self._set + _SLICE]
        self._set += len(piece)
        if not piece:
            self._next.stop()
            return
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(piece)
        self._show_lit(arrived=True)

    def _show_lit(self, *, arrived: bool = False) -> None:
        """Light what is to be lit once all of it is in the document; later slices change nothing."""
        if arrived and (self._lit is None or self.extraSelections()):
            return
        self.setExtraSelections([])
        if self._lit is None:
            return
        spans, stance = self._lit
        if spans[-1].end >= self.document().characterCount():
            return
        current = min(self._current, len(spans) - 1)
        start = QTextCursor(self.document())
        start.setPosition(spans[current].start)
        self.setTextCursor(start)
        self.centerCursor()
        marks = []
        for number, span in enumerate(spans):
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.document())
            mark.cursor.setPosition(span.start)
            mark.cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
            mark.format.setBackground(self._tint(stance))
            if number == current and len(spans) > 1:
                mark.format.setFontUnderline(True)
                mark.format.setUnderlineColor(self._theme.inks.focus)
                mark.format.setBackground(self._theme.inks.selection)
            marks.append(mark)
        self.setExtraSelections(marks)

    def _tint(self, stance: Stance | None) -> QColor:
        tints = {
            Stance.SUPPORTS: self._theme.inks.tint[Verdict.VERIFIED],
            Stance.CONTRADICTS: self._theme.inks.tint[Verdict.DISPUTED],
        }
        return tints.get(stance, self._theme.inks.found) if stance else self._theme.inks.found

    def _dress(self) -> None:
        self.setFont(self._theme.font("body"))
        self.setTabStopDistance(_TAB * self._theme.pixels("body"))
        self.setPalette(self._theme.qpalette())
        self._show_lit()


class Folded:
    """A text as Qt can show it: over-long lines broken, NUL, which Qt would stop at, as its symbol.

    Places in it are UTF-16 units, as Qt counts; places in the original are code points.
    """

    def __init__(self, text: str) -> None:
        self.text = _TOO_LONG.sub("\\g<0>\n", text.replace("\0", "\u2400"))
        self._breaks: list[int] | None = None  # where line ends were put in, in code points of `self.text`
        self._map: Utf16Map | None = None
        self._original = text

    def original(self, start: int, end: int) -> Span:
        """The span of the original that the units `start` to `end` show."""
        breaks, units = self._places()
        first, last = units.to_code_points(start), units.to_code_points(end)
        return Span(first - bisect_left(breaks, first), last - bisect_left(breaks, last))

    def units(self, span: Span) -> Span:
        """The units that show `span` of the original."""
        breaks, units = self._places()
        before = [place - number for number, place in enumerate(breaks)]  # the same places in the original
        start = span.start + bisect_left(before, span.start + 1)
        end = span.end + bisect_left(before, span.end)
        return Span(units.to_utf16(start), units.to_utf16(end))

    def _places(self) -> tuple[list[int], Utf16Map]:
        """Found when first asked for: showing does not need them."""
        if self._breaks is None or self._map is None:
            ends = (match.end() for match in _TOO_LONG.finditer(self._original))
            self._breaks = [end + number for number, end in enumerate(ends)]
            self._map = Utf16Map(self.text)
        return self._breaks, self._map
