"""Time stamps of recordings as people write them: mm:ss, hh:mm:ss, and stretches between two of them."""

from __future__ import annotations

import re
from typing import Final

from workbench.core.anchor import Moment
from workbench.core.errors import BadInputError

_STAMP: Final = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2}(?:[.,]\d{1,3})?)")
_BETWEEN: Final = re.compile(r"\s*(?:[-\u2010-\u2015\u2212]|\bto\b)\s*")


def parse_moment(text: str) -> Moment:
    """The moment or stretch that `text` names; BadInputError in one sentence when it names none."""
    ends = [_seconds(part, text) for part in _BETWEEN.split(text.strip(), maxsplit=1)]
    if len(ends) == 1:
        return Moment(ends[0])
    if ends[1] <= ends[0]:
        raise BadInputError(f"“{text.strip()}” ends before it begins; give the earlier time first.")
    return Moment(ends[0], ends[1])


def format_moment(moment: Moment) -> str:
    """`moment` as people read it: "2:05", "1:02:05", "0:30\u20131:10"."""
    ends = [moment.start] if moment.end is None else [moment.start, moment.end]
    return "\u2013".join(_stamp(end) for end in ends)


def _seconds(part: str, whole: str) -> float:
    match = _STAMP.fullmatch(part.strip())
    if match is not None:
        hours, minutes, seconds = match[1], int(match[2]), float(match[3].replace(",", "."))
        if seconds < 60 and (hours is None or minutes < 60):
            return int(hours or 0) * 3600 + minutes * 60 + seconds
    raise BadInputError(
        f"“{whole.strip()}” is no time in a recording; give it as mm:ss or hh:mm:ss, "
        "a stretch as 12:30-12:55."
    )


def _stamp(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    whole, rest = divmod(milliseconds, 1000)
    hours, minutes, last = whole // 3600, whole // 60 % 60, whole % 60
    fraction = f".{rest:03}".rstrip("0") if rest else ""
    start = f"{hours}:{minutes:02}" if hours else str(minutes)
    return f"{start}:{last:02}{fraction}"
