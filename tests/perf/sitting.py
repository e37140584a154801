"""The real window in this process, its event loop, and what can be seen of both from outside."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from workbench.core.change import Change
from workbench.core.events import Changed
from workbench.desk.settings import Settings
from workbench.ui.app import application
from workbench.ui.controller import Controller
from workbench.ui.dialogs import Dialogs
from workbench.ui.theme import Theme
from workbench.ui.window import MainWindow

_PATIENCE = 60.0  # seconds
_BEAT_MS = 2


class Sitting:
    """The window with the workspace at `path` and its newest article open, as run_window opens it."""

    def __init__(self, path: Path) -> None:
        application(["perf"])
        self.window = MainWindow(Theme("light", 100))
        self.controller = Controller(self.window, Settings(name="Bench"), Dialogs(self.window))
        self.window.show()
        self.window.activateWindow()
        panes = (self.window.source.view, self.window.panel.claims_list)
        self.painted = Painted([pane.viewport() for pane in panes])
        self.controller.desk.article_opened.connect(self.painted.forget)
        self.heart = Heart()
        self.controller.open_workspace(path)
        self.wait(lambda: self.controller.desk.article is not None and self.painted.all)
        self.wait(self.window.isActiveWindow)

    def open_article(self, article: int) -> float:
        """Seconds from asking for the article until both panes show it."""
        opened: list[float] = []
        link = self.controller.desk.article_opened.connect(lambda: opened.append(perf_counter()))
        begin = perf_counter()
        self.controller.desk.open_article(article)
        self.wait(lambda: bool(opened) and self.painted.all)
        self.controller.desk.article_opened.disconnect(link)
        return perf_counter() - begin

    def press(self, key: Qt.Key) -> float:
        """Seconds from pressing `key` in the claims list until both panes are painted anew."""
        self.painted.forget()
        begin = perf_counter()
        QTest.keyClick(self.window.panel.claims_list, key)
        self.wait(lambda: self.painted.all)
        return perf_counter() - begin

    def rest(self, duration: float) -> None:
        """Let the event loop run for `duration` seconds."""
        end = perf_counter() + duration
        self.wait(lambda: perf_counter() >= end)

    def wait(self, done: Callable[[], bool]) -> None:
        """Run the event loop until `done`; the heart wakes it up."""
        end = perf_counter() + _PATIENCE
        while not done():
            if perf_counter() > end:
                raise TimeoutError("the window did not do what was asked of it")
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def close(self) -> None:
        """Close the window and the workspace."""
        self.heart.stop()
        self.window.close()


class Painted(QObject):
    """Notes which of some widgets have been painted since `forget`."""

    def __init__(self, widgets: list[QWidget]) -> None:
        super().__init__()
        self._widgets = frozenset(widgets)
        self._missing: set[QObject] = set(widgets)
        for widget in widgets:
            widget.installEventFilter(self)

    @property
    def all(self) -> bool:
        """True when every one was painted."""
        return not self._missing

    def forget(self) -> None:
        """Begin anew."""
        self._missing = set(self._widgets)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the event; it is never swallowed."""
        if event.type() == QEvent.Type.Paint:
            self._missing.discard(watched)
        return False


class Heart(QObject):
    """Beats in the event loop; a gap between two beats is a time in which the window answered to nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._gaps: list[float] = []
        self._last = perf_counter()
        self._timer = QTimer(self, interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def gaps(self) -> list[float]:
        """The gaps in seconds since the last call."""
        found, self._gaps = self._gaps, []
        return found

    def stop(self) -> None:
        """Beat no more."""
        self._timer.stop()

    def _beat(self) -> None:
        now = perf_counter()
        self._gaps.append(now - self._last)
        self._last = now


class Disk:
    """Says when a change was on the disk: committed, and seen by a second connection."""

    def __init__(self, workspace: Any, path: Path) -> None:
        self._apply: Callable[[Change, str], Changed] = workspace.apply
        self._second = sqlite3.connect(path)
        self._seen = self._newest()
        self.times: list[float] = []
        workspace.apply = self._watched

    def close(self) -> None:
        """Close the second connection."""
        self._second.close()

    def _watched(self, change: Change, actor: str) -> Changed:
        changed = self._apply(change, actor)
        if (newest := self._newest()) > self._seen:
            self.times.append(perf_counter())
            self._seen = newest
        return changed

    def _newest(self) -> int:
        return int(self._second.execute("SELECT coalesce(max(id), 0) FROM decision").fetchone()[0])
