"""The message bar: what happened, what is safe, what next; never modal, never over the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from workbench.ui.theme import Theme

_SECONDS: Final = 8


class MessageBar(QFrame):
    """One sentence, with at most one thing to do about it. News goes away, trouble stays until closed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._action: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        self._icon = QLabel()
        self._text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton()
        self._button.clicked.connect(self._act)
        self._close = QToolButton(autoRaise=True)
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close"))
        self._close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        for widget, stretch in ((self._icon, 0), (self._text, 1), (self._button, 0), (self._close, 0)):
            layout.addWidget(widget, stretch)
        self.setObjectName("message")
        self._trouble = False
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def tell(self, sentence: str, label: str = "", action: Callable[[], None] | None = None) -> None:
        """Show news; `label` and `action` offer what to do next."""
        self._show(sentence, label, action, trouble=False)

    def warn(self, sentence: str, label: str = "", action: Callable[[], None] | None = None) -> None:
        """Show trouble; it stays until it is closed."""
        self._show(sentence, label, action, trouble=True)

    def _show(self, sentence: str, label: str, action: Callable[[], None] | None, *, trouble: bool) -> None:
        self._trouble, self._action = trouble, action
        self._text.setText(sentence)
        self._button.setText(label)
        self._button.setVisible(bool(label))
        self._dress()
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._text, sentence))
        if trouble:
            self._timer.stop()
        else:
            self._timer.start()

    def _act(self) -> None:
        self.hide()
        if self._action:
            self._action()

    def _dress(self) -> None:
        inks = self._theme.inks
        ink = inks.danger if self._trouble else inks.focus
        name = "mdi6.alert-outline" if self._trouble else "mdi6.information-outline"
        if self.isVisible() or self._text.text():
            self._icon.setPixmap(self._theme.icon(name, ink).pixmap(18, 18))
            self._close.setIcon(self._theme.icon("mdi6.close", inks.muted))
        self.setStyleSheet(
            f"#message {{ background: {inks.panel.name()}; border-left: 3px solid {ink.name()};"
            f" border-bottom: 1px solid {inks.rule.name()}; }}"
        )
