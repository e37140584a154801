"""Lines of a page as the sentences they are: without the line ends and hyphens of its setting."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

_HYPHENS: Final = "-\u2010\u00ad\u0002\ufffe"
_WORD_END: Final = re.compile(rf"[^\W\d_]+[{_HYPHENS}]$")
_WORD_START: Final = re.compile(r"[^\W\d_]+")
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\uff60]")
_GAP: Final = 0.8  # line heights between two lines that make a paragraph
_INDENT: Final = 0.7  # line heights that a first line begins further in
_SHORT: Final = 0.2  # of the column's width that a last line leaves empty


class Setting(NamedTuple):
    """Where a line stands (PDF points), and the edges of its column."""

    x0: float
    y0: float
    x1: float
    y1: float
    left: float
    right: float


def flowing(text: str, start: int, end: int, line_at: Callable[[int], Setting | None]) -> str:
    """`text[start:end]` with lines of one paragraph joined and words divided by a line's end made whole.

    `line_at` gives the line that a code point of `text` stands on. Paragraphs, and what stands in different
    columns, stay on lines of their own.
    """
    out, place, last = "", start, start
    for piece in text[start:end].split("\n"):
        words = piece.strip()
        first = place + len(piece) - len(piece.lstrip())
        if not words:
            out = out if out.endswith("\n") or not out else out + "\n"
        elif not out or out.endswith("\n"):
            out += words
        else:
            upper, lower = line_at(last), line_at(first)
            joins = upper is not None and lower is not None and _goes_on(upper, lower)
            out = _joined(out, words, text) if joins else f"{out}\n{words}"
        if words:
            last = place + len(piece.rstrip()) - 1
        place += len(piece) + 1
    return out.strip("\n")


def _goes_on(upper: Setting, lower: Setting) -> bool:
    """True when `lower` goes on with the paragraph of `upper`."""
    height = max(upper.y1 - upper.y0, lower.y1 - lower.y0, 1.0)
    if (upper.left, upper.right) != (lower.left, lower.right) or lower.y0 < upper.y0:
        return False
    indented = lower.x0 - lower.left > _INDENT * height and upper.x0 - upper.left < _INDENT * height
    short = upper.right - upper.x1 > _SHORT * (upper.right - upper.left)
    return not (indented or short or lower.y0 - upper.y1 > _GAP * height)


def _joined(before: str, after: str, page: str) -> str:
    """Two lines as one; a hyphen goes unless the page writes the word with one elsewhere."""
    divided, rest = _WORD_END.search(before), _WORD_START.match(after)
    if divided and rest and rest[0][0].islower():
        whole = divided[0][:-1] + "-" + rest[0]
        return before[:-1] + ("-" if whole in page else "") + after
    unspaced = _UNSPACED.match(before[-1]) and _UNSPACED.match(after[0])
    return before + ("" if unspaced else " ") + after
