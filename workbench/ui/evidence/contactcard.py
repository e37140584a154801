"""A recorded contact set as a card: who as a title, when and how small, then what was said."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPushButton

from workbench.ui.evidence.plain import TextView
from workbench.ui.theme import Theme

_MEASURE: Final = 34  # widths of the type's pixels: some 70 letters
_EDGE: Final = 12  # logical pixels around the button


class ContactCard(QObject):
    """Sets the text of a contact in a TextView; what is selected, quoted and lit there stays the same."""

    pressed = Signal()  # the button of the card

    def __init__(self, theme: Theme, view: TextView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._on = False
        self.button = QPushButton(view)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.pressed)
        self.button.hide()
        view.installEventFilter(self)
        theme.changed.connect(self._dress)

    def set_on(self, on: bool) -> None:
        """Set the text that the view shows as a card, or leave it plain."""
        if on or self._on:
            self._on = on
            self._set()

    def offer(self, *, corrected: bool) -> None:
        """Offer to correct the record, or to show the one that has taken its place."""
        self.button.setText(
            self.tr("Corrected since: show the new record") if corrected else self.tr("Correct...")
        )
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the column in the middle."""
        if event.type() == QEvent.Type.Resize and self._on:
            self._place()
        return super().eventFilter(watched, event)

    def _dress(self) -> None:
        if self._on:
            self._set()

    def _set(self) -> None:
        self.button.setVisible(self._on)
        if not self._on:
            self._view.setFont(self._theme.font("body"))
            self._view.setViewportMargins(0, 0, 0, 0)
            return
        self._view.setFont(self._theme.serif("article"))
        self.button.setFont(self._theme.font("ui"))
        self._set_head()
        self._place()

    def _set_head(self) -> None:
        """The lines before the first empty one: the first as a title, the others small."""
        block, first = self._view.document().firstBlock(), True
        while block.isValid() and block.text():
            form = QTextCharFormat()
            form.setFont(self._theme.serif("heading", bold=True) if first else self._theme.font("ui"))
            form.setForeground(self._theme.inks.text if first else self._theme.inks.muted)
            cursor = QTextCursor(block)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(form)
            block, first = block.next(), False

    def _place(self) -> None:
        width = self._view.width()
        side = max(0, (width - _MEASURE * self._theme.pixels("article")) // 2)
        self._view.setViewportMargins(side, 0, side, 0)
        self.button.adjustSize()
        self.button.move(QPoint(width - self.button.width() - _EDGE - 10, _EDGE))
        self.button.raise_()
