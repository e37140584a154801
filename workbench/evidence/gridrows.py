"""The rows of a table whose columns are known, and the cells that reach over several slots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from workbench.core.anchor import Rect
from workbench.core.grid import Grid, Slots, is_number, is_year
from workbench.evidence.gridcolumns import column_of
from workbench.evidence.gridwords import SNAP, Line, Rule

_LOOSE: Final = 1.7  # times the usual distance of lines; what stands farther apart begins a row
_FULL: Final = 0.6  # of the width; a rule of that length parts all cells


@dataclass
class _Row:
    """Lines of text that make up one row of the table."""

    lines: list[int]
    filled: dict[int, str]  # column: words
    spans: set[tuple[int, int]]  # first and last column of what runs across several


class _Rows:
    """Puts lines of text together to rows, once the columns are known."""

    def __init__(
        self, xs: Sequence[float], lines: Sequence[Line], levels: Sequence[Rule], inner: int
    ) -> None:
        self._xs = xs
        self._lines = lines
        self._singles = [_row(xs, number, line) for number, line in enumerate(lines)]
        self._middles = [_middle(line) for line in lines]
        self._levels = levels
        self._cut = [self._share(upper, lower) for upper, lower in pairwise(self._middles)]
        self._pitches = [lower - upper for upper, lower in pairwise(self._middles)]
        self._tight = sorted(self._pitches)[len(self._pitches) // 4] if self._pitches else 0.0
        self._boxed = self._is_boxed(inner)
        self._body = self._first_of_body()

    def found(self) -> list[_Row]:
        """The rows from above."""
        rows = [self._singles[0]]
        for number, single in enumerate(self._singles[1:]):
            if self._apart(rows[-1], single, number):
                rows.append(single)
            else:
                rows[-1] = _together(rows[-1], single)
        return rows

    def in_head(self, row: _Row) -> bool:
        """Whether the row stands above the first values."""
        return row.lines[-1] < self._body

    def _share(self, upper: float, lower: float) -> float:
        """How much of the width the rules between two heights take."""
        width = self._xs[-1] - self._xs[0]
        runs = sorted((r.start, r.end) for r in self._levels if upper < r.at < lower)
        covered, reached = 0.0, float("-inf")
        for start, end in runs:
            covered += max(0.0, end - max(start, reached))
            reached = max(reached, end)
        return covered / width

    def _is_boxed(self, inner: int) -> bool:
        """Whether rules part the rows: then lines between two of them make up one row.

        Without upright rules the lines within a band must also look like cells that go on: mostly without a
        beginning in the first column.
        """
        bands = 1 + sum(share > _FULL for share in self._cut)
        if bands < 4 or len(self._singles) / bands >= 4:
            return False
        going_on = [
            single for single, share in zip(self._singles[1:], self._cut, strict=True) if share <= _FULL
        ]
        begun = sum(0 in single.filled and len(single.filled) > 1 for single in going_on)
        return inner > 0 or 2 * begun <= len(going_on)

    def _first_of_body(self) -> int:
        """The first line with values, or the titles above it; in a table of words, the first below a rule."""
        ruled = [number for number, share in enumerate(self._cut, 1) if share > _FULL]
        for number, single in enumerate(self._singles):
            if any(column and not is_year(single.filled[column]) for column in _values(single)):
                above = max((start for start in ruled if start <= number), default=number)
                titles = all(len(title.filled) == 1 for title in self._singles[above:number])
                return above if titles else number
        return min(ruled, default=1)

    def _apart(self, row: _Row, line: _Row, number: int) -> bool:
        """Whether `line` begins a new row below `row`; `number` counts the gap between them."""
        if self._cut[number] > _FULL or self._below_span(number):
            return True
        if self._boxed:
            return bool(_values(row) & _values(line))
        return self._pitches[number] > _LOOSE * self._tight or not self._goes_on(row, line, number)

    def _goes_on(self, row: _Row, line: _Row, number: int) -> bool:
        """Whether the words of `line` can be the rest of those in `row`, where nothing is drawn."""
        if number + 1 < self._body:  # headers
            return bool(set(row.filled) & set(line.filled)) and not row.spans
        values = _values(line)
        if 0 not in line.filled:
            return not values and set(line.filled) <= set(row.filled)
        low = line.filled[0][:1].islower() or line.filled[0][:1] == "("
        return low and not (values and _values(row))

    def _below_span(self, number: int) -> bool:
        """Whether a rule below a header over several columns parts the two."""
        upper, lower = self._middles[number], self._middles[number + 1]
        return any(
            column_of(self._xs, rule.start + 3) < column_of(self._xs, rule.end - 3)
            for rule in self._levels
            if upper < rule.at < lower
        )


def shape(
    page: int, xs: list[float], lines: Sequence[Line], levels: Sequence[Rule], uprights: Sequence[Rule],
    bounds: Rect,
) -> Grid:  # fmt: skip
    inner = sum(any(abs(rule.at - x) <= SNAP for rule in uprights) for x in xs[1:-1])
    finder = _Rows(xs, lines, levels, inner)
    rows = finder.found()
    ys = [bounds.y0]
    for upper, lower in pairwise(rows):
        bottom = max(word.y1 for line in upper.lines for word in lines[line])
        top = min(word.y0 for line in lower.lines for word in lines[line])
        high, low = _middle(lines[upper.lines[-1]]), _middle(lines[lower.lines[0]])
        rule = next((rule.at for rule in levels if high < rule.at < low), None)
        between = rule if rule is not None else min(max((bottom + top) / 2, high), low)
        ys.append(max(between, ys[-1] + 0.1))  # heights of characters may be anything
    ys.append(max(bounds.y1, ys[-1] + 0.1))
    head = sum(finder.in_head(row) for row in rows)
    spans = [_spans(xs, ys, number, row, levels, uprights, number < head) for number, row in enumerate(rows)]
    return Grid(page, tuple(xs), tuple(ys), tuple(_joined(rows, spans, xs, ys, levels, head)))


def _spans(
    xs: Sequence[float], ys: Sequence[float], number: int, row: _Row, levels: Sequence[Rule],
    uprights: Sequence[Rule], in_head: bool,
) -> list[tuple[int, int]]:  # fmt: skip
    """First and last columns of the cells of row `number` that reach over several, from the left."""
    found = set(row.spans)
    top, bottom = ys[number], ys[number + 1]
    if in_head:
        for rule in levels:  # a rule under "2025" over "first half" and "second half"
            if abs(rule.at - bottom) <= SNAP:
                first, last = column_of(xs, rule.start + 3), column_of(xs, rule.end - 3)
                if last - first < len(xs) - 2:
                    found.add((first, last))
        drawn = [
            any(
                abs(rule.at - x) <= SNAP and _overlap(rule, top, bottom) > 0.5 * (bottom - top)
                for rule in uprights
            )
            for x in xs[1:-1]
        ]
        if sum(drawn) >= 2:
            start = 0
            for column, parted in enumerate([*drawn, True]):
                if parted:
                    found.add((start, column))
                    start = column + 1
    kept: list[tuple[int, int]] = []
    for first, last in sorted(found, key=lambda span: (span[0] - span[1], span)):
        whole = (first, last) in row.spans or sum(first <= column <= last for column in row.filled) == 1
        if first < last and whole and all(last < a or b < first for a, b in kept):
            kept.append((first, last))
    return sorted(kept)


def _joined(
    rows: Sequence[_Row], spans: Sequence[Sequence[tuple[int, int]]], xs: Sequence[float],
    ys: Sequence[float], levels: Sequence[Rule], head: int,
) -> list[Slots]:  # fmt: skip
    """The cells over several slots: across as `spans` says; downwards in the head where no rule is drawn."""
    across = [Slots(row, first, row + 1, last + 1) for row, some in enumerate(spans) for first, last in some]
    if head < 2:
        return across
    down = []
    for column in range(len(xs) - 1):
        middle = (xs[column] + xs[column + 1]) / 2
        start = 0
        for row in range(head):
            spanned = any(s.top == row and s.left <= column < s.right for s in across)
            drawn = any(abs(r.at - ys[row + 1]) <= SNAP and r.start < middle < r.end for r in levels)
            if spanned:
                start = row + 1
            elif drawn or row == head - 1:
                if row > start:
                    down.append(Slots(start, column, row + 1, column + 1))
                start = row + 1
    below = [
        s for s in down if any(abs(r.at - ys[y]) <= SNAP for r in levels for y in range(s.top + 1, s.bottom))
    ]
    return sorted(across + below)


def _overlap(rule: Rule, start: float, end: float) -> float:
    return min(rule.end, end) - max(rule.start, start)


def _middle(line: Line) -> float:
    return sum(word.middle for word in line) / len(line)


def _row(xs: Sequence[float], number: int, line: Line) -> _Row:
    filled: dict[int, str] = {}
    spans: set[tuple[int, int]] = set()
    for word in line:
        first, last = column_of(xs, word.x0 + 0.5), column_of(xs, word.x1 - 0.5)
        if first != last:
            spans.add((first, last))
        filled[first] = f"{filled[first]} {word.text}" if first in filled else word.text
    return _Row([number], filled, spans)


def _values(row: _Row) -> set[int]:
    return {column for column, words in row.filled.items() if is_number(words)}


def _together(upper: _Row, lower: _Row) -> _Row:
    filled = dict(upper.filled)
    for column, words in lower.filled.items():
        filled[column] = f"{filled[column]} {words}" if column in filled else words
    return _Row(upper.lines + lower.lines, filled, upper.spans | lower.spans)
