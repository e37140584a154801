"""The audit log: append-only, each event carrying the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from workbench.core.change import Entry

GENESIS = "0" * 64  # stands where the first event would name the hash before it


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One row of the audit log. `change` groups the events of one change; `reverts` names the one undone."""

    id: int
    change: str
    at: datetime
    actor: str
    entry: Entry
    reverts: str | None
    hash: str


def canonical_json(value: object) -> str:
    """The one JSON spelling of `value` that hashes are taken over: sorted keys, no blanks, no escapes."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def chain_hash(previous: str, at: str, actor: str, change: str, reverts: str | None, entry: Entry) -> str:
    """SHA-256 in hex over the hash before and everything that an event says."""
    record = [
        previous, at, actor, change, reverts, entry.kind, entry.subject_kind, entry.subject, entry.article,
        entry.before, entry.after,
    ]  # fmt: skip
    return hashlib.sha256(canonical_json(record).encode("utf-8", "surrogatepass")).hexdigest()
