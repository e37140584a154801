"""The bar that finds words in the document that is open."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from workbench.ui.theme import Theme

PAUSE = 80  # ms without a key before a document is searched


class DocumentFindBar(QWidget):
    """Input, what was found, next and previous. Return and F3 go on, with Shift back; Escape closes.

    `wanted` carries the words, `stepped` 1 or -1.
    """

    wanted = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.input = QLineEdit()
        self.count = QLabel()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._buttons: dict[QToolButton, str] = {}
        self._build()
        self._dress()
        self.input.textEdited.connect(self._pause.start)
        self.input.textChanged.connect(lambda text: None if text else self._want())
        self._pause.timeout.connect(self._want)
        theme.changed.connect(self._dress)
        self.hide()

    @property
    def words(self) -> str:
        """What is typed."""
        return self.input.text()

    def open(self, words: str = "") -> None:
        """Show the bar ready to be typed into; with `words`, look for them."""
        self.show()
        if words:
            self.input.setText(words)
        self.input.selectAll()
        self.input.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._want()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            self._step(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the icons on: not before they are seen, as loading icons takes its time."""
        super().showEvent(event)
        self._set_icons()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(4)
        self.input.setPlaceholderText(self.tr("Find in the document"))
        self.input.setAccessibleName(self.tr("Find in the document"))
        self.input.setClearButtonEnabled(True)
        self.input.setMaximumWidth(420)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(self.input, 1)
        row.addSpacing(8)
        row.addWidget(self.count)
        row.addStretch(1)
        for icon, words, does in (
            ("mdi6.chevron-up", self.tr("Previous (Shift+F3)"), lambda: self._step(-1)),
            ("mdi6.chevron-down", self.tr("Next (F3)"), lambda: self._step(1)),
            ("mdi6.close", self.tr("Close (Escape)"), self.closed.emit),
        ):
            button = QToolButton(autoRaise=True)
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, does=does: does())
            self._buttons[button] = icon
            row.addWidget(button)
        self.setAutoFillBackground(True)

    def _step(self, by: int) -> None:
        if self._pause.isActive():
            self._want()
        else:
            self.stepped.emit(by)

    def _want(self) -> None:
        self._pause.stop()
        self.wanted.emit(self.input.text())

    def _dress(self) -> None:
        inks = self._theme.inks
        self.setPalette(self._theme.qpalette())
        for widget in (self.input, self.count, *self._buttons):
            widget.setFont(self._theme.font("ui"))
        self.input.setStyleSheet(
            f"QLineEdit {{ border: 1px solid {inks.rule.name()}; border-radius: 5px; padding: 4px 6px;"
            f" background: {inks.paper.name()}; color: {inks.text.name()}; }}"
            f" QLineEdit:focus {{ border-color: {inks.focus.name()}; }}"
        )
        muted = self.count.palette()
        muted.setColor(muted.ColorRole.WindowText, inks.muted)
        self.count.setPalette(muted)
        side = self._theme.pixels("heading") - 4
        for button in self._buttons:
            button.setIconSize(QSize(side, side))
        if self.isVisible():
            self._set_icons()

    def _set_icons(self) -> None:
        for button, icon in self._buttons.items():
            button.setIcon(self._theme.icon(icon, self._theme.inks.muted))
