"""What a change did, in the words in which undo and redo tell of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from functools import singledispatch

from workbench.core.change import (
    Change,
    DescribeEvidence,
    Item,
    LinkEvidence,
    RenameArticle,
    Resegment,
    SetHouseRule,
    SetPresence,
    SetStance,
    SetVerdict,
    Together,
)
from workbench.core.errors import BugError
from workbench.core.evidence import Relation
from workbench.storage import tables as t
from workbench.storage.articles import title_of
from workbench.storage.connection import Reading
from workbench.storage.evidence import stored_evidence
from workbench.storage.keys import key_of, keys_of

TABLES = {"article": t.article, "claim": t.claim, "evidence": t.evidence, "citation": t.citation}
_FIELDS = {"published": "date", "accessed": "date of access", "grade": "source grade"}
_NAMED = 3  # numbers that are listed; more are counted


def facts_of(change: Change) -> Iterator[Change]:
    """What a change says, one thing at a time; two citations of one claim are the same thing."""
    match change:
        case Together():
            for part in change.changes:
                yield from facts_of(part)
        case SetPresence():
            for item in change.items:
                one = Item("", item.article, item.claim) if item.claim else item
                yield replace(change, items=(one,))
        case _:
            yield change


@singledispatch
def words(change: Change, connection: Reading) -> str:
    """What one fact says was done: "Claim 3: verified"."""
    raise BugError(f"nothing to say of {type(change).__name__}")


@words.register
def _(change: SetVerdict, connection: Reading) -> str:
    who = _claims(connection, [item.claim for item in change.items])
    if all(item.before.verdict is item.after.verdict for item in change.items):
        noted = any(item.before.note != item.after.note for item in change.items)
        return f"{who}: {'note' if noted else 'reason'}"
    return f"{who}: {', '.join(dict.fromkeys(item.after.verdict for item in change.items))}"


@words.register
def _(change: RenameArticle, connection: Reading) -> str:
    return f"Article renamed to “{change.after}”"


@words.register
def _(change: SetStance, connection: Reading) -> str:
    return f"{_claims(connection, [change.claim])}: a citation {change.after}"


@words.register
def _(change: DescribeEvidence, connection: Reading) -> str:
    before, after = asdict(change.before), asdict(change.after)
    fields = ", ".join(_FIELDS.get(name, name) for name in after if after[name] != before[name])
    return f"{_evidence(connection, change.evidence)}: {fields}"


@words.register
def _(change: LinkEvidence, connection: Reading) -> str:
    linked = "newer version of" if change.relation is Relation.REPLACES else "part of"
    other = _evidence(connection, change.after or change.before)
    return f"{_evidence(connection, change.evidence)}: {'' if change.after else 'no longer '}{linked} {other}"


@words.register
def _(change: SetHouseRule, connection: Reading) -> str:
    rule = change.after
    return f"House rule: {rule.primary} primary or {rule.secondary} independent secondary"


@words.register
def _(change: Resegment, connection: Reading) -> str:
    if change.kind == "split":
        return f"{_claims(connection, [piece.claim for piece in change.after])}: split"
    return f"{_claims(connection, [piece.claim for piece in change.before])}: joined"


@words.register
def _(change: SetPresence, connection: Reading) -> str:
    (item,) = change.items
    if item.claim:
        return f"{_claims(connection, [item.claim])}: {'cited' if change.present else 'citation withdrawn'}"
    if change.subject_kind == "evidence":
        return f"{_evidence(connection, item.uid)}: {'attached' if change.present else 'withdrawn'}"
    number = key_of(connection, TABLES[change.subject_kind], item.uid)
    if change.subject_kind == "article":
        named = f", “{title_of(connection, number)}”"
        return f"Article {number}{named}: {'imported' if change.present else 'withdrawn'}"
    return f"Citation {number}: {'made' if change.present else 'withdrawn'}"


def _evidence(connection: Reading, uid: str) -> str:
    """ "Evidence 2, minutes.pdf"."""
    number = key_of(connection, t.evidence, uid)
    return f"Evidence {number}, {stored_evidence(connection, number).name}"


def _claims(connection: Reading, uids: Sequence[str]) -> str:
    """ "Claim 3", "Claims 3, 4", "24 claims"."""
    if len(uids) > _NAMED:
        return f"{len(uids):,} claims"
    keys = keys_of(connection, t.claim, uids)
    return f"{'Claim' if len(uids) == 1 else 'Claims'} {', '.join(str(keys[uid]) for uid in uids)}"
