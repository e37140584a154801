"""Full-text search over all evidence pages: SQLite's FTS5, its query language kept away from people.

One of the two modules with SQL of SQLite's own (the other is connection.py). The index is given words as
words.py spells them, and so is a query. It holds no text of its own; snippets and lit words are cut from the
stored page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, text

from workbench.core.anchor import Span
from workbench.core.errors import BadInputError
from workbench.core.evidence import Hit
from workbench.storage.words import Phrase, find, indexed, parse

_MOST_WORDS: Final = 200  # of a query; more is no question but a text that was pasted
_BEFORE, _AFTER = 40, 200  # code points of a snippet on either side of the first found word
_WORD_START: Final = 30  # code points further back that a snippet may begin, so as not to cut a word

_SEARCH = text(
    "SELECT e.id AS evidence_id, e.name, p.page, p.text, -bm25(evidence_search) AS score"
    " FROM evidence_search JOIN evidence_page p ON p.id = evidence_search.rowid"
    " JOIN evidence e ON e.id = p.evidence_id"
    " WHERE evidence_search MATCH :query AND e.present AND e.state = 'ready'"
    " ORDER BY bm25(evidence_search), p.id LIMIT :limit"
)
_INSERT = text("INSERT INTO evidence_search(rowid, text) VALUES (:id, :text)")
_DELETE = text("INSERT INTO evidence_search(evidence_search, rowid, text) VALUES ('delete', :id, :text)")


def index_pages(connection: Connection, pages: Sequence[tuple[int, str]]) -> None:
    """Make pages (key, text) findable."""
    if pages:
        connection.execute(_INSERT, [{"id": key, "text": indexed(page)} for key, page in pages])


def unindex_pages(connection: Connection, pages: Sequence[tuple[int, str]]) -> None:
    """Take pages (key, text as it was indexed) out of the index."""
    if pages:
        connection.execute(_DELETE, [{"id": key, "text": indexed(page)} for key, page in pages])


def search(connection: Connection, query: str, limit: int) -> list[Hit]:
    """Pages that hold every word, "phrase" and prefix* of `query`, best first.

    Raises BadInputError when the query holds no word at all, or too many.
    """
    asked = parse(query)
    if not asked:
        raise BadInputError(f'There is no word to search for in “{query}”; type a word or a "phrase".')
    if sum(len(ways[0].words) for ways in asked) > _MOST_WORDS:
        raise BadInputError(f"A search can hold at most {_MOST_WORDS} words; look for a shorter passage.")
    match = " AND ".join(f"({' OR '.join(map(_quoted, ways))})" for ways in asked)
    phrases = [phrase for ways in asked for phrase in ways]
    rows = connection.execute(_SEARCH, {"query": match, "limit": limit})
    return [_hit(row.evidence_id, row.name, row.page, row.text, row.score, phrases) for row in rows]


def _quoted(phrase: Phrase) -> str:
    """As FTS5 wants it; the words hold nothing that it would take for more than a word."""
    return f'"{" ".join(phrase.words)}"{"*" if phrase.prefix else ""}'


def _hit(evidence_id: int, name: str, page: int, page_text: str, score: float, phrases: list[Phrase]) -> Hit:
    found = find(page_text, phrases)
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
