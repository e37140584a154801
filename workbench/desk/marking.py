"""Giving verdicts, reasons and notes; several Claims at once are one change."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from workbench.core.article import BlockKind
from workbench.core.change import Judged, SetVerdict
from workbench.core.claim import Claim
from workbench.core.verdict import Judgement, Reason, Verdict
from workbench.desk.session import Session


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
    items = []
    for claim in claims:
        after = _judgement(claim.judgement, verdict, reason, note)
        if after != claim.judgement:
            items.append(Judged(claim.uid, claim.judgement, after))
    if not items:
        return False
    session.apply(SetVerdict(article, tuple(items)))
    return True


def suggested_not_a_claim(claims: Sequence[Claim]) -> list[Claim]:
    """Unreviewed boilerplate: what the program suggests to mark as not a claim. A person decides."""
    return [c for c in claims if c.kind is BlockKind.BOILERPLATE and c.verdict is Verdict.UNREVIEWED]


def _judgement(
    before: Judgement, verdict: Verdict | Keep, reason: Reason | Keep | None, note: str | Keep
) -> Judgement:
    now = before.verdict if verdict is KEEP else Verdict(verdict)
    why = before.reason if isinstance(reason, Keep) else reason
    if now not in _HAS_REASON:
        why = None
    return Judgement(now, why, before.note if isinstance(note, Keep) else note)
