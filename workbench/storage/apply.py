"""Carries out changes: the only place that writes what people decide.

Each function runs inside the transaction that also writes the audit entries. An update names the values that
it expects (compare and swap): when another window was quicker, ConflictError is raised and nothing is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import singledispatch
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    Update,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from workbench.core.change import (
    AttachEvidence,
    Change,
    Cite,
    DescribeEvidence,
    ImportArticle,
    Judged,
    LinkEvidence,
    Piece,
    RenameArticle,
    Resegment,
    SetHouseRule,
    SetPresence,
    SetStance,
    SetVerdict,
    Together,
)
from workbench.core.errors import ConflictError
from workbench.core.evidence import EvidenceState, Source
from workbench.core.verdict import Judgement
from workbench.storage import tables as t
from workbench.storage.articles import insert_article, insert_sentences
from workbench.storage.clock import now
from workbench.storage.house import read_house_rule, write_house_rule
from workbench.storage.keys import key_of, keys_of

_CONFLICT = "Somebody else changed this at the same moment; nothing was written. Look again and repeat it."


@singledispatch
def apply(change: Change, connection: Connection, actor: str) -> None:
    """Write `change` in the open transaction, or raise ConflictError."""
    raise TypeError(type(change))


@apply.register
def _(change: Together, connection: Connection, actor: str) -> None:
    for part in change.changes:
        apply(part, connection, actor)


@apply.register
def _(change: ImportArticle, connection: Connection, actor: str) -> None:
    insert_article(connection, change.article, change.revision, change.draft)


@apply.register
def _(change: RenameArticle, connection: Connection, actor: str) -> None:
    c = t.article.c
    query = update(t.article).where(c.uid == change.article, c.title == change.before)
    _expect(connection.execute(query.values(title=change.after)).rowcount, 1)


@apply.register
def _(change: SetVerdict, connection: Connection, actor: str) -> None:
    keys = keys_of(connection, t.claim, [item.claim for item in change.items])
    _judge(connection, keys, change.items)
    _decide(connection, [(keys[item.claim], item.after) for item in change.items], actor)


@apply.register
def _(change: AttachEvidence, connection: Connection, actor: str) -> None:
    c = t.evidence.c
    same = select(c.id).where(c.sha256 == change.sha256, c.state == EvidenceState.READY)
    _expect(len(connection.execute(same).all()), 0)  # the same bytes are stored once
    query = update(t.evidence).where(c.uid == change.evidence, c.state == EvidenceState.IMPORTING)
    values = {"state": EvidenceState.READY, "importer": "", "present": True, "sha256": change.sha256}
    _expect(connection.execute(query.values(**values)).rowcount, 1)


@apply.register
def _(change: Cite, connection: Connection, actor: str) -> None:
    passage, quote, part = change.passage, change.passage.quote, change.part
    if change.picture:
        _keep_picture(connection, change.picture_sha256, change.picture)
    row = {
        "uid": change.citation,
        "claim_id": _standing(connection, t.claim, change.claim, t.claim.c.retired.is_(False)),
        "evidence_id": _standing(connection, t.evidence, change.evidence, t.evidence.c.present),
        "page": passage.page,
        "quote": quote.exact if quote else None,
        "prefix": quote.prefix if quote else "",
        "suffix": quote.suffix if quote else "",
        "rects": [list(rect) for rect in passage.rects],
        "stance": change.stance,
        "method": change.method,
        "engine": change.engine,
        "present": True,
        "added_at": now(),
        "version": 1,
        "label": passage.label,
        "headers": [list(side) for side in passage.headers] if passage.headers else None,
        "moment": list(passage.moment) if passage.moment else None,
        "part": [part.exact, part.prefix, part.suffix] if part else None,
        "sha256": change.sha256,
        "picture": change.picture_sha256,
    }
    connection.execute(insert(t.citation).values(**row))


@apply.register
def _(change: SetStance, connection: Connection, actor: str) -> None:
    c = t.citation.c
    query = update(t.citation).where(c.uid == change.citation, c.stance == change.before, c.present)
    _expect(connection.execute(query.values(stance=change.after, version=c.version + 1)).rowcount, 1)


@apply.register
def _(change: DescribeEvidence, connection: Connection, actor: str) -> None:
    before, after = _source(change.before), _source(change.after)
    c = t.evidence.c
    as_before = (c[name] == value for name, value in before.items())
    query = update(t.evidence).where(c.uid == change.evidence, c.present, *as_before)
    _expect(connection.execute(query.values(**after, version=c.version + 1)).rowcount, 1)


@apply.register
def _(change: LinkEvidence, connection: Connection, actor: str) -> None:
    c = t.evidence.c
    query = update(t.evidence).where(c.uid == change.evidence, c[change.relation.value] == change.before)
    values = {change.relation.value: change.after}
    _expect(connection.execute(query.values(**values, version=c.version + 1)).rowcount, 1)


@apply.register
def _(change: SetHouseRule, connection: Connection, actor: str) -> None:
    _expect(int(read_house_rule(connection) == change.before), 1)
    write_house_rule(connection, change.after)


@apply.register
def _(change: SetPresence, connection: Connection, actor: str) -> None:
    table = {"article": t.article, "evidence": t.evidence, "citation": t.citation}[change.subject_kind]
    query = (
        update(table)
        .where(table.c.uid == bindparam("of"), table.c.present == (not change.present))
        .values(present=change.present)
    )
    _expect(_update_each(connection, query, [{"of": item.uid} for item in change.items]), len(change.items))
    if change.subject_kind == "evidence" and not change.present:
        _expect_uncited(connection, [item.uid for item in change.items])


@apply.register
def _(change: Resegment, connection: Connection, actor: str) -> None:
    revision = key_of(connection, t.revision, change.revision)
    article = key_of(connection, t.article, change.article)
    keys = keys_of(connection, t.claim, [piece.claim for piece in change.before])
    for piece in change.before:
        c = t.sentence.c
        where = (c.revision_id == revision, c.claim_id == keys[piece.claim])
        span = (c.start_at == piece.start, c.end_at == piece.end)
        _expect(connection.execute(delete(t.sentence).where(*where, *span)).rowcount, 1)
        _expect_unchanged(connection, keys[piece.claim], piece)
    _retire(connection, change)
    for piece in change.after:
        _place_piece(connection, article, revision, piece, change, actor)


def _expect_uncited(connection: Connection, evidence: Sequence[str]) -> None:
    """A Citation made meanwhile would stand on Evidence that is not there; its maker must be asked first."""
    c = t.citation.c
    cited = select(c.id).join(t.evidence, t.evidence.c.id == c.evidence_id)
    _expect(len(connection.execute(cited.where(c.present, t.evidence.c.uid.in_(evidence))).all()), 0)


def _expect_unchanged(connection: Connection, claim: int, piece: Piece) -> None:
    """What the pieces carry over must be what stands there now, or a newer decision would be lost."""
    c, judgement = t.claim.c, piece.judgement
    row = connection.execute(select(c.verdict, c.reason, c.note).where(c.id == claim)).one()
    _expect(int(tuple(row) == (judgement.verdict, judgement.reason, judgement.note)), 1)
    cited = select(t.citation.c.uid).where(t.citation.c.claim_id == claim, t.citation.c.present)
    _expect(int(set(connection.execute(cited).scalars()) == set(piece.citations)), 1)


def _retire(connection: Connection, change: Resegment) -> None:
    kept = {piece.claim for piece in change.after}
    gone = [piece.claim for piece in change.before if piece.claim not in kept]
    connection.execute(update(t.claim).where(t.claim.c.uid.in_(gone)).values(retired=True))
    cited = {uid for piece in change.after for uid in piece.citations}
    dropped = [uid for piece in change.before for uid in piece.citations if uid not in cited]
    connection.execute(update(t.citation).where(t.citation.c.uid.in_(dropped)).values(present=False))


def _place_piece(
    connection: Connection, article: int, revision: int, piece: Piece, change: Resegment, actor: str
) -> None:
    judgement = piece.judgement
    values = {"verdict": judgement.verdict, "reason": judgement.reason, "note": judgement.note}
    known = connection.execute(select(t.claim).where(t.claim.c.uid == piece.claim)).first()
    if known is None:
        row = values | {"uid": piece.claim, "article_id": article, "retired": False, "version": 1}
        claim = int(connection.execute(insert(t.claim).values(**row)).inserted_primary_key[0])  # type: ignore[index]
    else:
        claim = known.id
        alive = values | {"retired": False, "version": t.claim.c.version + 1}
        connection.execute(update(t.claim).where(t.claim.c.id == claim).values(**alive))
    if known is None or (known.verdict, known.reason, known.note) != tuple(values.values()):
        _decide(connection, [(claim, judgement)], actor)
    insert_sentences(connection, [(revision, claim, piece.start, piece.end)])
    _place_citations(connection, claim, piece.citations, dict(change.copies))


def _place_citations(
    connection: Connection, claim: int, citations: Sequence[str], copies: dict[str, str]
) -> None:
    for uid in citations:
        c = t.citation.c
        moved = connection.execute(
            update(t.citation).where(c.uid == uid).values(claim_id=claim, present=True)
        )
        if not moved.rowcount:
            source = connection.execute(select(t.citation).where(c.uid == copies[uid])).one()
            row = dict(source._mapping) | {"uid": uid, "claim_id": claim, "present": True}
            del row["id"]
            connection.execute(insert(t.citation).values(**row))


def _judge(connection: Connection, keys: dict[str, int], items: Sequence[Judged]) -> None:
    c = t.claim.c
    query = (
        update(t.claim)
        .where(
            c.id == bindparam("of"),
            c.verdict == bindparam("was_verdict"),
            func.coalesce(c.reason, "") == bindparam("was_reason"),
            c.note == bindparam("was_note"),
            c.retired.is_(False),
        )
        .values(
            verdict=bindparam("to_verdict"),
            reason=bindparam("to_reason"),
            note=bindparam("to_note"),
            version=c.version + 1,
        )
    )
    _expect(_update_each(connection, query, [_swap(keys[item.claim], item) for item in items]), len(items))


def _swap(key: int, item: Judged) -> dict[str, Any]:
    before, after = item.before, item.after
    return {
        "of": key,
        "was_verdict": before.verdict,
        "was_reason": before.reason or "",
        "was_note": before.note,
        "to_verdict": after.verdict,
        "to_reason": after.reason,
        "to_note": after.note,
    }


def _decide(connection: Connection, judgements: Sequence[tuple[int, Judgement]], actor: str) -> None:
    at = now()
    rows = [
        {
            "claim_id": claim,
            "verdict": j.verdict,
            "reason": j.reason,
            "note": j.note,
            "actor": actor,
            "at": at,
        }
        for claim, j in judgements
    ]
    connection.execute(insert(t.decision), rows)


def _update_each(connection: Connection, query: Update, rows: Sequence[dict[str, Any]]) -> int:
    """Update once for each of `rows`; how many rows were met, also by drivers that count only the last."""
    if connection.dialect.supports_sane_multi_rowcount:
        return connection.execute(query, rows).rowcount
    return sum(connection.execute(query, row).rowcount for row in rows)


def _source(source: Source) -> dict[str, Any]:
    """The columns that hold a Source."""
    return {**asdict(source), "grade": source.grade or ""}


def _keep_picture(connection: Connection, sha256: str, data: bytes) -> None:
    """Store pixels once, whatever cites them."""
    c = t.picture.c
    if connection.execute(select(c.sha256).where(c.sha256 == sha256)).first() is None:
        connection.execute(insert(t.picture).values(sha256=sha256, data=data))


def _standing(connection: Connection, table: Table, uid: str, stands: ColumnElement[bool]) -> int:
    """The key of something that nobody has taken away in the meantime."""
    key = connection.execute(select(table.c.id).where(table.c.uid == uid, stands)).scalar()
    if key is None:
        raise ConflictError(_CONFLICT)
    return int(key)


def _expect(done: int, wanted: int) -> None:
    if done != wanted:
        raise ConflictError(_CONFLICT)
