"""Lines of plain text, and which line breaks are only the edge of the page.

A line break normally begins a new unit. Two kinds are soft, so that a sentence may run across them: those of
hard-wrapped text, where each line is as full as its width allows, and those of RFC 3676 (format=flowed),
where a line that goes on ends in a blank.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from workbench.core.anchor import Span
from workbench.text.listing import BULLETS

_LINE: Final = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_ITEM: Final = re.compile(rf"\s*(?:[{BULLETS}]|[-*+–—]\s|\(?(?:\d{{1,3}}|[A-Za-z])[.)]\s|>)")
_CLOSED: Final = re.compile(r"[.!?…。！？:;]['\"”’»)\]]*$")
_NARROW: Final = 36  # code points; no page is set narrower by hand
_WIDE: Final = 120  # nor wider
_PROOF: Final = 4  # so many full lines make a habit


def units(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The units that line breaks make of `text[start:end]`: no blanks at their ends, none of them blank.

    A unit is one line, or several when the breaks between them are soft.
    """
    lines = _lines(text, start, len(text) if end is None else end)
    width = _wrapped_at(text, lines)
    found: list[Span] = []
    for line in lines:
        if found and _soft(text, found[-1], line, width):
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(line)
    return found


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


def _neighbours(text: str, above: Span, below: Span) -> bool:
    """Do the two lines follow each other without a blank line between?"""
    between = text[above.end : below.start]
    return (
        len(between) < 512
        and between.replace("\r\n", "\n").count("\n") + between.replace("\r\n", "").count("\r") == 1
    )


def _wrapped_at(text: str, lines: list[Span]) -> int:
    """The width in code points at which the text was wrapped by hand, or 0.

    Wrapped lines are as long as they can be: the first word of the next line would not have fitted. Most of
    them also end in mid-sentence, unlike one sentence or one verse a line.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if _neighbours(text, a, b)]
    lengths = sorted(a.end - _line_start(text, a) for a, _ in pairs)
    if len(lengths) < _PROOF:
        return 0
    width = lengths[int(len(lengths) * 0.95)]
    if not _NARROW <= width <= _WIDE:
        return 0
    full = [(a, b) for a, b in pairs if _is_full(text, a, b, width)]
    running = sum(_CLOSED.search(text[max(a.start, a.end - 8) : a.end]) is None for a, _ in full)
    habit = len(full) >= _PROOF and len(full) >= 0.7 * len(pairs) and running >= 0.5 * len(full)
    return width if habit else 0


def _line_start(text: str, line: Span) -> int:
    """The start of the line with its indentation, looked for within a page's width."""
    start = line.start
    while start > 0 and line.start - start < _WIDE and text[start - 1] in " \t":
        start -= 1
    return start


def _is_full(text: str, above: Span, below: Span, width: int) -> bool:
    """Would the first word of `below` not have fitted on `above`?"""
    room = width - (above.end - _line_start(text, above)) - 1
    if room < 0:
        return True
    word = text[below.start : min(below.end, below.start + room + 4)].split(None, 1)[0]
    return len(word) > room - 3  # typists leave a little slack


def _soft(text: str, above: Span, below: Span, width: int) -> bool:
    """Does the sentence run on from `above` to `below`?"""
    if not _neighbours(text, above, below) or _ITEM.match(text, below.start, below.end):
        return False
    last = Span(_last_line_start(text, above), above.end)
    if width and last.end - last.start <= width + 4 and _is_full(text, last, below, width):
        return True
    flowed = text[above.end : above.end + 1] == " " and (
        text[below.start].islower() or text[below.start] == "("
    )
    return flowed and _CLOSED.search(text[max(above.start, above.end - 8) : above.end]) is None


def _last_line_start(text: str, unit: Span) -> int:
    """Where the last line of a unit begins."""
    low = max(unit.start, unit.end - 2 * _WIDE)
    return max(text.rfind("\n", low, unit.end), text.rfind("\r", low, unit.end), low - 1) + 1
