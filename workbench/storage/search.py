"""Full-text search over all evidence pages: SQLite's FTS5, its query language kept away from people.

One of the two modules with SQL of SQLite's own (the other is connection.py). The index is given words as
words.py spells them, and so is a query. It holds no text of its own; snippets and lit words are cut from the
stored page.

A search answers between two key strokes however many pages there are, so it does bounded work:
- Up to RANKED pages with all the words are ranked by BM25. (Its weights take one look at every page with one
  of the words, which is quick for words alone; a phrase that is on more than PHRASES pages is not ranked so.)
- Of more pages, the first RANKED are, in the order in which they were attached; the answer says so.
- FTS5 gathers every word that a prefix* begins before it gives the first page: a second for "e*". So some
  pages are read first: when there are plenty, these are the answer; when there are few, the prefix is rare
  and FTS5 quick.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, text

from workbench.core.anchor import Span
from workbench.core.errors import BadInputError
from workbench.core.evidence import PDF, Hit
from workbench.core.searching import Found, Wanted, kind_of
from workbench.storage.words import Asked, Phrase, find, indexed, parse

RANKED: Final = 10_000  # pages
PHRASES: Final = 4_000  # the same where a phrase or prefix is looked for
_MOST_WORDS: Final = 200  # of a query; more is no question but a text that was pasted
_BEFORE, _AFTER = 40, 200  # code points of a snippet on either side of the first found word
_WORD_START: Final = 30  # code points further back that a snippet may begin, so as not to cut a word
_TRIED: Final = 300  # pages
_STRIDE: Final = 8  # of these pages every eighth is read first, so that they come from all over

_WORDS = "FROM evidence_search WHERE evidence_search MATCH :words"
_COUNT = f"SELECT count(*) FROM (SELECT rowid {_WORDS} {{where}} LIMIT :most)"  # noqa: S608 - constants
_KEYS = f"SELECT rowid {_WORDS} {{where}} LIMIT :most"
_BEST = (
    "SELECT id, -score FROM"  # noqa: S608
    f" (SELECT rowid AS id, bm25(evidence_search) AS score {_WORDS} {{where}} LIMIT :most)"
    " ORDER BY score, id LIMIT :limit"
)
_ALL = "SELECT id FROM evidence_page WHERE evidence_id{where} ORDER BY evidence_id, page LIMIT :most"
_TEXTS = text("SELECT id, text FROM evidence_page WHERE id IN :keys").bindparams(
    bindparam("keys", expanding=True)
)
_PAGES = text(
    "SELECT p.id, p.evidence_id, p.page, p.text, p.label, p.ocr, e.name, e.media_type"
    " FROM evidence_page p JOIN evidence e ON e.id = p.evidence_id WHERE p.id IN :keys"
).bindparams(bindparam("keys", expanding=True))
_FILES = text("SELECT id, media_type, present AND state = 'ready' AS stands, pages_read FROM evidence")
_CITED = text(
    "SELECT p.id FROM citation c JOIN evidence e ON e.id = c.evidence_id JOIN evidence_page p"
    " ON p.evidence_id = e.id AND p.page = coalesce(c.page, 1)"
    " WHERE c.present AND (c.page IS NOT NULL OR e.pages <= 1)"
)
_IS_CITED = "+rowid IN (SELECT value FROM json_each(:cited))"
_NOT_CITED = "+rowid NOT IN (SELECT value FROM json_each(:cited))"
_OF_FILES = "SELECT id FROM evidence_page WHERE evidence_id IN (SELECT value FROM json_each(:files))"
_RANGE = text(
    "SELECT min(id), max(id), count(*) FROM evidence_page"
    " WHERE evidence_id IN (SELECT value FROM json_each(:files))"
)
_INSERT = text("INSERT INTO evidence_search(rowid, text) VALUES (:id, :text)")
_DELETE = text("INSERT INTO evidence_search(evidence_search, rowid, text) VALUES ('delete', :id, :text)")


def index_pages(connection: Connection, pages: Iterable[tuple[int, str]]) -> None:
    """Make pages (key, words as `indexed` gives them) findable."""
    if rows := [{"id": key, "text": words} for key, words in pages]:
        connection.execute(_INSERT, rows)


def unindex_pages(connection: Connection, pages: Sequence[tuple[int, str]]) -> None:
    """Take pages (key, text as it was indexed) out of the index."""
    if pages:
        connection.execute(_DELETE, [{"id": key, "text": indexed(page)} for key, page in pages])


def search(connection: Connection, wanted: Wanted, limit: int, places: int | None = None) -> Found:
    """The best `limit` pages with every word, "phrase" and prefix* that is asked for and no -refused one.

    `places` bounds the spans that a hit on a PDF page keeps in `found`: long lists are lighter for it.
    Raises BadInputError when the query asks for no word at all, or for too many.
    """
    asked = _asked(wanted.query)
    scope = _scope(connection, wanted)
    if scope is None:
        return Found((), 0)
    order = None
    if scope.pages > PHRASES and any(one.prefix for one in asked):
        order = _tried(connection, asked, scope, limit)
    if order is None:
        order = _ranked(connection, asked, scope, limit)
    phrases = [phrase for one in asked if not one.refused for phrase in one.ways]
    return Found(_hits(connection, order.scores, phrases, places), order.pages, order.more)


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where to look: a condition on `rowid` with its values. `pages` counts those of the whole index."""

    where: str
    values: dict[str, Any]
    pages: int


