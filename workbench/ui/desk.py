"""What is open at the moment as the window knows it: workspace, article, claims; and their changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.core.article import ArticleSummary, Revision
from workbench.core.claim import Claim
from workbench.core.errors import KnownError, WorkspaceError
from workbench.core.events import Changed
from workbench.core.verdict import Tally
from workbench.desk.attaching import resume
from workbench.desk.session import Session
from workbench.jobs.progress import Progress
from workbench.jobs.runner import Job, Lane
from workbench.ui.jobs import Changes, Jobs, Newest, Then
from workbench.ui.sittings import Sittings
from workbench.ui.words import filled

_LOOK_OUTSIDE_MS = 1000  # how often another process's changes are looked for

_Opened = tuple[Revision, list[Claim]]


class Desk(QObject):
    """Owns the Session and the current Article. Reading is done on threads; signals come on the window's.

    `about_to_change` comes before other claims take the place of those there are: what was typed for them
    has to be written now. `unreadable` carries a sentence; nothing is looked for outside after it.
    """

    workspace_opened = Signal()
    articles_changed = Signal()
    about_to_change = Signal()
    article_opened = Signal()  # another article, or none
    respanned = Signal()  # claims were split, joined, added
    claims_changed = Signal(list)  # these Claims have new judgements or citations; same spans
    evidence_changed = Signal()
    unreadable = Signal(str)

    def __init__(self, jobs: Jobs, actor: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.actor = actor
        self.articles: list[ArticleSummary] = []
        self.article: ArticleSummary | None = None
        self.revision: Revision | None = None
        self.claims: list[Claim] = []
        self._rows: dict[str, int] = {}
        self._edits = 0  # changes of claims made through this window
        self._session: Session | None = None
        self._sittings = Sittings(jobs)
        self._opening = Newest(jobs.submit, lambda late: self._sittings.leave(late[0]))
        self._reading = Newest(self.run)  # of an article
        self._refreshing = Newest(self.run)
        self._changes = Changes(self)
        self._changes.changed.connect(self._on_changed)
        self._watch = QTimer(self, interval=_LOOK_OUTSIDE_MS)
        self._watch.timeout.connect(self._look_outside)

    @property
    def session(self) -> Session:
        """The open session; KnownError in one sentence when there is none."""
        if self._session is None:
            raise WorkspaceError(self.tr("No workspace is open; open one (Ctrl+O) or make one (Ctrl+N)."))
        return self._session

    @property
    def is_open(self) -> bool:
        """True when a workspace is open."""
        return self._session is not None

    @property
    def tally(self) -> Tally:
        """Counts by verdict in the current article."""
        return Tally.of(claim.verdict for claim in self.claims)

    def claim(self, uid: str | None) -> Claim | None:
        """The Claim of that uid in the current article, as it is now."""
        row = self._rows.get(uid) if uid else None
        return None if row is None else self.claims[row]

    def neighbour(self, claim: Claim, by: int) -> Claim | None:
        """The Claim `by` places further in the text, or None at its ends."""
        row = self._rows[claim.uid] + by
        return self.claims[row] if 0 <= row < len(self.claims) else None

    def run(
        self,
        title: str,
        work: Callable[[Session, Progress], Any],
        then: Then = lambda _: None,
        *,
        lane: Lane = Lane.LONG,
    ) -> Job:
        """Run `work(session, progress)` on a thread, then `then(result)` if the workspace is still open."""
        session = self.session

        def take(result: Any) -> None:
            if session is self._session:
                then(result)

        return self.jobs.submit(title, lambda p: work(session, p), take, lane=lane, owner=session)

    def open_workspace(self, path: Path, *, create: bool = False) -> None:
        """Open the workspace at `path` on a thread; then its article, when there is one."""
        self._opening.run(
            filled(self.tr("Opening %1"), path.name),
            lambda _: self._sittings.open(path, self.actor, create=create),
            self._on_opened,
        )

    def open_article(self, article_id: int) -> None:
        """Read an article on a thread and make it the current one."""
        title = next((a.title for a in self.articles if a.id == article_id), "")
        edits = self._edits

        def take(found: tuple[ArticleSummary, Revision, list[Claim]]) -> None:
            self.about_to_change.emit()
            if edits != self._edits:  # what was read is older than what is decided
                self.open_article(article_id)
                return
            self.article, self.revision, claims = found
            self._take(claims)
            self.article_opened.emit()

        self._reading.run(
            filled(self.tr("Opening %1"), title),
            lambda session, _: (session.article(article_id), *session.opened(article_id)),
            take,
        )

    def refresh(self) -> None:
        """Read everything anew."""
        self._on_changed(Changed(everything=True))

    def stop(self) -> None:
        """Look for nothing more, ask all jobs to end, and keep none waiting for a page of evidence."""
        self._watch.stop()
        self.jobs.cancel()
        self._sittings.stop_reading()

    def close(self) -> None:
        """Close the workspace, and one that was being opened; no job may be running."""
        self._session = None
        self._sittings.close()

    def _on_opened(self, found: tuple[Session, list[ArticleSummary]]) -> None:
        self.about_to_change.emit()
        if self._session is not None:
            self._sittings.leave(self._session)
        self._session, self.articles = found
        self._session.subscribe(self._changes.hear)
        self._forget_article()
        self.workspace_opened.emit()
        self.articles_changed.emit()
        self.evidence_changed.emit()
        if self.articles:
            self.open_article(self.articles[-1].id)
        else:
            self.article_opened.emit()
        self._watch.start()
        self.run(self.tr("Reading evidence"), resume)

    def _on_changed(self, changed: Changed) -> None:
        if self._session is None:
            return
        if changed.everything:
            self._read_anew()
            return
        if changed.structure or changed.claims:
            self._edits += 1
        mine = self.article is not None and changed.article == self.article.uid
        if changed.structure:
            self._reload()
        elif mine and changed.claims:
            rows = [claim for uid in changed.claims if (claim := self.claim(uid))]
            fresh = self.session.refreshed(rows)
            recited = any(claim.citations != self.claims[self._rows[claim.uid]].citations for claim in fresh)
            for claim in fresh:
                self.claims[self._rows[claim.uid]] = claim
            self.claims_changed.emit(fresh)
            if recited and not changed.evidence:
                self.evidence_changed.emit()  # it shows how often each file is cited
        if changed.evidence:
            self.evidence_changed.emit()

    def _read_anew(self) -> None:
        """Another process wrote: read everything on a thread, and once more if we wrote meanwhile."""
        edits = self._edits
        current = self.article.id if self.article else None

        def read(session: Session, _: Progress) -> tuple[list[ArticleSummary], _Opened | None]:
            articles = session.articles()
            there = any(article.id == current for article in articles)
            return articles, session.opened(current) if current is not None and there else None

        def take(reading: tuple[list[ArticleSummary], _Opened | None]) -> None:
            self.about_to_change.emit()
            if edits != self._edits or current != (self.article.id if self.article else None):
                self._read_anew()
                return
            self._show(*reading)
            self.evidence_changed.emit()

        self._refreshing.run("", read, take)

    def _reload(self) -> None:
        self.about_to_change.emit()
        articles = self.session.articles()
        there = self.article is not None and any(a.id == self.article.id for a in articles)
        self._show(articles, self.session.opened(self.article.id) if there and self.article else None)

    def _show(self, articles: list[ArticleSummary], opened: _Opened | None) -> None:
        self.articles = articles
        self.articles_changed.emit()
        if self.article is None:
            if self.articles:
                self.open_article(self.articles[-1].id)
            return
        if opened is None:
            self._forget_article()
            if self.articles:
                self.open_article(self.articles[-1].id)
            else:
                self.article_opened.emit()
            return
        self.article = next(article for article in articles if article.id == self.article.id)
        self.revision, claims = opened
        before = {claim.uid: claim for claim in self.claims}
        same = [c.uid for c in claims] == [c.uid for c in self.claims] and all(
            before[c.uid].span == c.span for c in claims
        )
        self._take(claims)
        if same:
            self.claims_changed.emit([claim for claim in claims if before[claim.uid] != claim])
        else:
            self.respanned.emit()

    def _take(self, claims: list[Claim]) -> None:
        self.claims = claims
        self._rows = {claim.uid: row for row, claim in enumerate(claims)}

    def _forget_article(self) -> None:
        self.article = self.revision = None
        self._take([])

    def _look_outside(self) -> None:
        if self._session is None:
            return
        try:
            self._session.look_outside()
        except KnownError as error:
            self._watch.stop()
            said = self.tr("The window shows what it read last; when that is mended, open it again (Ctrl+O).")
            self.unreadable.emit(f"{error} {said}")
