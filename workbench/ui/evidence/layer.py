"""The text layer of one page: which character is under the pointer, and where a span of text stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from workbench.core.anchor import Rect, Span
from workbench.ui.evidence.prose import Setting, flowing

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+(?:['’\-][^\W\u3040-\u9fff]+)*|\S")
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[”’」』）]*|\n\s*\n")
_BLANK = re.compile(r"\s+")
_FAR: Final = 3  # being above or below a line counts this much more than being beside it


@dataclass(slots=True)
class _Line:
    """A run of characters on one line of one column; `left` and `right` are the column's edges."""

    start: int
    end: int
    x0: float
    y0: float
    x1: float
    y1: float
    left: float = 0
    right: float = 0

    def take(self, index: int, rect: Rect) -> None:
        self.end = index + 1
        self.x0, self.y0 = min(self.x0, rect.x0), min(self.y0, rect.y0)
        self.x1, self.y1 = max(self.x1, rect.x1), max(self.y1, rect.y1)

    def far_from(self, x: float, y: float) -> tuple[float, float]:
        beside = max(self.left - x, x - self.right, 0)
        above = max(self.y0 - y, y - self.y1, 0)
        return above * _FAR + beside, max(self.x0 - x, x - self.x1, 0)


class TextLayer:
    """Characters of a page in reading order. Indexes are code points; points are PDF points."""

    def __init__(self, text: str, rects: Sequence[Rect]) -> None:
        self.text = text
        self._rects = rects
        self._lines = _columns(_lines(text, rects))

    @property
    def readable(self) -> bool:
        """True when there is anything to select."""
        return bool(self._lines)

    def character_at(self, x: float, y: float) -> int:
        """The character nearest to the point; 0 on a page without text."""
        if not self._lines:
            return 0
        line = min(self._lines, key=lambda line: line.far_from(x, y))
        placed = (index for index in range(line.start, line.end) if _placed(self._rects[index]))
        return min(placed, key=lambda index: max(self._rects[index].x0 - x, x - self._rects[index].x1, 0))

    def caret_at(self, x: float, y: float) -> int:
        """The place between characters that is nearest to the point."""
        if not self._lines:
            return 0
        index = self.character_at(x, y)
        rect = self._rects[index]
        behind = x > (rect.x0 + rect.x1) / 2
        return index + (behind != _rightwards(self.text[index]))

    def covers(self, x: float, y: float, reach: float = 2) -> bool:
        """True when the point is on a line of text, or within `reach` points of one."""
        return any(
            line.x0 - reach <= x <= line.x1 + reach and line.y0 - reach <= y <= line.y1 + reach
            for line in self._lines
        )

    def rects_of(self, span: Span) -> tuple[Rect, ...]:
        """Where `span` stands: one rectangle for each line it touches."""
        found = []
        for line in self._lines:
            first, last = max(line.start, span.start), min(line.end, span.end)
            placed = [self._rects[index] for index in range(first, last) if _placed(self._rects[index])]
            if placed:
                # The height is the line's, so that a selection has even edges whatever letters are in it.
                left, right = min(rect.x0 for rect in placed), max(rect.x1 for rect in placed)
                found.append(Rect(left, line.y0, right, line.y1))
        return tuple(found)

    def word_at(self, index: int) -> Span:
        """The word around character `index`; a Chinese or Japanese character stands for itself."""
        start = max(self.text.rfind("\n", 0, index) + 1, index - 100)
        for match in _WORD.finditer(self.text, start):
            if match.end() > index:
                return Span(*match.span()) if match.start() <= index else Span(index, index)
        return Span(index, index)

    def sentence_at(self, index: int) -> Span:
        """The sentence around character `index`, across line ends, without blanks at its ends."""
        start, end = 0, len(self.text)
        for match in _SENTENCE_END.finditer(self.text):
            if match.end() > index:
                end = match.end()
                break
            start = match.end()
        return self.trimmed(Span(start, end))

    def prose(self, span: Span) -> str:
        """`span` for the clipboard: paragraphs as single lines, words divided by a line's end made whole."""
        return flowing(self.text, span.start, span.end, self._setting)

    def trimmed(self, span: Span) -> Span:
        """`span` without blanks at its ends."""
        piece = self.text[span.start : span.end]
        start = span.start + len(piece) - len(piece.lstrip())
        return Span(start, max(start, span.start + len(piece.rstrip())))

    def find(self, words: Iterable[str]) -> list[Span]:
        """Every place where one of `words` stands as a word, whatever its case."""
        longest_first = sorted((word for word in words if word), key=len, reverse=True)
        if not longest_first:
            return []
        # Chinese and Japanese words are written without blanks, so they have no word boundary to ask for.
        pattern = "|".join(
            re.escape(word) if _UNSPACED.search(word) else rf"(?<!\w){re.escape(word)}(?!\w)"
            for word in longest_first
        )
        return [Span(*match.span()) for match in re.finditer(pattern, self.text, re.IGNORECASE)]

    def _setting(self, index: int) -> Setting | None:
        for line in self._lines:
            if line.start <= index < line.end:
                return Setting(line.x0, line.y0, line.x1, line.y1, line.left, line.right)
        return None

    def find_quote(self, exact: str) -> Span | None:
        """The first place where `exact` stands, whatever blanks and line ends part its words."""
        words = [re.escape(word) for word in _BLANK.split(exact.strip()) if word]
        match = re.search(r"\s*".join(words), self.text) if words else None
        return Span(*match.span()) if match else None


