"""The barest things that do the same kind of work as the window does."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from measuring import seconds
from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QPlainTextEdit


class BareDatabase:
    """An SQLite file with one table, as safe as the workspace: write-ahead log, synchronous=FULL."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("page_size = 16384", "journal_mode = WAL", "synchronous = FULL"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute(
            "CREATE TABLE bare (id INTEGER PRIMARY KEY, start_at INT, end_at INT, text TEXT)"
        )

    def insert(self, rows: list[tuple[int, int, str]]) -> float:
        """Seconds to put `rows` on the disk in one transaction."""

        def work() -> None:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany("INSERT INTO bare (start_at, end_at, text) VALUES (?, ?, ?)", rows)
            self._connection.execute("COMMIT")

        return seconds(work)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


class BareText:
    """A QPlainTextEdit of its own that never takes the focus."""

    def __init__(self, size: QSize) -> None:
        self._edit = QPlainTextEdit()
        self._edit.setReadOnly(True)
        self._edit.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._edit.resize(size)
        self._edit.show()
        QCoreApplication.processEvents()

    def show_text(self, text: str) -> float:
        """Seconds to take up `text` and paint its beginning."""

        def work() -> None:
            self._edit.setPlainText(text)
            self._edit.viewport().repaint()

        return seconds(work)

    def repaint(self) -> float:
        """Seconds to paint once more what is shown."""
        return seconds(self._edit.viewport().repaint)

    def close(self) -> None:
        """Close it."""
        self._edit.close()
