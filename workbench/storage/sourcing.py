"""Reads which sources support which Claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from workbench.core.evidence import Grade, Source, Stance
from workbench.storage import tables as t
from workbench.storage.connection import Reading

_AT_ONCE = 500  # uids in one query; databases limit its parameters


def supporting_sources(
    reading: Reading, article_id: int, claims: Sequence[str] | None = None
) -> dict[str, list[Source]]:
    """Grade and origin of each Evidence that supports a Claim of the Article, once each, by the Claim's uid.

    Only of the Claims named by `claims`, if given. Claims that nothing supports are left out. One query.
    """
    query = (
        select(t.claim.c.uid, t.evidence.c.id, t.evidence.c.grade, t.evidence.c.origin)
        .distinct()
        .join_from(t.citation, t.claim, t.claim.c.id == t.citation.c.claim_id)
        .join(t.evidence, t.evidence.c.id == t.citation.c.evidence_id)
        .where(
            t.claim.c.article_id == article_id,
            t.claim.c.retired.is_(False),
            t.citation.c.present,
            t.citation.c.stance == Stance.SUPPORTS,
        )
    )
    parts = [query]
    if claims is not None:
        slices = (claims[at : at + _AT_ONCE] for at in range(0, len(claims), _AT_ONCE))
        parts = [query.where(t.claim.c.uid.in_(some)) for some in slices]
    found: dict[str, list[Source]] = defaultdict(list)
    for part in parts:
        for uid, _, grade, origin in reading.execute(part):
            found[uid].append(Source(grade=Grade(grade) if grade else None, origin=origin))
    return dict(found)
