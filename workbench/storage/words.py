"""Words as the index spells them, and where they stand on a page.

What is indexed, what is asked for and what is lit on the page are cut and folded here, so that they agree.
Chinese, Japanese and Korean characters are words one by one: a word of two characters is found as a phrase.

A word that the end of a line divides ("exam-" and "ple") is one word. Nobody can tell such a hyphen from one
of the word itself ("well-" and "known"): so the parts are indexed as well, behind the page, and a hyphen in
a query may be one or none.
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
_LETTER: Final = rf"[^\W_{_CJK}]"
_NO_DIGIT: Final = rf"[^\W\d_{_CJK}]"
_HYPHEN: Final = "[-\u2010\u00ad]"
_DIVISION: Final = rf"{_HYPHEN}\n(?<={_NO_DIGIT}{_HYPHEN}\n)(?={_NO_DIGIT})"
_TOKEN = re.compile(
    rf"[{_CJK}][{_VOICED}]?|{_LETTER}+(?:(?:[{_MARKS}]+|{_DIVISION}){_LETTER}*)*"  # divided words are whole
)
_PART = re.compile(rf"[{_CJK}][{_VOICED}]?|{_LETTER}+(?:[{_MARKS}]+{_LETTER}*)*")  # and here they are not
_DIVIDED = re.compile(_DIVISION)
_HYPHENATED = re.compile(rf"(?<={_NO_DIGIT}){_HYPHEN}(?={_NO_DIGIT})")
# Up to a letter that goes on with a token instead of beginning one; the same where a line's end divides none.
_INSIDE_TOKEN = re.compile(rf"(?:{_LETTER}[{_MARKS}]*{_LETTER}|{_NO_DIGIT}{_HYPHEN}\n{_NO_DIGIT})\Z")
_INSIDE_PART = re.compile(rf"{_LETTER}[{_MARKS}]*{_LETTER}\Z")
_FAR: Final = 64  # code points; nothing carries more accents
_QUESTION = re.compile(r'"([^"]*)"?|(\S+)')
_LONG: Final = 64  # code points; longer tokens are no words (base64, hashes) and bloat the index
_APART: Final = "\ue000"  # FTS5 takes it for a word, but no query can hold it: no phrase reaches across it
_KANA_VOICING: Final = 8  # Unicode's combining class of _VOICED


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other; the last may be the beginning of a word."""

    words: tuple[str, ...]
    prefix: bool


def parse(query: str) -> list[tuple[Phrase, ...]]:
    """What `query` asks for: for each of its words, "phrases" and prefixes* the ways to write it."""
    asked = []
    for quoted, word in _QUESTION.findall(query):
        written = quoted or word
        ways = (
            _folded(_TOKEN, written),
            _folded(_PART, written),
            _folded(_TOKEN, _HYPHENATED.sub("", written)),
        )
        if ways[0]:
            prefix = not quoted and word.endswith("*")
            asked.append(tuple(Phrase(words, prefix) for words in dict.fromkeys(ways)))
    return asked


def indexed(page_text: str) -> str:
    """What the index is given: the words alone, folded, without endless ones."""
    words = _spelt(_TOKEN, page_text)
    marked, divided = _DIVIDED.subn(_APART, page_text)
    if not divided:
        return words
    parts = (_spelt(_PART, run) for run in marked.split() if _APART in run)
    return f" {_APART} ".join((words, *parts))


def find(page_text: str, phrases: list[Phrase]) -> list[Span]:
    """Where the phrases stand on a page, in code points and in order."""
    divided = _DIVIDED.search(page_text) is not None
    found: set[Span] = set()
    for phrase in phrases:
        whole = set(_places(page_text, phrase, _TOKEN, _INSIDE_TOKEN))
        found |= whole
        if divided:
            parts = _places(page_text, phrase, _PART, _INSIDE_PART)
            found |= {part for part in parts if not any(s <= part.start and part.end <= e for s, e in whole)}
    return sorted(found)


def _places(
    page_text: str, phrase: Phrase, token: re.Pattern[str], inside: re.Pattern[str]
) -> Iterator[Span]:
    for candidate in _beginnings(phrase.words[0][:2]).finditer(page_text):
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


@lru_cache(maxsize=256)
def _beginnings(letters: str) -> re.Pattern[str]:
    """Finds where a token may begin that is folded to something with `letters` at its beginning.

    ASCII letters are folded to themselves or their small ones; whatever is not ASCII is looked at.
    """
    foreign = r"[^\x00-\x7f]"
    first, second = letters[0], letters[1:]
    if not first.isascii():
        return re.compile(foreign)
    then = rf"(?=[-{re.escape(second + second.upper())}]|{foreign})" if second else ""
    return re.compile(rf"(?<!{_LETTER})[{re.escape(first + first.upper())}]{then}|{foreign}")


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
