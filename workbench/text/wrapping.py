"""Which line breaks are only the edge of the page.

A line break normally begins a new unit. Two kinds are soft, so that a sentence may run across them: those of
hard-wrapped text, where each line is as full as its width allows, and those of RFC 3676 (format=flowed),
where a line that goes on ends in a blank. Wrapped text is known by a habit of the whole text, or paragraph
by paragraph: its lines are about equally wide, and most of them end in mid-sentence. Widths are columns, as
a typewriter counts them: an ideograph takes two.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, NamedTuple

from workbench.core.anchor import Span
from workbench.text.listing import BULLETS
from workbench.text.stops import CLOSING
from workbench.text.stopwords import DANGLING

_ITEM: Final = re.compile(rf"\s*(?:[{BULLETS}]|[-*+–—]\s|\(?(?:\d{{1,3}}|[A-Za-z])[.)]\s|>)")
_CLOSED: Final = re.compile(rf"[.!?…。！？:;؟۔।]{CLOSING}$")
_STOP: Final = re.compile(r"[.!?…](?=\s)|[。！？।؟۔]")
_BROKEN: Final = re.compile(r"\w[-\u00ad\u2010]$")  # a word that goes on in the next line
_LABEL: Final = re.compile(r"\w[\w -]{0,24}[:=]\s")  # "address: 7 Quay Road": a form, not a text
_FIRST: Final = re.compile(r"[\"'“‘«»„‚(\[]*(\w?)")
_DOUBLE: Final = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]+"
)
_UNSPACED: Final = re.compile(
    "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]"
)  # scripts that break lines anywhere
_NARROW: Final = 36  # columns; no page is set narrower by hand
_SURELY: Final = 45  # columns from which a single paragraph shows that it was wrapped
_WIDE: Final = 120  # nor wider
_PROOF: Final = 4  # so many full lines make a habit
_SLACK: Final = 3  # columns that a typist leaves at the edge
_RAGGED: Final = 15  # columns that a careless one leaves
_TAIL: Final = 16  # code points at the end of a line that show whether it is closed


class _Line(NamedTuple):
    """A line with what decides about its breaks; `columns` include its indentation."""

    start: int
    end: int
    columns: int
    closed: bool
    joined: bool  # no blank line before it, and no list marker of its own


def soft_breaks(text: str, spans: list[Span]) -> set[int]:
    """The numbers of the lines before which the break is soft; `spans` are the non-blank lines of `text`."""
    lines = _measured(text, spans)
    soft = {
        number
        for number, (above, below) in enumerate(pairwise(lines), 1)
        if below.joined and _is_flowed(text, above, below)
    }
    width = _habit(text, lines)
    for first, last in _chains(text, lines):
        if _is_wrapped(text, lines[first : last + 1]):
            soft.update(range(first + 1, last + 1))
            width = max(width, *(line.columns for line in lines[first:last]))
    if width:
        soft.update(
            number
            for number, (above, below) in enumerate(pairwise(lines), 1)
            if below.joined
            and _NARROW - _RAGGED <= above.columns <= width + 4
            and _is_full(text, above, below, width, _RAGGED if _goes_on(text, above, below) else _SLACK)
        )
    return soft


def open_breaks(text: str, spans: list[Span]) -> tuple[int, int]:
    """How many lines as wide as a page end without a stop right before another, and how many do at all."""
    above = [a for a, b in pairwise(_measured(text, spans)) if b.joined and _NARROW <= a.columns <= _WIDE]
    return sum(not line.closed for line in above), len(above)


def _measured(text: str, spans: list[Span]) -> list[_Line]:
    found: list[_Line] = []
    above: Span | None = None
    for span in spans:
        closed = _CLOSED.search(text, max(span.start, span.end - _TAIL), span.end) is not None
        joined = (
            above is not None
            and _neighbours(text, above, span)
            and _ITEM.match(text, span.start, span.end) is None
            and "\t" not in text[span.start : min(span.end, span.start + _WIDE)]
        )
        found.append(_Line(*span, _columns(text, span), closed, joined))
        above = span
    return found


def _neighbours(text: str, above: Span, below: Span) -> bool:
    """Do the two lines follow each other without a blank line between?"""
    between = text[above.end : below.start]
    return (
        len(between) < 512
        and between.replace("\r\n", "\n").count("\n") + between.replace("\r\n", "").count("\r") == 1
    )


def _columns(text: str, span: Span) -> int:
    """The width of a line with its indentation; beyond a page's width it is only known to be wider."""
    start = span.start
    while start > 0 and span.start - start < _WIDE and text[start - 1] in " \t":
        start -= 1
    count = span.end - start
    if count > _WIDE:
        return count
    line = text[span.start : span.end]
    return count if line.isascii() else count + sum(len(run) for run in _DOUBLE.findall(line))


