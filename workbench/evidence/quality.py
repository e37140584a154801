"""How far the text layer of a page can be trusted.

Scans carry a stamp or the guesses of an old OCR program, fonts without a code table give signs that stand
for nothing, bytes are taken for the wrong letters. None of that is an error to a PDF library, so it is
measured: the share of the page's letters and digits that stand in what looks like words and numbers.
"""

from __future__ import annotations

import re
from typing import Final

USABLE: Final = 0.5  # below it a page's text is no use for quoting and searching
ENOUGH: Final = 200  # letters and digits; fewer on a page that is a picture are a stamp or a page number

_LETTERS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_VOWELS: Final = b"AEIOUYaeiouy"
_BLANKS: Final = b" \t\n\r\f\v"
_PLAIN_VOWELS: Final = (0.28, 0.55)  # share of vowels among the letters of plain English text
_PLAIN_WORDS: Final = (2.5, 12.0)  # signs of its words in the mean
_VOWELS_FROM, _VOWELS_TO = 0.14, 0.24  # of Latin letters: from no language at all to surely one
_SURE: Final = 100  # letters; the share of vowels says little about fewer
_FEW: Final = 64  # code points; fewer are too few to condemn a page by
_MOST: Final = 300  # words that are looked at
_CROWDED: Final = 0.5  # share of letters standing alone from which on they are words torn apart

_UNKNOWN: Final = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd\x00-\x08\x0e-\x1f\x7f-\x9f]")
# UTF-8 taken for Latin 1 or Windows 1252: a lead byte followed by what a continuation byte looks like.
_MISTAKEN: Final = re.compile(
    "[\u00c2-\u00c5\u00ce-\u00d1\u00d7-\u00d9][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192"
    "\u2013\u2014\u2018-\u201e\u2020-\u2022\u2030\u2039\u203a\u2122]|\u00e2\u20ac|\u00ef\u00bb"
)
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]")
_VOWEL: Final = re.compile(
    "[AEIOUYaeiouy\u00c0-\u00c6\u00c8-\u00cf\u00d2-\u00d6\u00d8-\u00dd\u00e0-\u00e6\u00e8-\u00ef"
    "\u00f2-\u00f6\u00f8-\u00fd\u00ff-\u0105\u0112-\u011b\u0128-\u0133\u014c-\u0153\u0168-\u0173\u1ea0-\u1ef9]"
)
_EDGES: Final = (
    "\"'()[]{}<>.,;:!?*\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u201a\u00ab\u00bb\u2026\u2022\u00b7-/|"
)
# What a word may hold besides letters and digits: joints of compounds, addresses, numbers, sums of money.
_WORD: Final = re.compile(
    r"[\w\-\u0300-\u036f\u00ad\u2010-\u2015'\u2019\u02bc.,:;/&@+%#=()?~\u00b7\u00b0\u20ac$\u00a3\u00a5]+"
)
_GLUED: Final = re.compile(r"[^\W\d_]{28}")  # a few words of some languages are as long, no page of them is
_TURNS: Final = re.compile(r"[a-z][A-Z]|[A-Za-z][0-9]|[0-9][A-Za-z]")  # within a word


def quality(text: str, *, pictured: bool = False) -> float:
    """How far `text`, all that is written on a page, can be trusted: from 0 (no words at all) to 1.

    `pictured`: most of the page is covered by pictures, where a reader sees more than the text says.
    """
    if not text or text.isspace():
        return 0.0
    found = 1.0 if _is_plain(text) else _measured(text)
    if pictured:
        found *= min(1.0, _count(text) / ENOUGH)
    return round(found, 3)


def is_short(text: str) -> bool:
    """True when a page that holds no more than `text` may well be a picture; look whether it is."""
    return len(text) < 8 * ENOUGH and _count(text) < ENOUGH


def _count(text: str) -> int:
    """How many letters and digits there are."""
    return sum(map(str.isalnum, text))


def _is_plain(text: str) -> bool:
    """True for what nearly every page is, told a hundred times faster than by looking at its words."""
    if not text.isascii() and _UNKNOWN.search(text):
        return False
    signs = text.encode("ascii", "replace").translate(None, _BLANKS)
    letters = len(signs) - len(signs.translate(None, _LETTERS))
    vowels = len(signs) - len(signs.translate(None, _VOWELS))
    strange = signs.count(b"?")
    words = text.count(" ") + text.count("\n") + 1
    return (
        letters > _SURE
        and letters > 0.45 * len(signs)
        and strange < 0.04 * len(signs)
        and _PLAIN_VOWELS[0] < vowels / letters < _PLAIN_VOWELS[1]
        and _PLAIN_WORDS[0] < len(signs) / words < _PLAIN_WORDS[1]
    )


def _measured(text: str) -> float:
    good = bad = alone = 0
    words = text.split()
    words = words[:: 1 + len(words) // _MOST]
    for word in words:
        bare = word.strip(_EDGES)
        size = _count(bare)
        unknown = len(_UNKNOWN.findall(word))
        if unknown:
            bad += max(unknown, len(word) // 2)
            good += max(0, size - len(word) // 2)
        elif size == 1 and _LATIN.match(bare):
            alone += 1
        elif size and _is_word(bare):
            good += size
        else:
            bad += size
    if alone > _CROWDED * (good + bad + alone):
        bad += alone
    found = good / (good + bad) * _sounding("".join(words)) if good else 0.0
    if good + bad + alone and len(text) < _FEW and not _UNKNOWN.search(text):
        return max(found, USABLE)
    return found


def _is_word(bare: str) -> bool:
    """Whether this may be a word, a number or an address in some language."""
    letters = _LATIN.findall(bare)
    if not letters:  # a number, or another script, whose rules are its own
        return not bare.isascii() or 2 * _count(bare) >= len(bare)
    if not _WORD.fullmatch(bare) or _MISTAKEN.search(bare):
        return False
    if len(letters) < 4 or bare.isupper():
        return True
    if _GLUED.search(bare):
        return False
    if not _VOWEL.search(bare):
        return len(letters) < len(bare) // 2
    return len(_TURNS.findall(bare)) <= 1 + len(bare) // 5


def _sounding(text: str) -> float:
    """1 where Latin letters have as many vowels among them as in any language, 0 where they have not."""
    letters = len(_LATIN.findall(text))
    if letters < _SURE:
        return 1.0
    share = len(_VOWEL.findall(text)) / letters
    return min(1.0, max(0.0, (share - _VOWELS_FROM) / (_VOWELS_TO - _VOWELS_FROM)))
