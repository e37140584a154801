"""attach FOLDER, attach --time, remove."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def folder(workspace: Path) -> Path:
    """A folder of three files, litter, and something that is no file."""
    root = workspace.with_name("case")
    for name in ("2.txt", "10.txt", "sub/a.rtf", ".hidden", "sub/~$a.docx"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"{{\\rtf1 words of {name}}}" if name.endswith("rtf") else name)
    os.mkfifo(root / "pipe")
    return root


def names(cli: Any, workspace: Path) -> list[str]:
    return [row["name"] for row in cli("evidence", "--workspace", workspace, "--json").json]


def test_of_a_folder_what_can_be_read_comes_in_and_the_rest_is_said(
    cli: Any, workspace: Path, folder: Path
) -> None:
    done = cli("attach", folder, "--workspace", workspace, "--json")
    assert (done.status, len(done.json)) == (0, 3)
    assert set(done.json[0]) == {"evidence", "sha256", "bytes", "pages", "citation"}
    assert names(cli, workspace) == ["2.txt", "10.txt", "a.rtf"]
    assert "pipe" in done.err
    assert done.err.count("\n") == 1
    assert "words of" in cli("search", "words", "--workspace", workspace).out
    cli("undo", "--workspace", workspace)
    assert names(cli, workspace) == []


def test_a_file_that_is_named_itself_must_come_in_or_nothing_does(
    cli: Any, workspace: Path, folder: Path
) -> None:
    done = cli("attach", folder, "missing.pdf", "--workspace", workspace)
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert names(cli, workspace) == []


def test_a_folder_without_files_is_said_to_hold_none(cli: Any, workspace: Path) -> None:
    empty = workspace.with_name("empty")
    empty.mkdir()
    done = cli("attach", empty, "--workspace", workspace)
    assert (done.status, done.err.count("\n")) == (2, 1)


def test_the_same_bytes_under_another_name_are_announced(cli: Any, workspace: Path, folder: Path) -> None:
    cli("attach", folder / "2.txt", "--workspace", workspace)
    (folder / "2.txt").rename(folder / "copy.txt")
    assert "copy.txt holds the same bytes" in cli("attach", folder, "--workspace", workspace).out


def test_a_time_is_cited_of_a_recording_only(cli: Any, workspace: Path) -> None:
    sound = workspace.with_name("call.mp3")
    sound.write_bytes(b"ID3\x03" + bytes(64))
    wish = ("--claim", 2, "--time", "12:34-13:01", "--quote", "It closed.")
    (row,) = cli("attach", sound, *wish, "--workspace", workspace, "--json").json
    assert row["citation"] == 1
    history = cli("history", 1, "--workspace", workspace, "--json").json
    cited = next(entry["after"] for entry in history if entry["kind"] == "cite")
    assert (cited["method"], cited["moment"], cited["quote"]) == ("moment", [754, 781], "It closed.")
    assert cli("check", "--workspace", workspace).status == 0


@pytest.mark.parametrize(
    "wish",
    [["--time", "1:00"], ["--claim", 2, "--time", "soon"], ["--claim", 2, "--time", "1:00", "--page", 1]],
)
def test_a_time_that_means_nothing_attaches_nothing(
    cli: Any, workspace: Path, minutes: Path, wish: list[object]
) -> None:
    done = cli("attach", minutes, *wish, "--workspace", workspace, "--json")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert names(cli, workspace) == []


def test_what_is_cited_is_removed_only_by_force_and_undo_brings_it_back(
    cli: Any, workspace: Path, minutes: Path
) -> None:
    cli("attach", minutes, "--claim", 2, "--workspace", workspace)
    refused = cli("remove", 1, "--workspace", workspace, "--json")
    assert (refused.status, refused.out, refused.err.count("\n")) == (2, "", 1)
    assert "claim 2 of “The Mill Closes”" in refused.err
    done = cli("remove", 1, "--force", "--workspace", workspace, "--json")
    assert done.json == {"removed": 1, "citations": 1}
    assert names(cli, workspace) == []
    cli("undo", "--workspace", workspace)
    assert names(cli, workspace) == [minutes.name]
    assert len(cli("claims", "--workspace", workspace, "--json").json[1]["citations"]) == 1


def test_what_is_not_cited_is_removed_at_once(cli: Any, workspace: Path, minutes: Path) -> None:
    cli("attach", minutes, "--workspace", workspace)
    assert cli("remove", 1, "--workspace", workspace).status == 0
    assert cli("remove", 1, "--workspace", workspace).status == 2
    assert names(cli, workspace) == []
