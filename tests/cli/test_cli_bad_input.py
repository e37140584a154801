"""Bad input of every kind: exit status 2, one line on standard error, nothing on standard output."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def _refused(done: Any, *words: str) -> None:
    assert done.status == 2
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert "Traceback" not in done.err
    for word in words:
        assert word in done.err


def test_a_missing_file(cli: Any) -> None:
    _refused(cli("import", "missing.txt", "--workspace", "w.fwb", "--json"), "missing.txt")
    _refused(cli("sentences", "missing.txt"), "missing.txt")


def test_a_folder(cli: Any, home: Path) -> None:
    _refused(cli("import", home, "--workspace", "w.fwb"), str(home))


def test_a_binary_named_txt(cli: Any, minutes: Path) -> None:
    shutil.copy(minutes, "letter.txt")
    _refused(cli("import", "letter.txt", "--workspace", "w.fwb"), "letter.txt")
    Path("noise.txt").write_bytes(bytes(range(256)) * 64)
    _refused(cli("import", "noise.txt", "--workspace", "w.fwb"), "noise.txt")


@pytest.mark.parametrize("content", [b"", b" \r\n\t", b"\xef\xbb\xbf"])
def test_an_empty_file(cli: Any, content: bytes) -> None:
    Path("empty.txt").write_bytes(content)
    _refused(cli("import", "empty.txt", "--workspace", "w.fwb"), "empty.txt")
    assert not Path("w.fwb").exists()


def test_a_file_of_200_megabytes(cli: Any) -> None:
    with Path("huge.txt").open("wb") as file:
        file.truncate(200_000_000)
    _refused(cli("import", "huge.txt", "--workspace", "w.fwb"), "huge.txt", "200 MB")


@pytest.mark.parametrize(
    "words",
    [
        ["mark", 99, "verified"],
        ["mark", 2, 99, "verified"],
        ["mark", 0, "verified"],
        ["mark", 2**70, "verified"],
        ["mark", "two", "verified"],
        ["mark", 2, "true"],
        ["mark", 2, 3],
        ["mark", "verified"],
        ["mark", 2, "disputed", "--reason", "because"],
        ["claims", 99],
        ["claims", 2**70],
        ["gate", "No Such Title"],
        ["history", 99],
        ["export", 99, "--to", "r.html"],
        ["evidence", 99],
        ["evidence", "--text"],
        ["evidence", 1, "--page", 0],
        ["attach", "missing.pdf"],
        ["search", "x", "--limit", "many"],
        ["search", "x", "--limit", 0],
        ["import", "mill.txt", "--language", "not a code"],
    ],
)
def test_a_wrong_number_or_word(cli: Any, workspace: Path, words: list[object]) -> None:
    _refused(cli(*words, "--workspace", workspace, "--json"))
    assert {claim["verdict"] for claim in cli("claims", "--workspace", workspace, "--json").json} == {
        "unreviewed"
    }


@pytest.mark.parametrize(
    "words",
    [
        ["fly"],
        ["mark"],
        ["export", "1"],
        ["claims", "--colour"],
        ["claims", "--workspace"],
        ["import"],
        ["claims", "1", "2"],
    ],
)
def test_wrong_usage(cli: Any, words: list[str]) -> None:
    _refused(cli(*words), "--help")


def test_a_missing_workspace_is_not_created_by_a_question(cli: Any) -> None:
    for words in (["articles"], ["mark", 1, "verified"], ["undo"], ["check"], ["attach", "mill.txt"]):
        _refused(cli(*words, "--workspace", "none.fwb", "--json"), "none.fwb")
    assert not Path("none.fwb").exists()


@pytest.mark.parametrize("words", [["articles"], ["check"], ["import", "mill.txt"], ["demo"]])
def test_a_file_that_is_no_workspace(cli: Any, article: Path, words: list[str]) -> None:
    Path("w.fwb").write_bytes(b"Just a text, and long enough to have a header." * 10)
    sqlite3.connect("other.fwb").executescript("CREATE TABLE t (a); VACUUM;").connection.close()
    for name in ("w.fwb", "other.fwb"):
        before = Path(name).read_bytes()
        _refused(cli(*words, "--workspace", name, "--json"), name)
        assert Path(name).read_bytes() == before


@pytest.mark.parametrize("words", [["articles"], ["mark", 2, "verified"], ["check"], ["undo"]])
def test_a_workspace_of_a_newer_version(cli: Any, workspace: Path, words: list[object]) -> None:
    connection = sqlite3.connect(workspace)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = workspace.read_bytes()
    _refused(cli(*words, "--workspace", workspace, "--json"), str(workspace), "newer")
    assert workspace.read_bytes() == before


def test_a_read_only_workspace_can_be_read_but_not_changed(cli: Any, workspace: Path, minutes: Path) -> None:
    cli("attach", minutes, "--claim", 2, "--workspace", workspace)
    workspace.chmod(0o444)
    before = workspace.read_bytes()
    for words in (
        *(["articles"], ["claims"], ["evidence"], ["history"], ["check"], ["search", "registered"]),
        *(["evidence", 1, "--text"], ["export", "--to", "r.json"]),
    ):
        done = cli(*words, "--workspace", workspace, "--json")
        assert (done.status, done.err) == (0, ""), words
    assert cli("gate", "--workspace", workspace, "--json").status == 1
    for words in (
        *(["mark", 2, "verified"], ["undo"], ["redo"], ["attach", "mill.txt"], ["import", "mill.txt"]),
    ):
        _refused(cli(*words, "--workspace", workspace, "--json"), str(workspace), "read-only")
    assert workspace.read_bytes() == before


def test_a_locked_workspace(cli: Any, workspace: Path) -> None:
    other = sqlite3.connect(workspace, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        _refused(cli("mark", 2, "verified", "--workspace", workspace, "--json"), str(workspace), "locked")
    finally:
        other.close()
    assert cli("mark", 2, "verified", "--workspace", workspace).status == 0


def test_a_full_disk(cli: Any, program: Any, workspace: Path) -> None:
    """A limit on the size of files stands for the disk: writing beyond it fails in the same place."""
    big = workspace.with_name("big.bin")
    big.write_bytes(os.urandom(3_000_000))
    limit = workspace.stat().st_size + 1_000_000
    done = program.run(
        *("attach", big, "--workspace", workspace, "--json"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    _refused(done, str(workspace))
    assert cli("evidence", "--workspace", workspace, "--json").json == []
    assert cli("check", "--workspace", workspace).status == 0


def test_an_address_is_not_yet_a_workspace(cli: Any, home: Path) -> None:
    _refused(cli("articles", "--workspace", "postgresql://desk/articles"), "postgresql://desk/articles")
    assert list(home.iterdir()) == []


def test_a_name_with_a_line_break_stays_one_line(cli: Any) -> None:
    _refused(cli("import", "two\nlines\x1b[31m.txt", "--workspace", "w.fwb"))


def test_a_closed_standard_output_is_said_in_one_line(tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m workbench --workspace "{tmp_path / "w.fwb"}" articles --json >&-'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "no standard output" in done.stderr
