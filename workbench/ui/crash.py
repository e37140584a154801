"""What a person sees when the program itself is wrong: everything a report needs, ready to copy."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from workbench import __version__
from workbench.desk.logs import recent_log

_log = logging.getLogger(__name__)


class CrashDialog(QDialog):
    """Says that work is safe, and shows environment, traceback and recent log."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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


def crash_report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Environment, traceback without the values of errors (they may quote an article), and recent log."""
    stack = "".join(traceback.format_tb(trace))
    return (
        f"Fact Workbench {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"PySide6 {pyside_version}, {platform.platform()}\n\n{stack}{kind.__name__}\n\n{recent_log()}"
    )


def install(parent: QWidget) -> None:
    """Send every exception that nobody caught to the log and to a crash dialog over `parent`."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report = crash_report(kind, error, trace)
        _log.error("uncaught %s\n%s", kind.__name__, "".join(traceback.format_tb(trace)))
        sys.__excepthook__(kind, error, trace)
        CrashDialog(report, parent).show()

    sys.excepthook = hook
