"""Text to read and to select, as tall as it needs to be."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QSize, QSizeF, Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from workbench.ui.theme import Theme


class ReadingText(QTextEdit):
    """Read-only text without a frame that grows with its content up to `lines` lines (0: without end)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, lines: int = 0) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines = lines
        self.setReadOnly(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # no stop for Tab: there is nothing to do in it
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the panel wants it; the text wraps anywhere if it must."""
        return QSize(0, 0)

    def fit(self) -> None:
        """Take the height of the text again, after a change of font."""
        self._grow(self.document().size())

    def _grow(self, size: QSizeF) -> None:
        first = self.document().firstBlock().layout()
        line = first.lineAt(0).height() if first.lineCount() else self.fontMetrics().height()
        height = max(ceil(line), ceil(size.height()))
        if self._lines:
            height = min(height, ceil(self._lines * line))
        needs_bar = height < ceil(size.height())
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if needs_bar else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        if height != self.height():
            self.setFixedHeight(height)
