"""Questions to the person, behind one small interface, so that flows run in tests without dialogs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget


def _tr(text: str) -> str:
    return QCoreApplication.translate("dialogs", text)


class Dialogs:
    """Asks with the system's dialogs over `parent`; an answer may be None: the person thought better."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def open_files(self, title: str, kinds: str) -> list[Path]:
        """Files to read."""
        names, _ = QFileDialog.getOpenFileNames(self._parent, title, "", kinds)
        return [Path(name) for name in names]

    def open_workspace(self) -> Path | None:
        """A workspace to open."""
        kinds = _tr("Workspaces (*.fwb);;All files (*)")
        name, _ = QFileDialog.getOpenFileName(self._parent, _tr("Open workspace"), "", kinds)
        return Path(name) if name else None

    def save_file(self, title: str, proposed: str, kinds: str) -> Path | None:
        """A file to write."""
        name, _ = QFileDialog.getSaveFileName(self._parent, title, proposed, kinds)
        return Path(name) if name else None

    def text(self, title: str, question: str, proposed: str) -> str | None:
        """A line of text."""
        answer, given = QInputDialog.getText(self._parent, title, question, text=proposed)
        return answer.strip() if given and answer.strip() else None
