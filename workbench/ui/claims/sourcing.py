"""The house rule in the claims panel: a hint on the claim, and the form that changes the rule."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from workbench.core.house import HouseRule, Sourcing
from workbench.desk.sourcing import MOST, Lack, lacking
from workbench.ui.claims.flow import FlowLayout
from workbench.ui.claims.look import Caption, gap
from workbench.ui.theme import Theme
from workbench.ui.words import filled


def lack_words(lack: Lack, has: Sourcing) -> str:
    """What is missing: "one primary or two more independent secondary sources"."""
    ways = []
    if lack.primary:
        ways.append(_primary(lack.primary, more=has.primary > 0))
    if lack.secondary:
        ways.append(_secondary(lack.secondary, more=has.secondary > 0))
    return _tr(" or ").join(ways)


def _primary(number: int, *, more: bool) -> str:
    if number == 1:
        return _tr("one more primary source") if more else _tr("one primary source")
    return filled(_tr("%1 more primary sources") if more else _tr("%1 primary sources"), number)


def _secondary(number: int, *, more: bool) -> str:
    if number == 1:
        return _tr("one more independent secondary source") if more else _tr("one secondary source")
    words = _tr("%1 more independent secondary sources") if more else _tr("%1 independent secondary sources")
    return filled(words, number)


class SourcingHint(QWidget):
    """One grey line on what the house rule still asks of a claim; it never stands in the way."""

    grading_requested = Signal()  # the ungraded sources are to be given a grade

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.line = Caption(theme)
        self.line.setWordWrap(True)
        self.line.setTextFormat(Qt.TextFormat.PlainText)
        self.grade = QPushButton(self.tr("Give it a grade"), flat=True)
        self.grade.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.grade.setCursor(Qt.CursorShape.PointingHandCursor)
        self.grade.clicked.connect(self.grading_requested)
        self.ungraded = Caption(theme)
        self._foot = QWidget()
        flow = FlowLayout(self._foot)
        flow.setSpacing(6)
        flow.addWidget(self.ungraded)
        flow.addWidget(self.grade)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.line)
        layout.addWidget(self._foot)
        theme.changed.connect(self._dress)
        self._dress()
        self.show_sourcing(None, HouseRule())

    def show_sourcing(self, has: Sourcing | None, rule: HouseRule) -> None:
        """Say what is missing; None: nothing is asked of this claim."""
        lack = lacking(has, rule) if has is not None else None
        words = filled(self.tr("House rule: needs %1."), lack_words(lack, has)) if has and lack else ""
        self.line.setText(words)
        self.line.setVisible(bool(words))
        number = has.ungraded if has else 0
        self.ungraded.setText(
            self.tr("1 source has no grade yet.")
            if number == 1
            else filled(self.tr("%1 sources have no grade yet."), number)
        )
        self.grade.setText(self.tr("Give it a grade") if number == 1 else self.tr("Give them a grade"))
        self._foot.setVisible(bool(number) and bool(words))
        self.setVisible(bool(words))

    def _dress(self) -> None:
        inks = self._theme.inks
        self.grade.setFont(self._theme.font("small"))
        self.grade.setStyleSheet(
            f"QPushButton {{ border: none; padding: 0; text-align: left; color: {inks.focus.name()};"
            " text-decoration: underline; }"
            f" QPushButton:focus {{ background: {inks.selection.name()}; }}"
        )


class HouseRuleForm(QWidget):
    """Two small numbers in a line above the claims; Return puts them in force, Escape leaves them."""

    chosen = Signal(object)  # HouseRule
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.primary = _Number(self.tr("Primary sources that a claim needs"))
        self.secondary = _Number(self.tr("Independent secondary sources that a claim needs"))
        self.done = QPushButton(self.tr("Done"))
        self._words = [
            Caption(theme, self.tr("House rule. A claim needs so many sources:"), role="ui"),
            Caption(theme, self.tr("primary, or"), role="ui"),
            Caption(theme, self.tr("independent secondary"), role="ui"),
        ]
        self._note = Caption(theme, self.tr("0: that way is not open. The rule warns, it never blocks."))
        self._note.setWordWrap(True)
        self._build()
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    def open(self, rule: HouseRule) -> None:
        """Show `rule`, to be changed."""
        self.primary.setValue(rule.primary)
        self.secondary.setValue(rule.secondary)
        self.show()
        self.primary.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.primary.selectAll()

    def rule(self) -> HouseRule:
        """What stands in the fields."""
        return HouseRule(self.primary.value(), self.secondary.value())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return puts it in force, Escape leaves it as it was."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._done()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        row = QWidget()
        flow = FlowLayout(row)
        flow.setSpacing(6)
        self._words[0].setWordWrap(True)
        for widget in (self.primary, self._words[1], self.secondary, self._words[2]):
            flow.addWidget(widget)
        foot = QHBoxLayout()
        foot.addWidget(self._note, 1)
        foot.addWidget(self.done)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._words[0])
        layout.addWidget(row)
        layout.addLayout(foot)
        self.done.clicked.connect(self._done)
        self.setAccessibleName(self.tr("House rule"))

    def _done(self) -> None:
        for field in (self.primary, self.secondary):
            field.interpretText()
        self.hide()
        self.chosen.emit(self.rule())
        self.left.emit()

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

    def _dress(self) -> None:
        for widget in (self.primary, self.secondary, self.done):
            widget.setFont(self._theme.font("ui"))
        for caption in self._words[1:]:
            caption.setMinimumHeight(self.primary.sizeHint().height())
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(gap(self._theme, 1))


class _Number(QSpinBox):
    """A small number whose Return and Escape belong to the form."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setRange(0, MOST)
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _tr(text: str) -> str:
    return QCoreApplication.translate("sourcing", text)
