"""Runs jobs on a few threads and tells a listener what became of them."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from typing import Any

from workbench.core.errors import CancelledError
from workbench.jobs.progress import Progress


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def over(self) -> bool:
        """True when nothing more will happen."""
        return self in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}


class Job:
    """One piece of long work: a title for people, its progress, and in the end a result or an error."""

    def __init__(self, number: int, title: str, progress: Progress) -> None:
        self.number = number
        self.title = title
        self.progress = progress
        self.state = JobState.WAITING
        self.result: Any = None
        self.error: BaseException | None = None


class JobRunner:
    """A small pool. `listener(job)` is called on a working thread at every state change and report."""

    def __init__(self, listener: Callable[[Job], None], threads: int = 3) -> None:
        self._listener = listener
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="job")
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._alive: dict[int, Job] = {}

    def submit(self, title: str, work: Callable[[Progress], Any]) -> Job:
        """Queue `work(progress)`; its return value becomes `job.result`."""
        progress = Progress(lambda _: self._listener(job))
        job = Job(next(self._numbers), title, progress)
        with self._lock:
            self._alive[job.number] = job
        self._pool.submit(self._run, job, work)
        return job

    @property
    def alive(self) -> list[Job]:
        """Jobs that are waiting or running, oldest first."""
        with self._lock:
            return list(self._alive.values())

    def close(self) -> None:
        """Cancel what is left and wait for it to stop; the listener hears of every job's end."""
        for job in self.alive:
            job.progress.cancel()
        self._pool.shutdown(wait=True)  # a waiting job starts, sees that it is cancelled, and ends

    def _run(self, job: Job, work: Callable[[Progress], Any]) -> None:
        job.state = JobState.RUNNING
        try:
            job.progress.check()
            self._listener(job)
            job.result = work(job.progress)
            state = JobState.DONE
        except CancelledError:
            state = JobState.CANCELLED
        except Exception as error:
            job.error = error
            state = JobState.FAILED
        with self._lock:
            self._alive.pop(job.number, None)
        job.state = state
        self._listener(job)
