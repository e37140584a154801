"""All that the log speaks of, as the tables hold it, for proving one against the other."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from workbench.core.change import WORKSPACE
from workbench.storage import tables as t
from workbench.storage.connection import Reading
from workbench.storage.house import read_house_rule


def facts(reading: Reading) -> dict[str, dict[str, dict[str, Any]]]:
    """By kind and uid: id and the columns that changes write. Evidence still being imported is left out."""
    c = t.citation.c
    citation = (
        select(*(c[name] for name in _CITATION))
        .add_columns(t.claim.c.uid.label("claim"), t.evidence.c.uid.label("evidence"))
        .outerjoin(t.claim, t.claim.c.id == c.claim_id)
        .outerjoin(t.evidence, t.evidence.c.id == c.evidence_id)
    )
    a, k, e = t.article.c, t.claim.c, t.evidence.c
    queries = {
        "article": select(a.uid, a.id, a.title, a.present),
        "claim": select(k.uid, k.id, k.verdict, k.reason, k.note, k.retired),
        "evidence": select(*(e[name] for name in _EVIDENCE)).where(e.state == "ready"),
        "citation": citation,
    }
    found = {
        kind: {row.uid: dict(row._mapping) for row in reading.execute(query)}
        for kind, query in queries.items()
    }
    return found | {"workspace": {WORKSPACE: {"id": WORKSPACE} | asdict(read_house_rule(reading))}}


_CITATION = (
    "uid", "id", "page", "label", "quote", "prefix", "suffix", "rects", "headers", "moment", "part",
    "stance", "method", "engine", "sha256", "picture", "present",
)  # fmt: skip
_EVIDENCE = (
    "uid", "id", "name", "present", "replaces", "part_of", "title", "author", "publisher", "published",
    "url", "accessed", "grade", "origin", "confidential",
)  # fmt: skip
