"""The program around the commands: start, encodings, pipes, bugs."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from workbench import __version__
from workbench.cli import articles
from workbench.desk.paths import log_file

COMMANDS = (
    *("open", "demo", "import", "sentences", "articles", "claims", "mark", "undo", "redo", "attach"),
    *("evidence", "search", "export", "gate", "check", "history"),
)


def test_help_names_every_command(cli: Any) -> None:
    done = cli("--help")
    assert done.status == 0
    listed = [line.split()[0] for line in done.out.splitlines() if line.startswith("  ") and line.split()]
    assert set(COMMANDS) <= set(listed)
    for name in COMMANDS:
        assert cli(name, "--help").status == 0


def test_version_is_printed(cli: Any) -> None:
    assert cli("--version").out == f"fact-workbench {__version__}\n"


@pytest.mark.parametrize("words", [["--help"], ["sentences", "article", "--json"]])
def test_help_and_sentences_load_no_database_no_window_and_no_pdf_library(
    program: Any, article: Path, words: list[str]
) -> None:
    words = [str(article) if word == "article" else word for word in words]
    code = (
        "import sys; from workbench.cli.app import run; assert run(sys.argv[1:], print) == 0; "
        "heavy = {'sqlmodel', 'sqlalchemy', 'PySide6', 'pypdfium2', 'pdfplumber', 'jinja2', 'typst'}; "
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, env=program.environment(), check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_output_is_utf8_whatever_the_locale(program: Any, home: Path) -> None:
    text = "Zoë zahlte 5 €. 香港加油。"
    (home / "a.txt").write_text(text, encoding="utf-8")
    locale = program.environment(LANG="C", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    done = program.run("sentences", "a.txt", "--json", env=locale)
    assert done.status == 0
    assert done.json["text"] == text


@pytest.mark.parametrize("form", [["--json"], []])
def test_a_reader_that_goes_away_causes_no_complaint(program: Any, home: Path, form: list[str]) -> None:
    (home / "long.txt").write_text("One more sentence stands here. " * 5_000, encoding="utf-8")
    with subprocess.Popen(
        program.command("sentences", "long.txt", *form),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=program.environment(),
    ) as running:  # fmt: skip
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        complaint = running.stderr.read()
    assert complaint == b""
    assert running.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_that_cannot_be_written_is_said_in_one_line(program: Any, article: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = program.run("sentences", article, "--json", stdout=full)
    assert done.status == 2
    assert done.err.count("\n") == 1


def test_an_error_of_the_system_is_not_taken_for_standard_output_that_is_full(
    cli: Any, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(articles, "_draft", broken)
    done = cli("sentences", article, "--json")
    assert done.status == 3
    assert "could not be written" not in done.err


def test_a_bug_is_said_in_one_line_and_logged_without_article_text(
    cli: Any, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(file: str, *_: object) -> None:
        raise ValueError(Path(file).read_text(encoding="utf-8"))

    monkeypatch.setattr(articles, "_draft", broken)
    done = cli("sentences", article, "--json")
    assert (done.status, done.out, done.err.count("\n")) == (3, "", 1)
    assert str(log_file()) in done.err
    logging.shutdown()
    logged = log_file().read_text(encoding="utf-8")
    assert "ValueError" in logged
    assert "broken" in logged
    assert "Nobody asked us" not in logged
