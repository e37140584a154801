"""Reads claims where they stand, their decisions and their citations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from workbench.core.anchor import Headers, Moment, Passage, Quote, Rect
from workbench.core.article import Revision
from workbench.core.claim import Claim, Decision
from workbench.core.errors import NotFoundError
from workbench.core.evidence import Citation, Method, Stance
from workbench.core.verdict import Judgement, Reason, Verdict
from workbench.storage import tables as t


def claims_of(connection: Connection, revision: Revision) -> list[Claim]:
    """All Claims of a Revision in text order, numbered from 1."""
    counts = _citation_counts(connection, revision.article_id)
    query = (
        select(t.claim, t.sentence.c.start_at, t.sentence.c.end_at)
        .join(t.sentence, t.sentence.c.claim_id == t.claim.c.id)
        .where(t.sentence.c.revision_id == revision.id)
        .order_by(t.sentence.c.start_at)
    )
    starts = [block.start for block in revision.blocks]
    claims = []
    for number, row in enumerate(connection.execute(query), 1):
        block = revision.blocks[bisect_right(starts, row.start_at) - 1]
        claims.append(
            Claim(
                row.id, row.uid, row.article_id, number, row.start_at, row.end_at, block.kind, block.level,
                revision.text[row.start_at : row.end_at], Verdict(row.verdict), _reason(row.reason), row.note,
                counts.get(row.id, 0),
            )
        )  # fmt: skip
    return claims


def judgements(connection: Connection, uids: Sequence[str]) -> dict[str, tuple[Judgement, int]]:
    """The judgement and the number of Citations of each named Claim that stands."""
    c = t.claim.c
    cited = (
        select(func.count())
        .where(t.citation.c.claim_id == c.id, t.citation.c.present)
        .correlate(t.claim)
        .scalar_subquery()
    )
    found: dict[str, tuple[Judgement, int]] = {}
    for start in range(0, len(uids), 500):
        query = select(c.uid, c.verdict, c.reason, c.note, cited.label("cited"))
        query = query.where(c.uid.in_(uids[start : start + 500]), c.retired.is_(False))
        for row in connection.execute(query):
            found[row.uid] = Judgement(Verdict(row.verdict), _reason(row.reason), row.note), row.cited
    return found


def article_of_claim(connection: Connection, claim_id: int) -> int:
    """Key of the Article that a Claim belongs to; NotFoundError when there is no such Claim."""
    query = (
        select(t.claim.c.article_id)
        .join(t.article, t.article.c.id == t.claim.c.article_id)
        .where(t.claim.c.id == claim_id, t.claim.c.retired.is_(False), t.article.c.present)
    )
    article = connection.execute(query).scalar()
    if article is None:
        raise NotFoundError(f"There is no claim {claim_id}; 'claims ARTICLE' lists those there are.")
    return int(article)


def decisions_of(connection: Connection, claim_uid: str) -> list[Decision]:
    """The Decisions on one Claim, newest first."""
    return _decisions(connection, t.claim.c.uid == claim_uid)


def all_decisions(connection: Connection, article_id: int) -> list[Decision]:
    """The Decisions on all Claims that an Article ever had, newest first."""
    return _decisions(connection, t.claim.c.article_id == article_id)


def last_decisions(connection: Connection, article_id: int) -> dict[int, Decision]:
    """The newest Decision on each Claim of an Article, by the Claim's key."""
    found: dict[int, Decision] = {}
    for decision in all_decisions(connection, article_id):
        found.setdefault(decision.claim_id, decision)
    return found


def citing_articles(connection: Connection, evidence: str) -> dict[int, str]:
    """The uid of the Article, withdrawn or not, of each Claim (key) that cites an Evidence (uid)."""
    query = (
        select(t.claim.c.id, t.article.c.uid)
        .join(t.article, t.article.c.id == t.claim.c.article_id)
        .join(t.citation, t.citation.c.claim_id == t.claim.c.id)
        .join(t.evidence, t.evidence.c.id == t.citation.c.evidence_id)
        .where(t.evidence.c.uid == evidence, t.citation.c.present)
    )
    return dict(connection.execute(query).all())


def citations_of(
    connection: Connection,
    *,
    claim: str | None = None,
    article_id: int | None = None,
    evidence: str | None = None,
) -> list[Citation]:
    """Citations that stand, in order of making: of one Claim, of an Article, or of one Evidence."""
    query = (
        select(t.citation, t.claim.c.uid.label("of"), t.evidence.c.uid.label("source"), t.evidence.c.name)
        .join(t.claim, t.claim.c.id == t.citation.c.claim_id)
        .join(t.evidence, t.evidence.c.id == t.citation.c.evidence_id)
        .where(t.citation.c.present, t.claim.c.retired.is_(False))
        .order_by(t.citation.c.id)
    )
    query = _narrow(query, claim, article_id, evidence)
    return [_citation(row) for row in connection.execute(query)]


def _narrow(
    query: Select[Any], claim: str | None, article_id: int | None, evidence: str | None
) -> Select[Any]:
    if claim is not None:
        query = query.where(t.claim.c.uid == claim)
    if article_id is not None:
        query = query.where(t.claim.c.article_id == article_id)
    if evidence is not None:
        query = query.where(t.evidence.c.uid == evidence)
    return query


def _citation(row: Any) -> Citation:
    quote = None if row.quote is None else Quote(row.quote, row.prefix, row.suffix)
    headers = Headers(*map(tuple, row.headers)) if row.headers else None
    moment = Moment(*row.moment) if row.moment else None
    rects = tuple(Rect(*rect) for rect in row.rects)
    passage = Passage(row.page, quote, rects, row.label, headers, moment)
    return Citation(
        row.id, row.uid, row.claim_id, row.of, row.evidence_id, row.source, row.name, passage,
        Stance(row.stance), Method(row.method), Quote(*row.part) if row.part else None, row.engine,
        row.sha256, row.picture,
    )  # fmt: skip


def _decisions(connection: Connection, where: Any) -> list[Decision]:
    query = (
        select(t.decision)
        .join(t.claim, t.claim.c.id == t.decision.c.claim_id)
        .where(where)
        .order_by(t.decision.c.id.desc())
    )
    return [
        Decision(
            row.id,
            row.claim_id,
            Judgement(Verdict(row.verdict), _reason(row.reason), row.note),
            row.actor,
            datetime.fromisoformat(row.at),
        )
        for row in connection.execute(query)
    ]


def _citation_counts(connection: Connection, article_id: int) -> dict[int, int]:
    query = (
        select(t.citation.c.claim_id, func.count())
        .join(t.claim, t.claim.c.id == t.citation.c.claim_id)
        .where(t.claim.c.article_id == article_id, t.citation.c.present)
        .group_by(t.citation.c.claim_id)
    )
    return dict(connection.execute(query).all())


def _reason(value: str | None) -> Reason | None:
    return Reason(value) if value else None
