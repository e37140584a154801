"""Times and processes as the workspace stores them."""

from __future__ import annotations

import socket
from datetime import UTC, datetime

import psutil

_SAME_START = 5.0  # seconds; the time of a start is counted from the boot, which the clock may shift


def now() -> str:
    """The present moment, ISO 8601 in UTC with milliseconds: 2026-11-23T09:30:00.123+00:00."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def this_process() -> str:
    """Names this process on this machine, to tell an import that runs from one that was killed."""
    me = psutil.Process()
    return f"{socket.gethostname()}:{me.pid}:{me.create_time()}"


def process_is_gone(name: str) -> bool:
    """True when the process that `this_process` named there ran on this machine and has ended.

    Its number may have been given to another process since, as in a container; the time of its start tells.
    """
    host, _, process = name.partition(":")
    number, _, birth = process.partition(":")
    if not number.isdigit():
        return True  # nothing that this program wrote
    if host != socket.gethostname():
        return False
    try:
        started: float = psutil.Process(int(number)).create_time()
        return abs(started - float(birth)) > _SAME_START
    except (psutil.NoSuchProcess, ValueError):
        return True
    except psutil.Error:  # it runs, but is not ours to look at
        return False
