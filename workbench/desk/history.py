"""The audit log as people read it, and undo and redo that say what they did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from workbench.core.article import ArticleSummary
from workbench.core.change import (
    Change,
    Item,
    Json,
    Judged,
    RenameArticle,
    Resegment,
    SetPresence,
    SetStance,
    SetVerdict,
    Together,
)
from workbench.desk.session import Session
from workbench.storage import audit
from workbench.storage import tables as t
from workbench.storage.keys import keys_of

_TABLES = {"article": t.article, "claim": t.claim, "evidence": t.evidence, "citation": t.citation}
_NAMED = 3  # numbers and sentences that are listed; more are counted


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


def events(session: Session, article: ArticleSummary) -> list[Event]:
    """The log of one Article in order, with what befell the Evidence that it cites."""
    with session.workspace.read() as connection:
        found = audit.events(connection, article.uid)
        uids: defaultdict[str, set[str]] = defaultdict(set)
        for event in found:
            uids[event.entry.subject_kind].add(event.entry.subject)
        keys = {kind: keys_of(connection, _TABLES[kind], sorted(some)) for kind, some in uids.items()}
    return [
        Event(
            event.id, event.at, event.actor, event.entry.kind,
            f"{event.entry.subject_kind}:{keys[event.entry.subject_kind][event.entry.subject]}",
            event.entry.before, event.entry.after,
        )
        for event in found
    ]  # fmt: skip


def undo(session: Session) -> str | None:
    """Take back the last change; gives it in words ("Claim 3: verified"), None when there was none."""
    words = _last_change(session)
    return words if session.undo() else None


def redo(session: Session) -> str | None:
    """Bring back what was undone last; gives it in words, None when there was nothing."""
    return _last_change(session) if session.redo() else None


def _last_change(session: Session) -> str:
    """The newest change that stands, in words."""
    with session.workspace.read() as connection:
        found = audit.next_to_undo(connection)
    if found is None:
        return ""
    parts = list(dict.fromkeys(_words(session, found[2].inverse())))
    more = [f"and {len(parts) - _NAMED} more"] if len(parts) > _NAMED else []
    return "; ".join(parts[:_NAMED] + more)


def _words(session: Session, change: Change) -> Iterator[str]:
    match change:
        case Together():
            for part in change.changes:
                yield from _words(session, part)
        case SetVerdict():
            yield _judged(session, change.items)
        case SetPresence():
            for item in change.items:
                yield _presence(session, change, item)
        case RenameArticle():
            yield f"Article renamed to “{change.after}”"
        case SetStance():
            yield f"{_claims(session, [change.claim])}: a citation {change.after}"
        case Resegment(kind="split"):
            yield f"{_claims(session, [piece.claim for piece in change.after])}: split"
        case Resegment():
            yield f"{_claims(session, [piece.claim for piece in change.before])}: joined"


def _judged(session: Session, items: Sequence[Judged]) -> str:
    who = _claims(session, [item.claim for item in items])
    if all(item.before.verdict is item.after.verdict for item in items):
        noted = any(item.before.note != item.after.note for item in items)
        return f"{who}: {'note' if noted else 'reason'}"
    return f"{who}: {', '.join(dict.fromkeys(item.after.verdict for item in items))}"


def _presence(session: Session, change: SetPresence, item: Item) -> str:
    with session.workspace.read() as connection:
        number = keys_of(connection, _TABLES[change.subject_kind], [item.uid])[item.uid]
    if change.subject_kind == "citation":
        who = _claims(session, [item.claim]) if item.claim else f"Citation {number}"
        return f"{who}: {'cited' if change.present else 'citation withdrawn'}"
    if change.subject_kind == "article":
        named = next((f", “{a.title}”" for a in session.articles() if a.uid == item.uid), "")
        return f"Article {number}{named}: {'imported' if change.present else 'withdrawn'}"
    named = next((f", {e.name}" for e in session.evidence_list() if e.uid == item.uid), "")
    return f"Evidence {number}{named}: {'attached' if change.present else 'withdrawn'}"


def _claims(session: Session, uids: Sequence[str]) -> str:
    """ "Claim 3", "Claims 3, 4", "24 claims"."""
    if len(uids) > _NAMED:
        return f"{len(uids):,} claims"
    with session.workspace.read() as connection:
        keys = keys_of(connection, t.claim, uids)
    return f"{'Claim' if len(uids) == 1 else 'Claims'} {', '.join(str(keys[uid]) for uid in uids)}"
