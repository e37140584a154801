"""Full-text search over all evidence pages: SQLite's FTS5, its query language kept away from people.

One of the two modules with SQL of SQLite's own (the other is connection.py). The index is given the words as
`_fold` spells them, and so is a query: what FTS5 finds and what is lit on the page agree. It holds no text of
its own; snippets and lit words are cut from the stored page. Chinese, Japanese and Korean characters are
indexed one by one, so that a word of two characters is found as a phrase.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection, text

from workbench.core.anchor import Span
from workbench.core.errors import BadInputError
from workbench.core.evidence import Hit

_CJK: Final = (
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003fffd"
)
_VOICED: Final = "\u3099\u309a"  # が may come as か and a mark of its own
# accents, Hebrew and Arabic points stand inside a word
_MARKS: Final = "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f"
_LETTERS: Final = rf"[^\W_{_CJK}]"
_TOKEN = re.compile(rf"[{_CJK}][{_VOICED}]?|{_LETTERS}+(?:[{_MARKS}]+{_LETTERS}*)*")
_PART = re.compile(r'"([^"]*)"?|(\S+)')
_LONG: Final = 64  # code points; longer tokens are no words (base64, hashes) and bloat the index
_MOST_WORDS: Final = 200  # of a query; more is no question but a text that was pasted
_BEFORE, _AFTER = 40, 200  # code points of a snippet on either side of the first found word
_WORD_START: Final = 30  # code points further back that a snippet may begin, so as not to cut a word
_KANA_VOICING: Final = 8  # Unicode's combining class of _VOICED

_SEARCH = text(
    "SELECT e.id AS evidence_id, e.name, p.page, p.text, -bm25(evidence_search) AS score"
    " FROM evidence_search JOIN evidence_page p ON p.id = evidence_search.rowid"
    " JOIN evidence e ON e.id = p.evidence_id"
    " WHERE evidence_search MATCH :query AND e.present AND e.state = 'ready'"
    " ORDER BY bm25(evidence_search), p.id LIMIT :limit"
)
_INSERT = text("INSERT INTO evidence_search(rowid, text) VALUES (:id, :text)")
_DELETE = text("INSERT INTO evidence_search(evidence_search, rowid, text) VALUES ('delete', :id, :text)")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words that follow each other; the last may be the beginning of a word."""

    words: tuple[str, ...]
    prefix: bool


def index_pages(connection: Connection, pages: Sequence[tuple[int, str]]) -> None:
    """Make pages (key, text) findable."""
    if pages:
        connection.execute(_INSERT, [{"id": key, "text": _indexed(page)} for key, page in pages])


def unindex_pages(connection: Connection, pages: Sequence[tuple[int, str]]) -> None:
    """Take pages (key, text as it was indexed) out of the index."""
    if pages:
        connection.execute(_DELETE, [{"id": key, "text": _indexed(page)} for key, page in pages])


def search(connection: Connection, query: str, limit: int) -> list[Hit]:
    """Pages that hold every word, "phrase" and prefix* of `query`, best first.

    Raises BadInputError when the query holds no word at all, or too many.
    """
    phrases = _parse(query)
    if not phrases:
        raise BadInputError(f'There is no word to search for in “{query}”; type a word or a "phrase".')
    if sum(len(phrase.words) for phrase in phrases) > _MOST_WORDS:
        raise BadInputError(f"A search can hold at most {_MOST_WORDS} words; look for a shorter passage.")
    match = " ".join(f'"{" ".join(p.words)}"{"*" if p.prefix else ""}' for p in phrases)
    rows = connection.execute(_SEARCH, {"query": match, "limit": limit})
    return [_hit(row.evidence_id, row.name, row.page, row.text, row.score, phrases) for row in rows]


def _hit(evidence_id: int, name: str, page: int, page_text: str, score: float, phrases: list[_Phrase]) -> Hit:
    found = _find(page_text, phrases)
    first = found[0].start if found else 0
    start = _snippet_start(page_text, first)
    end = min(len(page_text), first + _AFTER)
    snippet = "".join(" " if c.isspace() else c for c in page_text[start:end])
    lit = tuple(Span(s - start, e - start) for s, e in found if s >= start and e <= end)
    words = tuple(dict.fromkeys(page_text[s:e] for s, e in found))
    return Hit(evidence_id, name, page, snippet, lit, tuple(found), words, score)


def _snippet_start(page_text: str, first: int) -> int:
    """Where the snippet around `first` begins: at a word, unless there is no blank close by."""
    earliest = max(0, first - _BEFORE)
    blank = page_text.rfind(" ", max(0, earliest - _WORD_START), earliest)
    return blank + 1 if blank >= 0 else earliest


def _find(page_text: str, phrases: list[_Phrase]) -> list[Span]:
    """Where the phrases stand on a page, in code points and in order."""
    tokens = [(m.start(), m.end(), _fold(m.group())) for m in _TOKEN.finditer(page_text)]
    spans = []
    for phrase in phrases:
        width = len(phrase.words)
        for at, token in enumerate(tokens):
            if _stands(phrase, [word for _, _, word in tokens[at : at + width]]):
                spans.append(Span(token[0], tokens[at + width - 1][1]))
    return sorted(set(spans))


def _stands(phrase: _Phrase, words: list[str]) -> bool:
    if len(words) < len(phrase.words) or words[0][:1] != phrase.words[0][:1]:
        return False
    head, last = phrase.words[:-1], phrase.words[-1]
    ends = words[-1].startswith(last) if phrase.prefix else words[-1] == last
    return ends and tuple(words[:-1]) == head


def _parse(query: str) -> list[_Phrase]:
    phrases = []
    for quoted, word in _PART.findall(query):
        words = tuple(_fold(token) for token in _TOKEN.findall(quoted or word))
        if words:
            phrases.append(_Phrase(words, prefix=not quoted and word.endswith("*")))
    return phrases


def _indexed(page_text: str) -> str:
    """What the index is given: the words alone, folded, without endless ones."""
    return " ".join(_fold(token) for token in _TOKEN.findall(page_text) if len(token) <= _LONG)


@lru_cache(maxsize=65536)
def _fold(word: str) -> str:
    """A word without accents, case and ligatures; the voicing of kana is kept, it makes another word."""
    parts = unicodedata.normalize("NFD", word.casefold())
    bare = "".join(c for c in parts if unicodedata.combining(c) in (0, _KANA_VOICING))
    return unicodedata.normalize("NFC", bare)
