"""The file dialog beside an open workspace."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from workbench.storage.workspace import Workspace
from workbench.ui.dialogs import Dialogs


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="only Linux lists its file locks in /proc")
def test_a_dialog_on_the_workspace_s_folder_leaves_its_locks_alone(qtbot: QtBot, tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path / "desk.fwb", create=True)
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    dialogs = Dialogs(host, str(tmp_path))
    before = _locks(workspace.path)

    def cancel() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        QTimer.singleShot(400, dialog.reject)  # its model reads the folder on a thread of its own

    QTimer.singleShot(0, cancel)
    assert dialogs.open_files("Import", "All files (*)") == []
    assert before > 0
    assert _locks(workspace.path) == before
    workspace.close()


def _locks(path: Path) -> int:
    inode = str(path.stat().st_ino)
    lines = Path("/proc/locks").read_text(encoding="utf-8").splitlines()
    mine = [line.split() for line in lines if f" {os.getpid()} " in line]
    return sum(fields[5].rsplit(":", 1)[1] == inode for fields in mine)
