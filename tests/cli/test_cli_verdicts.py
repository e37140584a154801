"""mark, undo, redo, gate, history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


def _verdicts(cli: Any, workspace: Path) -> list[str]:
    return [claim["verdict"] for claim in cli("claims", "--workspace", workspace, "--json").json]


def test_mark_gives_verdict_reason_and_note_and_names_the_decision(cli: Any, workspace: Path) -> None:
    done = cli(
        *("mark", 2, "disputed", "--reason", "source contradicts", "--note", "It was 1988."),
        *("--workspace", workspace, "--json"),
    )
    assert done.json == [{"claim": 2, "verdict": "disputed", "decision": 1}]
    claim = cli("claims", "--workspace", workspace, "--json").json[1]
    assert (claim["verdict"], claim["reason"], claim["note"]) == (
        "disputed", "source-contradicts", "It was 1988.",
    )  # fmt: skip


def test_a_mark_that_changes_nothing_names_the_decision_that_stands(cli: Any, workspace: Path) -> None:
    assert cli("mark", 2, "unreviewed", "--workspace", workspace, "--json").json[0]["decision"] is None
    first = cli("mark", 2, "verified", "--workspace", workspace, "--json").json
    assert cli("mark", 2, "verified", "--workspace", workspace, "--json").json == first
    cli("undo", "--workspace", workspace)
    assert _verdicts(cli, workspace) == ["unreviewed"] * 5


@pytest.mark.parametrize("words", [["not_a_claim"], ["not a claim"], ["Not-A-Claim"], ["not", "a", "claim"]])
def test_a_verdict_may_be_spelled_with_blanks_hyphens_or_underscores(
    cli: Any, workspace: Path, words: list[str]
) -> None:
    assert cli("mark", 1, *words, "--workspace", workspace, "--json").json[0]["verdict"] == "not-a-claim"


def test_several_claims_even_of_several_articles_are_one_change(
    cli: Any, workspace: Path, article: Path
) -> None:
    cli("import", article, "--title", "Twice", "--workspace", workspace)
    done = cli("mark", 2, 3, 2, 7, "verified", "--workspace", workspace, "--json")
    assert [row["claim"] for row in done.json] == [2, 3, 7]
    open_in_each = [a["unreviewed"] for a in cli("articles", "--workspace", workspace, "--json").json]
    assert open_in_each == [3, 4]
    assert cli("undo", "--workspace", workspace, "--json").json == {
        "undone": "Claims 2, 3: verified; Claim 7: verified"
    }
    assert [a["unreviewed"] for a in cli("articles", "--workspace", workspace, "--json").json] == [5, 5]
    for number, changes in ((1, 4), (2, 2)):  # each undo stands in the log of the article it belongs to
        events = cli("history", number, "--workspace", workspace, "--json").json
        assert [event["kind"] for event in events].count("set_verdict") == changes
    assert cli("check", "--workspace", workspace).status == 0


def test_undo_and_redo_say_what_they_did_and_null_when_there_is_nothing(cli: Any, workspace: Path) -> None:
    cli("mark", 3, "verified", "--workspace", workspace)
    assert cli("redo", "--workspace", workspace, "--json").json == {"redone": None}
    assert cli("undo", "--workspace", workspace, "--json").json == {"undone": "Claim 3: verified"}
    assert _verdicts(cli, workspace)[2] == "unreviewed"
    assert cli("redo", "--workspace", workspace, "--json").json == {"redone": "Claim 3: verified"}
    assert _verdicts(cli, workspace)[2] == "verified"
    cli("undo", "--workspace", workspace)
    cli("undo", "--workspace", workspace)  # the import
    nothing = cli("undo", "--workspace", workspace, "--json")
    assert (nothing.status, nothing.json) == (0, {"undone": None})
    assert cli("undo", "--workspace", workspace).out == "Nothing to undo.\n"


def test_the_gate_opens_when_everything_is_settled(cli: Any, workspace: Path) -> None:
    cli("mark", 2, "disputed", "--workspace", workspace)
    shut = cli("gate", 1, "--workspace", workspace, "--json")
    assert shut.status == 1
    assert not shut.json["ready"]
    assert shut.json["open"][1] == {"claim": 2, "why": "disputed"}
    assert len(shut.json["open"]) == 5
    cli("mark", 1, "not-a-claim", "--workspace", workspace)
    cli("mark", 2, 3, 4, 5, "verified", "--workspace", workspace)
    ready = cli("gate", 1, "--workspace", workspace, "--json")
    assert (ready.status, ready.json) == (0, {"ready": True, "open": []})


def test_history_names_subjects_by_the_numbers_that_commands_take(
    cli: Any, workspace: Path, minutes: Path
) -> None:
    cli("mark", 4, "unsourced", "--workspace", workspace)
    cli("attach", minutes, "--claim", 4, "--workspace", workspace)
    cli("undo", "--workspace", workspace)
    events = cli("history", 1, "--workspace", workspace, "--json").json
    assert all(set(e) == {"id", "at", "actor", "kind", "subject", "before", "after"} for e in events)
    assert [(e["kind"], e["subject"]) for e in events] == [
        ("import_article", "article:1"),
        ("set_verdict", "claim:4"),
        ("attach_evidence", "evidence:1"),
        ("cite", "citation:1"),
        ("withdraw", "citation:1"),
        ("withdraw", "evidence:1"),
    ]
    assert events[0]["before"] is None
    assert (events[1]["before"]["verdict"], events[1]["after"]["verdict"]) == ("unreviewed", "unsourced")
    assert "unsourced" in cli("history", "--workspace", workspace).out


def test_a_reason_goes_with_disputed_and_unsourced_only(cli: Any, workspace: Path) -> None:
    done = cli("mark", 2, "verified", "--reason", "no source", "--workspace", workspace)
    assert done.status == 2
    assert _verdicts(cli, workspace)[1] == "unreviewed"
