"""Finding words in a document, as a person types them: in one text, and in thousands of pages on a thread."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections import deque
from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import chain
from typing import Final, NamedTuple, Protocol

from workbench.core.anchor import Span
from workbench.core.errors import KnownError

_CHUNK: Final = 128  # pages read at once: a few milliseconds
_LATER: Final = 0.4  # seconds until pages that were not read yet are looked for again
_KEPT: Final = 40_000_000  # code points of page texts kept for the next word
_BETWEEN: Final = (
    "(?:[-\u2010\u00ad\u0002\ufffe\u200b]\\s*)?"  # letters of one word: a hyphen, at a line's end too
)
_BETWEEN_CJK: Final = "\\s*"  # words written without blanks go on in the next line
_BLANK: Final = "[-\\s\u200b\u00ad\u2010]*"
_CJK: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]")
_ALIKE: Final = ("'’‘‚‛`´′", '"“”„‟«»″', "-‐‑‒–—−")
_LIGATURES: Final = {"ffi": "ﬃ", "ffl": "ﬄ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ"}
_MARKS: Final = "[\u0300-\u036f]*"


def pattern_of(query: str) -> re.Pattern[str] | None:
    """What finds `query` whatever case, accents, blanks, line ends and hyphens; None when it is blank."""
    wanted = "".join(_bare(char) for char in unicodedata.normalize("NFC", query))
    words = [word for word in wanted.split() if word]
    if not words:
        return None
    return re.compile(_BLANK.join(map(_word, words)), re.IGNORECASE)


def seek(text: str, pattern: re.Pattern[str]) -> list[Span]:
    """The places of `pattern` in `text`, in order, in code points."""
    return [Span(*match.span()) for match in pattern.finditer(text) if match.end() > match.start()]


class Found(NamedTuple):
    """How often the words stand on a page (from 1)."""

    page: int
    times: int


class StoredTexts(Protocol):
    """Texts of pages as far as they have been read."""

    def stored(self, first: int, most: int) -> Sequence[tuple[int, str]]:
        """Up to `most` pages from `first` on, in order: number and text. Blocks; may raise KnownError."""


class Seeker:
    """Searches a document on a thread of its own, page by page; newer words give up older ones.

    `ring` is called from that thread when there is something to `take`; it must only post. When `pages` are
    not all stored yet, it waits for the rest and goes on. It owns no QObject.
    """

    def __init__(self, source: StoredTexts, pages: int, ring: Callable[[], None]) -> None:
        self._source = source
        self._pages = pages
        self._ring = ring
        self._change = threading.Condition()
        self._pattern: re.Pattern[str] | None = None
        self._turn = 0
        self._closed = False
        self._found: deque[Found] = deque()
        self._done = True
        self._texts: list[tuple[int, str]] = []  # of the thread alone
        self._length = 0
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def want(self, pattern: re.Pattern[str] | None) -> None:
        """Search for `pattern` from the first page on; None: for nothing."""
        with self._change:
            self._pattern = pattern
            self._turn += 1
            self._found.clear()
            self._done = pattern is None
            self._change.notify_all()

    def take(self) -> tuple[list[Found], bool]:
        """What was found since, in page order, and whether that was all there is (so far)."""
        with self._change:
            found = list(self._found)
            self._found.clear()
            return found, self._done

    def close(self) -> None:
        """End the thread after the step it is in."""
        with self._change:
            self._closed = True
            self._change.notify_all()

    def _serve(self) -> None:
        turn = 0
        while True:
            with self._change:
                self._change.wait_for(partial(self._news_since, turn))
                turn, pattern = self._turn, self._pattern
            if self._closed:
                return
            if pattern is not None:
                self._search(turn, pattern)

    def _news_since(self, turn: int) -> bool:
        return self._closed or self._turn != turn

    def _search(self, turn: int, pattern: re.Pattern[str]) -> None:
        """Search all pages for `pattern`, unless something newer is wanted."""
        after = 0
        kept = len(self._texts)
        for at in range(0, kept, _CHUNK):
            chunk = self._texts[at : at + _CHUNK]
            after = chunk[-1][0]
            if not self._tell(turn, _counts(chunk, pattern)):
                return
        while after < self._pages:
            more = self._read(after + 1)
            if more:
                after = more[-1][0]
            if not self._tell(turn, _counts(more, pattern), waiting=not more):
                return
        self._tell(turn, [], done=True)

    def _read(self, first: int) -> Sequence[tuple[int, str]]:
        try:
            chunk = self._source.stored(first, _CHUNK)
        except KnownError:  # the workspace is being closed, or is gone: nothing more is found
            return ()
        size = sum(len(text) for _, text in chunk)
        if self._length + size <= _KEPT and (not self._texts or self._texts[-1][0] < first):
            self._texts.extend(chunk)
            self._length += size
        return chunk

    def _tell(self, turn: int, found: Sequence[Found], *, waiting: bool = False, done: bool = False) -> bool:
        """Hand over what was found; False when nobody wants it any more."""
        with self._change:
            if self._closed or turn != self._turn:
                return False
            self._found.extend(found)
            news = bool(found) or ((done or waiting) and not self._done)
            self._done = self._done or done or waiting
        if news:
            self._ring()
        if waiting:
            with self._change:
                self._change.wait_for(lambda: self._closed or turn != self._turn, _LATER)
                return not self._closed and turn == self._turn
        return True


def _counts(chunk: Sequence[tuple[int, str]], pattern: re.Pattern[str]) -> list[Found]:
    counted = (Found(page, sum(1 for _ in pattern.finditer(text))) for page, text in chunk)
    return [found for found in counted if found.times]


def _word(word: str) -> str:
    """A pattern for the letters of one word, with what may part them."""
    pieces, at = [], 0
    while at < len(word):
        ligature = next((known for known in _LIGATURES if word.casefold().startswith(known, at)), "")
        if ligature:
            letters = _BETWEEN.join(_letter(char) for char in ligature)
            pieces.append(f"(?:{letters}|{_LIGATURES[ligature]})")
            at += len(ligature)
        else:
            pieces.append(_letter(word[at]))
            at += 1
    return (_BETWEEN_CJK if _CJK.search(word) else _BETWEEN).join(pieces)


def _letter(char: str) -> str:
    alike = next((group for group in _ALIKE if char in group), None)
    if alike:
        return f"[{re.escape(alike)}]"
    accented = _accented().get(char.casefold(), "")
    return f"[{re.escape(char)}{accented}]{_MARKS}" if char.isalpha() and accented else re.escape(char)


def _bare(char: str) -> str:
    """`char` without its accents."""
    return next((c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c)), "")


@cache
def _accented() -> dict[str, str]:
    """Letters with accents by the letter they are made of."""
    found: dict[str, str] = {}
    for code in chain(range(0xC0, 0x250), range(0x386, 0x460), range(0x1E00, 0x2000)):
        char = chr(code)
        bare = _bare(char)
        if bare and bare != char and char.isalpha():
            found[bare.casefold()] = found.get(bare.casefold(), "") + char
    return found