@dataclass(frozen=True, slots=True)
class _Order:
    """Pages (keys) with their scores, best first; without scores (0) they are put in order by what is lit."""

    scores: dict[int, float]
    pages: int
    more: bool


def _asked(query: str) -> list[Asked]:
    asked = parse(query)
    if all(one.refused for one in asked):
        raise BadInputError(f'There is no word to search for in “{query}”; type a word or a "phrase".')
    if sum(len(one.ways[0].words) for one in asked) > _MOST_WORDS:
        raise BadInputError(f"A search can hold at most {_MOST_WORDS} words; look for a shorter passage.")
    return asked


def _scope(connection: Connection, wanted: Wanted) -> _Scope | None:
    """None when there is no page to look at. Of the files, the smaller part is named: those or the others."""
    inside: dict[int, int] = {}
    outside: dict[int, int] = {}
    for key, media_type, stands, pages in connection.execute(_FILES):
        chosen = not wanted.evidence or key in wanted.evidence
        kind = not wanted.kinds or kind_of(media_type) in wanted.kinds
        if pages > 0:
            (inside if stands and chosen and kind else outside)[key] = pages
    where, values = [], dict[str, Any]()
    if sum(outside.values()) < sum(inside.values()):
        if outside:
            where.append(f"+rowid NOT IN ({_OF_FILES})")
            values["files"] = json.dumps(list(outside))
    else:
        values["files"] = json.dumps(list(inside))
        low, high, count = connection.execute(_RANGE, values).one()
        if low is None:
            return None
        where.append("rowid BETWEEN :low AND :high")
        values |= {"low": low, "high": high}
        if count <= high - low:  # pages of other files lie between
            where.append(f"+rowid IN ({_OF_FILES})")
    if wanted.cited is not None:
        where.append(_IS_CITED if wanted.cited else _NOT_CITED)
        values["cited"] = json.dumps(list(connection.execute(_CITED).scalars()))
    return _Scope("".join(f" AND {one}" for one in where), values, sum((*inside.values(), *outside.values())))


def _ranked(connection: Connection, asked: Sequence[Asked], scope: _Scope, limit: int) -> _Order:
    """The best pages by BM25; of a phrase that is on too many, some from all over the evidence."""
    most = RANKED if all(one.single for one in asked) else PHRASES
    values = {**scope.values, "words": _match(asked), "most": most + 1}
    count = int(connection.execute(text(_COUNT.format(where=scope.where)), values).scalar_one())
    more, values["most"] = count > most, most
    if more and most == PHRASES:
        keys = connection.execute(text(_KEYS.format(where=scope.where)), values).scalars().all()
        scores = dict.fromkeys(_spread(keys, limit), 0.0)
    else:
        best = connection.execute(text(_BEST.format(where=scope.where)), {**values, "limit": limit})
        scores = {key: float(score) for key, score in best}
    return _Order(scores, min(count, most), more)


