"""Ways to cut the columns of a table, and how well they suit its words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from workbench.core.anchor import Rect
from workbench.evidence.gridwords import SNAP, Line, Rule, Word


def columns(
    lines: Sequence[Line], uprights: Sequence[Rule], bounds: Rect, high: float
) -> Iterator[list[float]]:
    """Ways to cut the columns, the plainest first."""
    ruled = sorted({
        rule.at for rule in uprights
        if bounds.x0 + high / 2 < rule.at < bounds.x1 - high / 2
        and sum(r.end - r.start for r in uprights if r.at == rule.at) > 0.4 * (bounds.y1 - bounds.y0)
    })  # fmt: skip
    if ruled:
        yield [bounds.x0, *ruled, bounds.x1]
    for tolerated in (0.0, 0.08, 0.2, 0.34):
        gaps = _gaps(lines, tolerated, bounds)
        yield [bounds.x0, *gaps, bounds.x1]
        if ruled:
            yield [bounds.x0, *_united(ruled, gaps, lines), bounds.x1]


def _gaps(lines: Sequence[Line], tolerated: float, bounds: Rect) -> list[float]:
    """Where columns part: where hardly a line has words, with words on either side.

    `tolerated` is the share of lines (those of more than one phrase) whose words may run across.
    """
    telling = [line for line in lines if len(line) > 1] or list(lines)
    edges = sorted({edge for line in telling for word in line for edge in (word.x0, word.x1)})
    changes: dict[float, int] = dict.fromkeys(edges, 0)
    for line in telling:
        for word in line:
            changes[word.x0] += 1
            changes[word.x1] -= 1
    most = int(tolerated * len(telling))
    stretches: list[tuple[float, float, int]] = []  # start, end, lines that run across
    cover = 0
    for left, right in pairwise(edges):
        cover += changes[left]
        stretches.append((left, right, cover))
    found = []
    for number, (left, right, across) in enumerate(stretches):
        if across > most or right - left < 1.0:
            continue
        before = stretches[number - 1][2] if number else 0
        after = stretches[number + 1][2] if number + 1 < len(stretches) else 0
        if across < before and across < after:
            found.append((left + right) / 2)
    return [x for x in found if bounds.x0 < x < bounds.x1]


def _united(ruled: Sequence[float], gaps: Sequence[float], lines: Sequence[Line]) -> list[float]:
    """The rules, and those gaps that have words between them and the rules beside them."""
    edges = [(word.x0, word.x1) for line in lines for word in line]
    cuts = list(ruled)
    for gap in gaps:
        left = max((x for x in cuts if x <= gap), default=float("-inf"))
        right = min((x for x in cuts if x > gap), default=float("inf"))
        if any(left < (a + b) / 2 < gap for a, b in edges) and any(
            gap < (a + b) / 2 < right for a, b in edges
        ):
            cuts.append(gap)
    return sorted(cuts)


def cost(xs: Sequence[float], lines: Sequence[Line], high: float) -> float:
    """How badly these columns suit the words: less is better."""
    count = len(xs) - 1
    columns: list[list[Word]] = [[] for _ in range(count)]
    torn = crowded = 0.0
    for line in lines:
        cells: dict[int, list[Word]] = {}
        for word in line:
            first, last = column_of(xs, word.x0 + 0.5), column_of(xs, word.x1 - 0.5)
            if first != last:
                torn += 1 if len(line) > 1 else 0.3
            else:
                cells.setdefault(first, []).append(word)
        for number, held in cells.items():
            crowded += len(held) - 1
            columns[number].append(Word(held[0].x0, held[0].y0, held[-1].x1, held[0].y1, ""))
    ragged = sum(_ragged(column, high) for column in columns)
    empty = sum(1 for column in columns if not column)
    phrases = sum(map(len, lines))
    return (1.0 * torn + 1.5 * crowded + 0.7 * ragged + 3 * empty) / phrases + 0.002 * count


def drawn_share(xs: Sequence[float], uprights: Sequence[Rule], bounds: Rect) -> float:
    """The share of the inner edges that are drawn, nearly from top to bottom; 0 when hardly one is."""
    inner = xs[1:-1]
    tall = 0.75 * (bounds.y1 - bounds.y0)
    drawn = sum(
        sum(rule.end - rule.start for rule in uprights if abs(rule.at - x) <= SNAP) > tall for x in inner
    )
    return drawn / len(inner) if inner else 0.0


def on_rules(
    xs: Sequence[float], lines: Sequence[Line], uprights: Sequence[Rule], high: float
) -> list[float]:
    """The edges, moved upon the rule beside them where no word is passed over by that.

    A header over several columns may be crossed: lines with few words do not count with their whole width.
    """
    most = max(map(len, lines))
    words = [
        (word.x0 + 1, word.x1 - 1) if len(line) > 0.7 * most else ((word.x0 + word.x1) / 2,) * 2
        for line in lines
        for word in line
    ]
    moved = list(xs)
    for number, x in enumerate(xs[1:-1], 1):
        others = [(start, end) for start, end in words if not start < x < end]
        near = sorted((abs(rule.at - x), rule.at) for rule in uprights if abs(rule.at - x) < 3 * high)
        for _, at in near:
            free = not any(start < max(at, x) and min(at, x) < end for start, end in others)
            if free and moved[number - 1] < at < xs[number + 1]:
                moved[number] = at
                break
    return moved


def reaching(levels: Sequence[Rule], uprights: Sequence[Rule], bounds: Rect) -> list[Rule]:
    """Where cells are drawn as boxes, only the level rules that reach their sides: the rest is shading."""
    tall = 0.6 * (bounds.y1 - bounds.y0)
    sides = {rule.at for rule in uprights if rule.end - rule.start > tall}
    if len(sides) < 2:
        return list(levels)
    ends = [*sides, bounds.x0, bounds.x1]
    return [
        rule
        for rule in levels
        if any(abs(rule.start - side) <= SNAP for side in ends)
        or any(abs(rule.end - side) <= SNAP for side in ends)
    ]


def _ragged(column: Sequence[Word], high: float) -> float:
    """How many of the column's words stand in line with the others neither left, right nor centred."""
    if len(column) < 2:
        return 0.5 * len(column)
    near = max(1.5, 0.2 * high)
    best = 0
    for edges in (
        sorted(word.x0 for word in column),
        sorted(word.x1 for word in column),
        sorted((word.x0 + word.x1) / 2 for word in column),
    ):
        start = 0
        for end, edge in enumerate(edges):
            while edge - edges[start] > 2 * near:
                start += 1
            best = max(best, end - start + 1)
    return float(len(column) - best)


def column_of(xs: Sequence[float], x: float) -> int:
    """The column that the place `x` lies in; beyond the edges, the first or the last."""
    return min(max(bisect_right(xs, x) - 1, 0), len(xs) - 2)
