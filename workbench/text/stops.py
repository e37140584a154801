"""Where a sentence may end: each run of closing punctuation, with what stands before and after it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

LOOK_BACK: Final = 48  # code points; longer words are not abbreviations, and a bound keeps long lines linear

ALWAYS: Final = "。！？｡．۔।॥።፧፨။։។៕෴؟᠃"
"""Stops that need no blank after them, or that are never part of an abbreviation."""

GREEK_QUESTION: Final = ";"
"""A question mark after a Greek letter."""

ARMENIAN_STOP: Final = ":"
"""Ends a sentence after an Armenian letter; the full stop there is only a pause."""

_DOTS: Final = ".!?…‼⁇⁈⁉"
_CLOSERS: Final = "\"'”’“‘»›«‹)\\]}」』）》】〉〕］｝*_~`´″"

CLOSING: Final = rf"(?:[{_CLOSERS}†‡¹²³⁰⁴-⁹]|[ \u00a0\u202f][»›“]|[ \u00a0]?\[\w{{1,4}}\])*"
"""A pattern for what may stand after a stop at the end of a line: quotation marks, brackets, notes."""

_CLUSTER: Final = re.compile(
    rf"(?:[{_DOTS}{ALWAYS}]|(?<=[\u0561-\u0587]):|(?<=[\u0370-\u03ff\u1f00-\u1fff]);)+"
    rf"(?:[ \u00a0\u2009\u202f\n][{_DOTS}]++(?!\w))*"  # ". . ." and "! ! ?" are one stop
    r"|(?<=\s)[:;]['’]?-?[)(DP]+(?=\s)"
)
_AFTER: Final = re.compile(
    rf"[{_CLOSERS}]*"
    rf"(?:(?<=[{_CLOSERS}])[{_DOTS}]+[{_CLOSERS}]*)?"  # the second stop in '."." and '").'
    r"(?:[\u00a0\u202f ][»›](?!\w))?"  # French and Russian set a blank before the closing mark
)
_NOTES: Final = re.compile(
    r"(?:[ \u00a0]?\[(?:\d{1,4}|[a-z]|[a-zA-Z]+ (?:needed|\d{1,3}))\])+|[¹²³⁴-⁹⁰]+"  # references to footnotes
)
_SMILEY: Final = re.compile(
    r"(?:\s?(?:[:;]['’]?-?[)(DPp/|]+(?!\w)|[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d]+))+"
)
_OPENERS: Final = re.compile(
    r"[\"'“‘”’«»‹›„‚`(\[{「『（《【¿¡*_~#—–\-−•⁃]*(?:(?<=[—–\-−•⁃«»])\s+)?[\"'“‘«„(\[¿¡…]*"
)
_WORD: Final = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_BLANKS: Final = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Stop:
    """One place where a sentence may end. Offsets are code points of the whole text."""

    start: int  # of the punctuation
    end: int  # exclusive, with closing quotation marks, brackets and footnote references
    mark: str  # the punctuation itself, blanks taken out
    closing: str  # what closes after it
    word: str  # the token before, without opening marks
    word_start: int
    previous: str  # the token before that one
    gap: str  # the blanks that follow
    opening: str  # marks before the next word
    following: str  # the next word, "" when there is none
    following_end: int


class StopFinder:
    """Finds the stops of `text[start:end]`, in order, in time linear in the span."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._start = start
        self._end = end
        self._quotes = [match.start() for match in re.compile(r"''|\"").finditer(text, start, end)]

    def __iter__(self) -> Iterator[Stop]:
        position = self._start
        while match := _CLUSTER.search(self._text, position, self._end):
            stop = self._read(match)
            yield stop
            position = max(match.end(), stop.end)

    def _read(self, match: re.Match[str]) -> Stop:
        text, limit = self._text, self._end
        after = _AFTER.match(text, match.end(), limit)
        end = after.end() if after else match.end()
        end = self._give_back_opening(match.end(), end)
        end = self._spaced_closing(end)
        for pattern in (_NOTES, _SMILEY):
            if extra := pattern.match(text, end, limit):
                end = extra.end()
        word, word_start, previous = self._before(match.start())
        gap = _BLANKS.match(text, end, limit)
        gap_end = gap.end() if gap else end
        opening = _OPENERS.match(text, gap_end, limit)
        word_from = opening.end() if opening else gap_end
        following = _WORD.match(text, word_from, limit)
        return Stop(
            start=match.start(),
            end=end,
            mark="".join(match.group().split()),
            closing=text[match.end() : end],
            word=word,
            word_start=word_start,
            previous=previous,
            gap=text[end:gap_end],
            opening=text[gap_end:word_from],
            following=following.group() if following else "",
            following_end=following.end() if following else word_from,
        )

    def _give_back_opening(self, mark_end: int, end: int) -> int:
        """Leave a mark that opens the next sentence ('said."Yes', 'vorbei.„Ja') to that sentence."""
        text = self._text
        while end > mark_end and end < self._end and text[end].isalnum() and text[end - 1] in '"“‘«‹(*_`':
            if text[end - 1] == '"' and self._open_before(end - 1):
                break
            end -= 1
        return end

    def _spaced_closing(self, end: int) -> int:
        """Take in a closing mark that stands between blanks, as in text cut into tokens (`it . ''`)."""
        text, limit = self._text, self._end
        if end + 1 >= limit or text[end] != " ":
            return end
        after = end + 1
        mark = "''" if text.startswith("''", after) else text[after]
        following = text[after + len(mark) : after + len(mark) + 1] if after + len(mark) < limit else ""
        if following and not (following.isspace() or following in ".,;:!?"):
            return end
        closes = mark in ")]}" or (mark in ('"', "''") and self._open_before(after)) or mark in "'’”"
        if mark == "'" and text[end - 1] in "'’\"”":
            return end
        return after + len(mark) if closes else end

    def _open_before(self, position: int) -> bool:
        """Is a straight quotation mark open before `position`?"""
        return bisect_left(self._quotes, position) % 2 == 1

    def _before(self, position: int) -> tuple[str, int, str]:
        """The token that ends at `position` (a blank between is allowed), where it starts, and the one
        before.
        """
        low = max(self._start, position - LOOK_BACK)
        tokens = self._text[low:position].rsplit(None, 2)
        if not tokens:
            return "", position, ""
        if len(tokens) == 3 or (len(tokens) == 2 and self._text[low : low + 1].isspace()):
            raw, previous = tokens[-1], tokens[-2]
        else:
            raw, previous = tokens[-1], tokens[-2] if len(tokens) == 2 else ""
        word = raw.lstrip("\"'“‘”’«»‹›„‚`([{「『（《【¿¡*_~#—–-−…")
        start = self._text.rfind(word, low, position) if word else position
        return word, start, previous
