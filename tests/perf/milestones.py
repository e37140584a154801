"""A window in a process of its own that says when it was first painted and when its article was.

    python milestones.py bare
    python milestones.py workbench WORKSPACE

prints {"painted": T, "ready": T} in seconds of the machine's monotonic clock and closes the window. The bare
window is never "ready".
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget


class Milestones(QObject):
    """Watches all events of the program until `last` ("painted" or "ready") is reached."""

    def __init__(self, app: QApplication, last: str) -> None:
        super().__init__()
        self._last = last
        self._reached: dict[str, float] = {}
        self._unpainted: set[QObject] | None = None  # the panes that must still show the article
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the event; it is never swallowed."""
        kind = event.type()
        if kind == QEvent.Type.Paint:
            self._on_paint(watched)
        elif kind == QEvent.Type.WindowTitleChange and isinstance(watched, QMainWindow):
            self._on_title(watched)
        return False

    def _on_paint(self, watched: QObject) -> None:
        self._soon("painted")
        if self._unpainted:
            self._unpainted.discard(watched)
            if not self._unpainted:
                self._soon("ready")

    def _on_title(self, window: QMainWindow) -> None:
        """The title names the article as soon as it is open; its panes are painted after that."""
        if self._unpainted is None and " - " in window.windowTitle():
            panes: list[QWidget] = [window.source.view, window.panel.claims_list]  # type: ignore[attr-defined]
            self._unpainted = {pane.viewport() for pane in panes}  # type: ignore[attr-defined]

    def _soon(self, name: str) -> None:
        if name not in self._reached:
            self._reached[name] = 0.0
            QTimer.singleShot(0, lambda: self._reach(name))  # the picture is on the screen by then

    def _reach(self, name: str) -> None:
        self._reached[name] = time.monotonic()
        if name == self._last:
            print(json.dumps(self._reached), flush=True)
            QApplication.closeAllWindows()


def bare() -> int:
    """An empty main window of the workbench's size."""
    app = QApplication(sys.argv[:1])
    milestones = Milestones(app, "painted")
    window = QMainWindow()
    window.resize(1440, 900)
    window.show()
    code = app.exec()
    del milestones
    return code


def real(workspace: Path) -> int:
    """The real window, by the program's own way to start it."""
    from workbench.ui.app import application, run_window  # noqa: PLC0415 - the bare window needs none of it

    milestones = Milestones(application(sys.argv[:1]), "ready")
    code = run_window(workspace)
    del milestones
    return code


if __name__ == "__main__":
    sys.exit(real(Path(sys.argv[2])) if sys.argv[1] == "workbench" else bare())
