"""Questions to the person, behind one small interface, so that flows run in tests without dialogs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QFileInfo, QMimeDatabase
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QStyle, QWidget


class Dialogs:
    """Asks with dialogs over `parent`; an answer may be None: the person thought better.

    Qt's own file dialog is used, because it can be kept from looking into files (see `NameIcons`).
    """

    def __init__(self, parent: QWidget, folder: str = "") -> None:
        self._parent = parent
        self._folder = folder  # where the last file was found or put

    def open_files(self, title: str, kinds: str) -> list[Path]:
        """Files to read."""
        return self._ask(title, kinds, QFileDialog.FileMode.ExistingFiles)

    def open_workspace(self) -> Path | None:
        """A workspace to open."""
        title = QCoreApplication.translate("Dialogs", "Open workspace")
        kinds = QCoreApplication.translate("Dialogs", "Workspaces (*.fwb);;All files (*)")
        return next(iter(self._ask(title, kinds, QFileDialog.FileMode.ExistingFile)), None)

    def save_file(self, title: str, proposed: str, kinds: str) -> Path | None:
        """A file to write; a name without an ending gets that of the chosen kind."""
        return next(iter(self._ask(title, kinds, QFileDialog.FileMode.AnyFile, proposed)), None)

    def text(self, title: str, question: str, proposed: str) -> str | None:
        """A line of text."""
        answer, given = QInputDialog.getText(self._parent, title, question, text=proposed)
        return answer.strip() if given and answer.strip() else None

    def _ask(self, title: str, kinds: str, mode: QFileDialog.FileMode, proposed: str = "") -> list[Path]:
        dialog = QFileDialog(self._parent, title, self._folder, kinds)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        icons = NameIcons()
        dialog.setIconProvider(icons)
        dialog.setFileMode(mode)
        if proposed:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix(Path(proposed).suffix.removeprefix("."))
            dialog.selectFile(proposed.replace("/", "-"))
        chosen = [Path(name) for name in dialog.selectedFiles()] if dialog.exec() else []
        dialog.deleteLater()
        if chosen:
            self._folder = str(chosen[0].parent)
        return chosen


class NameIcons(QAbstractFileIconProvider):
    """Icons and types of files by their names alone.

    Qt's own provider opens files of unknown endings to see what they are. Closing the open workspace's file
    again would take SQLite's locks away (see storage/logwatch.py).
    """

    def icon(self, info: QFileInfo | QAbstractFileIconProvider.IconType) -> QIcon:
        """A folder or a sheet."""
        style, kinds = QApplication.style(), QStyle.StandardPixmap
        folder = info.isDir() if isinstance(info, QFileInfo) else False
        return style.standardIcon(kinds.SP_DirIcon if folder else kinds.SP_FileIcon)

    def type(self, info: QFileInfo) -> str:
        """What the ending says."""
        if info.isDir():
            return QCoreApplication.translate("Dialogs", "Folder")
        by_name = QMimeDatabase().mimeTypeForFile(info, QMimeDatabase.MatchMode.MatchExtension)
        return by_name.comment()
