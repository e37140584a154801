"""Reading a text file: as plain text, in slices that never hold up the window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from workbench.ui.theme import Theme

MOST: Final = 5 * 2**20  # characters shown
_SLICE: Final = 32 * 1024  # characters set at once: a few milliseconds
_LONGEST_LINE: Final = 2_000  # characters; Qt lays a line out as one piece, and quickly only short ones


class TextView(QPlainTextEdit):
    """Shows the first MOST characters of a text, read-only, without taking any of it for mark-up."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._slices: Iterator[str] = iter(())
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._add)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(self.tr("Text of the evidence"))
        self.document().setDocumentMargin(16)
        theme.changed.connect(self._dress)
        self._dress()

    def show_text(self, text: str) -> bool:
        """Show `text`; False when only its beginning is shown."""
        self.clear()
        self._slices = _slices(text[:MOST])
        self._add()
        self._next.start()
        return len(text) <= MOST

    def stop(self) -> None:
        """Show nothing."""
        self._next.stop()
        self._slices = iter(())
        self.clear()

    def _add(self) -> None:
        piece = next(self._slices, None)
        if piece is None:
            self._next.stop()
            return
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(piece)

    def _dress(self) -> None:
        self.setFont(self._theme.font("body"))
        self.setPalette(self._theme.qpalette())


def _slices(text: str) -> Iterator[str]:
    """`text` in pieces that break over-long lines; NUL, which Qt would stop at, as its symbol."""
    text = text.replace("\0", "\u2400")
    start = 0
    while start < len(text):
        piece = text[start : start + _SLICE]
        start += len(piece)
        if "\n" not in piece or max(map(len, piece.split("\n"))) > _LONGEST_LINE:
            lines = piece.split("\n")
            piece = "\n".join(
                "\n".join(line[at : at + _LONGEST_LINE] for at in range(0, len(line), _LONGEST_LINE))
                for line in lines
            )
        yield piece
