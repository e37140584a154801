"""The sessions of a window: each that was opened is closed, whatever happens in between."""

from __future__ import annotations

import threading
from pathlib import Path

from workbench.core.article import ArticleSummary
from workbench.desk.session import Session
from workbench.ui.jobs import Jobs


class Sittings:
    """Opens sessions and closes them again, with their jobs stopped before. Safe from any thread."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._open: set[Session] = set()
        self._lock = threading.Lock()

    def open(self, path: Path, actor: str, *, create: bool) -> tuple[Session, list[ArticleSummary]]:
        """Open the workspace at `path` and read its articles."""
        session = Session.open(path, actor, create=create)
        with self._lock:
            self._open.add(session)
        try:
            return session, session.articles()
        except BaseException:
            self._close(session)
            raise

    def leave(self, session: Session) -> None:
        """Stop the session's jobs and close it when they have ended; returns at once."""
        jobs = self._jobs.cancel(session)

        def close() -> None:
            session.reader.close()  # kills its processes: a job that waits for a page goes on, and ends
            for job in jobs:
                job.wait()
            self._close(session)

        threading.Thread(target=close, name="leaving").start()

    def stop_reading(self) -> None:
        """Make jobs that wait for a page of evidence end."""
        for session in self._all():
            session.reader.close()

    def close(self) -> None:
        """Close what is open still; no job may be running."""
        for session in self._all():
            self._close(session)

    def _all(self) -> list[Session]:
        with self._lock:
            return list(self._open)

    def _close(self, session: Session) -> None:
        with self._lock:
            if session not in self._open:
                return
            self._open.remove(session)
        session.close()
