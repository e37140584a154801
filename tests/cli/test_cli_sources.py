"""source, house-rule, contact add, contact list."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def test_a_source_is_described_shown_and_undone_as_one_change(
    cli: Any, workspace: Path, minutes: Path
) -> None:
    cli("attach", minutes, "--workspace", workspace)
    done = cli(
        *("source", 1, "--title", "Minutes", "--grade", "Primary", "--confidential"),
        *("--workspace", workspace, "--json"),
    )
    assert done.json == {
        "evidence": 1, "title": "Minutes", "author": "", "publisher": "", "published": "", "url": "",
        "accessed": "", "grade": "primary", "origin": "", "confidential": True,
    }  # fmt: skip
    cleared = cli(
        "source", 1, "--grade", "none", "--no-confidential", "--workspace", workspace, "--json"
    ).json
    assert (cleared["grade"], cleared["confidential"]) == (None, False)
    assert "Title: Minutes" in cli("source", 1, "--workspace", workspace).out
    assert "source grade, confidential" in cli("undo", "--workspace", workspace).out
    assert cli("source", 1, "--workspace", workspace, "--json").json["grade"] == "primary"


def test_a_grade_that_is_none_is_refused_in_one_line(cli: Any, workspace: Path, minutes: Path) -> None:
    cli("attach", minutes, "--workspace", workspace)
    wrong = cli("source", 1, "--grade", "tertiary", "--workspace", workspace)
    assert wrong.status == 2
    assert wrong.err == "“tertiary” is not a source grade; give primary, secondary or none.\n"
    assert cli("source", 9, "--workspace", workspace).status == 2


def test_the_house_rule_is_shown_and_set(cli: Any, workspace: Path) -> None:
    assert cli("house-rule", "--workspace", workspace, "--json").json == {"primary": 1, "secondary": 3}
    now = cli("house-rule", "--secondary", 2, "--workspace", workspace, "--json").json
    assert now == {"primary": 1, "secondary": 2}
    assert cli("house-rule", "--workspace", workspace).out.startswith(
        "A claim needs 1 primary or 2 independent"
    )
    assert cli("house-rule", "--primary", "-1", "--workspace", workspace).status == 2


def test_a_contact_is_recorded_cited_listed_and_corrected(cli: Any, workspace: Path) -> None:
    made = cli(
        *("contact", "add", "--who", "Ada Brook", "--kind", "call", "--at", "2026-05-04", "--how", "+44 1"),
        *("--said", "It closed in 1987.", "--claim", 2, "--claim", 3, "--workspace", workspace, "--json"),
    )
    assert made.json == {"evidence": 1, "citations": [1, 2]}
    (citation,) = cli("claims", "--workspace", workspace, "--json").json[1]["citations"]
    assert citation["quote"] == "It closed in 1987."
    better = cli(
        *("contact", "add", "--who", "Ada Brook", "--kind", "call", "--at", "2026-05-04", "--corrects", 1),
        *("--said", "It closed in 1988.", "--workspace", workspace, "--json"),
    )
    assert better.json["evidence"] == 2
    assert len(better.json["citations"]) == 2
    old, new = cli("contact", "list", "--workspace", workspace, "--json").json
    assert (old["corrected"], old["citations"], new["corrected"], new["citations"]) == (True, 0, False, 2)
    assert new["said"] == "It closed in 1988."
    assert cli("check", "--workspace", workspace).status == 0


def test_a_contact_without_words_or_with_strange_claims_is_refused_whole(cli: Any, workspace: Path) -> None:
    start = ("contact", "add", "--who", "Ada", "--kind")
    for rest in (
        ("chat", "--said", "Yes."),
        ("call", "--said", " "),
        ("call", "--said", "Yes.", "--claim", "99"),
        ("call", "--said", "Yes.", "--stance", "context"),
    ):
        wrong = cli(*start, *rest, "--workspace", workspace)
        assert wrong.status == 2
        assert wrong.err.count("\n") == 1
    assert cli("contact", "list", "--workspace", workspace, "--json").json == []
