"""Finds words in a text although a PDF, a web page or a typist wrote them a little differently.

Both sides are compared in a derived form that never leaves this module: compatibility forms composed
(ligatures, full width), quotation marks and dashes unified; blanks, soft hyphens and hyphens between letters
left out, as nobody can tell a hyphen at the end of a line from one of the word. A map brings each hit back to
the original text. Nothing is guessed: a hit is equal in that form, letter for letter and case for case.

Where a quote is not found in that form, its letters and digits alone are looked for, in the same order and
without gaps: publishers set bullets, footnote marks and quotation marks as they please. What belongs to a
number stays: 1.5 is never found as 15, nor -5 as 5, nor 5 % as 5.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from workbench.core.anchor import Quote, Span

_UNIFIED: Final = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc`\u00b4\u2039\u203a", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u301d\u301e\u301f", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\ufeff\ufffe\x02", ""),
}
_LEAST: Final = 8  # letters and digits; fewer are found anywhere
_HYPHEN: Final = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011\u00ad\ufffe\x02]\s*(?=[^\W\d_])")
# Of the form: letters and digits, signs of amounts, points within and signs before a number.
_SUBSTANCE: Final = re.compile(r"\w|[%\u2030$\u20ac\u00a3\u00a5\u00b0]|(?<=\d)[.,:/](?=\d)|[+-](?=\d)")
_NUMBER_BEFORE: Final = re.compile(r"\d[.,]?\Z")
_NUMBER_BEHIND: Final = re.compile(r"[.,]?\d")
_COMBINING: Final = r"\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u3099\u309a"
_CHUNK: Final = re.compile(
    rf"[!#-&(-,.-_a-~]+(?![{_COMBINING}])"  # ASCII that stands for itself: no blank, quotation mark or hyphen
    rf"|\s+|.[{_COMBINING}]*",
    re.DOTALL,
)


class Normalised:
    """The derived form of one text, ready for many searches. Building it and each search are linear."""

    def __init__(self, text: str) -> None:
        self.text = text
        parts: list[str] = []
        self._origins = array("l")  # for each character of the form, where its source begins
        self._ends = array("l")  # and ends
        hyphens = {match.start(): match.end() for match in _HYPHEN.finditer(text)}
        position = 0
        while position < len(text):
            if position in hyphens:
                position = hyphens[position]
                continue
            position = self._take(text, position, parts)
        self.form = "".join(parts)

    def _take(self, text: str, position: int, parts: list[str]) -> int:
        match = _CHUNK.match(text, position)
        assert match is not None  # the pattern ends in "any character"
        chunk, end = match.group(), match.end()
        if chunk.isspace():
            return end
        if len(chunk) > 1 and chunk.isascii():
            parts.append(chunk)
            self._origins.extend(range(position, end))
            self._ends.extend(range(position + 1, end + 1))
            return end
        plain = "".join(_UNIFIED.get(c, c) for c in unicodedata.normalize("NFKC", _unified(chunk)))
        plain = "".join(plain.split())
        parts.append(plain)
        self._origins.extend([position] * len(plain))
        self._ends.extend([end] * len(plain))
        return end

    @cached_property
    def _substance(self) -> tuple[str, array[int]]:
        """Of the form what is not decoration, and where each sign of that stands in the form."""
        found = array("l", (match.start() for match in _SUBSTANCE.finditer(self.form)))
        return "".join(self.form[at] for at in found), found

    def find(self, needle: Normalised) -> list[Span]:
        """Where `needle` stands, in order and without overlap; without its decoration if it is not there."""
        return self.spans(needle.form) or self.bare_spans(needle)

    def bare_spans(self, needle: Normalised) -> list[Span]:
        """Where `needle` stands without its decoration; with as much of it as stands there too."""
        return list(self._bare_spans(needle))

    def _bare_spans(self, needle: Normalised) -> Iterator[Span]:
        bare, places = self._substance
        wanted, own = needle._substance
        if len(wanted) < _LEAST:
            return
        before, after = needle.form[: own[0]], needle.form[own[-1] + 1 :]
        at = bare.find(wanted)
        while at >= 0:
            first, last = places[at], places[at + len(wanted) - 1]
            if not self._cuts_a_number(first, last):
                first -= _shared(before[::-1], self.form[max(0, first - len(before)) : first][::-1])
                last += _shared(after, self.form[last + 1 : last + 1 + len(after)])
                yield Span(self._origins[first], self._ends[last])
            at = bare.find(wanted, at + len(wanted))

    def _cuts_a_number(self, first: int, last: int) -> bool:
        """Whether what stands there begins or ends amid a number: 5 million is not found in 2.5 million."""
        start, end = self._origins[first], self._ends[last]
        begins = self.text[start].isdigit() and _NUMBER_BEFORE.search(self.text, max(0, start - 2), start)
        ends = self.text[end - 1].isdigit() and _NUMBER_BEHIND.match(self.text, end)
        return bool(begins or ends)

    def spans(self, form: str) -> list[Span]:
        """Where `form` stands, as spans of the original text, in order and without overlap."""
        found: list[Span] = []
        at = self.form.find(form) if form else -1
        while at >= 0:
            found.append(Span(self._origins[at], self._ends[at + len(form) - 1]))
            at = self.form.find(form, at + len(form))
        return found


def _shared(a: str, b: str) -> int:
    """How many signs both begin with."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _unified(chunk: str) -> str:
    return "".join(_UNIFIED.get(char, char) for char in chunk)


def find_all(needle: str, haystack: str) -> list[Span]:
    """Where `needle` stands in `haystack` up to blanks, quotation marks, dashes, ligatures and hyphenation.

    Spans are code points of `haystack`, in order, without overlap; none for a needle without visible
    characters.
    """
    return Normalised(haystack).spans(Normalised(needle).form)


def find_bare(needle: str, haystack: str) -> list[Span]:
    """Where the letters, digits and amounts of `needle` stand in `haystack`, whatever decorates them.

    For a quote that `find_all` finds on no page. Spans as there; none when there is too little of it.
    """
    return Normalised(haystack).bare_spans(Normalised(needle))


def find_quote(quote: Quote, text: str, hint: Span | None = None) -> list[Span]:
    """The places in `text` where `quote` stands: those with its prefix and suffix only, else all.

    Spans are code points of `text`. `hint` says where it was last: the nearest place comes first; otherwise
    they are in text order. One span is an answer, several are a question to the user.
    """
    page = Normalised(text)
    found = page.find(Normalised(quote.exact))
    before, after = Normalised(quote.prefix).form, Normalised(quote.suffix).form
    exact = [span for span in found if _in_context(text, span, before, after)] if before or after else []
    best = exact or found
    return sorted(best, key=lambda span: abs(span.start - hint.start)) if hint else best


def _in_context(text: str, span: Span, before: str, after: str) -> bool:
    """Do the neighbours of `span` end and begin like the quote's? Four times its length covers blanks and
    hyphens.
    """
    left = Normalised(text[max(0, span.start - 4 * len(before) - 16) : span.start]).form
    right = Normalised(text[span.end : span.end + 4 * len(after) + 16]).form
    return left.endswith(before) and right.startswith(after)
