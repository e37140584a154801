"""The filter's chips: all, open, and one per verdict, each with its count."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from workbench.core.verdict import Tally, Verdict
from workbench.ui.claims.buttons import MarkButton
from workbench.ui.claims.flow import FlowLayout
from workbench.ui.claims.look import gap
from workbench.ui.claims.words import verdict_word
from workbench.ui.theme import Theme
from workbench.ui.words import filled

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
        self._tally = Tally()
        self._tight = False
        self._flow = FlowLayout(self)
        self._group = QButtonGroup(self)
        self._chips = {verdict: self._make(verdict) for verdict in _ORDER}
        self._chips[None].setChecked(True)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_tally(self._tally)

    def show_tally(self, tally: Tally) -> None:
        """Write the counts on the chips."""
        self._tally = tally
        self._fit()
        for verdict, chip in self._chips.items():
            count = self._count(verdict)
            text = self._label(verdict, count, tight=self._tight)
            if text == chip.text():
                continue
            chip.setText(text)
            chip.setAccessibleName(self._name(verdict, count))
            chip.setToolTip(self._name(verdict, count))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shrink the words to marks where they do not fit into one row."""
        super().resizeEvent(event)
        self.show_tally(self._tally)

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

    def _fit(self) -> None:
        wide = [
            chip.full_width(self._label(verdict, self._count(verdict), tight=False))
            for verdict, chip in self._chips.items()
        ]
        tight = sum(wide) + self._flow.spacing() * (len(wide) - 1) > self.width()
        if tight == self._tight:
            return
        self._tight = tight
        for verdict, chip in self._chips.items():
            chip.set_tight(tight)
            if verdict is Verdict.UNREVIEWED:
                chip.set_mark(verdict if tight else None)
        self._flow.invalidate()

    def _count(self, verdict: Verdict | None) -> int:
        return self._tally.total if verdict is None else self._tally[verdict]

    def _label(self, verdict: Verdict | None, count: int, *, tight: bool) -> str:
        """The two without a mark of their own carry their word; tight, only "all" does."""
        if verdict is None and tight:
            return self.tr("all")
        if verdict is None:
            return filled(self.tr("all %1"), count)
        if verdict is Verdict.UNREVIEWED and not tight:
            return filled(self.tr("open %1"), count)
        return str(count)

    def _name(self, verdict: Verdict | None, count: int) -> str:
        if verdict is None:
            return filled(self.tr("Show all claims: %1"), count)
        if verdict is Verdict.UNREVIEWED:
            return filled(self.tr("Show open claims: %1"), count)
        return filled(self.tr("Show %1: %2"), verdict_word(verdict), count)

    def _restyle(self) -> None:
        self._flow.setSpacing(gap(self._theme, 0.5))
        self.show_tally(self._tally)