def _tried(connection: Connection, asked: Sequence[Asked], scope: _Scope, limit: int) -> _Order | None:
    """What reading some pages finds, or None when that is neither all nor enough."""
    order = _likely(connection, [one for one in asked if not one.prefix], scope, max(limit, _TRIED))
    keys = list(order.scores)
    kept: list[int] = []
    for first in range(0, len(keys), limit):
        texts = connection.execute(_TEXTS, {"keys": keys[first : first + limit]})
        held = {key for key, page in texts if all(one.stands_in(page) != one.refused for one in asked)}
        kept += [key for key in keys[first : first + limit] if key in held]
        if len(kept) > limit:
            return _Order({key: order.scores[key] for key in kept[:limit]}, limit, more=True)
    complete = order.pages <= len(keys) and not order.more
    return _Order({key: order.scores[key] for key in kept}, len(kept), more=False) if complete else None


def _likely(connection: Connection, asked: Sequence[Asked], scope: _Scope, number: int) -> _Order:
    """The best `number` pages for `asked`; when that is nothing, pages from all over the evidence."""
    if not all(one.refused for one in asked):
        return _ranked(connection, asked, scope, number)
    every = text(_ALL.format(where=scope.where))
    keys = connection.execute(every, {**scope.values, "most": RANKED}).scalars().all()
    some = _spread(keys, number)
    mixed = [key for first in range(_STRIDE) for key in some[first::_STRIDE]]  # so that a part is spread, too
    return _Order(dict.fromkeys(mixed, 0.0), len(keys), more=len(keys) == RANKED)


def _spread(keys: Sequence[int], number: int) -> list[int]:
    """`number` of `keys`, evenly from first to last; all when there are no more."""
    if len(keys) <= number:
        return list(keys)
    return [keys[at * len(keys) // number] for at in range(number)]


def _match(asked: Iterable[Asked]) -> str:
    """The query as FTS5 wants it; the words hold nothing that it would take for more than a word."""
    wanted: list[str] = []
    refused: list[str] = []
    for one in asked:
        ways = " OR ".join(f'"{" ".join(way.words)}"{"*" if way.prefix else ""}' for way in one.ways)
        (refused if one.refused else wanted).append(f"({ways})")
    match = " AND ".join(wanted)
    return f"({match}) NOT ({' OR '.join(refused)})" if refused else match


def _hits(
    connection: Connection, scores: dict[int, float], phrases: list[Phrase], places: int | None
) -> tuple[Hit, ...]:
    rows = connection.execute(_PAGES, {"keys": list(scores)})
    hits = [(_hit(row, scores[row.id], phrases, places), row.id) for row in rows]
    return tuple(hit for hit, _ in sorted(hits, key=lambda found: (-found[0].score, found[1])))


def _hit(row: Any, score: float, phrases: list[Phrase], places: int | None) -> Hit:
    page_text = row.text
    found = find(page_text, phrases)
    first = found[0].start if found else 0
    start = _snippet_start(page_text, first)
    end = min(len(page_text), first + _AFTER)
    snippet = "".join(" " if c.isspace() else c for c in page_text[start:end])
    lit = tuple(Span(s - start, e - start) for s, e in found if s >= start and e <= end)
    words = tuple(dict.fromkeys(page_text[s:e] for s, e in found))
    kept = tuple(found[:places] if row.media_type == PDF else found)
    return Hit(
        row.evidence_id, row.name, row.page, snippet, lit, kept, words, score or float(len(found)),
        label=row.label, ocr=bool(row.ocr), media_type=row.media_type,
    )  # fmt: skip


def _snippet_start(page_text: str, first: int) -> int:
    """Where the snippet around `first` begins: at a word, unless there is no blank close by."""
    earliest = max(0, first - _BEFORE)
    blank = page_text.rfind(" ", max(0, earliest - _WORD_START), earliest)
    return blank + 1 if blank >= 0 else earliest
