"""Citations looked for again: what no longer stands where it was cited, and newer versions of files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.core.anchor import Passage
from workbench.core.errors import NotFoundError
from workbench.core.evidence import Evidence
from workbench.core.proof import Proof
from workbench.desk import proving, replacing
from workbench.desk.session import Session
from workbench.jobs.progress import Progress
from workbench.jobs.runner import Lane
from workbench.ui.claims.panel import ClaimsPanel
from workbench.ui.desk import Desk
from workbench.ui.dialogs import Dialogs
from workbench.ui.jobs import Newest
from workbench.ui.words import filled

_CALM_MS = 400  # after the last change of evidence: an import changes it all the time


class Proofs(QObject):
    """Proves the article's citations on a thread when it is opened and when evidence changes, and shows them.

    It offers where the words stand now; only the person moves a citation.
    """

    told = Signal(str, str, object)  # news, and what can be done about it: a label and a callable
    place_wanted = Signal(object, object)  # Evidence, Passage: show it
    claim_wanted = Signal(str)  # uid of the claim to go to

    def __init__(self, desk: Desk, panel: ClaimsPanel, dialogs: Dialogs, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._panel = panel
        self._dialogs = dialogs
        self._proving = Newest(desk.run)
        self._held: set[tuple[str, str]] = set()  # citation and evidence (uids) that have been proved
        self._read: set[str] = set()  # evidence whose pages were read anew for it
        self._quick: dict[tuple[str, str], Proof] = {}  # what has to be said, by citation and evidence
        self._thorough: dict[tuple[str, str], Proof] = {}  # the same of pages read anew, which know better
        self._told_of: set[str] = set()  # citations that were told of in this sitting
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self.prove)
        desk.article_opened.connect(self._begin)
        desk.evidence_changed.connect(self._calm.start)  # also when something was cited

    def prove(self) -> None:
        """Look again for every cited passage of the article that has not been found since it was opened."""
        article = self._desk.article
        if article is None or not self._desk.is_open:
            self._panel.show_proofs({})
            return
        held = frozenset(self._held)
        self._proving.run(
            "",
            lambda session, progress: proving.prove_article(session, article.id, progress, held),
            self._take,
        )

    def prove_opened(self, evidence: Evidence | None) -> None:
        """Look for the citations of `evidence` on its pages as they are read from the stored bytes now."""
        if evidence is not None and evidence.citations and evidence.uid not in self._read:
            self._read.add(evidence.uid)
            self._desk.run(
                "",
                lambda session, progress: _thoroughly(session, evidence, progress),
                self._take_thorough,
                lane=Lane.SOON,
            )

    def replace(self, uid: str) -> None:
        """Ask for a newer version of the evidence with that uid, and offer its citations for it."""
        old = self._desk.session.evidence(uid=uid)
        title = filled(self.tr("A newer version of %1"), old.name)
        paths = self._dialogs.open_files(title, self.tr("All files (*)"))[:1]
        if paths:
            self._desk.run(
                filled(self.tr("Attaching %1"), paths[0].name),
                lambda session, progress: _replaced(session, old, paths[0], progress),
                partial(self._offer, old),
            )

    def take_over(self, proof: Proof, place: Passage) -> None:
        """Tie the claim to `place` instead of the passage that was cited."""
        replacing.take_over(self._desk.session, [(proof, place)])

    def show_place(self, proof: Proof, place: Passage) -> None:
        """Show where the words stand now."""
        self.place_wanted.emit(proof.evidence, place)

    def _begin(self) -> None:
        self._held.clear()
        self._read.clear()
        self._thorough.clear()
        self._calm.start()

    def _take(self, proofs: Sequence[Proof]) -> None:
        self._held |= {_pair(proof) for proof in proofs if proof.holds}
        self._quick = {_pair(proof): proof for proof in proofs}
        self._show()

    def _take_thorough(self, proofs: Sequence[Proof]) -> None:
        self._thorough |= {_pair(proof): proof for proof in proofs}
        self._show()

    def _show(self) -> None:
        proofs = [
            proof for proof in (self._quick | self._thorough).values() if not proof.holds or proof.superseded
        ]
        said: defaultdict[str, list[Proof]] = defaultdict(list)
        for proof in proofs:
            said[proof.citation.uid].append(proof)
        self._panel.show_proofs(said)
        broken = [proof for proof in proofs if not proof.holds and not proof.superseded]
        news = [proof for proof in broken if proof.citation.uid not in self._told_of]
        if news:
            self._told_of |= {proof.citation.uid for proof in broken}
            one = self.tr("One citation no longer stands where it was cited.")
            several = filled(self.tr("%1 citations no longer stand where they were cited."), len(broken))
            go = partial(self.claim_wanted.emit, news[0].citation.claim_uid)
            self.told.emit(one if len(broken) == 1 else several, self.tr("Show"), go)

    def _offer(self, old: Evidence, found: tuple[Evidence, list[Proof]]) -> None:
        new, proofs = found
        able = [(proof, proof.places[0]) for proof in proofs if replacing.can_be_taken_over(proof)]
        said = filled(self.tr("%1 is linked as the newer version of %2."), new.name, old.name)
        if not proofs:
            self.told.emit(said, "", None)
            return
        stands = self.tr("%1 of its %2 citations stand there word for word.")
        take: Callable[[], None] = partial(self._take_all, able)
        label = self.tr("Take them over") if able else ""
        self.told.emit(f"{said} {filled(stands, len(able), len(proofs))}", label, take if able else None)

    def _take_all(self, able: Sequence[tuple[Proof, Passage]]) -> None:
        standing = {citation.uid for citation in self._desk.session.citations(evidence=_cited(able))}
        left = [(proof, place) for proof, place in able if proof.citation.uid in standing]
        if not left:
            raise NotFoundError(self.tr("These citations were changed meanwhile; nothing was taken over."))
        number = replacing.take_over(self._desk.session, left)
        said = self.tr("Taken over: %1. Ctrl+Z brings the old citations back.")
        self.told.emit(filled(said, number), "", None)


def _pair(proof: Proof) -> tuple[str, str]:
    return proof.citation.uid, proof.evidence.uid


def _thoroughly(session: Session, evidence: Evidence, progress: Progress) -> list[Proof]:
    return proving.prove_thoroughly(session, session.citations(evidence=evidence.uid), evidence, progress)


def _replaced(
    session: Session, old: Evidence, path: Path, progress: Progress
) -> tuple[Evidence, list[Proof]]:
    new = replacing.replace_evidence(session, old, path, progress)
    return new, replacing.citations_against(session, old, new, progress)


def _cited(able: Sequence[tuple[Proof, Passage]]) -> str:
    return able[0][0].citation.evidence_uid
