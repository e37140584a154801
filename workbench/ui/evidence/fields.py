"""Fields of forms: a line that is kept when it is left, and a choice that nothing changes by accident."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLineEdit, QSizePolicy, QWidget

from workbench.ui.theme import Theme
from workbench.ui.words import filled

_OPENING: Final = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4)


class FormLine(QLineEdit):
    """One line of a form. Escape leaves it as it is."""

    left = Signal()  # Escape

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        theme.changed.connect(self._dress)
        self._dress()

    def complete_from(self, words: Sequence[str]) -> None:
        """Complete what is typed from `words`, wherever in them it stands."""
        completer = QCompleter(list(words), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = completer.popup()
        if popup is not None:
            popup.setFont(self._theme.font("ui"))
        self.setCompleter(completer)  # which deletes the one before

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        self.setFont(self._theme.font("ui"))
        palette = self._theme.qpalette()
        palette.setColor(QPalette.ColorRole.PlaceholderText, self._theme.inks.muted)
        self.setPalette(palette)


class KeptLine(FormLine):
    """One line of text, handed over when it is left or on Return, if it differs from what is kept.

    Escape takes back what was typed; with nothing to take back it leaves. A proposal stands in the empty line
    in grey italics until Down takes it over: it counts for nothing before.
    """

    committed = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        self._kept = self._hint = self._proposal = ""
        super().__init__(theme, name, parent)
        self.textChanged.connect(self._dress)
        self.editingFinished.connect(self.flush)

    @property
    def dirty(self) -> bool:
        """True while it holds what has not been handed over."""
        return self.text().strip() != self._kept

    def show_kept(self, text: str, hint: str = "") -> None:
        """Show what is kept, unless something else is being typed; `hint` stands in an empty line."""
        typing = self.dirty and self.hasFocus()
        self._kept, self._hint = text, hint
        if not typing and self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)
        self._dress()

    def propose(self, words: str) -> None:
        """Put `words` in grey italics where the line is empty; none: no proposal."""
        self._proposal = words
        self.setToolTip(self.tr("Proposed by the file itself; Down takes it over.") if words else "")
        self._dress()

    def flush(self) -> None:
        """Hand over what differs from what is kept."""
        if self.dirty:
            self._kept = self.text().strip()
            self.committed.emit(self._kept)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and Down; see the class."""
        if event.key() == Qt.Key.Key_Escape and self.dirty:
            self.setText(self._kept)
            self.selectAll()
        elif event.key() == Qt.Key.Key_Down and self._proposal and not self.text():
            self.setText(self._proposal)
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        super()._dress()
        proposing = bool(self._proposal) and not self.text() and not self._hint
        self.setPlaceholderText(self._proposal if proposing else self._hint)
        self.setFont(self._theme.font("ui", italic=proposing))
        said = filled(self.tr("Proposed: %1. Down takes it over."), self._proposal)
        self.setAccessibleDescription(said if proposing else "")


def dress_box(theme: Theme, box: QCheckBox) -> None:
    """Give a check box the theme's type, and a frame that is seen in both themes."""
    box.setFont(theme.font("ui"))
    palette = theme.qpalette()
    palette.setColor(QPalette.ColorRole.Window, theme.inks.muted)  # the frame is a darker shade of it
    box.setPalette(palette)


class Choice(QComboBox):
    """One of a few values; closed, neither letters nor the wheel change it."""

    chosen = Signal(object)  # the value; by the user only
    left = Signal()  # Escape

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(4)
        self.activated.connect(lambda row: self.chosen.emit(self.itemData(row)))

    def offer(self, *choices: tuple[str, object]) -> None:
        """Offer these words, each for a value."""
        self.clear()
        for words, value in choices:
            self.addItem(words, value)

    def show_value(self, value: object, *, mixed: bool = False) -> None:
        """Show `value`; nothing where several things differ in it."""
        rows = [row for row in range(self.count()) if self.itemData(row) == value]
        self.setCurrentIndex(-1 if mixed or not rows else rows[0])

    def value(self) -> object:
        """What is chosen."""
        return self.currentData()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, or leave; see the class."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt_down or event.key() in _OPENING:
            self.showPopup()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
