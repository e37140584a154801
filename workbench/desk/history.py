"""The audit log as people read it, and undo and redo that say what they did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
from workbench.core.errors import BugError
from workbench.core.events import Changed
from workbench.desk.session import Session
from workbench.storage import audit
from workbench.storage import tables as t
from workbench.storage.articles import title_of
from workbench.storage.connection import Reading
from workbench.storage.evidence import stored_evidence
from workbench.storage.keys import key_of, keys_of
from workbench.storage.workspace import Turn

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
        keys = {kind: keys_of(connection, _TABLES[kind], sorted(some)) for kind, some in uids.items()}
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
    facts = list(dict.fromkeys(_facts(turn.change)))
    with session.workspace.read() as connection:
        parts = [_words(connection, fact) for fact in facts[:_NAMED]]
    if len(facts) > _NAMED:
        parts.append(f"and {len(facts) - _NAMED:,} more")
    return Turned("; ".join(parts), turn.actor if turn.actor != session.actor else "", turn.changed)


def _facts(change: Change) -> Iterator[Change]:
    """What a change says, one thing at a time; two citations of one claim are the same thing."""
    match change:
        case Together():
            for part in change.changes:
                yield from _facts(part)
        case SetPresence():
            for item in change.items:
                one = Item("", item.article, item.claim) if item.claim else item
                yield replace(change, items=(one,))
        case _:
            yield change


def _words(connection: Reading, change: Change) -> str:
    match change:
        case SetVerdict():
            return _judged(connection, change.items)
        case SetPresence():
            return _presence(connection, change, change.items[0])
        case RenameArticle():
            return f"Article renamed to “{change.after}”"
        case SetStance():
            return f"{_claims(connection, [change.claim])}: a citation {change.after}"
        case Resegment(kind="split"):
            return f"{_claims(connection, [piece.claim for piece in change.after])}: split"
        case Resegment():
            return f"{_claims(connection, [piece.claim for piece in change.before])}: joined"
    raise BugError(f"nothing to say of {type(change).__name__}")


def _judged(connection: Reading, items: Sequence[Judged]) -> str:
    who = _claims(connection, [item.claim for item in items])
    if all(item.before.verdict is item.after.verdict for item in items):
        noted = any(item.before.note != item.after.note for item in items)
        return f"{who}: {'note' if noted else 'reason'}"
    return f"{who}: {', '.join(dict.fromkeys(item.after.verdict for item in items))}"


def _presence(connection: Reading, change: SetPresence, item: Item) -> str:
    if item.claim:
        return f"{_claims(connection, [item.claim])}: {'cited' if change.present else 'citation withdrawn'}"
    number = key_of(connection, _TABLES[change.subject_kind], item.uid)
    if change.subject_kind == "article":
        named = f", “{title_of(connection, number)}”"
        return f"Article {number}{named}: {'imported' if change.present else 'withdrawn'}"
    if change.subject_kind == "evidence":
        named = f", {stored_evidence(connection, number).name}"
        return f"Evidence {number}{named}: {'attached' if change.present else 'withdrawn'}"
    return f"Citation {number}: {'made' if change.present else 'withdrawn'}"


def _claims(connection: Reading, uids: Sequence[str]) -> str:
    """ "Claim 3", "Claims 3, 4", "24 claims"."""
    if len(uids) > _NAMED:
        return f"{len(uids):,} claims"
    keys = keys_of(connection, t.claim, uids)
    return f"{'Claim' if len(uids) == 1 else 'Claims'} {', '.join(str(keys[uid]) for uid in uids)}"
