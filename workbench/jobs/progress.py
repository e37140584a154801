"""How far a long piece of work is, and whether somebody wants it stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from workbench.core.errors import CancelledError

_FINE: Final = 1000  # units that a piece of a whole is divided into


class Progress:
    """Handed to every long function: it reports through it and asks it whether to go on.

    Safe to read and to cancel from any thread. `listener` is called, on the working thread, after a report.
    """

    def __init__(self, listener: Callable[[Progress], None] | None = None) -> None:
        self.done = 0
        self.total = 0
        self.note = ""
        self._listener = listener
        self._cancelled = threading.Event()

    def report(self, done: int, total: int, note: str = "") -> None:
        """Say that `done` of `total` units are done (total 0: unknown), and go on or raise CancelledError."""
        self.check()
        self.done, self.total, self.note = done, total, note or self.note
        if self._listener:
            self._listener(self)

    def check(self) -> None:
        """Raise CancelledError when somebody has cancelled."""
        if self._cancelled.is_set():
            raise CancelledError

    def cancel(self) -> None:
        """Ask the work to stop at its next check."""
        self._cancelled.set()

    def part(self, number: int, count: int) -> Progress:
        """The progress of piece `number` (from 0) of `count` equal ones; cancelled with the whole."""

        def report(piece: Progress) -> None:
            share = _FINE * piece.done // piece.total if piece.total else 0
            self.report(number * _FINE + share, count * _FINE, piece.note)

        piece = Progress(report)
        piece._cancelled = self._cancelled
        return piece

    @property
    def cancelled(self) -> bool:
        """True once somebody has cancelled."""
        return self._cancelled.is_set()
