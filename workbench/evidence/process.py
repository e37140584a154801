"""A worker process as its owner sees it: started when needed, killed when late, replaced when gone."""

from __future__ import annotations

import select
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from multiprocessing import Pipe, get_context
from typing import TYPE_CHECKING, Any, Final

from workbench.core.evidence import ByteSource
from workbench.evidence import wire
from workbench.evidence.blocks import BLOCK

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    AnyProcess = subprocess.Popen[bytes] | SpawnProcess

_START: Final = (
    "import sys; sys.path[:] = {path!r}; from workbench.evidence.worker import main; main({fd}, {memory})"
)
_START_SECONDS: Final = 30.0  # for imports, on a busy machine


class LateError(Exception):
    """The worker did not answer in time and was killed."""


class GoneError(Exception):
    """The worker ended before it answered."""


class WorkerProcess:
    """One worker; not safe for several threads at once. The process starts with the first request."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._process: AnyProcess | None = None
        self._connection: Connection | None = None
        self._fresh = True
        self._interrupted = False
        self.keys: set[str] = set()  # files this process has seen, to send requests where they are open

    @property
    def pid(self) -> int | None:
        """The running process, if there is one."""
        return self._process.pid if self._process else None

    def ask(
        self, request: dict[str, Any], source: ByteSource, seconds: float
    ) -> Generator[tuple[dict[str, Any], list[bytes]], None, None]:
        """Each message that answers `request`, the last with "done"; `seconds` are for each of them.

        Raises LateError or GoneError, after which a new process takes the next request, and what `source`
        raises.
        """
        answered = False
        try:
            connection = self._connected()
            with _pipe():
                wire.send(connection, {**request, "key": source.key, "size": source.size, "seconds": seconds})
            self.keys.add(source.key)
            while not answered:
                head, blobs = self._next(connection, source, seconds)
                answered = "done" in head
                yield head, blobs
        finally:
            if (
                not answered
            ):  # also when the caller stopped listening: what is under way must not be heard later
                self.kill()

    def start(self) -> None:
        """Start the process if it does not run, without waiting for it."""
        self._connected()

    def kill(self) -> None:
        """End the process at once; the next request starts another."""
        process, self._process = self._process, None
        connection, self._connection = self._connection, None
        self.keys.clear()
        if connection is not None:
            connection.close()
        if process is not None:
            process.kill()
            process.wait() if isinstance(process, subprocess.Popen) else process.join()

    def interrupt(self) -> None:
        """End the process for good, from another thread; the one that waits for it gets GoneError."""
        self._interrupted = True
        if process := self._process:
            process.kill()

    def _next(
        self, connection: Connection, source: ByteSource, seconds: float
    ) -> tuple[dict[str, Any], list[bytes]]:
        deadline = time.monotonic() + seconds + (_START_SECONDS if self._fresh else 0.0)
        while True:
            with _pipe():
                if not _has_message(connection, max(0.0, deadline - time.monotonic())):
                    raise LateError
                head, blobs = wire.receive(connection)
            if self._fresh:
                self._fresh = False  # it lives: from here on the clock runs for the request
                deadline = time.monotonic() + seconds
            if "read" not in head:
                return head, blobs
            with _pipe():
                offset, length = _place(head["read"])
            before = time.monotonic()
            data = source.read_at(offset, length)
            deadline += time.monotonic() - before  # waiting for the bytes is not the worker's fault
            with _pipe():
                wire.send(connection, {}, data)

    def _connected(self) -> Connection:
        if self._connection is None:
            self._fresh = True
            self._process, self._connection = start(self._memory)
            if self._interrupted:  # while it was being started
                self.kill()
                raise GoneError
        return self._connection


def _has_message(connection: Connection, seconds: float) -> bool:
    """Whether there is something to receive within `seconds`.

    `Connection.poll` says so as well, but makes a selector each time: half the price of hearing of a page.
    """
    if not hasattr(select, "poll"):  # Windows, and there pipes are no sockets
        return connection.poll(seconds)
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(seconds * 1000))


@contextmanager
def _pipe() -> Iterator[None]:
    """Takes a broken pipe, or nonsense on it, for what it means."""
    try:
        yield
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise GoneError from error


def _place(asked: Any) -> tuple[int, int]:
    """Offset and length of a block; ValueError or TypeError for anything else that a worker may say."""
    offset, length = asked
    if type(offset) is not int or type(length) is not int or offset < 0 or not 0 <= length <= BLOCK:
        raise ValueError("no place in a file")
    return offset, length


def start(memory: int) -> tuple[AnyProcess, Connection]:
    """A new process and the way to it.

    Plain subprocess rather than multiprocessing: spawn imports the caller's `__main__` again (in a test run
    that is pytest, in a script without a guard it fails). Only a bundle has no interpreter to call, and
    Windows hands over no descriptors; there multiprocessing does it, with the caller's freeze_support().
    """
    if sys.platform == "win32" or getattr(sys, "frozen", False):
        return start_spawned(memory)
    here, there = Pipe()
    code = _START.format(path=[entry for entry in sys.path if entry], fd=there.fileno(), memory=memory)
    with there:
        process = subprocess.Popen(  # noqa: S603  our own interpreter and code
            [sys.executable, "-P", "-c", code],
            pass_fds=[there.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    return process, here


def start_spawned(memory: int) -> tuple[AnyProcess, Connection]:
    """The same through multiprocessing."""
    context = get_context("spawn")
    here, there = context.Pipe()
    with there:
        process = context.Process(target=_serve, args=(there, memory), daemon=True)
        process.start()
    return process, here


def _serve(connection: Connection, memory: int) -> None:
    # Not at the top: it loads pdfium, which the owner's process never uses.
    from workbench.evidence.worker import serve  # noqa: PLC0415

    serve(connection, memory)