def clean_copy(text: str) -> str:
    """`text` for the clipboard: line ends as LF, no blanks before them, no control characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = (
        "".join(char for char in line if char == "\t" or unicodedata.category(char) != "Cc") for line in lines
    )
    return "\n".join(line.rstrip() for line in kept).strip("\n")


def _placed(rect: Rect) -> bool:
    return rect.x1 > rect.x0 and rect.y1 > rect.y0


def _rightwards(char: str) -> bool:
    """True for a character of a script that runs from right to left."""
    return unicodedata.bidirectional(char) in ("R", "AL")


def _lines(text: str, rects: Sequence[Rect]) -> list[_Line]:
    """Cut the characters, in their order, into runs that share a line."""
    heights = [rect.y1 - rect.y0 for rect in rects if _placed(rect)]
    size = median(heights) if heights else 0.0
    lines: list[_Line] = []
    line: _Line | None = None
    last = Rect(0, 0, 0, 0)
    for index, (char, rect) in enumerate(zip(text, rects, strict=True)):
        if char in "\r\n":
            line = None
        elif not _placed(rect):
            if line is not None:
                line.end = index + 1
        elif line is not None and _goes_on(line, last, rect, size, _rightwards(char)):
            line.take(index, rect)
            last = rect
        else:
            line = _Line(index, index + 1, *rect)
            lines.append(line)
            last = rect
    return lines


def _goes_on(line: _Line, last: Rect, rect: Rect, size: float, rightwards: bool) -> bool:
    """True when `rect` follows `last` on `line`: beside it, with no leap back or wide gap between."""
    apart = max(line.y0 - rect.y1, rect.y0 - line.y1)
    gap = max(line.x0 - rect.x1, rect.x0 - line.x1)
    back = rect.x1 - last.x0 if not rightwards else last.x1 - rect.x0
    return apart <= 0.3 * size and gap <= 1.5 * max(size, line.y1 - line.y0) and back > -2 * size


def _columns(lines: list[_Line]) -> list[_Line]:
    """Give each line its column's edges, so that a short last line is hit beside its end."""
    start = 0
    for number, (upper, lower) in enumerate(pairwise(lines), 1):
        height = max(upper.y1 - upper.y0, lower.y1 - lower.y0)
        below = 0 <= lower.y0 - upper.y0 <= 2.5 * height and lower.y0 > upper.y0 + height / 4
        if not (below and lower.x0 < upper.x1 and upper.x0 < lower.x1):
            _set_edges(lines[start:number])
            start = number
    _set_edges(lines[start:])
    return lines


def _set_edges(column: list[_Line]) -> None:
    if column:
        left, right = min(line.x0 for line in column), max(line.x1 for line in column)
        for line in column:
            line.left, line.right = left, right
