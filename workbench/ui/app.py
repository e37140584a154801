"""Starts the window: shown first, filled as soon as the heavy libraries are there."""

from __future__ import annotations

import gc
import os
import sys
import threading
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from workbench.core.errors import BadInputError
from workbench.core.resources import data_path
from workbench.desk.opening import check_openable
from workbench.desk.settings import Settings, load_settings
from workbench.ui.crash import install
from workbench.ui.theme import Theme
from workbench.ui.window import MainWindow

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


class Opening(QObject):
    """Imports the database and PDF libraries on a thread (about a second), then builds the controller.

    It begins when the event loop does, so that it does not compete with the window's first picture.
    """

    _ready = Signal()
    _failed = Signal(object)  # the error

    def __init__(self, window: MainWindow, settings: Settings, path: Path) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._path = path
        self._ready.connect(self._build)
        self._failed.connect(self._say_failure)
        QTimer.singleShot(0, threading.Thread(target=self._import, name="imports", daemon=True).start)

    def _import(self) -> None:
        gc.disable()  # imports make a great many objects that stay: looking through them takes a fifth longer
        try:
            from workbench.desk.logs import start_log  # noqa: PLC0415

            start_log()
            import qtawesome  # noqa: F401, PLC0415

            import workbench.ui.controller  # noqa: F401, PLC0415
        except Exception as error:  # it belongs to the person in front of the window that stays empty
            self._failed.emit(error)
            return
        finally:
            gc.freeze()
            gc.enable()
        self._ready.emit()

    def _build(self) -> None:
        from workbench.ui.controller import Controller  # noqa: PLC0415 - imported by the thread by now
        from workbench.ui.dialogs import Dialogs  # noqa: PLC0415

        controller = Controller(self._window, self._settings, Dialogs(self._window))
        controller.guarded(controller.open_workspace)(self._path, create=True)

    def _say_failure(self, error: Exception) -> None:
        self._window.message.warn(
            self.tr("A part of the program cannot be loaded, so nothing can be opened. Install it again.")
        )
        raise error  # reaches the crash dialog


def application(arguments: list[str]) -> QApplication:
    """The Qt application with the program's names, style and icon."""
    QGuiApplication.setDesktopFileName("fact-workbench")
    app = QApplication.instance() or QApplication(arguments)
    assert isinstance(app, QApplication)
    app.setApplicationName("Fact Workbench")
    app.setStyle("Fusion")
    app.setWindowIcon(QIcon(str(data_path("resources", "icons", "fact-workbench.svg"))))
    return app


def _check_display() -> None:
    """Say it in one sentence where Qt would abort the process."""
    if sys.platform == "linux" and not any(map(os.environ.get, _DISPLAYS)):
        raise BadInputError(
            "There is no display to open a window on; set DISPLAY, or use the commands (--help)."
        )


def run_window(path: Path) -> int:
    """Open the window on the workspace at `path` (made when missing) and stay until it is closed.

    KnownError before any window is shown when there is no display, or the file could never be opened.
    """
    check_openable(path)
    _check_display()
    app = application(sys.argv[:1])
    settings = load_settings()
    theme = Theme(settings.theme, settings.zoom)
    theme.reduced_motion = settings.reduced_motion
    window = MainWindow(theme)
    window.restore_layout(settings.window)
    window.set_beside(settings.evidence_beside)
    install(window)
    window.show()
    Opening(window, settings, path)
    return app.exec()
