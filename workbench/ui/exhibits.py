"""Evidence in the window: opening it, citing from it, searching it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.core.anchor import Passage
from workbench.core.change import Change, Together
from workbench.core.claim import Claim
from workbench.core.errors import BadInputError, KnownError
from workbench.core.evidence import Citation, Evidence, Hit, Method, Stance
from workbench.core.searching import Found, Wanted
from workbench.core.verdict import Verdict
from workbench.desk import attaching, citing, plaintexts, searching, unlocking
from workbench.desk.pages import PdfPages
from workbench.desk.session import Session
from workbench.jobs.runner import Lane
from workbench.ui.desk import Desk
from workbench.ui.evidence.lights import Cited
from workbench.ui.evidence.region import is_region
from workbench.ui.jobs import Newest
from workbench.ui.window import MainWindow
from workbench.ui.words import filled

_MAX_PICTURE: Final = 200 * 1024 * 1024  # bytes read into the image viewer
_PLACES: Final = 8  # kept of each page in a long list of hits; its words are all lit all the same
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
        window.evidence.unlock_requested.connect(self._unlock)

    @property
    def opened(self) -> Evidence | None:
        """What the viewer shows."""
        return self._opened

    def actions(self) -> dict[str, Callable[[], None]]:
        """What it does, by the names of the action table."""
        return {
            "cite": self.cite_selection,
            "show_citation": self.show_next_citation,
            "search": self.open_search,
            "next_hit": self.show_next_hit,
            "previous_hit": lambda: self.show_next_hit(-1),
            "close_evidence": self.leave_viewer,
        }

    # citing

    def cite(self, passages: Sequence[Passage], stance: Stance) -> None:
        """Tie the current claim to `passages` of the open evidence, as one change."""
        claim, evidence = self._to_cite()
        region = next((passage for passage in passages if is_region(passage)), None)
        if region is None:
            self._cite(claim, evidence, passages, stance)
            return
        pixels = self._pane.pixels_of(region)
        self._desk.run(
            self.tr("Taking the picture"),
            lambda session, _: pixels(),
            lambda png: self._cite(claim, evidence, passages, stance, png),
            lane=Lane.SOON,
        )

    def _to_cite(self) -> tuple[Claim, Evidence]:
        """The current claim and the open evidence; BadInputError says which of them is missing."""
        claim, evidence = self._current(), self._opened
        if claim is None or self._desk.article is None:
            raise BadInputError(self.tr("Choose the claim first, then press C."))
        if evidence is None:
            raise BadInputError(self.tr("Open the evidence and select a passage first, then press C."))
        return claim, evidence

    def _cite(
        self,
        claim: Claim,
        evidence: Evidence,
        passages: Sequence[Passage],
        stance: Stance,
        picture: bytes = b"",
    ) -> None:
        """Tie `claim` to `passages`; `picture` is what a region shows, as PNG."""
        article, session = self._desk.article, self._desk.session
        if article is None or self._desk.claim(claim.uid) is None:
            return  # another article was opened meanwhile
        part = citing.part_of(claim, self._window.source.view.selected_span())
        cites = [
            citing.citation_of(
                article.uid,
                claim,
                evidence,
                passage,
                stance,
                part=part,
                picture=picture,
                recognised=citing.recognised_by(session, evidence, passage),
            )
            for passage in passages
        ]
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
        self._pane.let_go()  # its place is tinted as cited now
        said = self.tr("Cited for “%3” of claim %1: %2") if part else self.tr("Cited for claim %1: %2")
        self.told.emit(filled(said, claim.number, evidence.name, part.exact if part else ""))

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

    def show_first_citation(self) -> None:
        """Show the current claim's first citation, if it has one."""
        claim = self._current()
        citations = self._desk.session.citations(claim=claim.uid) if claim else []
        if claim is not None and citations:
            self._turn = claim.uid, 0
            self._show_citation(citations[0])

    def show_passage(self, evidence: Evidence, passage: Passage) -> None:
        """Show a passage of evidence, lit, whether it is cited or not."""
        self.open_evidence(evidence, lambda: self._pane.light(passage))

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

    def open_hit(self, hit: Hit, focus: bool = True) -> None:
        """Show a page that was found, with the found words lit; `focus`: the viewer has the keys then."""

        def land() -> None:
            self._pane.find_words(hit.page, hit.words, hit.found)
            if focus:
                self._pane.focus_widget().setFocus()

        self.open_evidence(self._desk.session.evidence(key=hit.evidence_id), land)

    def show_next_hit(self, by: int = 1) -> None:
        """Open the next page that the search found (or the one before), wherever the keys are."""
        if not self._window.search.step(by):
            self.told.emit(self.tr("There is no further page. Ctrl+Shift+F goes to the search."))

    def open_search(self) -> None:
        """Show the search, ready to be typed into."""
        self._window.show_search(True)
        self._window.search.focus_line()

    def find(self, wanted: Wanted, most: int = searching.LIMIT) -> None:
        """Search the evidence and list the `most` best hits; a search that is under way is given up."""
        search = self._window.search
        if not wanted.query:
            self._searching.drop()
            search.show_found(Found((), 0))
            return
        self._searching.run(
            self.tr("Searching"),
            lambda session, _: _found(session, wanted, most),
            lambda found: search.show_found(found, wanted),
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

    def leave_removed(self, uid: str) -> None:
        """Empty the viewer when it shows the evidence of that uid, which is gone."""
        if self._opened is not None and self._opened.uid == uid:
            self.close_viewer()

    def _show_citation(self, citation: Citation) -> None:
        """Bring the cited page with its passage lit."""
        evidence = self._desk.session.evidence(uid=citation.evidence_uid)
        self.open_evidence(evidence, lambda: self._pane.light(citation.passage, citation.stance))

    def _show(self, evidence: Evidence, contents: Any) -> None:
        self._opened = evidence
        match contents:
            case PdfPages() if contents.locked:
                self._pane.show_locked(evidence)
            case PdfPages() if contents.problem and not contents.sizes:
                self._pane.show_problem(evidence, contents.problem)
            case PdfPages():
                self._pane.show_pdf(evidence, contents)
                self._pane.remark.say(contents.problem)
            case bytes():
                self._pane.show_image(evidence, contents)
            case str() if evidence.problem and not contents.strip():
                self._pane.show_problem(evidence, evidence.problem)
            case str():
                self._pane.show_text(evidence, contents)
                self._pane.remark.say(evidence.problem)
            case _ if evidence.is_recording:
                self._pane.show_recording(evidence)
            case _:
                self._pane.show_other(evidence)
        self._tint()
        self._reveal()

    def _unlock(self, uid: str, password: str, keep: bool) -> None:
        """Try a password; the pages are shown at once and their text is read afterwards."""
        evidence = self._desk.session.evidence(uid=uid)

        def show(contents: PdfPages | str) -> None:
            if isinstance(contents, str):
                self._pane.unlock.say(contents)
                return
            self._show(evidence, contents)
            reading = filled(self.tr("Reading %1"), evidence.name)
            self._desk.run(reading, lambda session, progress: unlocking.read(session, evidence, progress))

        opening = filled(self.tr("Opening %1"), evidence.name)
        self._opening.run(opening, lambda session, _: _unlocked(session, evidence, password, keep), show)

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
            self._pane.set_citations(
                [Cited(citation.passage, citation.stance, citation.claim_uid) for citation in cited]
            )


def _found(session: Session, wanted: Wanted, most: int) -> Found | str:
    """What a search finds, or what is wrong with a query that is half typed."""
    try:
        return searching.search(session, wanted, most, _PLACES if most > searching.LIMIT else None)
    except BadInputError as error:
        return str(error)


def _contents(session: Session, evidence: Evidence) -> PdfPages | bytes | str | None:
    """What the viewer shows of `evidence`; None when it has no view of its own."""
    if evidence.media_type == attaching.PDF:
        return PdfPages(session, evidence)
    if plaintexts.has_words(evidence):  # before pictures: what a program draws (SVG) is shown as text
        return plaintexts.text_of(session, evidence)
    if evidence.media_type.startswith("image/") and evidence.bytes <= _MAX_PICTURE:
        return session.bytes_of(evidence).read_at(0, evidence.bytes)
    return None


def _unlocked(session: Session, evidence: Evidence, password: str, keep: bool) -> PdfPages | str:
    """The pages that `password` opens, or a sentence when it opens none."""
    try:
        unlocking.open_with(session, evidence, password, keep)
    except KnownError as error:
        return str(error)
    return PdfPages(session, evidence)
