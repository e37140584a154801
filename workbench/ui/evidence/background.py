"""Work away from the window's thread, from a list of wishes that may be replaced at any time."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Generic, Protocol, TypeVar

_MOST_WAITING: Final = 8  # results

Key = TypeVar("Key")
Value = TypeVar("Value")


class Background(Generic[Key, Value]):
    """Runs `work` for the keys wanted, first wish first, on `threads` threads of its own.

    `ring` is called from those threads when results begin to wait; it must only post (emit a signal). After
    `close` it is never called again and the threads end, each after the call it is in. It owns no QObject.
    """

    def __init__(self, work: Callable[[Key], Value], ring: Callable[[], None], threads: int = 2) -> None:
        self._work = work
        self._ring = ring
        self._wanted: list[Key] = []
        self._running: set[Key] = set()
        self._done: deque[tuple[Key, Value | Exception]] = deque()
        self._change = threading.Condition()
        self._closed = False
        # Daemons, so that a page that takes for ever cannot keep the program from ending.
        self._threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(threads)]
        for thread in self._threads:
            thread.start()

    def want(self, keys: Iterable[Key]) -> None:
        """Replace all wishes; what is already being worked on is finished but not begun again."""
        with self._change:
            self._wanted = [key for key in keys if key not in self._running]
            self._wanted.reverse()
            self._change.notify_all()

    def take(self, most: int) -> list[tuple[Key, Value | Exception]]:
        """Up to `most` results that wait, oldest first; rings again when more are left."""
        with self._change:
            taken = [self._done.popleft() for _ in range(min(most, len(self._done)))]
            self._running.difference_update(key for key, _ in taken)
            self._change.notify_all()
            if self._done and not self._closed:
                self._ring()
        return taken

    @property
    def idle(self) -> bool:
        """True when nothing is wanted, being worked on, or waiting to be taken."""
        with self._change:
            return not (self._wanted or self._running or self._done)

    def close(self, wait: float = 0) -> None:
        """Drop all wishes and results and end the threads; waits up to `wait` seconds for them."""
        with self._change:
            self._closed = True
            self._wanted.clear()
            self._done.clear()
            self._change.notify_all()
        for thread in self._threads:
            thread.join(wait)

    def _serve(self) -> None:
        while (key := self._next()) is not None:
            result: Value | Exception
            try:
                result = self._work(key)
            except (
                Exception
            ) as error:  # the owner is whoever takes the result: it raises what it does not know
                result = error
            with self._change:
                if self._closed:
                    return
                self._done.append((key, result))
                if len(self._done) == 1:
                    self._ring()

    def _next(self) -> Key | None:
        with self._change:
            # Results that nobody takes would pile up: by then they may no longer be wanted either.
            self._change.wait_for(lambda: self._closed or (self._wanted and len(self._done) < _MOST_WAITING))
            if self._closed:
                return None
            key = self._wanted.pop()
            self._running.add(key)
            return key


class Closable(Protocol):
    """What has threads to end."""

    def close(self) -> None:
        """End them."""


def close_all(works: Sequence[Closable]) -> None:
    """Close what is in the list by now: for the destruction of a widget, when its methods cannot run."""
    for work in works:
        work.close()
