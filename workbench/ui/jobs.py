"""Carries news of jobs and changes from their threads into the window's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from workbench.core.errors import KnownError
from workbench.core.events import Changed
from workbench.jobs.progress import Progress
from workbench.jobs.runner import Job, JobRunner, JobState, Lane

Then = Callable[[Any], None]


class Jobs(QObject):
    """Runs long work off the window's thread; its signals arrive in the window's.

    `submit` takes what to do with the result; it is called on the window's thread and only on success.
    A job that failed is announced by `failed` with its error; a cancelled one by `moved` alone, also when
    it ended with a KnownError: nobody waits for it any more.
    """

    moved = Signal(object)  # Job: started, progressed or ended
    failed = Signal(object, object)  # Job, its error
    _heard = Signal(object, object)  # Job, its state at that moment

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._then: dict[int, Then] = {}
        self._closed = False
        self._runner = JobRunner(lambda job: self._heard.emit(job, job.state))
        self._heard.connect(self._on_heard)

    def submit(
        self,
        title: str,
        work: Callable[[Progress], Any],
        then: Then | None = None,
        *,
        lane: Lane = Lane.LONG,
        owner: object = None,
    ) -> Job:
        """Run `work(progress)` on a thread, then `then(result)` on the window's."""
        job = self._runner.submit(title, work, lane=lane, owner=owner)
        if then is not None:
            self._then[job.number] = then
        return job

    @property
    def alive(self) -> list[Job]:
        """Jobs that are waiting or running."""
        return self._runner.alive

    def cancel(self, owner: object = None) -> list[Job]:
        """Ask all jobs on `owner` (None: all jobs) to stop; gives them, to wait for on another thread."""
        return self._runner.cancel(owner)

    def close(self) -> None:
        """Cancel everything and wait for the threads; what is on its way to the window is dropped."""
        self._closed = True
        self._runner.close()

    def _on_heard(self, job: Job, state: JobState) -> None:
        if self._closed:
            return
        self.moved.emit(job)
        if not state.over:
            return
        then = self._then.pop(job.number, None)
        if state is JobState.FAILED:
            if not (job.progress.cancelled and isinstance(job.error, KnownError)):
                self.failed.emit(job, job.error)
        elif state is JobState.DONE and then is not None:
            try:
                then(job.result)
            except KnownError as error:
                self.failed.emit(job, error)


class Newest:
    """Of several requests of one kind the newest counts: it cancels the older, whose results are dropped.

    `submit` is Jobs.submit or Desk.run; `late` is handed the results that are dropped.
    """

    def __init__(self, submit: Callable[..., Job], late: Then = lambda _: None) -> None:
        self._submit = submit
        self._late = late
        self._job: Job | None = None

    def run(self, title: str, work: Callable[..., Any], then: Then) -> None:
        """Have `work` done soon, then `then(result)`, unless something newer was asked for meanwhile."""
        self.drop()

        def take(result: Any) -> None:
            if self._job is job:
                self._job = None
                then(result)
            else:
                self._late(result)

        job = self._submit(title, work, take, lane=Lane.SOON)
        self._job = job

    def drop(self) -> None:
        """Want nothing any more."""
        if self._job is not None:
            self._job.progress.cancel()
            self._job = None


class Changes(QObject):
    """A session's listener as a signal: at once on the window's thread, queued from others."""

    changed = Signal(object)  # Changed

    def hear(self, changed: Changed) -> None:
        """The listener to subscribe with."""
        self.changed.emit(changed)
