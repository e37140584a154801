"""The audit log as people read it, and undo and redo that say what they did."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from workbench.core.article import ArticleSummary
from workbench.core.change import (
    Json,
)
from workbench.core.events import Changed
from workbench.desk.session import Session
from workbench.desk.telling import TABLES, facts_of, words
from workbench.storage import audit
from workbench.storage.keys import keys_of
from workbench.storage.workspace import Turn

_NAMED = 3  # sentences that are listed; more are counted


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the audit log. `subject` is its kind and number: "claim:12", "evidence:2"."""

    id: int
    at: datetime
    actor: str
    kind: str
    subject: str
    before: Json | None
    after: Json | None


@dataclass(frozen=True, slots=True)
class Turned:
    """What undo or redo did.

    `words` say what was undone or redone ("Claim 3: verified"); `actor` is who had made that change, empty
    when it was the person at this desk; `changed` is what was announced.
    """

    words: str
    actor: str
    changed: Changed


def events(session: Session, article: ArticleSummary) -> list[Event]:
    """The log of one Article in order, with what befell the Evidence that it cites."""
    with session.workspace.read() as connection:
        found = audit.events(connection, article.uid)
        uids: defaultdict[str, set[str]] = defaultdict(set)
        for event in found:
            uids[event.entry.subject_kind].add(event.entry.subject)
        keys = {kind: keys_of(connection, TABLES[kind], sorted(some)) for kind, some in uids.items()}
    return [
        Event(
            event.id, event.at, event.actor, event.entry.kind,
            f"{event.entry.subject_kind}:{keys[event.entry.subject_kind][event.entry.subject]}",
            event.entry.before, event.entry.after,
        )
        for event in found
    ]  # fmt: skip


def undo(session: Session) -> Turned | None:
    """Take back the last change, whoever made it and whenever; None when there was none."""
    return _told(session, session.turn(back=True))


def redo(session: Session) -> Turned | None:
    """Bring back what was undone last; None when there was nothing."""
    return _told(session, session.turn(back=False))


def _told(session: Session, turn: Turn | None) -> Turned | None:
    if turn is None:
        return None
    facts = list(dict.fromkeys(facts_of(turn.change)))
    with session.workspace.read() as connection:
        parts = [words(fact, connection) for fact in facts[:_NAMED]]
    if len(facts) > _NAMED:
        parts.append(f"and {len(facts) - _NAMED:,} more")
    return Turned("; ".join(parts), turn.actor if turn.actor != session.actor else "", turn.changed)
