"""Asks once for the password of a protected file, in the viewer itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from workbench.ui.theme import Theme


class UnlockBar(QWidget):
    """A line for the password, a choice to keep it, and a button; `given` carries password and choice.

    The password is in the line until the bar goes, and nowhere else.
    """

    given = Signal(str, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.sentence = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.line = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.keep = QCheckBox(self.tr("Keep the password in the workspace"))
        self.button = QPushButton(self.tr("Open"))
        self._build()
        self._dress()
        theme.changed.connect(self._dress)
        self.hide()

    def ask(self, sentence: str) -> None:
        """Show the bar with `sentence`, ready to be typed into."""
        self.sentence.setText(sentence)
        self.line.clear()
        self._wait(False)
        self.show()
        self.line.setFocus()

    def say(self, sentence: str) -> None:
        """Say why the password was not taken; what was typed stays, to be put right."""
        self.sentence.setText(sentence)
        self._wait(False)
        self.line.setFocus()
        self.line.selectAll()

    def stop(self) -> None:
        """Put the bar away and forget what was typed."""
        self.line.clear()
        self.keep.setChecked(False)
        self.hide()

    def _build(self) -> None:
        self.setAccessibleName(self.tr("Password needed"))
        self.line.setAccessibleName(self.tr("Password of the file"))
        self.line.setPlaceholderText(self.tr("Password"))
        self.line.setMinimumWidth(120)
        self.keep.setToolTip(
            self.tr("Whoever has the workspace can then open this file. Otherwise it is asked for again.")
        )
        self.button.clicked.connect(self._give)
        self.line.returnPressed.connect(self._give)
        self.line.textChanged.connect(lambda text: self.button.setEnabled(bool(text)))
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        layout = QGridLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(self.sentence, 0, 0)
        layout.addLayout(row, 1, 0)
        layout.addWidget(self.keep, 2, 0)
        self.setAutoFillBackground(True)

    def _give(self) -> None:
        if self.line.text() and self.button.isEnabled():
            self._wait(True)
            self.given.emit(self.line.text(), self.keep.isChecked())

    def _wait(self, waiting: bool) -> None:
        self.line.setReadOnly(waiting)
        self.button.setEnabled(not waiting and bool(self.line.text()))

    def _dress(self) -> None:
        palette = self._theme.qpalette()
        palette.setColor(palette.ColorRole.Window, self._theme.inks.selection)
        self.setPalette(palette)
        for widget in (self.sentence, self.line, self.keep, self.button):
            widget.setFont(self._theme.font("ui"))
