"""The four verdicts as buttons, each with its key."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from workbench.core.verdict import Verdict
from workbench.ui.claims.buttons import MarkButton
from workbench.ui.claims.look import gap
from workbench.ui.claims.words import verdict_word
from workbench.ui.theme import Theme

# The letters are those of the guide's table of keys; they stay the same in every language.
KEYS: Final = {
    Verdict.VERIFIED: "V",
    Verdict.DISPUTED: "D",
    Verdict.UNSOURCED: "U",
    Verdict.NOT_A_CLAIM: "N",
}


class VerdictButtons(QWidget):
    """Shows the verdict in force and asks for another; changes only when told that the claim has changed."""

    verdict_requested = Signal(object, bool)  # Verdict, whether to stay on the claim

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._verdict: Verdict | None = None
        self._buttons = {verdict: self._make(verdict) for verdict in KEYS}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._columns = 0
        self._place(2)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Press in the button of `verdict`; none for unreviewed, and for None (claims that differ)."""
        self._verdict = verdict
        for each, button in self._buttons.items():
            button.setChecked(each is verdict)

    def button(self, verdict: Verdict) -> MarkButton:
        """The button of `verdict`."""
        return self._buttons[verdict]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two to a row with their words, or all in one row by mark and key where two would lose letters."""
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def _arrange(self, width: int) -> None:
        widest = max(button.full_width(button.text()) for button in self._buttons.values())
        self._place(2 if width >= 2 * widest + self._grid.horizontalSpacing() else len(self._buttons))

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for button in self._buttons.values():
            button.set_slim(columns > 2)
        self._space()
        for number, button in enumerate(self._buttons.values()):
            self._grid.addWidget(button, number // columns, number % columns)
        for column in range(len(self._buttons)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _make(self, verdict: Verdict) -> MarkButton:
        button = MarkButton(self._theme, self, key=KEYS[verdict])
        button.setText(verdict_word(verdict))
        button.setCheckable(True)
        button.set_mark(verdict)
        button.setAccessibleName(verdict_word(verdict))
        button.setAccessibleDescription(self.tr("Key {key}").format(key=KEYS[verdict]))
        how = self.tr("Decides and moves on, with Shift stays. Click the verdict in force to take it back.")
        button.setToolTip(f"{verdict_word(verdict).capitalize()}. {how}")
        button.clicked.connect(lambda: self._ask(verdict))
        return button

    def _ask(self, verdict: Verdict) -> None:
        """A click on the verdict in force takes it back and stays, so that what happened can be seen."""
        in_force = self._verdict
        self.show_verdict(in_force)  # the click has toggled the button; only a changed claim may
        shift = Qt.KeyboardModifier.ShiftModifier in QGuiApplication.keyboardModifiers()
        if verdict is in_force:
            self.verdict_requested.emit(Verdict.UNREVIEWED, True)
        else:
            self.verdict_requested.emit(verdict, shift)

    def _restyle(self) -> None:
        self._space()
        self._arrange(self.width())

    def _space(self) -> None:
        self._grid.setSpacing(gap(self._theme, 0.5 if self._columns > 2 else 1))
