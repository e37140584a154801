"""The filter's chips: all, open, and one per verdict, each with its count."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from workbench.core.verdict import Tally, Verdict
from workbench.ui.claims.buttons import MarkButton
from workbench.ui.claims.flow import FlowLayout
from workbench.ui.claims.look import gap
from workbench.ui.claims.words import verdict_word
from workbench.ui.theme import Theme

_ORDER = (
    None,
    Verdict.UNREVIEWED,
    Verdict.VERIFIED,
    Verdict.DISPUTED,
    Verdict.UNSOURCED,
    Verdict.NOT_A_CLAIM,
)


class FilterChips(QWidget):
    """Exactly one chip is checked. Tab reaches it, arrow keys go from chip to chip."""

    chosen = Signal(object)  # Verdict | None; also when the checked chip is clicked again

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._flow = FlowLayout(self)
        self._group = QButtonGroup(self)
        self._chips = {verdict: self._make(verdict) for verdict in _ORDER}
        self._chips[None].setChecked(True)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_tally(Tally())

    def show_tally(self, tally: Tally) -> None:
        """Write the counts on the chips."""
        for verdict, chip in self._chips.items():
            count = tally.total if verdict is None else tally[verdict]
            text = self._label(verdict, count)
            if text == chip.text():
                continue
            chip.setText(text)
            chip.setAccessibleName(self._name(verdict, count))
            chip.setToolTip(self._name(verdict, count))

    def choose(self, verdict: Verdict | None) -> None:
        """Check the chip of `verdict` without announcing it."""
        self._chips[verdict].setChecked(True)

    def chip(self, verdict: Verdict | None) -> MarkButton:
        """The chip of `verdict`; None is "all"."""
        return self._chips[verdict]

    def _make(self, verdict: Verdict | None) -> MarkButton:
        chip = MarkButton(self._theme, self, framed=False)
        chip.setCheckable(True)
        if verdict not in (None, Verdict.UNREVIEWED):
            chip.set_mark(verdict)
        chip.clicked.connect(lambda: self.chosen.emit(verdict))
        self._group.addButton(chip)
        self._flow.addWidget(chip)
        return chip

    def _label(self, verdict: Verdict | None, count: int) -> str:
        """The two without a mark of their own carry their word."""
        if verdict is None:
            return self.tr("all %n", "", count)
        if verdict is Verdict.UNREVIEWED:
            return self.tr("open %n", "", count)
        return str(count)

    def _name(self, verdict: Verdict | None, count: int) -> str:
        if verdict is None:
            return self.tr("Show all claims: %n", "", count)
        if verdict is Verdict.UNREVIEWED:
            return self.tr("Show open claims: %n", "", count)
        return self.tr("Show {verdict}: %n", "", count).format(verdict=verdict_word(verdict))

    def _restyle(self) -> None:
        self._flow.setSpacing(gap(self._theme, 0.5))
