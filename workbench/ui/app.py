"""Starts the window: shown first, filled as soon as the heavy libraries are there."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from workbench.core.resources import data_path
from workbench.desk.logs import start_log
from workbench.desk.settings import Settings, load_settings
from workbench.ui.theme import Theme
from workbench.ui.window import MainWindow


class Opening(QObject):
    """Imports the database and PDF libraries on a thread (about a second), then builds the controller."""

    _ready = Signal()

    def __init__(self, window: MainWindow, settings: Settings, path: Path) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._path = path
        self._ready.connect(self._build)
        threading.Thread(target=self._import, name="imports", daemon=True).start()

    def _import(self) -> None:
        import qtawesome  # noqa: F401, PLC0415

        import workbench.ui.controller  # noqa: F401, PLC0415

        self._ready.emit()

    def _build(self) -> None:
        from workbench.ui.controller import Controller  # noqa: PLC0415 - imported by the thread by now
        from workbench.ui.crash import install  # noqa: PLC0415
        from workbench.ui.dialogs import Dialogs  # noqa: PLC0415

        install(self._window)
        controller = Controller(self._window, self._settings, Dialogs(self._window))
        controller.guarded(controller.open_workspace)(self._path, create=True)


def application(arguments: list[str]) -> QApplication:
    """The Qt application with the program's names, style and icon."""
    QGuiApplication.setDesktopFileName("fact-workbench")
    app = QApplication.instance() or QApplication(arguments)
    assert isinstance(app, QApplication)
    app.setApplicationName("Fact Workbench")
    app.setStyle("Fusion")
    app.setWindowIcon(QIcon(str(data_path("resources", "icons", "fact-workbench.svg"))))
    return app


def run_window(path: Path) -> int:
    """Open the window on the workspace at `path` (made when missing) and stay until it is closed."""
    start_log()
    app = application(sys.argv[:1])
    settings = load_settings()
    theme = Theme(settings.theme, settings.zoom)
    theme.reduced_motion = settings.reduced_motion
    app.setPalette(theme.qpalette())
    theme.changed.connect(lambda: app.setPalette(theme.qpalette()))
    window = MainWindow(theme)
    window.restore_layout(settings.window)
    window.set_beside(settings.evidence_beside)
    window.show()
    Opening(window, settings, path)
    return app.exec()
