"""Pictures of the window for machines without a display.

python -m workbench.ui.pictures WORKSPACE FOLDER
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from workbench.desk.settings import Settings
from workbench.ui.app import application
from workbench.ui.controller import Controller
from workbench.ui.dialogs import Dialogs
from workbench.ui.theme import Theme
from workbench.ui.window import MainWindow

SIZE = 1440, 900
_PATIENCE_MS = 60_000
_SETTLE_MS = 1500  # tiles of the page arrive one by one; there is no last one to wait for


class Photographer(QObject):
    """Opens the workspace, shows a citation, and saves the window in both themes."""

    def __init__(self, workspace: Path, folder: Path) -> None:
        super().__init__()
        self.saved: list[Path] = []
        self._folder = folder
        self._window = MainWindow(Theme("light"))
        self._window.resize(*SIZE)
        self._controller = Controller(self._window, Settings(), Dialogs(self._window))
        self._window.show()
        self._controller.desk.article_opened.connect(self._show_citation)
        self._controller.open_workspace(workspace)
        QTimer.singleShot(_PATIENCE_MS, QApplication.quit)

    def _show_citation(self) -> None:
        cited = next((c for c in self._controller.desk.claims if c.citations), None)
        if cited is None:
            self._soon(self._take_light)
            return
        self._controller.review.go_to(cited.uid)
        self._controller.exhibits.shown.connect(lambda: self._soon(self._take_light))
        self._controller.run("show_citation")

    def _take_light(self) -> None:
        self._take("window-light.png")
        self._window.theme.set_mode("dark")
        self._soon(self._take_dark)

    def _take_dark(self) -> None:
        self._take("window-dark.png")
        self._window.close()
        QApplication.quit()

    def _take(self, name: str) -> None:
        path = self._folder / name
        if self._window.grab().save(str(path)):
            self.saved.append(path)

    def _soon(self, work: Callable[[], None]) -> None:
        QTimer.singleShot(_SETTLE_MS, work)


def main() -> int:
    """Save window-light.png and window-dark.png, and print their paths, one a line."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    workspace, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    app = application(sys.argv[:1])
    photographer = Photographer(workspace, folder)
    app.exec()
    for path in photographer.saved:
        sys.stdout.write(f"{path}\n")
    return 0 if len(photographer.saved) == 2 else 1


if __name__ == "__main__":
    sys.exit(main())
