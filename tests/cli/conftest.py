"""A command line to call, in a folder and a home of its own."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from workbench.cli.app import run

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = """The Mill Closes

The mill on Harrow Lane closed in 1987. It had employed 412 people. “Nobody asked us,” said Ada Brook.
Its chimney is 61 metres high.
"""


@dataclass(frozen=True)
class Outcome:
    """What one command line came to."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output."""
        return json.loads(self.out)


Cli = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty current folder; settings, data and log in folders beside it."""
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.delenv("FACT_WORKBENCH_WORKSPACE", raising=False)
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    yield folder
    log = logging.getLogger("workbench")
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()


def _no_window(path: Path) -> int:
    raise AssertionError(f"a window on {path} was not asked for")


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run one command line in this process."""

    def call(*arguments: object, window: Callable[[Path], int] = _no_window) -> Outcome:
        capsys.readouterr()
        status = run([str(argument) for argument in arguments], window)
        return Outcome(status, *capsys.readouterr())

    return call


@pytest.fixture
def article(home: Path) -> Path:
    """A file with a headline and four sentences."""
    path = home / "mill.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def workspace(cli: Cli, article: Path, home: Path) -> Path:
    """A workspace with that article."""
    path = home / "w.fwb"
    assert cli("import", article, "--workspace", path).status == 0
    return path


@pytest.fixture
def minutes() -> Path:
    """A PDF of one page with text."""
    return ROOT / "seeds" / "council-minutes.pdf"


class Program:
    """The program in a process of its own."""

    root = ROOT

    @staticmethod
    def command(*arguments: object) -> list[str]:
        """The words that start it."""
        return [sys.executable, "-m", "workbench", *(str(argument) for argument in arguments)]

    @staticmethod
    def environment(**extra: str) -> dict[str, str]:
        """This process's environment, with the checkout on the path."""
        inherited = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        return {**inherited, "PYTHONPATH": str(ROOT), **extra}

    def run(self, *arguments: object, **options: Any) -> Outcome:
        """Run one command line to its end; `options` are those of subprocess.run."""
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": self.environment()} | options
        done = subprocess.run(self.command(*arguments), timeout=120, check=False, **options)
        return Outcome(done.returncode, (done.stdout or b"").decode(), done.stderr.decode())


@pytest.fixture
def program() -> Program:
    """The program in a process of its own."""
    return Program()
