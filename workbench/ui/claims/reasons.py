"""Why a claim is not verified: a choice that is made on purpose or not at all."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from workbench.core.verdict import Reason, Verdict
from workbench.ui.claims.words import reason_word

REASONED: Final = (Verdict.DISPUTED, Verdict.UNSOURCED)
_OPENING: Final = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4)


class ReasonBox(QComboBox):
    """The reasons, "no reason given" first. While it is closed nothing changes the record by accident.

    Space, Return, F4, Alt+Down and a click open it; letters, arrows and the wheel do nothing.
    """

    reason_requested = Signal(object)  # Reason | None; by the user only
    left = Signal()  # a reason has been chosen, or Escape pressed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reasons: tuple[Reason | None, ...] = (None, *Reason)
        self.addItems([reason_word(reason) for reason in self._reasons])
        self.setAccessibleName(self.tr("Reason"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(6)
        self.activated.connect(self._choose)

    def show_reason(self, verdict: Verdict, reason: Reason | None) -> None:
        """Show `reason`; to be changed only where a verdict asks for one."""
        self.setCurrentIndex(self._reasons.index(reason))
        self.setEnabled(verdict in REASONED)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, or leave; see the class."""
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

    def _choose(self, row: int) -> None:
        self.reason_requested.emit(self._reasons[row])
        self.left.emit()
