"""The passwords that were typed for files, in this process's memory only."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Passwords:
    """One password for each file's key; `recall` is asked for what somebody kept. Safe from any thread."""

    def __init__(self, recall: Callable[[str], str]) -> None:
        self._recall = recall
        self._lock = threading.Lock()
        self._known: dict[str, str] = {}

    def of(self, key: str) -> str:
        """The password for the file, empty when none is known."""
        with self._lock:
            known = self._known.get(key)
        if known is None:
            known = self._recall(key)
            with self._lock:
                known = self._known.setdefault(key, known)
        return known

    def keep(self, key: str, password: str) -> None:
        """Use `password` for the file from now on."""
        with self._lock:
            self._known[key] = password

    def forget(self, key: str) -> None:
        """What is known does not open the file: ask again next time, as somebody may keep one meanwhile."""
        with self._lock:
            self._known.pop(key, None)
