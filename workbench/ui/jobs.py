"""Carries news of jobs and changes from their threads into the window's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from workbench.core.events import Changed
from workbench.jobs.progress import Progress
from workbench.jobs.runner import Job, JobRunner, JobState


class Jobs(QObject):
    """Runs long work off the window's thread; its signals arrive in the window's.

    `submit` takes what to do with the result; it is called on the window's thread and only on success.
    A job that failed is announced by `failed` with its error; a cancelled one by `moved` alone.
    """

    moved = Signal(object)  # Job: started, progressed or ended
    failed = Signal(object, object)  # Job, its error
    _heard = Signal(object, object)  # Job, its state at that moment

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._then: dict[int, Callable[[Any], None]] = {}
        self._runner = JobRunner(lambda job: self._heard.emit(job, job.state))
        self._heard.connect(self._on_heard)

    def submit(
        self, title: str, work: Callable[[Progress], Any], then: Callable[[Any], None] | None = None
    ) -> Job:
        """Run `work(progress)` on a thread, then `then(result)` on the window's."""
        job = self._runner.submit(title, work)
        if then is not None:
            self._then[job.number] = then
        return job

    @property
    def alive(self) -> list[Job]:
        """Jobs that are waiting or running."""
        return self._runner.alive

    def close(self) -> None:
        """Cancel everything and wait for the threads."""
        self._heard.disconnect(self._on_heard)
        self._runner.close()

    def _on_heard(self, job: Job, state: JobState) -> None:
        self.moved.emit(job)
        if not state.over:
            return
        then = self._then.pop(job.number, None)
        if state is JobState.FAILED:
            self.failed.emit(job, job.error)
        elif state is JobState.DONE and then is not None:
            then(job.result)


class Changes(QObject):
    """A session's listener as a signal: at once on the window's thread, queued from others."""

    changed = Signal(object)  # Changed

    def hear(self, changed: Changed) -> None:
        """The listener to subscribe with."""
        self.changed.emit(changed)
