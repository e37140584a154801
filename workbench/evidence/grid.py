"""Finding the lines of a table: from its rules, from the gaps between its words, or from both.

Several ways to cut the columns are tried, and the one that tears the fewest words and leaves the columns
best aligned is taken. Rows follow from the columns: which lines of text belong together can only be said
once it is known which cells they fill.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

from workbench.core.anchor import Rect
from workbench.core.grid import Grid, cut, with_headers
from workbench.evidence.gridcolumns import columns, cost, drawn_share, on_rules, reaching
from workbench.evidence.gridrows import shape
from workbench.evidence.gridwords import (
    Line,
    Rule,
    bounds_of,
    lines_of,
    phrases_of,
    snapped,
    within,
    words_in,
)

_JOINS: Final = (0.35, 0.6, 0.9, 1.4)  # line heights; words nearer than this belong to one cell
_BONUS: Final = 0.4  # of the cost, for columns that are drawn


def find_grid(
    page: int, box: Rect, text: str, rects: Sequence[Rect], upright: Sequence[Rule], level: Sequence[Rule]
) -> Grid | None:
    """The table within `box`, with its words and headers; None where there are no words.

    `rects` has a rectangle for each code point of `text`; `upright` and `level` are the page's rules.
    """
    lines = lines_of(words_in(box, text, rects))
    if not lines:
        return None
    high = median(word.y1 - word.y0 for line in lines for word in line)
    upright = snapped(within(upright, box.x0, box.x1, box.y0, box.y1), high)
    level = snapped(within(level, box.y0, box.y1, box.x0, box.x1), high)
    bounds = bounds_of(box, lines, upright, level)
    uprights = within(upright, bounds.x0, bounds.x1, bounds.y0, bounds.y1)
    levels = within(level, bounds.y0, bounds.y1, bounds.x0, bounds.x1)
    best: tuple[float, list[float], list[Line]] | None = None
    for share in _JOINS:
        phrases = [phrases_of(line, share * high, uprights) for line in lines]
        for xs in columns(phrases, uprights, bounds, high):
            badness = cost(xs, phrases, high) - _BONUS * drawn_share(xs, uprights, bounds)
            if badness < (best[0] - 1e-9 if best else float("inf")):
                best = badness, xs, phrases
    assert best is not None
    _, xs, phrases = best
    xs = on_rules(xs, phrases, uprights, high)
    shaped = shape(page, xs, phrases, reaching(levels, uprights, bounds), uprights, bounds)
    return with_headers(cut(shaped, text, rects))
