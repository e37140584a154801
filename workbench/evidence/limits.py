"""What a worker process denies itself, where the system can enforce it."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Final

try:
    import resource
except ImportError:  # Windows; there the watchdog alone guards
    resource = None  # type: ignore[assignment]

_BEHIND: Final = 5  # a third of the share of others; nothing is lost where nobody else wants the processor
_SPARE_SECONDS: Final = 5  # the watchdog comes first; this is for workers whose reader is gone


def detach() -> None:
    """Leave Ctrl+C to the parent, and write no core dumps: they would hold confidential pages."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def give_way() -> None:
    """Come behind the window and what it draws, when the processors are busy, from now on."""
    if sys.platform != "win32" and os.getpriority(os.PRIO_PROCESS, 0) < _BEHIND:
        os.setpriority(os.PRIO_PROCESS, 0, _BEHIND)


def limit_memory(extra: int) -> None:
    """Let the process grow by `extra` bytes of address space beyond what it has now."""
    if resource is None or not sys.platform.startswith("linux"):
        return
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    _lower(resource.RLIMIT_AS, pages * resource.getpagesize() + extra)


def limit_seconds(seconds: float) -> None:
    """Let the process use `seconds` of processor time from now on, with some to spare."""
    if resource is None:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime + seconds) + _SPARE_SECONDS)


def _lower(which: int, soft: int) -> None:
    hard = resource.getrlimit(which)[1]
    resource.setrlimit(which, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
