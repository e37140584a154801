"""A sitting at the desk: one open workspace, one person, and everybody who wants to hear of changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock

from workbench.core.article import ArticleSummary, Revision
from workbench.core.change import Change
from workbench.core.claim import Claim, Decision
from workbench.core.errors import NotFoundError
from workbench.core.events import Changed
from workbench.core.evidence import ByteSource, Citation, Evidence, PageText
from workbench.desk.snapshot import Snapshot
from workbench.evidence.reader import PdfReader
from workbench.storage import articles as article_rows
from workbench.storage import claims as claim_rows
from workbench.storage import evidence as evidence_rows
from workbench.storage.ocr import picture_of
from workbench.storage.workspace import Turn, Workspace

Listener = Callable[[Changed], None]


class Session:
    """The one way to a workspace for the window and the command line.

    Reading gives frozen values. Writing goes through `apply`, `undo` and `redo`: a committed change is
    announced to all listeners, on the thread that made it. Safe to call from any thread.
    """

    def __init__(self, workspace: Workspace, actor: str) -> None:
        self.workspace = workspace
        self.actor = actor
        self._listeners: list[Listener] = []
        self._lock = Lock()
        self._reader: PdfReader | None = None

    @classmethod
    def open(cls, path: Path, actor: str, *, create: bool = False) -> Session:
        """Open the workspace at `path` (WorkspaceError in one sentence when that cannot be done)."""
        return cls(Workspace.open(path, create=create), actor)

    @property
    def reader(self) -> PdfReader:
        """Reads PDF pages in worker processes; started when first needed."""
        with self._lock:
            if self._reader is None:
                self._reader = PdfReader(recall=self._kept_password)
            return self._reader

    def close(self) -> None:
        """Stop the workers and close the workspace."""
        if self._reader is not None:
            self._reader.close()
        self.workspace.close()

    # changes

    def apply(self, change: Change) -> Changed:
        """Record and carry out `change`, then announce it."""
        return self._announce(self.workspace.apply(change, self.actor))

    def undo(self) -> Changed | None:
        """Take back the last change, whoever made it and whenever; None when there is none."""
        turn = self.turn(back=True)
        return turn.changed if turn else None

    def redo(self) -> Changed | None:
        """Bring back what was undone last; None when there is none."""
        turn = self.turn(back=False)
        return turn.changed if turn else None

    def turn(self, *, back: bool) -> Turn | None:
        """`undo` or `redo`, with the change that was taken back or brought back, and who had made it."""
        turn = self.workspace.undo(self.actor) if back else self.workspace.redo(self.actor)
        if turn is not None:
            self._announce(turn.changed)
        return turn

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every committed change; returns what ends the subscription."""
        with self._lock:
            self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def look_outside(self) -> None:
        """Announce a change that another process made, if there was one. Cheap enough for every second."""
        if self.workspace.changed_elsewhere():
            self._announce(Changed(everything=True))

    def announce_evidence(self, uid: str) -> None:
        """Say that more is known of an Evidence (its pages, its problem), though nobody decided anything."""
        self._announce(Changed(evidence=frozenset({uid})))

    # articles and claims

    def articles(self) -> list[ArticleSummary]:
        """All Articles, oldest first."""
        with self.workspace.read() as connection:
            return article_rows.summaries(connection)

    def article(self, article_id: int) -> ArticleSummary:
        """One Article; NotFoundError in one sentence when it is not there."""
        return _named(self.articles(), article_id)

    def opened(self, article_id: int) -> tuple[Revision, list[Claim]]:
        """The newest Revision of an Article and its Claims in text order, from one snapshot."""
        with self.workspace.read() as connection:
            revision = article_rows.current_revision(connection, article_id)
            return revision, claim_rows.claims_of(connection, revision)

    def snapshot(self, article_id: int) -> Snapshot:
        """An Article with all that is said of it, from one snapshot."""
        with self.workspace.read() as connection:
            revision = article_rows.current_revision(connection, article_id)
            return Snapshot(
                _named(article_rows.summaries(connection), article_id),
                revision,
                claim_rows.claims_of(connection, revision),
                claim_rows.last_decisions(connection, article_id),
                claim_rows.citations_of(connection, article_id=article_id),
                evidence_rows.all_evidence(connection),
            )

    def original(self, revision: Revision) -> bytes:
        """The bytes that a Revision was read from."""
        with self.workspace.read() as connection:
            return article_rows.original_bytes(connection, revision.id)

    def refreshed(self, claims: Sequence[Claim]) -> list[Claim]:
        """The same Claims (same spans) with their judgements and citation counts as they are now."""
        with self.workspace.read() as connection:
            now = claim_rows.judgements(connection, [claim.uid for claim in claims])
        fresh = []
        for claim in claims:
            if claim.uid in now:
                j, cited = now[claim.uid]
                fresh.append(replace(claim, verdict=j.verdict, reason=j.reason, note=j.note, citations=cited))
        return fresh

    def claim(self, claim_id: int) -> tuple[Revision, list[Claim], Claim]:
        """A Claim by its number in the database, with its Revision and its neighbours."""
        with self.workspace.read() as connection:
            article_id = claim_rows.article_of_claim(connection, claim_id)
        revision, claims = self.opened(article_id)
        return revision, claims, next(claim for claim in claims if claim.id == claim_id)

    def decisions(self, claim_uid: str) -> list[Decision]:
        """The Decisions on a Claim, newest first."""
        with self.workspace.read() as connection:
            return claim_rows.decisions_of(connection, claim_uid)

    def last_decisions(self, article_id: int) -> dict[int, Decision]:
        """The newest Decision on each Claim of an Article, by Claim id."""
        with self.workspace.read() as connection:
            return claim_rows.last_decisions(connection, article_id)

    def citations(
        self, *, claim: str | None = None, article_id: int | None = None, evidence: str | None = None
    ) -> list[Citation]:
        """Citations that stand: of a Claim (uid), an Article (id) or an Evidence (uid)."""
        with self.workspace.read() as connection:
            return claim_rows.citations_of(connection, claim=claim, article_id=article_id, evidence=evidence)

    # evidence

    def evidence_list(self) -> list[Evidence]:
        """All Evidence, oldest first."""
        with self.workspace.read() as connection:
            return evidence_rows.all_evidence(connection)

    def evidence(self, *, key: int | None = None, uid: str | None = None) -> Evidence:
        """One Evidence by id or uid; NotFoundError in one sentence when it is not there."""
        with self.workspace.read() as connection:
            return evidence_rows.one_evidence(connection, key=key, uid=uid)

    def bytes_of(self, evidence: Evidence) -> ByteSource:
        """Random access to the stored bytes."""
        return self.workspace.bytes_of(evidence.id, evidence.bytes, evidence.sha256)

    def page_texts(self, evidence: Evidence, page: int | None = None) -> list[PageText]:
        """The stored texts of all pages that have been read, or of one."""
        with self.workspace.read() as connection:
            return evidence_rows.page_texts(connection, evidence.id, page)

    def picture(self, sha256: str) -> bytes | None:
        """The kept pixels of a cited region as PNG; None when there is no such picture."""
        with self.workspace.read() as connection:
            return picture_of(connection, sha256)

    def texts_from(self, evidence: Evidence, first: int, most: int) -> list[tuple[int, str]]:
        """Number and stored text of up to `most` pages from `first` on, in order."""
        with self.workspace.read() as connection:
            return evidence_rows.texts_from(connection, evidence.id, first, most)

    def _kept_password(self, sha256: str) -> str:
        with self.workspace.read() as connection:
            found = evidence_rows.stored_under(connection, sha256)
            return evidence_rows.kept_password(connection, found[0].id) if found else ""

    def _announce(self, changed: Changed) -> Changed:
        for listener in list(self._listeners):
            listener(changed)
        return changed


def _named(articles: Sequence[ArticleSummary], article_id: int) -> ArticleSummary:
    for summary in articles:
        if summary.id == article_id:
            return summary
    raise NotFoundError(f"There is no article {article_id}; 'articles' lists those there are.")
