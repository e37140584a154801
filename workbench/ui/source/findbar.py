"""The bar that finds words in the article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from workbench.core.anchor import Span
from workbench.ui.source.finding import MOST, find
from workbench.ui.theme import Theme
from workbench.ui.words import filled

PAUSE: Final = 80  # ms without a key before a long text is searched


class FindBar(QWidget):
    """Input, "n of m", next and previous. Enter and F3 go on, with Shift back; Escape closes."""

    found = Signal(object, int)  # Sequence[Span] in code points, number of the current one or -1
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._origin = 0
        self._spans: Sequence[Span] = ()
        self._current = -1
        self._input = QLineEdit(self)
        self._count = QLabel(self)
        self._previous = QToolButton(self)
        self._next = QToolButton(self)
        self._close = QToolButton(self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._build()
        self._connect()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(4)
        self._input.setPlaceholderText(self.tr("Find in the article"))
        self._input.setAccessibleName(self.tr("Find in the article"))
        self._input.setClearButtonEnabled(True)
        self._input.setMaximumWidth(420)
        row.addWidget(self._input, 1)
        row.addSpacing(8)
        row.addWidget(self._count)
        row.addStretch(1)
        for button, sign, name in (
            (self._previous, "↑", self.tr("Previous (Shift+Enter)")),
            (self._next, "↓", self.tr("Next (Enter)")),
            (self._close, "✕", self.tr("Close (Escape)")),
        ):
            button.setText(sign)
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        self._restyle()

    def _connect(self) -> None:
        self._theme.changed.connect(self._restyle)
        self._input.textEdited.connect(self._pause.start)
        self._input.textChanged.connect(lambda text: None if text else self.search())
        self._pause.timeout.connect(self.search)
        self._previous.clicked.connect(lambda: self.step(-1))
        self._next.clicked.connect(lambda: self.step(1))
        self._close.clicked.connect(self.closed)

    @property
    def input(self) -> QLineEdit:
        """Where the words are typed."""
        return self._input

    @property
    def status(self) -> str:
        """What the bar says about the search, such as "2 of 7"."""
        return self._count.text()

    @property
    def current(self) -> Span | None:
        """The hit that is shown."""
        return self._spans[self._current] if self._current >= 0 else None

    def set_text(self, text: str) -> None:
        """Search another article from now on."""
        self._text = text
        if not self.isHidden():
            self.search()

    def start(self, origin: int, words: str) -> None:
        """Take the focus; the first hit shown is the first after code point `origin`."""
        self._origin = origin
        if words:
            self._input.setText(words)
        self._input.selectAll()
        self._input.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search()

    def search(self) -> None:
        """Search now for what is typed."""
        self._pause.stop()
        self._spans = find(self._text, self._input.text())
        after = (number for number, span in enumerate(self._spans) if span.end > self._origin)
        self._current = next(after, 0) if self._spans else -1
        self._tell()

    def step(self, by: int) -> None:
        """Show the next hit (1) or the previous one (-1), round the end of the article."""
        if self._pause.isActive():
            self.search()
            return
        if self._spans:
            self._current = (self._current + by) % len(self._spans)
            self._origin = self._spans[self._current].start
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            self.step(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        if not self._input.text().strip():
            message = ""
        elif not self._spans:
            message = self.tr("Not found")
        else:
            total = f"{MOST}+" if len(self._spans) == MOST else str(len(self._spans))
            message = filled(self.tr("%1 of %2"), self._current + 1, total)
        self._count.setText(message)
        self.found.emit(self._spans, self._current)

    def _restyle(self) -> None:
        inks = self._theme.inks
        self._input.setStyleSheet(
            f"QLineEdit {{ border: 1px solid {inks.rule.name()}; border-radius: 5px; padding: 4px 6px;"
            f" background: {inks.panel.name()}; color: {inks.text.name()}; }}"
            f" QLineEdit:focus {{ border-color: {inks.focus.name()}; }}"
        )
        self._input.setFont(self._theme.font("ui"))
        self._count.setFont(self._theme.font("ui"))
        for button in (self._previous, self._next, self._close):
            button.setFont(self._theme.font("ui"))
