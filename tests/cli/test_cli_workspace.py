"""demo, export, check, and the window's workspace."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest


def test_the_demo_makes_workspace_and_reports_and_replaces_only_its_own(cli: Any, home: Path) -> None:
    made = cli("demo", "--to", "case", "--json").json
    assert set(made) == {"workspace", "article", "reports"}
    assert made["workspace"] == str(Path("case") / "demo.fwb")
    assert sorted(path.name for path in (home / "case").iterdir()) == [
        *("demo.fwb", "report.html", "report.json", "report.pdf"),
    ]
    assert [Path(path).suffix for path in made["reports"]] == [".html", ".pdf", ".json"]
    assert cli("check", "--workspace", made["workspace"]).status == 0
    marked = cli("articles", "--workspace", made["workspace"], "--json").json
    assert marked[0]["verified"]
    cli("mark", 1, "verified", "--workspace", made["workspace"])
    (home / "case" / "mine.txt").write_text("keep", encoding="utf-8")
    again = cli("demo", "--to", "case", "--json")
    assert again.status == 0
    assert cli("articles", "--workspace", made["workspace"], "--json").json == marked
    assert (home / "case" / "mine.txt").read_text(encoding="utf-8") == "keep"


def test_the_demo_touches_no_other_workspace_and_no_other_report(
    cli: Any, home: Path, workspace: Path
) -> None:
    before = workspace.read_bytes()
    done = cli("demo", "--to", "case", "--workspace", workspace)
    assert (done.status, workspace.read_bytes()) == (2, before)
    (home / "case").mkdir(exist_ok=True)
    (home / "case" / "report.html").write_text("mine", encoding="utf-8")
    assert cli("demo", "--to", "case").status == 2
    assert [path.name for path in (home / "case").iterdir()] == ["report.html"]


@pytest.mark.parametrize("ending", ["html", "pdf", "json"])
def test_the_report_format_follows_the_ending(cli: Any, workspace: Path, minutes: Path, ending: str) -> None:
    cli("attach", minutes, "--claim", 2, "--quote", "84 registered more", "--workspace", workspace)
    done = cli("export", 1, "--to", f"r.{ending}", "--workspace", workspace, "--json")
    assert done.json == {"path": f"r.{ending}", "format": ending, "claims": 5}
    data = workspace.with_name(f"r.{ending}").read_bytes()
    assert data.startswith({"html": b"<!", "pdf": b"%PDF", "json": b"{"}[ending])


def test_an_unknown_report_ending_is_one_line_and_writes_nothing(cli: Any, workspace: Path) -> None:
    done = cli("export", 1, "--to", "r.docx", "--workspace", workspace)
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert not workspace.with_name("r.docx").exists()


def test_check_is_content_with_a_sound_workspace(cli: Any, workspace: Path, minutes: Path) -> None:
    cli("attach", minutes, "--claim", 2, "--quote", "84 registered more", "--workspace", workspace)
    assert cli("check", "--workspace", workspace, "--json").json == {"ok": True, "problems": []}


def test_check_finds_one_changed_byte_of_evidence(cli: Any, workspace: Path, minutes: Path) -> None:
    cli("attach", minutes, "--workspace", workspace)
    data = bytearray(workspace.read_bytes())
    piece = minutes.read_bytes()[5000:5040]
    at = data.index(piece)
    data[at] ^= 1
    workspace.write_bytes(data)
    done = cli("check", "--workspace", workspace, "--json")
    assert done.status == 1
    assert not done.json["ok"]
    assert any("evidence 1" in problem for problem in done.json["problems"])


@pytest.mark.parametrize("damage", ["schema", "truncated", "noise"])
def test_check_says_no_when_the_database_cannot_even_be_opened(
    cli: Any, workspace: Path, damage: str
) -> None:
    data = bytearray(workspace.read_bytes())
    if damage == "schema":
        data[100:16384] = bytes(16284)
    elif damage == "truncated":
        del data[20000:]
    else:
        data[16384:] = b"\x5a" * (len(data) - 16384)
    workspace.write_bytes(data)
    done = cli("check", "--workspace", workspace, "--json")
    assert (done.status, done.err) == (1, "")
    assert done.json["problems"]


@pytest.mark.parametrize(
    "words", [["open", "new.fwb"], ["--workspace", "new.fwb"], ["open", "--workspace", "new.fwb"]]
)
def test_the_window_opens_the_workspace_that_is_named(cli: Any, words: list[str]) -> None:
    opened: list[Path] = []

    def window(path: Path) -> int:
        opened.append(path)
        return 7

    assert cli(*words, window=window).status == 7
    assert opened == [Path("new.fwb")]


def test_the_environment_names_the_workspace_and_the_option_is_stronger(
    cli: Any, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACT_WORKBENCH_WORKSPACE", str(workspace))
    assert len(json.loads(cli("claims", "--json").out)) == 5
    assert cli("claims", "--workspace", "other.fwb").status == 2


def test_the_option_may_stand_before_or_after_the_command(cli: Any, workspace: Path) -> None:
    after = cli("claims", 1, "--workspace", workspace, "--json").out
    assert cli("--workspace", workspace, "--json", "claims", 1).out == after
    assert cli("--workspace", "wrong.fwb", "claims", 1, "--workspace", workspace, "--json").out == after
