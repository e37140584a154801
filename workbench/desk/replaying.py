"""Proves that what the workspace shows is what its audit log says was done: the log is played again.

Judgements, presence, titles, names, sources, links, the house rule, and all that a citation says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from workbench.core.change import Entry

Facts = dict[str, dict[str, Any]]  # of one kind of thing, by uid
State = dict[str, Facts]  # by kind: article, claim, evidence, citation, workspace


def replay(entries: Iterable[Entry]) -> State:
    """The state that the log's entries, in their order, lead to."""
    state: State = {"article": {}, "claim": {}, "evidence": {}, "citation": {}, "workspace": {}}
    for entry in entries:
        after: Mapping[str, Any] = entry.after or {}
        facts = state[entry.subject_kind].setdefault(entry.subject, {})
        match entry.kind:
            case "import_article":
                facts.update(title=after["title"], present=True)
            case "rename_article":
                facts.update(title=after["title"])
            case "attach_evidence":
                facts.update(name=after["name"], present=True)
            case "cite":
                facts.update(after, present=True)
            case "set_stance":
                facts.update(stance=after["stance"])
            case "describe_evidence":
                facts.update(after, grade=after["grade"] or "")
            case "link_evidence":
                facts[after["relation"]] = after["to"]
            case "set_house_rule":
                facts.update(after)
            case "withdraw" | "restore":
                facts.update(present=after["present"])
            case "set_verdict":
                facts.update(_judgement(after), retired=False)
            case "split" | "join":
                _resegment(state, entry.before or {}, after)
    return state


def differences(state: State, found: State) -> Iterator[str]:
    """One sentence for each thing in `found` (what the tables hold) that the log tells otherwise."""
    for kind, facts in state.items():
        for uid, said in facts.items():
            has = found[kind].get(uid)
            if has is None:
                yield f"The log speaks of a {kind} ({uid}) that is missing."
            elif wrong := [name for name, value in said.items() if has[name] != value]:
                yield f"The {wrong[0]} of {kind} {has['id']} is not what the log says was done."
        for uid in found[kind].keys() - facts.keys() if kind in _LOGGED else ():
            yield f"The log knows nothing of {kind} {found[kind][uid]['id']}."
    untouched = found["claim"].keys() - state["claim"].keys()
    for uid in untouched:
        claim = found["claim"][uid]
        if (claim["verdict"], claim["note"], claim["retired"]) != ("unreviewed", "", False):
            yield f"The verdict of claim {claim['id']} is not in the log."


_LOGGED = ("article", "evidence", "citation")  # kinds of which nothing is there that the log does not know


def _judgement(value: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value[name] for name in ("verdict", "reason", "note")}


def _resegment(state: State, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    copies = dict(after["copies"])
    kept = {piece["claim"] for piece in after["pieces"]}
    cited = {uid for piece in after["pieces"] for uid in piece["citations"]}
    for piece in before["pieces"]:
        if piece["claim"] not in kept:
            judged = state["claim"].setdefault(piece["claim"], {})
            judged.update(_judgement(piece["judgement"]), retired=True)
        for uid in piece["citations"]:
            if uid not in cited:
                state["citation"][uid]["present"] = False
    for piece in after["pieces"]:
        judged = state["claim"].setdefault(piece["claim"], {})
        judged.update(_judgement(piece["judgement"]), retired=False)
        for uid in piece["citations"]:
            if uid not in state["citation"]:
                state["citation"][uid] = dict(state["citation"][copies[uid]])
            state["citation"][uid].update(claim=piece["claim"], present=True)
