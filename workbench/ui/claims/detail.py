"""The current claim in full: sentence, verdict, reason, note, citations, history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.core.claim import Claim, Decision
from workbench.core.evidence import Citation
from workbench.core.verdict import Tally, Verdict
from workbench.ui.claims.buttons import MarkButton
from workbench.ui.claims.citations import CitationList
from workbench.ui.claims.flow import FlowLayout
from workbench.ui.claims.history import DecisionHistory
from workbench.ui.claims.look import PAPERCLIP, Caption, gap, tabular
from workbench.ui.claims.note import NoteEditor
from workbench.ui.claims.reading import ReadingText
from workbench.ui.claims.reasons import ReasonBox
from workbench.ui.claims.sourcing import SourcingHint
from workbench.ui.claims.verdicts import VerdictButtons
from workbench.ui.claims.words import verdict_word
from workbench.ui.theme import Theme
from workbench.ui.words import filled

_LONG: Final = 10  # lines of a sentence before it scrolls by itself, so that the verdicts stay in sight
_ROOMY: Final = 20  # lines of height from which sentence and evidence buttons stand still as well
Layout = TypeVar("Layout", QHBoxLayout, QVBoxLayout)


class ClaimDetail(QWidget):
    """Shows one claim, several, or none; asks for changes by signals and shows only what it is told.

    The verdicts are always in sight; where there is room, so are the sentence and the buttons for evidence.
    The rest scrolls.
    """

    verdict_requested = Signal(object, bool)  # Verdict, whether to stay
    reason_requested = Signal(object)  # Reason | None
    note_committed = Signal(str, str)  # claim uid, text
    left = Signal()  # the list is wanted again: Escape in the note or the reason, or a reason chosen
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
        self._elsewhere = ""  # the note that another process has written meanwhile
        self._veiled = self._roomy = False
        self._shows = (False, False)
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
        self.note.show_note(claim.uid, claim.note)
        self._arrange(True, False)

    def show_detail(self, claim: Claim, decisions: Sequence[Decision], citations: Sequence[Citation]) -> None:
        """Show everything about `claim`."""
        self.show_claim(claim)
        self._show_links(decisions, citations)
        if self._elsewhere and decisions:
            self._say_elsewhere(max(decisions, key=lambda decision: decision.at).actor)

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
        self._summary.setText(filled(self.tr("%1 claims selected"), len(claims)))
        self._standing.setText("   ".join(parts))
        alike = {claim.verdict for claim in claims}
        self.verdicts.show_verdict(alike.pop() if len(alike) == 1 else None)
        self._arrange(False, True)

    def show_nothing(self) -> None:
        """Say what to do when no claim is current."""
        self.note.show_note(None, "")
        self._uid = None
        self._show_links((), ())
        self._arrange(False, False)

    def stored(self, claims: Sequence[Claim]) -> None:
        """The workspace has these claims; their notes have arrived."""
        for claim in claims:
            self.note.stored(claim.uid, claim.note)

    def focus_note(self) -> None:
        """Bring the note into sight and put the cursor at its end."""
        if not self._uid or self.note.isHidden():
            return
        self._area.ensureWidgetVisible(self.note)
        self.note.moveCursor(self.note.textCursor().MoveOperation.End)
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def veil(self, veiled: bool) -> None:
        """Hide the claim, and say that the list does not have it at the moment; or show it again."""
        if veiled != self._veiled:
            self._veiled = veiled
            self._arrange(*self._shows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let more stand still where there is room."""
        super().resizeEvent(event)
        self._settle()

    # --- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        theme = self._theme
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._hint = Caption(theme, role="ui")
        self._hint.setWordWrap(True)
        self._summary = QLabel()
        self._standing = Caption(theme, role="ui")
        self._standing.setWordWrap(True)
        self.verdicts = VerdictButtons(theme)
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._one = [self._build_head(), self._build_reason(), self._build_note(), self._build_evidence()]
        self._one.append(self._build_history())
        for widget in self._one:
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._area.setWidget(page)
        self._outer = QVBoxLayout(self)
        for widget in (self._hint, self._summary, self._standing, self.verdicts):
            self._outer.addWidget(widget)
        self._outer.addWidget(self._area, 1)
        self._outer.addStretch(0)  # while nothing scrolls, what there is stays at the top

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
        self._news = Caption(self._theme)
        self._news.setWordWrap(True)
        column.addWidget(Caption(self._theme, self.tr("Note (T)")))
        column.addWidget(self.note)
        column.addWidget(self._news)
        self._say_elsewhere()
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
        self._buttons = QWidget()
        self._actions = FlowLayout(self._buttons)
        self._actions.addWidget(self.attach)
        self._actions.addWidget(self.cite)
        box, self._proof = _box(QVBoxLayout)
        self.sourcing = SourcingHint(self._theme)
        title = Caption(self._theme, self.tr("Evidence"))
        for widget in (title, self.citations, self._unsupported, self.sourcing, self._buttons):
            self._proof.addWidget(widget)
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
        self.reason.left.connect(self.left)
        self.note.left.connect(self.left)
        self.note.kept.connect(self._keep)
        self.citations.opened.connect(self.citation_opened)
        self.citations.stance_requested.connect(self.stance_requested)
        self.citations.removed.connect(self.citation_removed)
        self.attach.clicked.connect(self.attach_requested)
        self.cite.clicked.connect(self.cite_requested)
        self._theme.changed.connect(self._restyle)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    # --- showing ------------------------------------------------------------------------------------------

    def _show_links(self, decisions: Sequence[Decision], citations: Sequence[Citation]) -> None:
        with QSignalBlocker(self.citations):
            self.citations.show_citations(citations)
        self.citations.setVisible(bool(citations))
        self._unsupported.setVisible(not citations)
        self.history.show_decisions(decisions)
        self._past.setVisible(bool(decisions))

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring into sight what Tab has reached."""
        if now is not None and self._area.isAncestorOf(now):
            self._area.ensureWidgetVisible(now)

    def _keep(self, elsewhere: str) -> None:
        self._elsewhere = elsewhere
        self._say_elsewhere()

    def _say_elsewhere(self, actor: str = "") -> None:
        """Say under the note what became of it; `actor` is who changed it elsewhere."""
        if not self._elsewhere:
            self._news.setText(self.tr("Kept in the record."))
            return
        said = self.tr("Changed elsewhere to “%1”: your text is kept.")
        if actor:
            said = self.tr("%2 changed it to “%1” meanwhile: your text is kept.")
        self._news.setText(filled(said, self._elsewhere, actor))

    def _settle(self) -> None:
        """Let sentence and evidence buttons stand still, or scroll with the rest."""
        roomy = self.height() >= _ROOMY * self._hint.fontMetrics().lineSpacing()
        if roomy == self._roomy:
            return
        self._roomy = roomy
        if roomy:
            self._outer.insertWidget(self._outer.indexOf(self.verdicts), self._one[0])
            self._outer.addWidget(self._buttons)
        else:
            self._column.insertWidget(0, self._one[0])
            self._proof.addWidget(self._buttons)
        self._arrange(*self._shows)

    def _arrange(self, one: bool, several: bool) -> None:
        self._shows = one, several
        one, several = one and not self._veiled, several and not self._veiled
        self._hint.setVisible(not one and not several)
        self._hint.setText(
            self.tr("The filter hides the current claim.")
            if self._veiled
            else self.tr("Choose a claim in the list to judge it here.")
        )
        self._buttons.setVisible(one)
        self._area.setVisible(one)
        self._summary.setVisible(several)
        self._standing.setVisible(several)
        self.verdicts.setVisible(one or several)
        for widget in self._one:
            shown = one and (widget is not self._reason_row or self.reason.isEnabled())
            widget.setVisible(shown and (widget is not self._past or bool(self.history.toPlainText())))

    def _restyle(self) -> None:
        theme = self._theme
        edge = min(gap(theme, 3), 16)
        self._outer.setContentsMargins(0, gap(theme, 2), 0, gap(theme, 2))
        self._outer.setSpacing(gap(theme, 2))
        self._column.setContentsMargins(0, 0, 0, edge)
        self._column.setSpacing(gap(theme, 2.5))
        self.setContentsMargins(edge, 0, edge, 0)
        self._settle()
        self._head.setSpacing(gap(theme, 2))
        self._area.setMinimumHeight(2 * self._hint.fontMetrics().lineSpacing())
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
