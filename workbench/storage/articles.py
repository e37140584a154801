"""Stores and reads articles, their revisions and blocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from workbench.core.article import ArticleSummary, Block, BlockKind, Draft, Revision
from workbench.core.errors import NotFoundError
from workbench.core.identity import new_uid
from workbench.core.verdict import Tally, Verdict
from workbench.storage import tables as t
from workbench.storage.clock import now

READER = "workbench.text 1"  # what read the revision's text; recorded so that it can be read again alike


def insert_article(connection: Connection, article: str, revision: str, draft: Draft) -> None:
    """Store `draft` as a new Article with one Revision, its Blocks, and a Claim for each Sentence."""
    at = now()
    values = {"uid": article, "title": draft.title, "present": True, "added_at": at}
    article_id = _insert_one(connection, insert(t.article).values(**values))
    revision_id = _insert_one(
        connection, insert(t.revision).values(**_revision(draft, revision, article_id, at))
    )
    connection.execute(insert(t.original).values(revision_id=revision_id, data=draft.original))
    if draft.blocks:
        connection.execute(insert(t.block), _blocks(draft.blocks, revision_id))
    if not draft.sentences:
        return
    uids = [new_uid() for _ in draft.sentences]
    fresh = {
        "article_id": article_id,
        "verdict": Verdict.UNREVIEWED,
        "note": "",
        "retired": False,
        "version": 1,
    }
    connection.execute(insert(t.claim), [fresh | {"uid": uid} for uid in uids])
    query = select(t.claim.c.uid, t.claim.c.id).where(t.claim.c.article_id == article_id)
    keys = dict(connection.execute(query).all())
    insert_sentences(
        connection,
        [(revision_id, keys[u], s.start, s.end) for u, s in zip(uids, draft.sentences, strict=True)],
    )


def insert_sentences(connection: Connection, rows: Iterable[tuple[int, int, int, int]]) -> None:
    """Place claims in a revision: (revision key, claim key, start, end) in code points."""
    names = ("revision_id", "claim_id", "start_at", "end_at")
    connection.execute(insert(t.sentence), [dict(zip(names, row, strict=True)) for row in rows])


def summaries(connection: Connection) -> list[ArticleSummary]:
    """All Articles that have not been withdrawn, oldest first, with their counts by verdict."""
    tallies = _tallies(connection)
    newest = select(t.revision.c.article_id, func.count().label("n"), func.max(t.revision.c.id).label("id"))
    last = newest.group_by(t.revision.c.article_id).subquery()
    query = (
        select(t.article, last.c.n, t.revision.c.language)
        .join(last, last.c.article_id == t.article.c.id)
        .join(t.revision, t.revision.c.id == last.c.id)
        .where(t.article.c.present)
        .order_by(t.article.c.id)
    )
    return [
        ArticleSummary(
            row.id,
            row.uid,
            row.title,
            row.language,
            row.n,
            datetime.fromisoformat(row.added_at),
            tallies[row.id],
        )
        for row in connection.execute(query)
    ]


def title_of(connection: Connection, article_id: int) -> str:
    """The title of an Article, also of a withdrawn one."""
    return str(connection.execute(select(t.article.c.title).where(t.article.c.id == article_id)).scalar_one())


def current_revision(connection: Connection, article_id: int) -> Revision:
    """The newest Revision of an Article; NotFoundError when there is no such Article."""
    query = (
        select(t.revision)
        .join(t.article, t.article.c.id == t.revision.c.article_id)
        .where(t.article.c.id == article_id, t.article.c.present)
        .order_by(t.revision.c.number.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    if row is None:
        raise NotFoundError(f"There is no article {article_id}; 'articles' lists those there are.")
    found = connection.execute(
        select(t.block).where(t.block.c.revision_id == row.id).order_by(t.block.c.ordinal)
    )
    blocks = tuple(Block(BlockKind(b.kind), b.start_at, b.end_at, b.level) for b in found)
    added = datetime.fromisoformat(row.added_at)
    return Revision(
        row.id, row.uid, row.article_id, row.number, row.text, blocks, row.language, row.name, row.media_type,
        row.encoding, row.sha256, added, row.encoding_certain, tuple(row.warnings),
    )  # fmt: skip


def original_bytes(connection: Connection, revision_id: int) -> bytes:
    """The bytes that a Revision was read from, exactly."""
    query = select(t.original.c.data).where(t.original.c.revision_id == revision_id)
    return bytes(connection.execute(query).scalar_one())


def _tallies(connection: Connection) -> defaultdict[int, Tally]:
    """Counts by verdict of each Article's Claims that stand."""
    query = (
        select(t.claim.c.article_id, t.claim.c.verdict, func.count())
        .where(t.claim.c.retired.is_(False))
        .group_by(t.claim.c.article_id, t.claim.c.verdict)
    )
    counts: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for article, verdict, number in connection.execute(query):
        counts[article][Verdict(verdict).name.lower()] = number
    return defaultdict(Tally, {article: Tally(**by_verdict) for article, by_verdict in counts.items()})


def _insert_one(connection: Connection, statement: object) -> int:
    return int(connection.execute(statement).inserted_primary_key[0])  # type: ignore[call-overload]


def _revision(draft: Draft, uid: str, article_id: int, at: str) -> dict[str, object]:
    return {
        "uid": uid,
        "article_id": article_id,
        "number": 1,
        "text": draft.text,
        "language": draft.language,
        "name": draft.name,
        "media_type": draft.media_type,
        "encoding": draft.encoding,
        "encoding_certain": draft.encoding_certain,
        "reader": READER,
        "warnings": list(draft.warnings),
        "sha256": draft.sha256,
        "added_at": at,
    }


def _blocks(blocks: Sequence[Block], revision_id: int) -> list[dict[str, object]]:
    return [
        {
            "revision_id": revision_id,
            "ordinal": ordinal,
            "kind": block.kind,
            "level": block.level,
            "start_at": block.start,
            "end_at": block.end,
        }
        for ordinal, block in enumerate(blocks)
    ]