def _is_full(text: str, above: _Line, below: _Line, width: int, slack: int) -> bool:
    """Would the first word of `below` not have fitted on `above`?"""
    if _UNSPACED.match(text, below.start):
        return above.columns + 2 + slack > width
    room = width - above.columns - 1
    if room < 0:
        return True
    word = text[below.start : min(below.end, below.start + room + 4)].split(None, 1)[0]
    return len(word) > room - slack


def _runs_on(text: str, above: _Line, below: _Line, width: int) -> bool:
    """Is `above` about as wide as the page? On a first line, where a title may stand, quite so."""
    title = not above.joined and _initial(text, below).isupper()
    return _is_full(text, above, below, width, _SLACK if title else _RAGGED)


def _is_flowed(text: str, above: _Line, below: _Line) -> bool:
    first = text[below.start]
    return not above.closed and text[above.end : above.end + 1] == " " and (first.islower() or first == "(")


def _habit(text: str, lines: list[_Line]) -> int:
    """The width at which the whole text was wrapped, or 0.

    Wrapped lines are as long as they can be: the first word of the next line would not have fitted. Most of
    them also end in mid-sentence, unlike one sentence or one verse a line, and small letters follow.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if b.joined]
    widths = sorted(above.columns for above, _ in pairs)
    if len(widths) < _PROOF:
        return 0
    width = widths[int(len(widths) * 0.95)]
    if not _NARROW <= width <= _WIDE:
        return 0
    full = [(above, below) for above, below in pairs if _is_full(text, above, below, width, _SLACK)]
    running = [(above, below) for above, below in full if not above.closed]
    sure = sum(_goes_on(text, *pair) or _is_caseless(text, pair[1]) for pair in running)
    habit = len(full) >= max(_PROOF, 0.7 * len(pairs)) and len(running) >= 0.5 * len(full)
    habit = habit and sure >= 0.3 * len(running)
    return width if habit else 0


def _chains(text: str, lines: list[_Line]) -> list[tuple[int, int]]:
    """Where lines follow one another that are about as wide as the page: the first and the last of each."""
    found: list[tuple[int, int]] = []
    first = 0
    while first < len(lines):
        last = first
        while last + 1 < len(lines) and lines[last + 1].joined:
            last += 1
        found += _parts(text, lines, first, last)
        first = last + 1
    return found


def _parts(text: str, lines: list[_Line], first: int, last: int) -> list[tuple[int, int]]:
    """A run of lines, cut after each one that is clearly shorter than the others: a heading, a last line."""
    width = max(line.columns for line in lines[first : last + 1])
    if first == last or not _SURELY <= width <= _WIDE:
        return []
    found: list[tuple[int, int]] = []
    start = first
    for number in range(first, last + 1):
        goes_on = (
            number < last
            and lines[number].columns >= _NARROW
            and _runs_on(text, lines[number], lines[number + 1], width)
        )
        if not goes_on:
            if number > start:
                found.append((start, number))
            start = number + 1
    return found


def _is_wrapped(text: str, lines: list[_Line]) -> bool:
    """Do these lines, all but the last as wide as the page, hold one running text?

    Most must end in mid-sentence, and enough of the next ones go on as only a sentence does. Lines without
    any capitals, and scripts that have none, need more than one such place and a stop: else it is a list.
    """
    breaks = list(pairwise(lines))
    width = max(line.columns for line in lines)
    going_on = [(above, below) for above, below in breaks if not above.closed]
    sure = sum(_goes_on(text, above, below) for above, below in going_on)
    likely = sum(
        _is_caseless(text, below) and _is_full(text, above, below, width, _SLACK) for above, below in going_on
    )
    if len(going_on) < 0.5 * len(breaks) or sure + likely < 0.3 * len(breaks):
        return False
    if sum(_LABEL.match(text, line.start, line.end) is not None for line in lines) > 0.5 * len(lines):
        return False
    if sure and not _initial(text, lines[0]).islower():
        return True
    stops = lines[-1].closed or _STOP.search(text, lines[0].start, lines[-1].end) is not None
    return sure + likely >= 2 and stops


def _goes_on(text: str, above: _Line, below: _Line) -> bool:
    """Does a small letter, the rest of a broken word, or what an article or a preposition needs, follow?"""
    if _initial(text, below).islower() or _BROKEN.search(text, above.start, above.end):
        return True
    return text[max(above.start, above.end - _TAIL) : above.end].rsplit(maxsplit=1)[-1].lower() in DANGLING


def _is_caseless(text: str, line: _Line) -> bool:
    first = _initial(text, line)
    return first.isalpha() and first.lower() == first.upper()


def _initial(text: str, line: _Line) -> str:
    match = _FIRST.match(text, line.start, line.end)
    return match[1] if match else ""
