"""The current claim in full: sentence, verdict, reason, note, citations, history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPalette, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workbench.core.claim import Claim, Decision
from workbench.core.evidence import Citation
from workbench.core.verdict import Reason, Tally, Verdict
from workbench.ui.claims.buttons import MarkButton
from workbench.ui.claims.citations import CitationList
from workbench.ui.claims.flow import FlowLayout
from workbench.ui.claims.history import DecisionHistory
from workbench.ui.claims.look import PAPERCLIP, Caption, SlimBar, gap, tabular
from workbench.ui.claims.note import NoteEditor
from workbench.ui.claims.reading import ReadingText
from workbench.ui.claims.verdicts import VerdictButtons
from workbench.ui.claims.words import reason_word, verdict_word
from workbench.ui.theme import Theme

_LONG: Final = 10  # lines of a sentence before it scrolls by itself, so that the verdicts stay in sight
_REASONED: Final = (Verdict.DISPUTED, Verdict.UNSOURCED)
Layout = TypeVar("Layout", QHBoxLayout, QVBoxLayout)


class ReasonBox(QComboBox):
    """The reasons, "no reason given" first. The wheel scrolls the page instead of changing the record."""

    reason_requested = Signal(object)  # Reason | None; by the user only

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reasons: tuple[Reason | None, ...] = (None, *Reason)
        self.addItems([reason_word(reason) for reason in self._reasons])
        self.setAccessibleName(self.tr("Reason"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(6)
        self.activated.connect(lambda row: self.reason_requested.emit(self._reasons[row]))

    def show_reason(self, verdict: Verdict, reason: Reason | None) -> None:
        """Show `reason`; to be changed only where a verdict asks for one."""
        self.setCurrentIndex(self._reasons.index(reason))
        self.setEnabled(verdict in _REASONED)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class ClaimDetail(QScrollArea):
    """Shows one claim, several, or none; asks for changes by signals and shows only what it is told."""

    verdict_requested = Signal(object, bool)  # Verdict, whether to stay
    reason_requested = Signal(object)  # Reason | None
    note_committed = Signal(str, str)  # claim uid, text
    note_left = Signal()  # Escape in the note
    citation_opened = Signal(str)  # citation uid
    stance_requested = Signal(str, object)  # citation uid, Stance
    citation_removed = Signal(str)  # citation uid
    attach_requested = Signal()
    cite_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._uid: str | None = None
        self._text = ""
        self._build()
        self._connect()
        self._restyle()
        self.show_nothing()

    def show_claim(self, claim: Claim) -> None:
        """Show what the list knows of `claim`; citations and history stay only if they are this claim's."""
        if claim.uid != self._uid:
            self._show_links((), ())
        self._uid = claim.uid
        self._number.setText(str(claim.number))
        if claim.text != self._text:  # otherwise a selection in it would be lost
            self._text = claim.text
            self.sentence.setPlainText(claim.text)
        self.verdicts.show_verdict(claim.verdict)
        self.reason.show_reason(claim.verdict, claim.reason)
        self._reason_row.setVisible(claim.verdict in _REASONED)
        self.note.show_note(claim.uid, claim.note)
        self._arrange(one=True, several=False)

    def show_detail(self, claim: Claim, decisions: Sequence[Decision], citations: Sequence[Citation]) -> None:
        """Show everything about `claim`."""
        self.show_claim(claim)
        self._show_links(decisions, citations)

    def show_several(self, claims: Sequence[Claim]) -> None:
        """Show how many are selected and how they stand; a verdict will be for all of them."""
        self.note.flush()
        tally = Tally.of(claim.verdict for claim in claims)
        said = self.tr("{verdict}: {number}")
        parts = [
            said.format(verdict=verdict_word(verdict), number=tally[verdict]).replace(" ", "\u00a0")
            for verdict in Verdict
            if tally[verdict]
        ]
        self._summary.setText(self.tr("%n claims selected", "", len(claims)))
        self._standing.setText("   ".join(parts))
        alike = {claim.verdict for claim in claims}
        self.verdicts.show_verdict(alike.pop() if len(alike) == 1 else None)
        self._arrange(one=False, several=True)

    def show_nothing(self) -> None:
        """Say what to do when no claim is current."""
        self.note.show_note(None, "")
        self._uid = None
        self._show_links((), ())
        self._arrange(one=False, several=False)

    def stored(self, claims: Sequence[Claim]) -> None:
        """The workspace has these claims; their notes have arrived."""
        for claim in claims:
            self.note.stored(claim.uid, claim.note)

    def focus_note(self) -> None:
        """Bring the note into sight and put the cursor at its end."""
        if not self._uid or self.note.isHidden():
            return
        self.ensureWidgetVisible(self.note)
        self.note.moveCursor(self.note.textCursor().MoveOperation.End)
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        theme = self._theme
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setVerticalScrollBar(SlimBar(theme, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._hint = Caption(theme, self.tr("Choose a claim in the list to judge it here."), role="ui")
        self._hint.setWordWrap(True)
        self._summary = QLabel()
        self._standing = Caption(theme, role="ui")
        self._standing.setWordWrap(True)
        self.verdicts = VerdictButtons(theme)
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._one = [self._build_head(), self._build_reason(), self._build_note(), self._build_evidence()]
        self._one.append(self._build_history())
        for widget in (
            self._hint,
            self._summary,
            self._standing,
            self._one[0],
            self.verdicts,
            *self._one[1:],
        ):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self.setWidget(page)

    def _build_head(self) -> QWidget:
        self._number = QLabel()
        self.sentence = ReadingText(self._theme, lines=_LONG)
        self.sentence.setAccessibleName(self.tr("The claim in full"))
        head, row = _box(QHBoxLayout)
        row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.sentence, 1)
        self._head = row
        return head

    def _build_reason(self) -> QWidget:
        self.reason = ReasonBox()
        self._reason_row, column = _box(QVBoxLayout)
        column.addWidget(Caption(self._theme, self.tr("Reason")))
        column.addWidget(self.reason)
        return self._reason_row

    def _build_note(self) -> QWidget:
        self.note = NoteEditor(self._theme)
        box, column = _box(QVBoxLayout)
        labels = QHBoxLayout()
        labels.addWidget(Caption(self._theme, self.tr("Note (T)")))
        labels.addStretch(1)
        labels.addWidget(Caption(self._theme, self.tr("kept in the record")))
        column.addLayout(labels)
        column.addWidget(self.note)
        return box

    def _build_evidence(self) -> QWidget:
        self.attach = MarkButton(self._theme)
        self.attach.setText(self.tr("Attach evidence (E)"))
        self.attach.set_sign(PAPERCLIP)
        self.cite = MarkButton(self._theme)
        self.cite.setText(self.tr("Cite selection (C)"))
        self.cite.set_sign("mdi6.format-quote-close")
        self.citations = CitationList(self._theme)
        self._unsupported = Caption(
            self._theme, self.tr("No evidence yet: attach a file, or cite a passage.")
        )
        self._unsupported.setWordWrap(True)
        buttons = QWidget()
        self._actions = FlowLayout(buttons)
        self._actions.addWidget(self.attach)
        self._actions.addWidget(self.cite)
        box, column = _box(QVBoxLayout)
        for widget in (Caption(self._theme, self.tr("Evidence")), self.citations, self._unsupported, buttons):
            column.addWidget(widget)
        return box

    def _build_history(self) -> QWidget:
        self.history = DecisionHistory(self._theme)
        self._past, column = _box(QVBoxLayout)
        column.addWidget(Caption(self._theme, self.tr("History")))
        column.addWidget(self.history)
        return self._past

    def _connect(self) -> None:
        self.verdicts.verdict_requested.connect(self.verdict_requested)
        self.reason.reason_requested.connect(self.reason_requested)
        self.note.committed.connect(self.note_committed)
        self.note.left.connect(self.note_left)
        self.citations.opened.connect(self.citation_opened)
        self.citations.stance_requested.connect(self.stance_requested)
        self.citations.removed.connect(self.citation_removed)
        self.attach.clicked.connect(self.attach_requested)
        self.cite.clicked.connect(self.cite_requested)
        self._theme.changed.connect(self._restyle)

    # --- showing ------------------------------------------------------------------------------------------

    def _show_links(self, decisions: Sequence[Decision], citations: Sequence[Citation]) -> None:
        with QSignalBlocker(self.citations):
            self.citations.show_citations(citations)
        self.citations.setVisible(bool(citations))
        self._unsupported.setVisible(not citations)
        self.history.show_decisions(decisions)
        self._past.setVisible(bool(decisions))

    def _arrange(self, *, one: bool, several: bool) -> None:
        self._hint.setVisible(not one and not several)
        self._summary.setVisible(several)
        self._standing.setVisible(several)
        self.verdicts.setVisible(one or several)
        for widget in self._one:
            shown = one and (widget is not self._reason_row or self.reason.isEnabled())
            widget.setVisible(shown and (widget is not self._past or bool(self.history.toPlainText())))

    def _restyle(self) -> None:
        theme = self._theme
        edge = gap(theme, 3)
        self._column.setContentsMargins(edge, gap(theme, 2), edge, edge)
        self._column.setSpacing(gap(theme, 3))
        self._head.setSpacing(gap(theme, 2))
        self._actions.setSpacing(gap(theme, 1))
        self._number.setFont(tabular(theme.font("body")))
        self._summary.setFont(theme.font("body", bold=True))
        self.reason.setFont(theme.font("ui"))
        self.sentence.setFont(theme.serif("body"))
        self.sentence.fit()
        palette = theme.qpalette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.inks.muted)
        self._number.setPalette(palette)


def _box(kind: type[Layout]) -> tuple[QWidget, Layout]:
    """A widget with a layout of that kind and no margins."""
    widget = QWidget()
    layout = kind(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    return widget, layout
