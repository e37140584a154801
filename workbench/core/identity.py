"""Names for things that stay the same across workspaces."""

from __future__ import annotations

import secrets
import time
from threading import Lock
from typing import Final
from uuid import UUID

_RANDOM_BITS: Final = 74  # beside 48 bits of milliseconds: RFC 9562, 5.7
_lock = Lock()
_last = 0  # the newest name's time and random bits as one number


def new_uid() -> str:
    """A UUIDv7: unique across workspaces and, within this process, in order of creation.

    Where the clock has not moved on (or was set back), the name before is counted up by a random step: RFC
    9562, 6.2, method 2.
    """
    global _last  # noqa: PLW0603 - the order of all names of a process is one thing
    fresh = time.time_ns() // 1_000_000 << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
    with _lock:
        _last = fresh if fresh > _last else _last + 1 + secrets.randbits(32)
        value = _last
    moment, high, low = value >> 74, value >> 62 & 0xFFF, value & (1 << 62) - 1
    return str(UUID(int=moment << 80 | 7 << 76 | high << 64 | 0b10 << 62 | low))
