"""Notices when the write-ahead log is taken away from under us.

SQLite's locks on Unix go as soon as *anything* in this process closes a descriptor of the database file (a
file dialog that sniffs types is enough): https://sqlite.org/howtocorrupt.html, 2.2. Another process may then
take itself for the last one, fold the log back and delete it; what we write to the deleted log would be lost.
"""

from __future__ import annotations

from pathlib import Path
from threading import Lock

_open: dict[tuple[int, int], int] = {}  # (device, inode) of each open workspace, and how often it is open
_guard = Lock()


class LogWatch:
    """Watches the log of one workspace; all questions are one `stat`."""

    def __init__(self, path: Path) -> None:
        self._log = path.with_name(path.name + "-wal")
        self._seen: int | None = None
        self._identity = _identity(path)
        with _guard:
            _open[self._identity] = _open.get(self._identity, 0) + 1

    def lost(self) -> bool:
        """True when the log that our connections write to is no longer the one on disk."""
        return self._seen is not None and self._inode() != self._seen

    def note(self) -> None:
        """Remember the log that our connections have open now."""
        if self._seen is None:
            self._seen = self._inode()

    def forget(self) -> None:
        """Our connections have been closed; the next ones find their log anew."""
        self._seen = None

    def close(self) -> None:
        """The workspace is no longer open here."""
        with _guard:
            if self._identity in _open:
                _open[self._identity] -= 1
                if not _open[self._identity]:
                    del _open[self._identity]

    def _inode(self) -> int | None:
        try:
            return self._log.stat().st_ino
        except OSError:
            return None


def is_open_here(path: Path) -> bool:
    """True when this process has `path` open as a workspace: nothing may open it as a plain file."""
    with _guard:
        return bool(_open) and _identity(path) in _open


def _identity(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino
