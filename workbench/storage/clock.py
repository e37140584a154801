"""Times and identifiers as the workspace stores them."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime
from uuid import uuid4

from uuid6 import uuid7

_BIRTH = uuid4().hex[:8]  # tells this process from an earlier one with its number


def now() -> str:
    """The present moment, ISO 8601 in UTC with milliseconds: 2026-11-23T09:30:00.123+00:00."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def new_uid() -> str:
    """A UUIDv7: unique across workspaces, and in order of creation."""
    return str(uuid7())


def this_process() -> str:
    """Names this process on this machine, to tell an import that runs from one that was killed."""
    return f"{socket.gethostname()}:{os.getpid()}:{_BIRTH}"


def process_is_gone(name: str) -> bool:
    """True when the process that `this_process` named there ran on this machine and has ended."""
    host, number, birth = name.rsplit(":", 2)
    if host != socket.gethostname():
        return False
    if int(number) == os.getpid():
        return birth != _BIRTH  # in a container every run may have the same number
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
