"""List items: the marker that opens one, and lists that are set inside a single line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from workbench.text.abbreviations import BEFORE_COUNTS, Kind, kind_of
from workbench.text.stops import LOOK_BACK

BULLETS: Final = "•⁃‣◦▪●○■□➢➤►✓✔"

_MARKER: Final = re.compile(
    rf"(?:[{BULLETS}]\s*|[*+·–—-]\s+)?"
    r"(?:\(?(?:\d{1,3}|[^\W\d_]|[ivxIVX]{2,5})(?:\.\)|\)|\.(?!\d))(?=\s|[^\W\d_]{2})\s*)?"
)
_INLINE: Final = re.compile(
    rf"(?<!\S)(?P<bullet>[{BULLETS}]\s?)?"
    r"(?:(?P<open>\()?(?P<value>\d{1,3}|[A-Za-z]|[ivxIVX]{2,5})(?P<close>\.\)|\)|\.)(?=\s)|(?P<bare>(?=\w)))"
)
_ROMAN: Final = [
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
    "xvi",
    "xvii",
    "xviii",
    "xix",
    "xx",
]
_STOPS: Final = ".!?…。！？"


class _Marker(NamedTuple):
    start: int
    style: str
    readings: frozenset[tuple[str, int]]  # "i" may be the first Roman numeral or the ninth letter


def marker_end(text: str, start: int, end: int) -> int:
    """Where an item's words begin that opens at `start`: after "1.", "(a)", "• 3)", or `start` itself."""
    match = _MARKER.match(text, start, end)
    return match.end() if match else start


def item_starts(text: str, start: int, end: int, language: str) -> list[int]:
    """Where items begin inside a line that holds a whole list ("1. One 2. Two", "• one • two").

    The list opens the line or follows a stop; its markers are of one style and count up by one from the
    first. "Vol. 1. No. 2." is no list: those numbers belong to the words before them.
    """
    chain: list[_Marker] = []
    for marker in _markers(text, start, end):
        if _is_counted(text, start, marker.start, language):
            continue
        if not chain:
            if _is_first(marker) and _opens(text, start, marker.start):
                chain = [marker]
        elif marker.style == chain[-1].style and _follows(marker, chain[-1]):
            chain.append(marker)
    if len(chain) < 2:
        return []
    return [marker.start for marker in chain if marker.start > start]


def _markers(text: str, start: int, end: int) -> Iterator[_Marker]:
    for match in _INLINE.finditer(text, start, end):
        bullet = (match["bullet"] or "").strip()
        value = match["value"]
        if value is None:
            if bullet:
                yield _Marker(match.start(), bullet, frozenset())
            continue
        kind = "number" if value.isdigit() else "upper" if value.isupper() else "lower"
        yield _Marker(match.start(), f"{bullet}{match['open'] or ''}{kind}{match['close']}", _readings(value))


def _is_counted(text: str, start: int, position: int, language: str) -> bool:
    """Does an abbreviation that takes a number stand right before `position`?"""
    before = text[max(start, position - LOOK_BACK) : position].split()
    word = before[-1] if before else ""
    counts = word.endswith(".") and kind_of(word[:-1], language) in (Kind.NUMBERED, Kind.WEAK)
    return counts and word[:-1].lower() not in BEFORE_COUNTS


def _readings(value: str) -> frozenset[tuple[str, int]]:
    if value.isdigit():
        return frozenset({("number", int(value))})
    lower = value.lower()
    readings = {("roman", _ROMAN.index(lower) + 1)} if lower in _ROMAN else set()
    if len(lower) == 1:
        readings.add(("letter", ord(lower) - ord("a") + 1))
    return frozenset(readings)


def _is_first(marker: _Marker) -> bool:
    return any(value == 1 for _, value in marker.readings) or marker.style[0] in BULLETS


def _follows(marker: _Marker, last: _Marker) -> bool:
    if not last.readings:
        return not marker.readings
    return any((kind, value - 1) in last.readings for kind, value in marker.readings)


def _opens(text: str, start: int, position: int) -> bool:
    before = text[max(start, position - 2) : position].rstrip()
    return position == start or before[-1:] in _STOPS if before or position == start else True
