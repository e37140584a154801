"""The claims panel: head, filter, list, and the detail of the current claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.core.claim import Claim, Decision
from workbench.core.evidence import Citation
from workbench.core.proof import Proof
from workbench.core.verdict import Verdict
from workbench.ui.chrome import FocusLine
from workbench.ui.claims.chips import FilterChips
from workbench.ui.claims.citations import CitationList
from workbench.ui.claims.delegate import ClaimDelegate
from workbench.ui.claims.detail import ClaimDetail
from workbench.ui.claims.filter import Filter
from workbench.ui.claims.line import FilterLine
from workbench.ui.claims.listing import ClaimsList
from workbench.ui.claims.look import Caption, gap
from workbench.ui.claims.model import ClaimsModel
from workbench.ui.claims.progress import ClaimsHead
from workbench.ui.claims.sourcing import HouseRuleForm, SourcingHint
from workbench.ui.claims.splitter import HairlineSplitter
from workbench.ui.theme import Theme
from workbench.ui.words import filled

_NARROWEST = 320  # logical pixels that the panel asks for at most
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class ClaimsPanel(QWidget):
    """Shows claims and asks for changes; it never writes.

    There is one current claim. It changes by the user (list, filter chips) or by `set_current()`, and each
    change is announced once by `current_changed`, whoever made it. `selected()` is what a verdict applies to.
    """

    current_changed = Signal(str)  # claim uid
    selection_changed = Signal(object)  # list[str] of claim uids, in text order
    verdict_requested = Signal(object, bool)  # Verdict, whether to stay on the claim
    reason_requested = Signal(object)  # Reason | None
    note_committed = Signal(str, str)  # claim uid, text
    citation_opened = Signal(str)  # citation uid
    stance_requested = Signal(str, object)  # citation uid, Stance
    citation_removed = Signal(str)  # citation uid
    place_opened = Signal(object, object)  # Proof, Passage: where cited words stand now
    taken_over = Signal(object, object)  # Proof, Passage: cite this place instead
    attach_requested = Signal()
    cite_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._current: str | None = None
        self._announced: list[str] = []
        self._article: int | None = None
        self.model = ClaimsModel(self)
        self._sweeper = QTimer(self)
        self._sweeper.setSingleShot(True)
        self._revealer = QTimer(self, singleShot=True)
        self._build()
        self._connect()
        self._restyle()
        self._refresh_head()

    # --- what the window tells ----------------------------------------------------------------------------

    def show_claims(self, claims: Sequence[Claim]) -> None:
        """Show the claims of an article (none: no article).

        The current claim stays current if it is still there, otherwise none is; neither is announced. Another
        article starts without a filter.
        """
        self.flush()
        known = self._current is not None and any(claim.uid == self._current for claim in claims)
        same = bool(claims) and claims[0].article_id == self._article
        self._article = claims[0].article_id if claims else None
        if not same:
            self._clear_filter()
        self._current = self._current if known else None
        self._delegate.set_largest(claims[-1].number if claims else 1)
        self.model.set_claims(claims)
        self.model.set_current(self._current)
        self._detail.stored(claims)
        self._restore()
        self._refresh_head()

    def update_claims(self, claims: Sequence[Claim]) -> None:
        """Show changed claims, found by uid; no row leaves and nothing scrolls."""
        self._detail.stored(claims)
        self.model.update_claims(claims)
        self._refresh_head()
        self._refresh_detail()

    @property
    def citations_list(self) -> CitationList:
        """The citations of the current claim."""
        return self._detail.citations

    def show_proofs(self, proofs: Mapping[str, Sequence[Proof]]) -> None:
        """Say on the citations (uid) what became of them; those that are not named hold."""
        self._detail.citations.show_proofs(proofs)

    @property
    def sourcing(self) -> SourcingHint:
        """What the house rule still asks of the current claim."""
        return self._detail.sourcing

    def show_detail(self, claim: Claim, decisions: Sequence[Decision], citations: Sequence[Citation]) -> None:
        """Show everything about the current claim; ignored for another one or while several are selected."""
        if claim.uid == self._current and len(self.selected()) == 1:
            self._detail.show_detail(claim, decisions, citations)

    def set_current(self, uid: str | None) -> None:
        """Make the claim current and the only one selected, in sight even if the filter hides its like."""
        if uid is None or self.model.claim(uid) is None:
            self._forget_current()
            return
        self.model.set_current(uid)
        index = self.model.index_of(uid)
        self._list.selectionModel().setCurrentIndex(index, _SELECT)
        self._list.reveal(index)

    def focus_list(self) -> None:
        """Give the list the focus; a current claim that the filter hides hands over to the next shown one."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        """Put the cursor into the filter line, its text selected."""
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def focus_note(self) -> None:
        """Put the cursor into the note of the current claim."""
        self._detail.focus_note()

    def flush(self) -> bool:
        """Commit a note in the making; to be called before closing and before anything that reads notes.

        False when a note, this one or one before, could not be written; the panel keeps it.
        """
        return self._detail.note.flush_all()

    def note_written(self, uid: str, text: str) -> None:
        """A note that was committed is in the workspace."""
        self._detail.note.stored(uid, text)

    # --- what the window asks -----------------------------------------------------------------------------

    @property
    def claims_list(self) -> ClaimsList:
        """The list itself: where the window's letter keys act."""
        return self._list

    def current(self) -> str | None:
        """The uid of the current claim."""
        return self._current

    def selected(self) -> list[str]:
        """What a verdict applies to: the selected claims if there are several, else the current one."""
        ranges = self._list.selectionModel().selection()
        blocks = [ranges.at(number) for number in range(ranges.count())]
        rows = [row for block in blocks for row in range(block.top(), block.bottom() + 1)]
        if len(rows) > 1:
            return [self.model.uid(row) for row in sorted(rows)]
        return [] if self._current is None else [self._current]

    def next_open(self, uid: str | None = None) -> str | None:
        """The next unreviewed claim after `uid` (None: after the current one); see the model."""
        return self.model.next_open(uid or self._current)

    def previous_open(self, uid: str | None = None) -> str | None:
        """The unreviewed claim before; see the model."""
        return self.model.previous_open(uid or self._current)

    def next_to_decide(self, uid: str | None = None) -> str | None:
        """Where a verdict leads; see the model."""
        return self.model.next_to_decide(uid or self._current)

    def next_claim(self, uid: str | None = None) -> str | None:
        """The claim in the row below."""
        return self.model.next_claim(uid or self._current)

    def previous_claim(self, uid: str | None = None) -> str | None:
        """The claim in the row above."""
        return self.model.previous_claim(uid or self._current)

    def sizeHint(self) -> QSize:
        """Comfortable beside a page of text."""
        return QSize(gap(self._theme, 95), gap(self._theme, 200))

    # --- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        theme = self._theme
        self._head = ClaimsHead(theme, self)
        self._chips = FilterChips(theme, self)
        self._line = FilterLine(self)
        self.house_rule = HouseRuleForm(theme, self)
        self._notice = Caption(theme, role="ui")
        self._notice.setWordWrap(True)
        self._list = ClaimsList(self)
        self._list.setModel(self.model)
        self._delegate = ClaimDelegate(theme, self._list)
        self._list.setItemDelegate(self._delegate)
        self._detail = ClaimDetail(theme, self)
        self._splitter = HairlineSplitter(theme, self)
        self._splitter.addWidget(self._list)
        self._splitter.addWidget(self._detail)
        self._splitter.setSizes([500, 500])
        FocusLine(theme, self._list)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._upper = QVBoxLayout()
        for widget in (self._head, self.house_rule, self._chips, self._line, self._notice):
            self._upper.addWidget(widget)
        self._column.addLayout(self._upper)
        self._column.addWidget(self._splitter, 1)
        self._blank = QWidget(self)
        self._column.addWidget(self._blank, 1)
        self.setAutoFillBackground(True)

    def _connect(self) -> None:
        detail, selection = self._detail, self._list.selectionModel()
        selection.currentChanged.connect(self._move)
        selection.selectionChanged.connect(self._select)
        self._list.focus_arriving.connect(self._settle)
        self.model.modelReset.connect(self._restore)
        self._sweeper.timeout.connect(self._sweep)
        self._revealer.timeout.connect(self._reveal)
        self._chips.chosen.connect(self._filter_by_verdict)
        self._line.textChanged.connect(self._filter_by_text)
        self._line.left.connect(self.focus_list)
        self.house_rule.left.connect(self.focus_list)
        detail.left.connect(self.focus_list)
        detail.verdict_requested.connect(self.verdict_requested)
        detail.reason_requested.connect(self.reason_requested)
        detail.note_committed.connect(self.note_committed)
        detail.citation_opened.connect(self.citation_opened)
        detail.stance_requested.connect(self.stance_requested)
        detail.citation_removed.connect(self.citation_removed)
        detail.citations.place_opened.connect(self.place_opened)
        detail.citations.taken_over.connect(self.taken_over)
        detail.attach_requested.connect(self.attach_requested)
        detail.cite_requested.connect(self.cite_requested)
        self._theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        theme = self._theme
        self.setPalette(theme.qpalette())
        self.setFont(theme.font("ui"))
        self._line.setFont(theme.font("ui"))
        edge = min(gap(theme, 3), 16)
        self._upper.setContentsMargins(edge, gap(theme, 2), edge, gap(theme, 1))
        self._upper.setSpacing(gap(theme, 1.5))
        self._list.setMinimumHeight(round(self._delegate.row_height * 1.5))
        self.setMinimumWidth(min(_NARROWEST, gap(theme, 60)))
        self._revealer.start(0)  # once everything has its new size
        self._list.scheduleDelayedItemsLayout()
        self._list.viewport().update()

    # --- current and selected -----------------------------------------------------------------------------

    def _move(self, index: QModelIndex, _previous: QModelIndex) -> None:
        uid = self.model.uid(index.row()) if index.isValid() else None
        if uid is None or uid == self._current:
            return
        self.flush()
        self._current = uid
        self.model.set_current(uid)
        self._sweeper.start(0)
        self._refresh_detail()
        self.current_changed.emit(uid)
        self._select()

    def _select(self) -> None:
        """Qt selects before it makes current: until `_move` has run, one selected row counts as no change."""
        chosen = self.selected()
        if chosen != self._announced:
            self._announced = chosen
            self._refresh_detail()
            self.selection_changed.emit(chosen)

    def _sweep(self) -> None:
        """Rows leave between two events, and never between press and release of a mouse button."""
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._sweeper.start(100)
            return
        self.model.sweep()
        self._refresh_notice()

    def _restore(self) -> None:
        """After a reset of the model: the current claim is current in the list again, if it has a row."""
        index = self.model.index_of(self._current) if self._current else QModelIndex()
        if index.isValid():
            self._list.selectionModel().setCurrentIndex(index, _SELECT)
            self._list.reveal(index)
        self._select()
        self._refresh_detail()

    def _reveal(self) -> None:
        """Keep the current claim in sight."""
        index = self.model.index_of(self._current) if self._current else QModelIndex()
        if index.isValid():
            self._list.reveal(index)

    def _settle(self) -> None:
        """The list is about to be used: its current row must be a real one."""
        uid = self.model.nearest(self._current)
        if uid is not None and not self._list.currentIndex().isValid():
            self.set_current(uid)

    def _forget_current(self) -> None:
        self.flush()
        self._current = None
        self.model.set_current(None)
        self._list.selectionModel().clear()
        self._select()
        self._refresh_detail()

    # --- filter -------------------------------------------------------------------------------------------

    def _filter_by_verdict(self, verdict: Verdict | None) -> None:
        """A chip is a wish to see these claims: the nearest becomes current."""
        self.model.set_filter(Filter(verdict, self._line.text()))
        self._refresh_notice()
        self._settle()

    def _filter_by_text(self, text: str) -> None:
        """Typing shows without moving: text and detail stay put until the list is entered."""
        self.model.set_filter(Filter(self.model.filter.verdict, text))
        self._refresh_notice()

    def _clear_filter(self) -> None:
        self._chips.choose(None)
        self._line.clear()
        self.model.set_filter(Filter())

    # --- showing ------------------------------------------------------------------------------------------

    def _refresh_detail(self) -> None:
        chosen = self.selected()
        claims = [claim for claim in map(self.model.claim, chosen) if claim is not None]
        hidden = len(claims) == 1 and not self.model.index_of(claims[0].uid).isValid()
        self._detail.veil(hidden)
        if len(claims) > 1:
            self._detail.show_several(claims)
        elif claims:
            self._detail.show_claim(claims[0])
        else:
            self._detail.show_nothing()

    def _refresh_head(self) -> None:
        tally = self.model.tally
        self._head.show_tally(tally)
        self._chips.show_tally(tally)
        for widget in (self._chips, self._line, self._splitter):
            widget.setVisible(tally.total > 0)
        self._blank.setVisible(tally.total == 0)
        self._refresh_notice()

    def _refresh_notice(self) -> None:
        text = self._advice()
        self._notice.setText(text)
        self._notice.setVisible(bool(text))

    def _advice(self) -> str:
        """What to do where there is nothing to do, in one or two short sentences; else empty."""
        tally = self.model.tally
        if not tally.total:
            return self.tr(
                "No article is open. Import one (Ctrl+I), paste its text, or open the sample case."
            )
        if tally.verified + tally.not_a_claim == tally.total:
            return self.tr("Everything is settled. Export the report (Ctrl+E).")
        if not self.model.rowCount():
            if self.model.filter.text:
                return self.tr("No claim matches. Escape in the filter line clears it.")
            return self.tr("No claim has this verdict.")
        if not tally.unreviewed:
            left = tally.disputed + tally.unsourced
            return filled(self.tr("Nothing is open. Still disputed or unsourced: %1."), left)
        return ""
