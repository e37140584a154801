"""Puts boxes of text that lie anywhere on a page into the order in which people read them.

By the recursive cut of Nagy and Seth (1984): a page is divided where a straight gap runs through it, into
columns where that is wide and long enough, else into bands from the top.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from typing import Final

from workbench.evidence.ocr.lines import Line

_COLUMN_GAP: Final = 1.0  # line heights; narrower ones are gaps between words
_COLUMN_LINES: Final = 3  # on either side; fewer are the parts of one line
_FILLED: Final = 0.7  # of a column's width, by the middle one of its lines
_SAME_LINE: Final = 0.5  # overlap as a share of the lower box
_DEEPEST: Final = 40  # cuts within cuts; no page needs as many

Pieces = list[Line]


def in_order(pieces: Sequence[Line]) -> list[Line]:
    """The same pieces as whole lines, column by column, each from top to bottom."""
    return [joined for band in _bands(list(pieces), _DEEPEST) for joined in _rows(band)]


def _bands(pieces: Pieces, depth: int) -> list[Pieces]:
    if len(pieces) < 2 * _COLUMN_LINES or not depth:
        return [pieces] if pieces else []
    height = median(_height(piece) for piece in pieces)
    for low, high, narrowest, fewest in (
        (_left, _right, _COLUMN_GAP * height, _COLUMN_LINES),
        (_top, _bottom, 0.0, 1),
    ):
        parts = _cut(pieces, low, high, narrowest, fewest)
        if parts and (fewest == 1 or all(map(_is_column, parts))):
            return [band for part in parts for band in _bands(part, depth - 1)]
    return [pieces]


def _cut(
    pieces: Pieces,
    low: Callable[[Line], float],
    high: Callable[[Line], float],
    narrowest: float,
    fewest: int,
) -> tuple[Pieces, Pieces] | None:
    """The two sides of the widest gap that has enough on both, or None."""
    ordered = sorted(pieces, key=low)
    end = high(ordered[0])
    best, place = narrowest, 0
    for number, piece in enumerate(ordered[1:], 1):
        gap = low(piece) - end
        if gap > best and fewest <= number <= len(ordered) - fewest:
            best, place = gap, number
        end = max(end, high(piece))
    return (ordered[:place], ordered[place:]) if place else None


def _is_column(pieces: Pieces) -> bool:
    """Whether its lines fill it, as running text does; what stands beside the lines of a list does not."""
    width = max(map(_right, pieces)) - min(map(_left, pieces))
    return median(_right(piece) - _left(piece) for piece in pieces) >= _FILLED * width


def _rows(band: Pieces) -> list[Line]:
    """The lines of a band from its top, pieces side by side joined into one."""
    rows: list[Pieces] = []
    for piece in sorted(band, key=lambda piece: (_top(piece) + _bottom(piece)) / 2):
        if rows and _beside(rows[-1][0], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [Line(tuple(word for piece in sorted(row, key=_left) for word in piece.words)) for row in rows]


def _beside(one: Line, other: Line) -> bool:
    overlap = min(_bottom(one), _bottom(other)) - max(_top(one), _top(other))
    return overlap >= _SAME_LINE * min(_height(one), _height(other))


def _left(line: Line) -> float:
    return line.box[0]


def _top(line: Line) -> float:
    return line.box[1]


def _right(line: Line) -> float:
    return line.box[2]


def _bottom(line: Line) -> float:
    return line.box[3]


def _height(line: Line) -> float:
    return line.box[3] - line.box[1]
