"""What went wrong with a file before, so that nobody waits for the same thing again and again."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from typing import Final

_REMEMBERED: Final = 300.0  # seconds; later, or on a less busy machine, it may go well
_TRIES: Final = 2  # once may be the machine's fault
_LEAST: Final = 2.0  # seconds that any request gets, unless its limit is lower


class Past:
    """Remembers for a while which requests took too long, by file; safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._late: defaultdict[str, dict[tuple[str, int], list[float]]] = defaultdict(dict)

    def seconds(self, key: str, limit: float) -> float:
        """What a request about the file gets: half of `limit` for each place in it that took too long."""
        with self._lock:
            places = self._places(key)
        return max(limit / (1 << len(places)), min(limit, _LEAST))

    def is_hopeless(self, key: str, what: str, page: int) -> bool:
        """Whether the same took too long twice of late."""
        with self._lock:
            return len(self._places(key).get((what, page), ())) >= _TRIES

    def note_late(self, key: str, what: str, page: int) -> None:
        """`what` of that page (0: the file) took too long."""
        with self._lock:
            self._late[key].setdefault((what, page), []).append(time.monotonic())

    def _places(self, key: str) -> dict[tuple[str, int], list[float]]:
        if key not in self._late:
            return {}
        since = time.monotonic() - _REMEMBERED
        recent = {
            place: kept
            for place, times in self._late[key].items()
            if (kept := [time for time in times if time > since])
        }
        self._late[key] = recent
        return recent
