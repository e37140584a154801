"""Recording a contact: who, when, how, what was confirmed; beside the text, never over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workbench.core.claim import Claim
from workbench.core.contact import Contact, ContactKind
from workbench.core.evidence import Grade, Source, Stance
from workbench.ui.chrome import Heading
from workbench.ui.claims.buttons import MarkButton
from workbench.ui.claims.flow import FlowLayout
from workbench.ui.claims.look import Caption
from workbench.ui.claims.words import stance_word
from workbench.ui.evidence.fields import Choice, FormLine, dress_box
from workbench.ui.theme import Theme
from workbench.ui.words import filled

KIND_ICON: Final = {
    ContactKind.CALL: "mdi6.phone-outline",
    ContactKind.MESSAGE: "mdi6.message-text-outline",
    ContactKind.INTERVIEW: "mdi6.account-voice",
    ContactKind.OBSERVATION: "mdi6.eye-outline",
}
_LINES: Final = 2  # of the box for what was said, at least
_MEASURE: Final = 44  # widths of a capital: the form grows no wider


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled in. `cite`: for the claims that were offered."""

    contact: Contact
    cite: bool
    stance: Stance
    source: Source


class ContactForm(QWidget):
    """Fields for one record. What was typed stays when the form is left, until it is recorded or cleared."""

    recorded = Signal(object)  # Filled
    left = Signal()  # Escape, or Cancel

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._claims: tuple[Claim, ...] = ()
        self._source = Source()
        self._now = ""
        self._kinds = QButtonGroup(self)
        self.kinds: dict[ContactKind, MarkButton] = {}
        self.who = FormLine(theme, self.tr("Who"))
        self.at = FormLine(theme, self.tr("When"))
        self.how = FormLine(theme, self.tr("How"))
        self.said = _Words(self)
        self.cite = QCheckBox()
        self.stance = Choice(self.tr("What it does for the claim"))
        self.grade = Choice(self.tr("Source grade"))
        self.confidential = QCheckBox(self.tr("Confidential"))
        self.submit = QPushButton()
        self.cancel = QPushButton(self.tr("Cancel"))
        self._build()
        self._connect()
        self._dress()
        self.clear()

    @property
    def started(self) -> bool:
        """True while it holds words that have not been recorded."""
        typed = (self.who.text(), self.how.text(), self.said.toPlainText())
        return any(words.strip() for words in typed)

    def clear(self) -> None:
        """Empty all fields; the kind stays as it was chosen last."""
        for line in (self.who, self.at, self.how):
            line.setText("")
        self.said.clear()
        self._now, self._source = "", Source()
        self.grade.show_value(None)
        self.stance.show_value(Stance.SUPPORTS)
        self.confidential.setChecked(False)
        self.cite.setChecked(True)
        self._arrange(correcting=False)

    def begin(self, claims: Sequence[Claim], *, contradicts: bool = False) -> None:
        """Be ready to record a contact for `claims`.

        What was typed before stays, but for a time that was only proposed.
        """
        self._claims = tuple(claims)
        now = f"{datetime.now():%Y-%m-%d %H:%M}"
        if self.at.text() in {"", self._now}:
            self.at.setText(now)
            self._now = now
        if not self.started:
            self.stance.show_value(Stance.CONTRADICTS if contradicts else Stance.SUPPORTS)
        self._arrange(correcting=False)
        (self.said if self.who.text() else self.who).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def correct(self, contact: Contact, source: Source) -> None:
        """Be ready to correct a record: a new one takes its place and its citations."""
        self.clear()
        self.kinds[contact.kind].setChecked(True)
        self.who.setText(contact.who)
        self.at.setText(contact.at)
        self.how.setText(contact.how)
        self.said.setPlainText(contact.said)
        self._claims, self._source = (), source
        self.grade.show_value(source.grade)
        self.confidential.setChecked(source.confidential)
        self._arrange(correcting=True)
        self.said.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def filled(self) -> Filled:
        """What stands in the fields."""
        source = Source(
            self._source.title, self._source.author, self._source.publisher, self._source.published,
            self._source.url, self._source.accessed, _grade(self.grade.value()), self._source.origin,
            self.confidential.isChecked(),
        )  # fmt: skip
        kind = next(kind for kind, button in self.kinds.items() if button.isChecked())
        contact = Contact(kind, self.who.text(), self.at.text(), self.how.text(), self.said.toPlainText())
        stance = self.stance.value()
        return Filled(
            contact,
            bool(self._claims) and self.cite.isChecked(),
            stance if isinstance(stance, Stance) else Stance.SUPPORTS,
            source,
        )

    def stops(self) -> list[QWidget]:
        """What Tab visits, in this order."""
        chosen = next(button for button in self.kinds.values() if button.isChecked())
        order = [
            chosen, self.who, self.at, self.how, self.said, self.cite, self.stance, self.grade,
            self.confidential, self.submit, self.cancel,
        ]  # fmt: skip
        return [field for field in order if field.isVisible() and field.isEnabled()]

    def advance(self, by: int = 1) -> None:
        """Go to the next field, or back; after the last comes the first."""
        stops = self.stops()
        if not stops:
            return
        here = self.focusWidget()
        to = stops[(stops.index(here) + by) % len(stops)] if here in stops else stops[0]
        to.setFocus(Qt.FocusReason.TabFocusReason if by > 0 else Qt.FocusReason.BacktabFocusReason)
        if self._area.isAncestorOf(to):
            self._area.ensureWidgetVisible(to)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves, Ctrl+Return records."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif _is_submit(event):
            self._submit()
        else:
            super().keyPressEvent(event)

    # building

    def _build(self) -> None:
        self.setAccessibleName(self.tr("Record a contact"))
        self.setAutoFillBackground(True)
        self.said.setAccessibleName(self.tr("What was confirmed"))
        self.said.setTabChangesFocus(True)
        # Else its preferred height would push the fields below it out of sight.
        self.said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.stance.offer(*((stance_word(stance), stance) for stance in Stance))
        self.grade.offer(
            (self.tr("No grade yet"), None),
            (self.tr("Primary source"), Grade.PRIMARY),
            (self.tr("Secondary source"), Grade.SECONDARY),
        )
        self.confidential.setToolTip(self.tr("To be masked in reports"))
        self.submit.setToolTip(self.tr("Ctrl+Return"))
        self._heading = Heading(self._theme, "")
        self._warning = Caption(self._theme)
        self._warning.setWordWrap(True)
        self._page = _Page()
        self._page.setMaximumWidth(_MEASURE * self._theme.pixels("article"))
        self._grid = QGridLayout(self._page)
        self._grid.setContentsMargins(16, 4, 16, 8)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        for column in range(3):
            self._grid.setColumnStretch(column, 1)
        self._build_kinds()
        for column, line in enumerate((self.who, self.at, self.how)):
            self._grid.addWidget(Caption(self._theme, line.accessibleName()), 1, column)
            self._grid.addWidget(line, 2, column)
        self._grid.addWidget(self.said, 4, 0, 1, 3)
        self._grid.setRowMinimumHeight(3, 4)  # air
        self._grid.setRowStretch(4, 1)
        self._build_foot()

    def _build_kinds(self) -> None:
        row = QWidget()
        flow = FlowLayout(row)
        flow.setSpacing(4)
        words = {
            ContactKind.CALL: self.tr("Call"),
            ContactKind.MESSAGE: self.tr("Message"),
            ContactKind.INTERVIEW: self.tr("Interview"),
            ContactKind.OBSERVATION: self.tr("Own observation"),
        }
        for kind, word in words.items():
            button = MarkButton(self._theme)
            button.setText(word)
            button.set_sign(KIND_ICON[kind])
            button.setCheckable(True)
            self._kinds.addButton(button)
            self.kinds[kind] = button
            flow.addWidget(button)
        self.kinds[ContactKind.CALL].setChecked(True)
        self._grid.addWidget(row, 0, 0, 1, 3)

    def _build_foot(self) -> None:
        options = QWidget()
        flow = FlowLayout(options)
        flow.setSpacing(8)
        for widget in (self.cite, self.stance, self.grade, self.confidential):
            flow.addWidget(widget)
        self._grid.addWidget(options, 5, 0, 1, 3)
        self._area = QScrollArea()
        self._area.setWidget(self._page)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 4, 12, 8)
        foot.setSpacing(8)
        foot.addWidget(self._warning, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.submit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._heading.setContentsMargins(16, 8, 16, 0)
        layout.addWidget(self._heading)
        layout.addWidget(self._area, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        for field in (self.who, self.at, self.how, self.stance, self.grade):
            field.left.connect(self.left)
        for line in (self.who, self.at, self.how):
            line.returnPressed.connect(self.advance)
        self.cancel.clicked.connect(self.left)
        self.submit.clicked.connect(self._submit)
        self.cite.toggled.connect(self.stance.setEnabled)
        self._kinds.buttonToggled.connect(lambda *_: self._suit_kind())
        self._theme.changed.connect(self._dress)

    # showing

    def _arrange(self, *, correcting: bool) -> None:
        self._correcting = correcting
        self._heading.setText(self.tr("Correct the record") if correcting else self.tr("Record a contact"))
        self.submit.setText(self.tr("Record the correction") if correcting else self.tr("Record"))
        self._warning.setText(
            self.tr("The old record stays; this one takes its place and its citations.")
            if correcting
            else self.tr("Kept for good, and may have to be disclosed: it can be corrected, not erased.")
        )
        for part in (self.cite, self.stance):
            part.setVisible(bool(self._claims))
        if len(self._claims) == 1:
            self.cite.setText(filled(self.tr("Cite it for claim %1"), self._claims[0].number))
            self.cite.setToolTip(self._claims[0].text[:400])
        elif self._claims:
            self.cite.setText(filled(self.tr("Cite it for %1 claims"), len(self._claims)))
            self.cite.setToolTip("")
        with QSignalBlocker(self.cite):
            self.stance.setEnabled(self.cite.isChecked())
        self._suit_kind()

    def _suit_kind(self) -> None:
        """Ask in the words of the kind that is chosen."""
        kind = next((kind for kind, button in self.kinds.items() if button.isChecked()), ContactKind.CALL)
        hints = {
            ContactKind.CALL: self.tr("number called"),
            ContactKind.MESSAGE: self.tr("address, app"),
            ContactKind.INTERVIEW: self.tr("place"),
            ContactKind.OBSERVATION: self.tr("place"),
        }
        self.how.setPlaceholderText(hints[kind])
        saw = kind is ContactKind.OBSERVATION
        self.who.setPlaceholderText(self.tr("who saw it") if saw else self.tr("name and office"))
        self.said.setPlaceholderText(
            self.tr("What was seen") if saw else self.tr("What was confirmed, as near to the words as can be")
        )

    def _submit(self) -> None:
        self.recorded.emit(self.filled())

    def _dress(self) -> None:
        theme = self._theme
        palette = theme.qpalette()
        self.setPalette(palette)
        for widget in (self.stance, self.grade, self.submit, self.cancel):
            widget.setFont(theme.font("ui"))
        self.said.setFont(theme.serif("body"))
        palette.setColor(QPalette.ColorRole.PlaceholderText, theme.inks.muted)
        self.said.setPalette(palette)
        for box in (self.cite, self.confidential):
            dress_box(theme, box)
        self.said.setMinimumHeight(_LINES * self.said.fontMetrics().lineSpacing())
        self._page.setMaximumWidth(_MEASURE * theme.pixels("article"))


class _Page(QWidget):
    """As high as its rows need at this width, at least: a scroll area does not ask."""

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        layout = self.layout()
        if layout is not None and event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            least = layout.totalMinimumHeightForWidth(self.width())
            if least != self.minimumHeight():
                self.setMinimumHeight(least)
        return done


class _Words(QPlainTextEdit):
    """A box for words whose Escape and Ctrl+Return belong to the form."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape or _is_submit(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _is_submit(event: QKeyEvent) -> bool:
    returned = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return returned and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _grade(value: object) -> Grade | None:
    return value if isinstance(value, Grade) else None
