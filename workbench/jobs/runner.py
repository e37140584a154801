"""Runs jobs on a few threads, in two lanes, and tells a listener what became of them."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import Enum, StrEnum
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


class Lane(Enum):
    """Which threads run a job, so that nobody waits for what takes long by its nature."""

    LONG = "long"  # imports, checks: it is done when it is done
    SOON = "soon"  # somebody is waiting for it


class Job:
    """One piece of long work: a title for people, its progress, and in the end a result or an error.

    `owner` is whatever it works on, so that all jobs on that can be stopped.
    """

    def __init__(self, number: int, title: str, progress: Progress, owner: object = None) -> None:
        self.number = number
        self.title = title
        self.progress = progress
        self.owner = owner
        self.state = JobState.WAITING
        self.result: Any = None
        self.error: BaseException | None = None
        self._over = threading.Event()

    def wait(self) -> None:
        """Return when nothing more will happen on the job's thread but the listener's last call."""
        self._over.wait()


class JobRunner:
    """`threads` for each lane. `listener(job)` is called on one of them at every state change and report."""

    def __init__(self, listener: Callable[[Job], None], threads: int = 2) -> None:
        self._listener = listener
        self._pools = {lane: ThreadPoolExecutor(threads, thread_name_prefix="job") for lane in Lane}
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._alive: dict[int, Job] = {}

    def submit(
        self, title: str, work: Callable[[Progress], Any], *, lane: Lane = Lane.LONG, owner: object = None
    ) -> Job:
        """Queue `work(progress)`; its return value becomes `job.result`."""
        progress = Progress(lambda _: self._listener(job))
        job = Job(next(self._numbers), title, progress, owner)
        with self._lock:
            self._alive[job.number] = job
        self._pools[lane].submit(self._run, job, work)
        return job

    @property
    def alive(self) -> list[Job]:
        """Jobs that are waiting or running, oldest first."""
        with self._lock:
            return list(self._alive.values())

    def cancel(self, owner: object = None) -> list[Job]:
        """Ask all jobs on `owner` (None: all jobs) to stop; gives them, to wait for."""
        jobs = [job for job in self.alive if owner is None or job.owner is owner]
        for job in jobs:
            job.progress.cancel()
        return jobs

    def close(self) -> None:
        """Cancel what is left and wait for it to stop; the listener hears of every job's end."""
        self.cancel()
        for pool in self._pools.values():
            pool.shutdown(wait=True)  # a waiting job starts, sees that it is cancelled, and ends

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
        job._over.set()
        self._listener(job)
