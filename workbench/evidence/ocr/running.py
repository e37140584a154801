"""Running a foreign program within limits, so that it can be stopped at any moment."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import IO, Any, Final

Check = Callable[[], None]  # raises when the work is no longer wanted

_LOOK_SECONDS: Final = 0.1  # how often it is asked whether somebody still waits
_SPARE_SECONDS: Final = 5  # of processor time; the clock comes first
_NICENESS: Final = 10  # the window comes before what runs in the background


class FailedError(Exception):
    """The program did not do what it was asked for: it could not be started, failed, or took too long."""


def run(
    command: Sequence[str],
    given: bytes,
    check: Check,
    *,
    environment: Mapping[str, str] | None = None,
    seconds: float,
    memory: int,
) -> bytes:
    """What `command` writes when it is given `given`; killed when late, or when `check` raises.

    `memory` are bytes of address space, `seconds` on the clock. FailedError when it does not end well.
    """
    try:
        process = subprocess.Popen(  # noqa: S603  an engine's own command, without a shell
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=None if environment is None else dict(environment),
            **hidden(),
        )
    except OSError as error:
        raise FailedError(str(error)) from error
    with process:
        entry, process.stdin = process.stdin, None  # communicate() would close it
        feeding = threading.Thread(target=_feed, args=(entry, given), daemon=True)
        try:
            restrain(process.pid, memory=memory, seconds=seconds)
            feeding.start()
            output = _output(process, check, time.monotonic() + seconds)
        finally:
            process.kill()  # has no effect on one that has ended
            if feeding.ident is not None:
                feeding.join()
    if process.returncode:
        raise FailedError(f"ended with {process.returncode}")
    return output


def restrain(pid: int, *, memory: int, seconds: float | None = None) -> None:
    """Limit another process's memory (bytes) and processor time where the system can; it comes last."""
    if sys.platform.startswith("linux"):
        import resource  # noqa: PLC0415  Windows has none

        try:
            resource.prlimit(pid, resource.RLIMIT_AS, (memory, memory))
            resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0))
            if seconds is not None:
                most = int(seconds) + _SPARE_SECONDS
                resource.prlimit(pid, resource.RLIMIT_CPU, (most, most))
        except (OSError, ValueError):
            return  # it has ended already; what it wrote tells why
    # psutil knows each system's way to say it.
    import psutil  # noqa: PLC0415

    try:
        process = psutil.Process(pid)
        process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS if sys.platform == "win32" else _NICENESS)
    except (psutil.Error, OSError):
        return


def hidden() -> dict[str, Any]:
    """What keeps Windows from opening a console for a program that has none."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW}
    return {}


def _feed(entry: IO[bytes] | None, given: bytes) -> None:
    """Hand over what is given. On a thread: communicate() forgets the rest of it when it is asked again."""
    assert entry is not None
    try:
        with entry:
            entry.write(given)
    except OSError:
        return  # it has heard enough


def _output(process: subprocess.Popen[bytes], check: Check, deadline: float) -> bytes:
    while time.monotonic() < deadline:
        check()
        with suppress(subprocess.TimeoutExpired):
            return process.communicate(timeout=_LOOK_SECONDS)[0]
    raise FailedError("took too long")
