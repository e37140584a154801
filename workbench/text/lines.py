"""Lines of plain text, and the units that they make."""

from __future__ import annotations

import re
from typing import Final

from workbench.core.anchor import Span
from workbench.text.wrapping import open_breaks, soft_breaks

_LINE: Final = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_OPEN_BREAKS: Final = 4  # so many lines without a stop may be sentences cut at line ends


def units(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The units that line breaks make of `text[start:end]`: no blanks at their ends, none of them blank.

    A unit is one line, or several when the breaks between them are soft.
    """
    lines = _lines(text, start, len(text) if end is None else end)
    soft = soft_breaks(text, lines)
    found: list[Span] = []
    for number, line in enumerate(lines):
        if number in soft:
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(line)
    return found


def may_be_cut_at_lines(text: str) -> bool:
    """Do many lines end without a stop, though nothing shows that the text was wrapped by hand?"""
    lines = _lines(text, 0, len(text))
    open_ones, all_ones = open_breaks(text, lines)
    return open_ones >= max(_OPEN_BREAKS, 0.5 * all_ones) and not soft_breaks(text, lines)


def _lines(text: str, start: int, end: int) -> list[Span]:
    """Non-blank lines without the blanks at their ends."""
    found: list[Span] = []
    for match in _LINE.finditer(text, start, end):
        line = match.group()
        stripped = line.strip()
        if stripped:
            first = match.start() + len(line) - len(line.lstrip())
            found.append(Span(first, first + len(stripped)))
    return found
