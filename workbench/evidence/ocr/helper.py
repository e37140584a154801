"""The helping process as its owner sees it: started when needed, killed when late or no longer wanted."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from multiprocessing import Pipe, get_context
from typing import TYPE_CHECKING, Any, Final

from workbench.core.errors import BadInputError
from workbench.core.evidence import ByteSource
from workbench.evidence import wire
from workbench.evidence.ocr.running import Check, FailedError, restrain
from workbench.evidence.ocr.sheet import MOST_PIXELS, Sheet

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_START: Final = (
    "import sys; sys.path[:] = {path!r}; from workbench.evidence.ocr.child import main; main({fd}, {threads})"
)
_START_SECONDS: Final = 60.0  # for loading an engine's models on a busy machine
_LOOK_SECONDS: Final = 0.1
_MEMORY: Final = 6 * 2**30  # bytes of address space, of which an engine's threads reserve much and use little
_DECODE_SECONDS: Final = 60.0
_MOST_BYTES: Final = 200 * 2**20  # of a picture's file
_NO_PICTURE: Final = (
    "The picture cannot be read: its format is not known, it is damaged, or it is too large. "
    "Attach it as PNG or JPEG."
)


class EndedError(FailedError):
    """The process ended before it answered."""


class Helper:
    """One helping process; for one thread at a time. `threads` are what an engine may use in it."""

    def __init__(self, threads: int = 1) -> None:
        self._threads = threads
        self._process: Any = None
        self._connection: Connection | None = None

    def ask(
        self, request: dict[str, Any], check: Check, seconds: float, *blobs: bytes
    ) -> tuple[dict[str, Any], list[bytes]]:
        """What the process answers; FailedError when it fails or takes too long, and what `check` raises.

        A process that ends is given a second chance: the system may have been short of memory.
        """
        try:
            return self._ask(request, check, seconds, blobs)
        except EndedError:
            return self._ask(request, check, seconds, blobs)

    def _ask(
        self, request: dict[str, Any], check: Check, seconds: float, blobs: Sequence[bytes]
    ) -> tuple[dict[str, Any], list[bytes]]:
        answered = False
        try:
            fresh = self._connection is None
            connection = self._connected()
            wire.send(connection, request, *blobs)
            deadline = time.monotonic() + seconds + (_START_SECONDS if fresh else 0.0)
            while not connection.poll(_LOOK_SECONDS):
                check()
                if time.monotonic() > deadline:
                    raise FailedError("took too long")
            head, answers = wire.receive(connection)
            answered = True
        except (OSError, EOFError, ValueError) as error:
            raise EndedError from error
        finally:
            if not answered:
                self.close()
        if "problem" in head:
            raise FailedError(str(head["problem"]))
        return head, answers

    def close(self) -> None:
        """End the process; the next request starts another."""
        process, self._process = self._process, None
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        if process is not None:
            process.kill()
            process.wait() if isinstance(process, subprocess.Popen) else process.join()

    def decoded(self, source: ByteSource, check: Check) -> Sheet:
        """The picture in `source`, upright, its scale relative to its own pixels; BadInputError."""
        if source.size > _MOST_BYTES:
            raise BadInputError(_NO_PICTURE)
        try:
            head, blobs = self.ask({"do": "decode"}, check, _DECODE_SECONDS, source.read_at(0, source.size))
            width, height, scale = int(head["width"]), int(head["height"]), float(head["scale"])
            if not (0 < width * height <= 2 * MOST_PIXELS and scale > 0 and len(blobs[0]) == width * height):
                raise FailedError("another shape than was asked for")
        except (FailedError, LookupError, TypeError, ValueError) as error:
            raise BadInputError(_NO_PICTURE) from error
        return Sheet(width, height, blobs[0], scale)

    def _connected(self) -> Connection:
        if self._connection is None:
            self._process, self._connection = _start(self._threads)
            restrain(self._process.pid, memory=_MEMORY)
        return self._connection


def _start(threads: int) -> tuple[Any, Connection]:
    """A new process and the way to it, for the reasons that ../process.py gives."""
    here, there = Pipe()
    if sys.platform == "win32" or getattr(sys, "frozen", False):
        process = get_context("spawn").Process(target=_serve, args=(there, threads), daemon=True)
        with there:
            process.start()
        return process, here
    code = _START.format(path=[entry for entry in sys.path if entry], fd=there.fileno(), threads=threads)
    with there:
        child = subprocess.Popen(  # noqa: S603  our own interpreter and code
            [sys.executable, "-P", "-c", code],
            pass_fds=[there.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    return child, here


def _serve(connection: Connection, threads: int) -> None:
    from workbench.evidence.ocr.child import serve  # noqa: PLC0415  only in the new process

    serve(connection, threads)
