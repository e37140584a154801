"""Giving verdicts, reasons and notes; several Claims at once are one change."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from workbench.core.article import BlockKind
from workbench.core.change import Judged, SetVerdict, Together
from workbench.core.claim import Claim
from workbench.core.verdict import Judgement, Reason, Verdict
from workbench.desk.session import Session
from workbench.text.canonical import canonical


class Keep(Enum):
    """Says that a field stays as it is (None is a value of its own: no reason)."""

    KEEP = 0


KEEP = Keep.KEEP
_HAS_REASON = {Verdict.DISPUTED, Verdict.UNSOURCED}


def judge(
    session: Session,
    article: str,
    claims: Sequence[Claim],
    verdict: Verdict | Keep = KEEP,
    reason: Reason | Keep | None = KEEP,
    note: str | Keep = KEEP,
) -> bool:
    """Give `claims` of the Article (uid) a new judgement, as one change; False when nothing would change.

    A reason says why a Claim is *not* verified: it goes when the new verdict needs none.
    ConflictError when another process was quicker.
    """
    items = _judged(claims, verdict, reason, note)
    if items:
        session.apply(SetVerdict(article, items))
    return bool(items)


def find(session: Session, numbers: Sequence[int]) -> list[Claim]:
    """The Claims with these numbers in the database, in this order; NotFoundError when one is not there."""
    known: dict[int, Claim] = {}
    for number in numbers:
        if number not in known:
            _, neighbours, _ = session.claim(number)
            known.update((claim.id, claim) for claim in neighbours)
    return [known[number] for number in numbers]


def judge_all(
    session: Session,
    claims: Sequence[Claim],
    verdict: Verdict | Keep = KEEP,
    reason: Reason | Keep | None = KEEP,
    note: str | Keep = KEEP,
) -> bool:
    """`judge` for Claims of any Articles, still as one change."""
    by_article: dict[int, list[Claim]] = {}
    for claim in claims:
        by_article.setdefault(claim.article_id, []).append(claim)
    changes = tuple(
        SetVerdict(session.article(article).uid, items)
        for article, some in by_article.items()
        if (items := _judged(some, verdict, reason, note))
    )
    if changes:
        session.apply(changes[0] if len(changes) == 1 else Together(changes))
    return bool(changes)


def suggested_not_a_claim(claims: Sequence[Claim]) -> list[Claim]:
    """Unreviewed boilerplate: what the program suggests to mark as not a claim. A person decides."""
    return [c for c in claims if c.kind is BlockKind.BOILERPLATE and c.verdict is Verdict.UNREVIEWED]


def _judged(
    claims: Sequence[Claim], verdict: Verdict | Keep, reason: Reason | Keep | None, note: str | Keep
) -> tuple[Judged, ...]:
    """What changes, each Claim once; Claims that stay as they are are left out."""
    once = dict.fromkeys(claims)
    after = [(claim, _judgement(claim.judgement, verdict, reason, note)) for claim in once]
    return tuple(Judged(claim.uid, claim.judgement, now) for claim, now in after if now != claim.judgement)


def _judgement(
    before: Judgement, verdict: Verdict | Keep, reason: Reason | Keep | None, note: str | Keep
) -> Judgement:
    now = before.verdict if verdict is KEEP else Verdict(verdict)
    if now not in _HAS_REASON or (isinstance(reason, Keep) and now is not before.verdict):
        why = None  # a reason belongs to the verdict that it was given for
    else:
        why = before.reason if isinstance(reason, Keep) else reason
    return Judgement(now, why, before.note if isinstance(note, Keep) else canonical(note).text)
