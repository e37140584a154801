"""Evidence in the window: attaching, opening, citing and searching."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QImageWriter

from workbench.core.anchor import Passage
from workbench.core.change import Together
from workbench.core.claim import Claim
from workbench.core.errors import BadInputError
from workbench.core.evidence import Citation, Evidence, Hit, Method, Stance
from workbench.core.verdict import Verdict
from workbench.desk import attaching, citing, searching
from workbench.desk.pages import PdfPages
from workbench.desk.saving import save_copy
from workbench.desk.session import Session
from workbench.jobs.progress import Progress
from workbench.ui.desk import Desk
from workbench.ui.evidence.library import EvidenceList
from workbench.ui.evidence.pane import EvidencePane
from workbench.ui.evidence.search import SearchPanel

_MAX_PICTURE: Final = 200 * 1024 * 1024  # bytes read into the image viewer


class Exhibits(QObject):
    """Runs everything that concerns evidence; reading is done on threads."""

    told = Signal(str)  # news for the message bar
    shown = Signal()  # the viewer has something to show

    def __init__(
        self,
        desk: Desk,
        pane: EvidencePane,
        library: EvidenceList,
        search: SearchPanel,
        current: Callable[[], Claim | None],
    ) -> None:
        super().__init__(pane)
        self._desk = desk
        self._pane = pane
        self._library = library
        self._search = search
        self._current = current
        self._opened: Evidence | None = None
        self._turn: tuple[str, int] = ("", -1)  # claim uid, index of the citation shown last
        self._outside: tempfile.TemporaryDirectory[str] | None = None
        desk.evidence_changed.connect(self._list)
        desk.workspace_opened.connect(self.close_viewer)

    # attaching

    def attach_files(self, paths: Sequence[Path], claim: Claim | None) -> None:
        """Attach files on a thread; with a claim, each is cited for it as a whole until a passage is."""
        for path in paths:
            self._attach(path.name, claim, partial(_attach_file, path))

    def paste(self, mime: QMimeData, claim: Claim | None) -> None:
        """Attach what the clipboard holds: files, a picture, or text."""
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if files:
            self.attach_files(files, claim)
        elif mime.hasImage():
            self._attach_bytes(_png(mime.imageData()), self.tr("pasted picture.png"), claim)
        elif mime.text().strip():
            self._attach_bytes(mime.text().encode(), self.tr("pasted text.txt"), claim)
        else:
            raise BadInputError(self.tr("The clipboard holds no file, picture or text to attach."))

    # citing

    def cite(self, passage: Passage, stance: Stance) -> None:
        """Tie the current claim to `passage` of the open evidence."""
        claim, article, evidence = self._current(), self._desk.article, self._opened
        if claim is None or article is None:
            raise BadInputError(self.tr("Choose the claim first, then press C."))
        if evidence is None:
            raise BadInputError(self.tr("Open the evidence and select a passage first, then press C."))
        session = self._desk.session
        change = citing.citation_of(article.uid, claim, evidence, passage, stance)
        whole = [
            c
            for c in session.citations(claim=claim.uid)
            if c.evidence_id == evidence.id and c.method is Method.WHOLE_FILE
        ]
        if whole and change.method is Method.WHOLE_FILE:
            self.told.emit(self.tr("This claim cites the whole of %1 already.").replace("%1", evidence.name))
            return
        if whole:  # the passage takes the whole file's place
            session.apply(Together((citing.withdrawal(article.uid, whole), change)))
        else:
            session.apply(change)
        self.told.emit(
            self.tr("Cited for claim %1: %2").replace("%1", str(claim.number)).replace("%2", evidence.name)
        )

    def cite_selection(self) -> None:
        """The key C: cite what is selected; a disputed claim's passage contradicts it."""
        claim = self._current()
        if self._opened is None:
            raise BadInputError(self.tr("Open the evidence and select a passage first, then press C."))
        disputed = claim is not None and claim.verdict is Verdict.DISPUTED
        self._pane.cite(Stance.CONTRADICTS if disputed else Stance.SUPPORTS)

    def show_next_citation(self, by: int = 1) -> None:
        """Show the current claim's first citation; again: the next one."""
        claim = self._current()
        citations = self._desk.session.citations(claim=claim.uid) if claim else []
        if claim is None or not citations:
            self.told.emit(self.tr("This claim has no citation yet. E attaches evidence."))
            return
        uid, at = self._turn
        at = (at + by) % len(citations) if uid == claim.uid else 0
        self._turn = claim.uid, at
        self.show_citation(citations[at])

    def show_citation_of(self, uid: str) -> None:
        """Show the citation of that uid of the current claim."""
        claim = self._current()
        for citation in self._desk.session.citations(claim=claim.uid) if claim else []:
            if citation.uid == uid:
                self.show_citation(citation)

    def show_citation(self, citation: Citation) -> None:
        """Bring the cited page with its passage lit."""
        evidence = self._desk.session.evidence(uid=citation.evidence_uid)
        self.open_evidence(evidence, lambda: self._pane.light(citation.passage, citation.stance))

    # opening

    def open_uid(self, uid: str) -> None:
        """Open the evidence of that uid in the viewer."""
        self.open_evidence(self._desk.session.evidence(uid=uid))

    def open_evidence(self, evidence: Evidence, then: Callable[[], None] | None = None) -> None:
        """Show evidence in the viewer, then do `then` (light a passage)."""
        if self._opened is not None and self._opened.uid == evidence.uid:
            self.shown.emit()
            if then:
                then()
            return
        session = self._desk.session
        self._desk.jobs.submit(
            self.tr("Opening %1").replace("%1", evidence.name),
            lambda _: _contents(session, evidence),
            lambda contents: self._show(evidence, contents, then),
        )

    def open_hit(self, hit: Hit) -> None:
        """Show a page that a search found, with the found words lit."""
        evidence = self._desk.session.evidence(key=hit.evidence_id)
        self.open_evidence(evidence, lambda: self._pane.find_words(hit.page, hit.words))

    def find(self, query: str) -> None:
        """Search all evidence and list the hits."""
        if not query.strip():
            self._search.show_hits([])
            return
        session = self._desk.session
        self._desk.jobs.submit(
            self.tr("Searching"),
            lambda _: searching.search(session, query),
            lambda hits: self._search.show_hits(hits, query),
        )

    def close_viewer(self) -> None:
        """Empty the viewer."""
        self._opened = None
        self._pane.clear()

    # files

    def save(self, uid: str, target: Path) -> None:
        """Write a copy of the stored bytes."""
        session = self._desk.session
        evidence = session.evidence(uid=uid)
        self._desk.jobs.submit(
            self.tr("Saving %1").replace("%1", target.name),
            lambda progress: save_copy(session, evidence, target, progress),
            lambda _: self.told.emit(self.tr("Saved %1").replace("%1", str(target))),
        )

    def open_outside(self, uid: str) -> None:
        """Open a copy in the system's own program for such files."""
        session = self._desk.session
        evidence = session.evidence(uid=uid)
        if self._outside is None:
            self._outside = tempfile.TemporaryDirectory(prefix="fact-workbench-")
        target = Path(self._outside.name) / f"{evidence.id}-{Path(evidence.name).name}"
        self._desk.jobs.submit(
            self.tr("Opening %1").replace("%1", evidence.name),
            lambda progress: save_copy(session, evidence, target, progress, replace=True),
            lambda _: open_file(target),
        )

    def remove(self, uid: str) -> None:
        """Withdraw evidence with its citations, as one change; undo brings all of it back."""
        evidence = self._desk.session.evidence(uid=uid)
        attaching.withdraw(self._desk.session, evidence)
        if self._opened is not None and self._opened.uid == uid:
            self.close_viewer()
        self.told.emit(self.tr("Removed %1. Ctrl+Z brings it back.").replace("%1", evidence.name))

    def close(self) -> None:
        """Remove the copies that were opened outside."""
        if self._outside is not None:
            self._outside.cleanup()

    def _attach_bytes(self, data: bytes, name: str, claim: Claim | None) -> None:
        self._attach(name, claim, lambda s, p: attaching.attach_bytes(s, data, name, p))

    def _attach(self, name: str, claim: Claim | None, work: Callable[[Session, Progress], Evidence]) -> None:
        session, article = self._desk.session, self._desk.article
        title = self.tr("Attaching %1").replace("%1", name)
        on_stored = None if claim is None or article is None else (article.uid, claim)

        def attach(progress: Progress) -> Evidence:
            evidence = work(session, progress)
            if on_stored and not any(
                c.evidence_id == evidence.id for c in session.citations(claim=on_stored[1].uid)
            ):
                citing.cite(session, *on_stored, evidence, Passage())
            return evidence

        self._desk.jobs.submit(title, attach, self._attached)

    def _attached(self, evidence: Evidence) -> None:
        if evidence.problem:
            self.told.emit(evidence.problem)
        else:
            self.told.emit(self.tr("Attached %1").replace("%1", evidence.name))
        self.open_evidence(evidence)

    def _show(self, evidence: Evidence, contents: Any, then: Callable[[], None] | None) -> None:
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
        self.shown.emit()
        if then:
            then()

    def _list(self) -> None:
        if self._desk.is_open:
            self._library.show_evidence(self._desk.session.evidence_list())
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


def _attach_file(path: Path, session: Session, progress: Progress) -> Evidence:
    return attaching.attach_file(session, path, progress)


def open_file(path: Path) -> None:
    """Open a file in the system's own program for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(QImage(image))
    return bytes(data.data())
