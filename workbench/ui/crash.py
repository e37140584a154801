"""What becomes of errors that nobody caught: a message where the world is wrong, a report where we are."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from workbench import __version__
from workbench.core.errors import KnownError

if TYPE_CHECKING:
    from workbench.ui.window import MainWindow

_log = logging.getLogger(__name__)

_Trace = TracebackType | None


class CrashDialog(QDialog):
    """Says that work is safe, and shows environment, traceback and recent log."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("A mistake in Fact Workbench"))
        said = QLabel(
            self.tr(
                "The program made a mistake. Every decision up to here is saved. You can go on; if something "
                "looks wrong, close the window and open it again. Please send us the text below: it holds "
                "no words of your article."
            ),
            wordWrap=True,
        )
        text = QPlainTextEdit(report, readOnly=True)
        text.setAccessibleName(self.tr("Report of the mistake"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        for widget in (said, text, buttons):
            layout.addWidget(widget)
        self.resize(640, 480)


class Uncaught(QObject):
    """Hears of every exception that nobody caught, on any thread, and shows it over `window`.

    A KnownError becomes a message; anything else is logged and shown in a CrashDialog, one at a time. Errors'
    values are never printed or logged: they may quote the article.
    """

    _caught = Signal(object, object, object)  # kind, error, traceback; from any thread

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: CrashDialog | None = None
        self._caught.connect(self._show)

    def hear(self, kind: type[BaseException], error: BaseException | None, trace: _Trace) -> None:
        """Take an exception; what `sys.excepthook` is given."""
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.exit(1)
        elif issubclass(kind, Exception):
            self._caught.emit(kind, error, trace)

    def _show(self, kind: type[BaseException], error: BaseException | None, trace: _Trace) -> None:
        if isinstance(error, KnownError):
            self._window.message.warn(str(error))
            return
        frames = "".join(traceback.format_tb(trace))
        _log.error("uncaught %s\n%s", kind.__name__, frames)
        if sys.stderr is not None:  # there is none where there is no console
            sys.stderr.write(f"{frames}{kind.__name__}\n")
        if self._dialog is None:
            self._dialog = CrashDialog(crash_report(kind, trace), self._window)
            self._dialog.destroyed.connect(self._closed)
            self._dialog.show()

    def _closed(self) -> None:
        self._dialog = None


def crash_report(kind: type[BaseException], trace: _Trace) -> str:
    """Environment, traceback without the values of errors (they may quote an article), and recent log."""
    from workbench.desk.logs import recent_log  # noqa: PLC0415 - not before the window is shown

    stack = "".join(traceback.format_tb(trace))
    return (
        f"Fact Workbench {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"PySide6 {pyside_version}, {platform.platform()}\n\n{stack}{kind.__name__}\n\n{recent_log()}"
    )


def install(window: MainWindow) -> None:
    """Send every exception that nobody caught, on any thread, to the person in front of `window`."""
    uncaught = Uncaught(window)
    sys.excepthook = uncaught.hear
    threading.excepthook = lambda args: uncaught.hear(args.exc_type, args.exc_value, args.exc_traceback)
