"""The message bar: what happened, what is safe, what next; never modal, and the text stays where it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSplitter, QToolButton, QWidget

from workbench.ui.theme import Theme

_SECONDS: Final = 8


class MessageBar(QFrame):
    """One sentence, with at most one thing to do about it. News goes away, trouble stays until closed.

    It lies over the upper edge of its parent, where the article has its header; laid out, it would push the
    text.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._action: Callable[[], None] | None = None
        self._under: QWidget | None = None  # what it lies over
        self._claim = ""  # the uid of the claim that it is about, or empty
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
        layout.setContentsMargins(13, 4, 8, 4)
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

    def tell(
        self, sentence: str, label: str = "", action: Callable[[], None] | None = None, *, claim: str = ""
    ) -> None:
        """Show news; `label` and `action` offer what to do next. About `claim` only: see `forget`."""
        self._claim = claim
        self._show(sentence, label, action, trouble=False)

    def warn(
        self, sentence: str, label: str = "", action: Callable[[], None] | None = None, *, claim: str = ""
    ) -> None:
        """Show trouble; it stays until it is closed, or until its `claim` is left."""
        self._claim = claim
        self._show(sentence, label, action, trouble=True)

    def forget(self, current: str) -> None:
        """Take away a message about another claim than `current`."""
        if self._claim and self._claim != current:
            self.hide()

    def offer(self, label: str, action: Callable[[], None]) -> None:
        """Give the message that is shown something to do about it."""
        self._show(self.text, label, action, trouble=self._trouble)

    def _show(self, sentence: str, label: str, action: Callable[[], None] | None, *, trouble: bool) -> None:
        self._trouble, self._action = trouble, action
        self._text.setText(sentence)
        self._button.setText(label)
        self._button.setVisible(bool(label))
        self._dress()
        self._place()
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._text, sentence))
        if trouble:
            self._timer.stop()
        else:
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the upper edge when the parent changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        layout = parent.layout()
        if layout is not None and layout.indexOf(self) >= 0:
            layout.removeWidget(self)
            splitter = parent.findChild(QSplitter)
            # What stands beside the article stays free.
            under = (splitter.widget(0) if splitter is not None else None) or parent
            under.installEventFilter(self)
            self._under = under
        width = self._under.width() if self._under is not None else parent.width()
        self.setGeometry(0, 0, width, self.heightForWidth(width))

    def _act(self) -> None:
        self.hide()
        if self._action:
            self._action()

    def _dress(self) -> None:
        inks = self._theme.inks
        ink = inks.danger if self._trouble else inks.focus
        name = "mdi6.alert-outline" if self._trouble else "mdi6.information-outline"
        if self.isVisible() or self._text.text():
            side = self._theme.pixels("article")
            size = QSize(side, side)
            self._icon.setPixmap(self._theme.icon(name, ink).pixmap(size, self.devicePixelRatioF()))
            self._close.setIconSize(size)
            self._close.setIcon(self._theme.icon("mdi6.close", inks.muted))
        self.setStyleSheet(
            f"#message {{ background: {inks.panel.name()}; border-left: 3px solid {ink.name()};"
            f" border-bottom: 1px solid {inks.rule.name()}; }}"
        )
        for widget in (self._text, self._button):
            widget.setFont(self._theme.font("ui"))
        self._place()
