"""The real window on a real workspace; dialogs answer from a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from workbench.core.claim import Claim
from workbench.desk.importing import read_bytes, store
from workbench.desk.session import Session
from workbench.desk.settings import Settings
from workbench.ui.app import application
from workbench.ui.controller import Controller
from workbench.ui.dialogs import Dialogs
from workbench.ui.theme import Theme
from workbench.ui.window import MainWindow

TEXT = """A Bridge Too Late

The bridge over the Orla was opened in 1931. It cost 4 million crowns. The mayor was proud of it.

It was closed in 2019. Repairs are to take two years.
"""


class ScriptedDialogs(Dialogs):
    """Answers what a test has put into it."""

    def __init__(self) -> None:
        self.files: list[Path] = []
        self.target: Path | None = None
        self.answer: str | None = None

    def open_files(self, title: str, kinds: str) -> list[Path]:
        return self.files

    def open_workspace(self) -> Path | None:
        return self.target

    def save_file(self, title: str, proposed: str, kinds: str) -> Path | None:
        return self.target

    def text(self, title: str, question: str, proposed: str) -> str | None:
        return self.answer


class Bench:
    """A window with its controller, and the hands and eyes of a test."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        application(["tests"])
        self.qtbot = qtbot
        self.path = path
        self.dialogs = ScriptedDialogs()
        theme = Theme("light")
        theme.reduced_motion = True
        self.window = MainWindow(theme)
        self.controller = Controller(self.window, Settings(name="Ada"), self.dialogs)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)

    def open(self, *, create: bool = False) -> None:
        """Open the workspace and wait until its article is shown."""
        with self.qtbot.waitSignal(self.controller.desk.article_opened, timeout=10_000):
            self.controller.open_workspace(self.path, create=create)
        self.idle()

    def press(
        self, *keys: Qt.Key, on: QWidget | None = None, shift: bool = False, ctrl: bool = False
    ) -> None:
        """Press keys on the claims list (or `on`), with modifiers."""
        modifier = Qt.KeyboardModifier.NoModifier
        if shift:
            modifier |= Qt.KeyboardModifier.ShiftModifier
        if ctrl:
            modifier |= Qt.KeyboardModifier.ControlModifier
        for key in keys:
            self.qtbot.keyClick(on or self.window.panel.claims_list, key, modifier)

    def idle(self) -> None:
        """Wait until no job runs."""
        self.qtbot.waitUntil(lambda: not self.controller.jobs.alive, timeout=20_000)
        self.qtbot.wait(20)

    @property
    def claims(self) -> list[Claim]:
        """The claims as the window knows them."""
        return self.controller.desk.claims

    @property
    def current(self) -> int:
        """The number of the current claim."""
        claim = self.controller.review.current
        assert claim is not None
        return claim.number

    def stored(self) -> list[tuple[int, str, str]]:
        """Number, verdict and note of all claims, read by another session from the disk."""
        session = Session.open(self.path, "reader")
        try:
            _, claims = session.opened(session.articles()[-1].id)
            return [(claim.number, claim.verdict.value, claim.note) for claim in claims]
        finally:
            session.close()

    def verdicts(self) -> list[str]:
        """The verdicts on disk in text order."""
        return [verdict for _, verdict, _ in self.stored()]

    def drop_point(self) -> QPoint:
        """Somewhere in the middle of the window."""
        return self.window.rect().center()


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace file with one article."""
    path = tmp_path / "desk.fwb"
    session = Session.open(path, "Ada", create=True)
    store(session, read_bytes(TEXT.encode(), "bridge.txt"))
    session.close()
    return path


@pytest.fixture
def make_bench(qtbot: QtBot) -> Iterator[Callable[[Path], Bench]]:
    """Makes windows that are closed, with their threads, when the test ends."""
    made: list[Bench] = []

    def make(path: Path) -> Bench:
        made.append(Bench(qtbot, path))
        return made[-1]

    yield make
    for bench in made:
        bench.window.close()


@pytest.fixture
def bench(make_bench: Callable[[Path], Bench], workspace: Path) -> Bench:
    """The window, opened on the article."""
    bench = make_bench(workspace)
    bench.open()
    return bench
