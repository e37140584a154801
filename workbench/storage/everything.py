"""All that the log speaks of, as the tables hold it, for proving one against the other."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from workbench.storage import tables as t
from workbench.storage.connection import Reading


def facts(reading: Reading) -> dict[str, dict[str, dict[str, Any]]]:
    """By kind and uid: id and the columns that changes write. Evidence still being imported is left out."""
    c = t.citation.c
    citation = (
        select(c.uid, c.id, c.page, c.quote, c.stance, c.method, c.present)
        .add_columns(t.claim.c.uid.label("claim"), t.evidence.c.uid.label("evidence"))
        .outerjoin(t.claim, t.claim.c.id == c.claim_id)
        .outerjoin(t.evidence, t.evidence.c.id == c.evidence_id)
    )
    a, k, e = t.article.c, t.claim.c, t.evidence.c
    queries = {
        "article": select(a.uid, a.id, a.title, a.present),
        "claim": select(k.uid, k.id, k.verdict, k.reason, k.note, k.retired),
        "evidence": select(e.uid, e.id, e.name, e.present).where(e.state == "ready"),
        "citation": citation,
    }
    return {
        kind: {row.uid: dict(row._mapping) for row in reading.execute(query)}
        for kind, query in queries.items()
    }
