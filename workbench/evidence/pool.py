"""Worker processes of one kind, shared by the threads that ask."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from workbench.core.errors import CancelledError
from workbench.evidence.process import GoneError, LateError, WorkerProcess


class Pool:
    """Up to `most` workers; safe from any thread. A second one starts only while the first is busy."""

    def __init__(self, most: int, memory: int) -> None:
        self._idle = [WorkerProcess(memory) for _ in range(most)]
        self._all = tuple(self._idle)
        self._changed = threading.Condition()
        self._closed = False

    @contextmanager
    def worker(self, key: str) -> Iterator[WorkerProcess]:
        """A worker of one's own, best one that has the file `key` open; waits while all are busy.

        Raises CancelledError once the pool is closed, also instead of what its end makes of a request: then
        nothing is known of the file.
        """
        with self._changed:
            while not self._idle and not self._closed:
                self._changed.wait()
            if self._closed:
                raise CancelledError
            chosen = min(self._idle, key=lambda worker: (key not in worker.keys, worker.pid is None))
            self._idle.remove(chosen)
        try:
            yield chosen
        except (GoneError, LateError):
            if self._closed:
                raise CancelledError from None
            raise
        finally:
            with self._changed:
                if self._closed:
                    chosen.kill()
                self._idle.append(chosen)
                self._changed.notify()

    @property
    def closed(self) -> bool:
        """True once nothing more comes of it."""
        return self._closed

    def prepare(self) -> None:
        """Start a worker, if none runs, so that the first request need not wait for its imports."""
        if not self.pids():
            with self.worker("") as worker:
                worker.start()

    def rest(self) -> None:
        """End the idle workers but for one: they hold memory, and only long files keep them busy."""
        with self._changed:
            running = [worker for worker in self._all if worker.pid is not None]
            for worker in running[1:]:
                if worker in self._idle:
                    worker.kill()

    def pids(self) -> list[int]:
        """The processes that run now."""
        return [pid for worker in self._all if (pid := worker.pid) is not None]

    def close(self) -> None:
        """Kill all workers, so that threads stop waiting for them; further use fails."""
        with self._changed:
            self._closed = True
            idle = tuple(self._idle)
            self._changed.notify_all()
        for worker in self._all:
            if worker in idle:
                worker.kill()
            else:
                worker.interrupt()
