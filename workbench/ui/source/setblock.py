"""One block of the article as set type: its lines, and where code points stand on them."""

from __future__ import annotations

import unicodedata
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextLayout, QTextLine, QTextOption

from workbench.core.anchor import Span
from workbench.text.utf16 import Utf16Map
from workbench.ui.source.typeset import Style, runs_right_to_left

VERSE: Final = 60  # code points: where every line is shorter, the author's line breaks are kept
_CONTROLS: Final = dict.fromkeys((*range(32), 127), " ")
_BREAKS: Final = {**_CONTROLS, 0x0A: "\u2028"}


class Line(NamedTuple):
    """One line of a block: UTF-16 units `start` to `end`, the rest logical pixels from the block's corner."""

    start: int
    end: int
    left: float
    right: float
    top: float
    baseline: float
    bottom: float


class Segment(NamedTuple):
    """The part of a span that stands on one line (several per line where directions mix)."""

    line: int
    left: float
    right: float


class SetBlock:
    """A block in one column width, laid out when `lay` is called and cheap until then.

    `span` are code points of the article. `gap` is the space above, part of `height`. `top` coordinates of
    lines count from below the gap.
    """

    __slots__ = (
        "_map", "_mixed", "_spans", "exact", "gap", "height", "layout", "lines", "marker", "rtl", "span",
        "style",
    )  # fmt: skip

    def __init__(self, span: Span, style: Style, gap: int, marker: str, rtl: bool) -> None:
        self.span = span
        self.style = style
        self.gap = gap
        self.marker = marker  # of a list item whose text does not bring its own
        self.rtl = rtl  # the page's direction; `lay` replaces it by the block's
        self.height = gap
        self.exact = False
        self.layout: QTextLayout | None = None
        self.lines: list[Line] = []
        self._map: Utf16Map | None = None  # None: a code point is a unit
        self._mixed = False
        self._spans: dict[Span, tuple[Segment, ...]] = {}

    def estimate(self, width: int) -> None:
        """Guess the height from the number of characters; `lay` or `measure` corrects it."""
        style = self.style
        room = max(1.0, width - style.indent - style.outdent)
        lines = int((self.span.end - self.span.start) * style.mean / room * 1.03) + 1
        self.height = self.gap + round(lines * style.line)
        self.exact = False
        self.drop()

    def drop(self) -> None:
        """Forget the lines, keep the height."""
        self.layout = None
        self.lines = []
        self._map = None
        self._spans.clear()

    def measure(self, article: str, width: int) -> None:
        """Make `height` exact without keeping the lines."""
        _, lines = self._break(self._shown(article), width)
        self._settle(lines)

    def lay(self, article: str, width: int) -> None:
        """Make lines and height exact. `article` is the whole text, `width` the column's."""
        if self.layout is not None:
            return
        shown = self._shown(article)
        self._map = None if shown.isascii() or max(shown) <= "\uffff" else Utf16Map(shown)
        self._mixed = _mixes(shown, self.rtl)
        self.layout, self.lines = self._break(shown, width)
        self._settle(self.lines)

    def unit(self, offset: int) -> int:
        """The UTF-16 unit in this block of the article's code point `offset`, held inside the block."""
        local = min(max(offset, self.span.start), self.span.end) - self.span.start
        return local if self._map is None else self._map.to_utf16(local)

    def offset(self, unit: int) -> int:
        """The article's code point of a UTF-16 unit in this block."""
        return self.span.start + (unit if self._map is None else self._map.to_code_points(unit))

    def line_of(self, unit: int) -> int:
        """The line on which `unit` stands."""
        for number, line in enumerate(self.lines):
            if unit < line.end:
                return number
        return max(0, len(self.lines) - 1)

    def line_at(self, y: float) -> int:
        """The line at `y` below the gap, the nearest if there is none."""
        for number, line in enumerate(self.lines):
            if y < line.bottom:
                return number
        return max(0, len(self.lines) - 1)

    def unit_at(self, line: int, x: float, *, between: bool) -> int:
        """The unit at `x`: the gap between characters nearest to it, or the character under it."""
        assert self.layout is not None
        mode = (
            QTextLine.CursorPosition.CursorBetweenCharacters
            if between
            else QTextLine.CursorPosition.CursorOnCharacter
        )
        return int(self.layout.lineAt(line).xToCursor(x, mode))

    def x_of(self, line: int, unit: int) -> float:
        """Where a caret before `unit` stands on `line`."""
        assert self.layout is not None
        x: float = self.layout.lineAt(line).cursorToX(unit)[0]  # type: ignore[index]  # (x, unit) in truth
        return x

    def segments(self, span: Span) -> tuple[Segment, ...]:
        """Where the code points of `span` stand, from the first line to the last; kept until `drop`."""
        found = self._spans.get(span)
        if found is None:
            found = self._spans[span] = tuple(self._cut(self.unit(span.start), self.unit(span.end)))
        return found

    def _cut(self, start: int, end: int) -> list[Segment]:
        segments: list[Segment] = []
        for number, line in enumerate(self.lines):
            if line.end <= start or line.start >= end:
                continue
            for left, right in self._extent(number, max(start, line.start), min(end, line.end)):
                clipped = max(left, line.left), min(right, line.right)
                if clipped[1] - clipped[0] > 0.5:
                    segments.append(Segment(number, *clipped))
        return segments

    def _extent(self, number: int, start: int, end: int) -> list[tuple[float, float]]:
        """The stretches of a line that hold units `start` to `end`."""
        assert self.layout is not None
        if not self._mixed:
            edges = sorted((self.x_of(number, start), self.x_of(number, end)))
            return [(edges[0], edges[1])]
        # directions mix: the ends of a span say nothing about its extent, and carets have two places where
        # directions meet, so each glyph is asked
        line = self.layout.lineAt(number)
        boxes = (run.boundingRect() for unit in range(start, end) for run in line.glyphRuns(unit, 1))
        runs: list[tuple[float, float]] = []
        for left, right in sorted((box.left(), box.right()) for box in boxes):
            if runs and left <= runs[-1][1] + 1:
                runs[-1] = runs[-1][0], max(runs[-1][1], right)
            else:
                runs.append((left, right))
        return runs

    def _shown(self, article: str) -> str:
        """The block's text as it is drawn: as many code points, line breaks flowing unless they are verse."""
        text = article[self.span.start : self.span.end]
        self.rtl = runs_right_to_left(text, self.rtl)
        if "\n" in text and max(map(len, text.split("\n"))) <= VERSE:
            return text.translate(_BREAKS)
        return text if text.isprintable() else text.translate(_CONTROLS)

    def _break(self, shown: str, width: int) -> tuple[QTextLayout, list[Line]]:
        style = self.style
        layout = QTextLayout(shown, style.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if self.rtl:
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        left = style.outdent if self.rtl else style.indent
        room = max(1.0, width - style.indent - style.outdent)
        lines: list[Line] = []
        top = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            # one grid of baselines for the block, whatever faces a line had to fall back on
            bottom = top + max(style.line, line.height() - 0.25 * style.line)
            baseline = (top + bottom + style.ascent - style.descent) / 2
            line.setPosition(QPointF(left, baseline - line.ascent()))
            ink, start = line.naturalTextRect(), line.textStart()
            lines.append(
                Line(start, start + line.textLength(), ink.left(), ink.right(), top, baseline, bottom)
            )
            top = bottom
        layout.endLayout()
        return layout, lines

    def _settle(self, lines: list[Line]) -> None:
        self.height = self.gap + (round(lines[-1].bottom) if lines else 0)
        self.exact = True


def _mixes(text: str, rtl: bool) -> bool:
    """Whether letters or digits in `text` run against its direction."""
    if text.isascii():
        return rtl
    against = ("L", "EN", "AN") if rtl else ("R", "AL", "AN")
    return any(unicodedata.bidirectional(char) in against for char in text)
