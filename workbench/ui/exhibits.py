"""Evidence in the window: opening it, citing from it, searching it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.core.anchor import Passage
from workbench.core.change import Change, Together
from workbench.core.claim import Claim
from workbench.core.errors import BadInputError
from workbench.core.evidence import Citation, Evidence, Hit, Method, Stance
from workbench.core.verdict import Verdict
from workbench.desk import attaching, citing, searching
from workbench.desk.pages import PdfPages
from workbench.desk.session import Session
from workbench.ui.desk import Desk
from workbench.ui.jobs import Newest
from workbench.ui.window import MainWindow
from workbench.ui.words import filled

_MAX_PICTURE: Final = 200 * 1024 * 1024  # bytes read into the image viewer
_LIST_MS: Final = 200  # between two readings of the evidence list: an import changes it all the time


class Exhibits(QObject):
    """Runs the evidence viewer, list and search; reading is done on threads."""

    told = Signal(str)  # news for the message bar
    told_of = Signal(str, str)  # the same about one claim (uid): it goes when the claim is left
    shown = Signal()  # the viewer shows what was asked for

    def __init__(self, desk: Desk, window: MainWindow, current: Callable[[], Claim | None]) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._pane = window.evidence
        self._current = current
        self._opened: Evidence | None = None
        self._turn: tuple[str, int] = ("", -1)  # claim uid, index of the citation shown last
        self._opening = Newest(desk.run)
        self._searching = Newest(desk.run)
        self._changed = False  # since the evidence was listed
        self._listing = QTimer(self, singleShot=True, interval=_LIST_MS)
        self._listing.timeout.connect(self._list_changed)
        desk.evidence_changed.connect(self._on_evidence)
        desk.workspace_opened.connect(self.close_viewer)

    def actions(self) -> dict[str, Callable[[], None]]:
        """What it does, by the names of the action table."""
        return {
            "cite": self.cite_selection,
            "show_citation": self.show_next_citation,
            "search": self.open_search,
            "close_evidence": self.leave_viewer,
        }

    # citing

    def cite(self, passages: Sequence[Passage], stance: Stance) -> None:
        """Tie the current claim to `passages` of the open evidence, as one change."""
        claim, article, evidence = self._current(), self._desk.article, self._opened
        if claim is None or article is None:
            raise BadInputError(self.tr("Choose the claim first, then press C."))
        if evidence is None:
            raise BadInputError(self.tr("Open the evidence and select a passage first, then press C."))
        session = self._desk.session
        cites = [citing.citation_of(article.uid, claim, evidence, passage, stance) for passage in passages]
        whole = [
            c
            for c in session.citations(claim=claim.uid)
            if c.evidence_id == evidence.id and c.method is Method.WHOLE_FILE
        ]
        if whole and all(change.method is Method.WHOLE_FILE for change in cites):
            said = filled(self.tr("This claim cites the whole of %1 already."), evidence.name)
            self.told_of.emit(said, claim.uid)
            return
        changes: list[Change] = [*cites]
        if whole:  # the passage takes the whole file's place
            changes.insert(0, citing.withdrawal(article.uid, whole))
        session.apply(changes[0] if len(changes) == 1 else Together(tuple(changes)))
        self._pane.pdf.clear_selection()  # its place is tinted as cited now
        self.told.emit(filled(self.tr("Cited for claim %1: %2"), claim.number, evidence.name))

    def cite_selection(self) -> None:
        """The key C: cite what is selected; a disputed claim's passage contradicts it."""
        claim = self._current()
        if self._opened is None:
            raise BadInputError(self.tr("Open the evidence and select a passage first, then press C."))
        disputed = claim is not None and claim.verdict is Verdict.DISPUTED
        self._pane.cite(Stance.CONTRADICTS if disputed else Stance.SUPPORTS)
        self._window.panel.focus_list()  # the verdict comes next

    def show_next_citation(self, by: int = 1) -> None:
        """Show the current claim's first citation; again: the next one."""
        claim = self._current()
        citations = self._desk.session.citations(claim=claim.uid) if claim else []
        if claim is None or not citations:
            said = self.tr("This claim has no citation yet. E attaches evidence.")
            self.told_of.emit(said, claim.uid if claim else "")
            return
        uid, at = self._turn
        at = (at + by) % len(citations) if uid == claim.uid else 0
        self._turn = claim.uid, at
        self._show_citation(citations[at])

    def show_citation_of(self, uid: str) -> None:
        """Show the citation of that uid of the current claim."""
        claim = self._current()
        for citation in self._desk.session.citations(claim=claim.uid) if claim else []:
            if citation.uid == uid:
                self._show_citation(citation)

    # opening

    def open_uid(self, uid: str) -> None:
        """Open the evidence of that uid in the viewer."""
        self.open_evidence(self._desk.session.evidence(uid=uid))

    def open_evidence(self, evidence: Evidence, then: Callable[[], None] = lambda: None) -> None:
        """Show evidence in the viewer, then do `then` (light a passage)."""
        if self._opened is not None and self._opened.uid == evidence.uid:
            self._opening.drop()
            self._reveal()
            then()
            return

        def show(contents: Any) -> None:
            self._show(evidence, contents)
            then()

        title = filled(self.tr("Opening %1"), evidence.name)
        self._opening.run(title, lambda session, _: _contents(session, evidence), show)

    def open_hit(self, hit: Hit) -> None:
        """Show a page that a search found, with the found words lit."""
        evidence = self._desk.session.evidence(key=hit.evidence_id)
        self.open_evidence(evidence, lambda: self._pane.find_words(hit.page, hit.words))

    def open_search(self) -> None:
        """Show the search, ready to be typed into."""
        self._window.show_search(True)
        self._window.search.focus_line()

    def find(self, query: str) -> None:
        """Search all evidence and list the hits; a search that is under way is given up."""
        search = self._window.search
        if not query.strip():
            self._searching.drop()
            search.show_hits([])
            return
        self._searching.run(
            self.tr("Searching"),
            lambda session, _: searching.search(session, query),
            lambda hits: search.show_hits(hits, query),
        )

    def close_viewer(self) -> None:
        """Empty the viewer."""
        self._opening.drop()
        self._opened = None
        self._pane.clear()

    def leave_viewer(self) -> None:
        """Empty the viewer and put it away."""
        self.close_viewer()
        self._window.show_evidence(False)
        self._window.panel.focus_list()

    def remove(self, uid: str) -> None:
        """Withdraw evidence with its citations, as one change; undo brings all of it back."""
        evidence = self._desk.session.evidence(uid=uid)
        attaching.withdraw(self._desk.session, evidence)
        if self._opened is not None and self._opened.uid == uid:
            self.close_viewer()
        self.told.emit(filled(self.tr("Removed %1. Ctrl+Z brings it back."), evidence.name))

    def _show_citation(self, citation: Citation) -> None:
        """Bring the cited page with its passage lit."""
        evidence = self._desk.session.evidence(uid=citation.evidence_uid)
        self.open_evidence(evidence, lambda: self._pane.light(citation.passage, citation.stance))

    def _show(self, evidence: Evidence, contents: Any) -> None:
        self._opened = evidence
        match contents:
            case PdfPages() if contents.problem and not contents.sizes:
                self._pane.show_problem(evidence, contents.problem)
            case PdfPages():
                self._pane.show_pdf(evidence, contents)
            case bytes():
                self._pane.show_image(evidence, contents)
            case str():
                self._pane.show_text(evidence, contents)
            case _:
                self._pane.show_other(evidence)
        self._tint()
        self._reveal()

    def _reveal(self) -> None:
        self._window.show_evidence(True)
        self.shown.emit()
        QTimer.singleShot(0, self._window.source.view.bring_current)  # the text has less room now

    # listing

    def _on_evidence(self) -> None:
        self._changed = True
        if not self._listing.isActive():
            self._list_changed()

    def _list_changed(self) -> None:
        if self._changed and self._desk.is_open:
            self._changed = False
            self._listing.start()
            self._window.library.show_evidence(self._desk.session.evidence_list())
            self._tint()

    def _tint(self) -> None:
        """Tint quietly what is cited of the evidence that is open."""
        if self._opened is not None:
            cited = self._desk.session.citations(evidence=self._opened.uid)
            self._pane.set_citations([(citation.passage, citation.stance) for citation in cited])


def _contents(session: Session, evidence: Evidence) -> PdfPages | bytes | str | None:
    """What the viewer shows of `evidence`; None when it has no view of its own."""
    if evidence.media_type == attaching.PDF:
        return PdfPages(session, evidence)
    if evidence.media_type.startswith("image/") and evidence.bytes <= _MAX_PICTURE:
        return session.bytes_of(evidence).read_at(0, evidence.bytes)
    if evidence.media_type.startswith("text/"):
        return attaching.text_of(session, evidence)
    return None
