"""Writes and reads the append-only audit log, and what it says of undo and redo."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update

from workbench.core.change import Change, Entry, inverse_of
from workbench.core.history import GENESIS, AuditEvent, canonical_json, chain_hash
from workbench.storage.tables import audit, citation, evidence, meta, undo


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next to undo or redo: its row, the change that did or undid it last, and what turns it."""

    row: int
    latest: str
    inverse: Change
    actor: str  # who made the change in the first place


def append(
    connection: Connection, change: str, entries: Sequence[Entry], at: str, actor: str, reverts: str | None
) -> None:
    """Add the entries of one change to the end of the chain, in the transaction at hand."""
    head = read_meta(connection, "audit_head", lock=True)  # no other change comes between
    rows = []
    for entry in entries:
        head = chain_hash(head, at, actor, change, reverts, entry)
        rows.append(
            {
                "change": change,
                "at": at,
                "actor": actor,
                "kind": entry.kind,
                "subject_kind": entry.subject_kind,
                "subject": entry.subject,
                "article": entry.article,
                "before": _dump(entry.before),
                "after": _dump(entry.after),
                "reverts": reverts,
                "hash": head,
            }
        )
    connection.execute(insert(audit), rows)
    count = int(read_meta(connection, "audit_count")) + len(rows)
    write_meta(connection, "audit_head", head)
    write_meta(connection, "audit_count", str(count))


def read_meta(connection: Connection, key: str, *, lock: bool = False) -> str:
    """A fact about the workspace; with `lock`, nobody else reads it so until this transaction ends."""
    query = select(meta.c.value).where(meta.c.key == key)
    return str(connection.execute(query.with_for_update() if lock else query).scalar_one())


def write_meta(connection: Connection, key: str, value: str) -> None:
    """Replace a fact about the workspace."""
    connection.execute(update(meta).where(meta.c.key == key).values(value=value))


def events(connection: Connection, article: str) -> list[AuditEvent]:
    """The log of one Article in order, with what befell the Evidence that it cites."""
    cited = (
        select(evidence.c.uid)
        .join(citation, citation.c.evidence_id == evidence.c.id)
        .where(citation.c.uid.in_(select(audit.c.subject).where(audit.c.article == article)))
    )
    of_evidence = (audit.c.subject_kind == "evidence") & audit.c.subject.in_(cited)
    query = select(audit).where(or_(audit.c.article == article, of_evidence)).order_by(audit.c.id)
    return [_event(row) for row in connection.execute(query)]


def problems(connection: Connection) -> list[str]:
    """What is wrong with the chain: changed, missing or reordered events; empty when it proves itself."""
    head, count = GENESIS, 0
    query = select(audit).order_by(audit.c.id).execution_options(yield_per=1000)
    for row in connection.execute(query):
        head = _proved_hash(head, row)
        count += 1
        if head != row.hash:
            return [f"The audit log does not agree with itself from event {row.id} on."]
    if head != read_meta(connection, "audit_head") or count != int(read_meta(connection, "audit_count")):
        return ["The end of the audit log is missing or was replaced."]
    return []


def all_entries(connection: Connection) -> Iterator[Entry]:
    """The whole log in its order, a piece at a time."""
    query = select(audit).order_by(audit.c.id).execution_options(yield_per=1000)
    for row in connection.execute(query):
        yield _event(row).entry


def changes_after(connection: Connection, event: int) -> dict[str, int]:
    """Each change recorded after event number `event`, with the number of its last event."""
    query = select(audit.c.change, func.max(audit.c.id)).where(audit.c.id > event).group_by(audit.c.change)
    return dict(connection.execute(query).all())


def recorded(connection: Connection, kind: str) -> dict[str, Any]:
    """What the events of one kind say was made (`after`), by the uid of their subject."""
    query = select(audit.c.subject, audit.c.after).where(audit.c.kind == kind)
    return {row.subject: _load(row.after) for row in connection.execute(query)}


def verdicts(connection: Connection, article: str) -> list[Entry]:
    """What the log says of judgements in one Article (uid): given, or carried on by a split or join."""
    kinds = audit.c.kind.in_(("set_verdict", "split", "join"))
    query = select(audit).where(audit.c.article == article, kinds).order_by(audit.c.id)
    return [_event(row).entry for row in connection.execute(query)]


def last_event(connection: Connection) -> int:
    """The number of the newest event; 0 when there is none."""
    return int(connection.execute(select(func.max(audit.c.id))).scalar() or 0)


def remember(connection: Connection, change: str) -> None:
    """Make a new change the next one to undo; what had been undone can no longer be redone."""
    connection.execute(update(undo).where(undo.c.state == "undone").values(state="dropped"))
    connection.execute(insert(undo).values(change=change, latest=change, state="done"))


def next_to_undo(connection: Connection) -> Next | None:
    """The last change that stands, or None."""
    return _next(connection, "done", undo.c.id.desc())


def next_to_redo(connection: Connection) -> Next | None:
    """The change that was undone last, or None."""
    return _next(connection, "undone", undo.c.id.asc())


def turn(connection: Connection, row: int, latest: str, state: str) -> None:
    """Note that the change in `row` is now done or undone, by the change `latest`."""
    connection.execute(update(undo).where(undo.c.id == row).values(latest=latest, state=state))


def _next(connection: Connection, state: str, order: Any) -> Next | None:
    row = connection.execute(select(undo).where(undo.c.state == state).order_by(order).limit(1)).first()
    if row is None:
        return None
    rows = connection.execute(select(audit).where(audit.c.change == row.latest).order_by(audit.c.id))
    inverse = inverse_of(_event(event).entry for event in rows)
    author = select(audit.c.actor).where(audit.c.change == row.change).limit(1)
    return Next(row.id, row.latest, inverse, connection.execute(author).scalar_one())


def _proved_hash(head: str, row: Any) -> str:
    """The hash that `row` must carry after `head`; empty when no event of ours can look like it."""
    try:
        entry = _event(row).entry
        if (_dump(entry.before), _dump(entry.after)) != (row.before, row.after):
            return ""
        return chain_hash(head, row.at, row.actor, row.change, row.reverts, entry)
    except (TypeError, ValueError):
        return ""


def _event(row: Any) -> AuditEvent:
    entry = Entry(row.kind, row.subject_kind, row.subject, _load(row.before), _load(row.after), row.article)
    return AuditEvent(
        row.id, row.change, datetime.fromisoformat(row.at), row.actor, entry, row.reverts, row.hash
    )


def _dump(value: Any) -> str | None:
    return None if value is None else canonical_json(value)


def _load(value: str | None) -> Any:
    return None if value is None else json.loads(value)
