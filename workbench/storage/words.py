"""Words as the index spells them, and where they stand on a page.

What is indexed, what is asked for and what is lit on the page are cut and folded here, so that they agree.
Chinese, Japanese and Korean characters are words one by one: a word of two characters is found as a phrase.

A word that the end of a line or a soft hyphen divides ("exam-" and "ple") is one word. Nobody can tell such a
hyphen from one of the word itself ("well-" and "known"): so the parts are indexed as well, behind the page,
and a hyphen in a query may be one or none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from workbench.core.anchor import Span

_CJK: Final = (
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003fffd"
)
_VOICED: Final = "\u3099\u309a"  # が may come as か and a mark of its own
# accents, Hebrew and Arabic points stand inside a word
_MARKS: Final = "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f"
_JAMO: Final = "\u1100-\u11ff"  # 하 may come as two or three signs of its own
_SIGN: Final = rf"[{_CJK}][{_VOICED}]?|[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?|[{_JAMO}]"
_LETTER: Final = rf"[^\W_{_CJK}{_JAMO}]"
_NO_DIGIT: Final = rf"[^\W\d_{_CJK}{_JAMO}]"
_HYPHEN: Final = "[-\u2010\u00ad]"
_DIVISION: Final = (  # a soft hyphen divides within a line, too: it is seen at the end of one only
    rf"(?:{_HYPHEN}\n(?<={_NO_DIGIT}{_HYPHEN}\n)|\u00ad(?<={_NO_DIGIT}\u00ad))(?={_NO_DIGIT})"
)
_TOKEN = re.compile(
    rf"{_SIGN}|{_LETTER}+(?:(?:[{_MARKS}]+|{_DIVISION}){_LETTER}*)*"  # divided words are whole
)
_PART = re.compile(rf"{_SIGN}|{_LETTER}+(?:[{_MARKS}]+{_LETTER}*)*")  # and here they are not
_DIVIDED = re.compile(_DIVISION)
_HYPHENATED = re.compile(rf"(?<={_NO_DIGIT}){_HYPHEN}(?={_NO_DIGIT})")
# Up to a letter that goes on with a token instead of beginning one; the same where a line's end divides none.
_INSIDE_TOKEN = re.compile(
    rf"(?:{_LETTER}[{_MARKS}]*{_LETTER}|{_NO_DIGIT}(?:{_HYPHEN}\n|\u00ad){_NO_DIGIT})\Z"
)
_INSIDE_PART = re.compile(rf"{_LETTER}[{_MARKS}]*{_LETTER}\Z")
_FAR: Final = 64  # code points; nothing carries more accents
_QUESTION = re.compile(r'(?:(?<!\S)(-))?"([^"]*)"?|(\S+)')
_REFUSED = re.compile(r"-(?=[^\W\d_])")  # of a word; "-5" is a number
_LONG: Final = 64  # code points; longer tokens are no words (base64, hashes) and bloat the index
_FOREIGN = re.compile(r"[^\x00-\x7f]")
# Typographic signs that part words as blanks do; all of them are found in the pages of plain English.
_SIGNS: Final = frozenset(
    "\u00a0\u00a3\u00a7\u00a9\u00ab\u00ad\u00ae\u00b0\u00b1\u00b7\u00bb\u00d7\u20ac\u2122\u2212\ufffd"
) | {chr(n) for n in (*range(0x2010, 0x2028), *range(0x2030, 0x205F))}
_SMALL: Final = bytes(ord(chr(n).lower()) if n < 128 and chr(n).isalnum() else ord(" ") for n in range(256))
_APART: Final = "\ue000"  # FTS5 takes it for a word, but no query can hold it: no phrase reaches across it
_KANA_VOICING: Final = 8  # Unicode's combining class of _VOICED


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other; the last may be the beginning of a word."""

    words: tuple[str, ...]
    prefix: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A word, "phrase" or prefix* of a query: the ways to write it. `refused`: no such page is wanted."""

    ways: tuple[Phrase, ...]
    refused: bool = False

    @property
    def prefix(self) -> bool:
        """True when a word need only begin with it."""
        return self.ways[0].prefix

    @property
    def single(self) -> bool:
        """True when the index holds it as one word."""
        return not self.prefix and all(len(way.words) == 1 for way in self.ways)

    def stands_in(self, page_text: str) -> bool:
        """Whether it stands anywhere on the page."""
        return any(_stands_in(page_text, way) for way in self.ways)


def parse(query: str) -> list[Asked]:
    """What `query` asks for and, with a hyphen before it, refuses."""
    asked = []
    for hyphen, quoted, word in _QUESTION.findall(query):
        refused = bool(hyphen or _REFUSED.match(word))
        written = quoted or word
        ways = (
            _folded(_TOKEN, written),
            _folded(_PART, written),
            _folded(_TOKEN, _HYPHENATED.sub("", written)),
        )
        if ways[0]:
            prefix = not quoted and word.endswith("*")
            phrases = tuple(Phrase(words, prefix) for words in dict.fromkeys(ways))
            asked.append(Asked(phrases, refused))
    return asked


def indexed(page_text: str) -> str:
    """What the index is given: the words alone, folded, without endless ones."""
    marked, divided = _DIVIDED.subn(_APART, page_text) if _may_divide(page_text) else (page_text, 0)
    words = _plain_words(_DIVIDED.sub("", page_text) if divided else page_text)
    if words is None:
        words = _spelt(_TOKEN, page_text)
    if not divided:
        return words
    parts = (_spelt(_PART, run) for run in marked.split() if _APART in run)
    return f" {_APART} ".join((words, *parts))


def find(page_text: str, phrases: list[Phrase]) -> list[Span]:
    """Where the phrases stand on a page, in code points and in order."""
    divided = _may_divide(page_text) and _DIVIDED.search(page_text) is not None
    if not divided and _is_plain(page_text):
        return sorted({Span(*match.span()) for one in phrases for match in _plain(one).finditer(page_text)})
    found: set[Span] = set()
    for phrase in phrases:
        whole = set(_places(page_text, phrase, _TOKEN, _INSIDE_TOKEN))
        found |= whole
        if divided:
            parts = _places(page_text, phrase, _PART, _INSIDE_PART)
            found |= {part for part in parts if not any(s <= part.start and part.end <= e for s, e in whole)}
    return sorted(found)


def _stands_in(page_text: str, phrase: Phrase) -> bool:
    """Whether `find` finds anything, told faster."""
    divided = _may_divide(page_text) and _DIVIDED.search(page_text) is not None
    if not divided and _is_plain(page_text):
        return phrase.words[0] in page_text.lower() and _plain(phrase).search(page_text) is not None
    if next(_places(page_text, phrase, _TOKEN, _INSIDE_TOKEN), None):
        return True
    return divided and next(_places(page_text, phrase, _PART, _INSIDE_PART), None) is not None


def _may_divide(page_text: str) -> bool:
    """False only when no word is divided; far faster than looking."""
    return "-\n" in page_text or "\u00ad" in page_text or "\u2010\n" in page_text


def _is_plain(page_text: str) -> bool:
    """True for a page in plain English letters, on which `_plain` finds what `_places` finds, far faster."""
    return page_text.isascii() or _SIGNS.issuperset(_FOREIGN.findall(page_text))


@lru_cache(maxsize=256)
def _plain(phrase: Phrase) -> re.Pattern[str]:
    words = "[^a-zA-Z0-9]+".join(map(re.escape, phrase.words))
    end = "[a-zA-Z0-9]*" if phrase.prefix else "(?![a-zA-Z0-9])"
    return re.compile(f"(?<![a-zA-Z0-9]){words}{end}", re.ASCII | re.IGNORECASE)


def _places(
    page_text: str, phrase: Phrase, token: re.Pattern[str], inside: re.Pattern[str]
) -> Iterator[Span]:
    for candidate in _beginnings(page_text, phrase.words[0]).finditer(page_text):
        start = candidate.start()
        end = _end(page_text, start, phrase, token)
        if end and not inside.search(page_text, max(0, start - _FAR), start + 1):
            yield Span(start, end)


def _end(page_text: str, start: int, phrase: Phrase, token: re.Pattern[str]) -> int:
    """Where the phrase that begins with the token at `start` ends; 0 when it is another."""
    found = token.match(page_text, start)
    for word in phrase.words[:-1]:
        if found is None or _fold(found.group()) != word:
            return 0
        found = token.search(page_text, found.end())
    if found is None:
        return 0
    folded, last = _fold(found.group()), phrase.words[-1]
    return found.end() if folded == last or (phrase.prefix and folded.startswith(last)) else 0


def _beginnings(page_text: str, word: str) -> re.Pattern[str]:
    """Finds where tokens of the page may begin that are folded to `word`."""
    opening = _opening(word[0])
    return _opened_by("".join(sorted(c for c in set(page_text) if _opening(c) == opening)), word[1:2])


@lru_cache(maxsize=65536)
def _opening(character: str) -> str:
    """What a word that begins with `character` begins with once it is folded and taken apart."""
    return unicodedata.normalize("NFD", character.casefold())[:1]


@lru_cache(maxsize=256)
def _opened_by(characters: str, second: str) -> re.Pattern[str]:
    """Finds those `characters` where a token may begin; behind an ASCII letter `second` has to come."""
    then = rf"(?=[-{re.escape(second + second.upper())}]|[^\x00-\x7f])" if second else ""
    plain = "".join(c for c in characters if c.isascii())
    foreign = "".join(c for c in characters if not c.isascii())
    signs = "".join(re.findall(f"[{_CJK}{_JAMO}]", foreign))  # they begin a token wherever they stand
    ways = []
    if plain:
        ways.append(rf"(?<!{_LETTER})[{re.escape(plain)}]{then}")
    if foreign:
        ways.append(rf"(?<!{_LETTER})[{re.escape(foreign)}]")
    if signs:
        ways.append(f"[{signs}]")
    return re.compile("|".join(ways) or r"(?!)")


def _plain_words(undivided: str) -> str | None:
    """What `_spelt` gives for text in plain English letters, far faster; None for any other text."""
    if not _is_plain(undivided):
        return None
    words = undivided.encode("ascii", "replace").translate(_SMALL).split()
    # With its hyphen a divided word may be too long, without it not: those near the limit are looked at.
    return None if max(map(len, words), default=0) > _LONG // 2 else b" ".join(words).decode()


def _folded(token: re.Pattern[str], written: str) -> tuple[str, ...]:
    return tuple(map(_fold, token.findall(written)))


def _spelt(token: re.Pattern[str], text: str) -> str:
    return " ".join(_fold(word) for word in token.findall(text) if len(word) <= _LONG)


@lru_cache(maxsize=65536)
def _fold(word: str) -> str:
    """A word without accents, case and ligatures; the voicing of kana is kept, it makes another word."""
    parts = unicodedata.normalize("NFD", _DIVIDED.sub("", word).casefold())
    bare = "".join(c for c in parts if unicodedata.combining(c) in (0, _KANA_VOICING))
    return unicodedata.normalize("NFC", bare)
