"""Reads the pages of a long file in several places at once and hands them out in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from types import TracebackType
from typing import Final, Generic, Self, TypeVar

T = TypeVar("T")
Read = Callable[[int, int, Event], T]

_FIRST: Final = 4  # pages; soon there is something to search
_MOST: Final = 64  # pages; after so many another thread may have the worker
_LONG: Final = 256  # pages; for fewer a second worker is not worth its start


class Lanes(Generic[T]):
    """Batches of the pages `first` to `last`, read by `read(first, last, stopped)` on up to `lanes` threads.

    They are read ahead, a batch for each lane and one more. What `read` leaves unread at the end of a batch
    is read by `again`. On leaving the block `stopped` is set, upon which both are to return soon, and the
    threads have ended.
    """

    def __init__(self, read: Read[T], again: Read[T], first: int, last: int, lanes: int) -> None:
        self._read = read
        self._again = again
        self._next = first  # the first page that is in no batch so far
        self._last = last
        self.count = lanes if last - first >= _LONG else 1
        self._room = 1  # nothing competes with the first pages
        self._size = _FIRST
        self._under_way: deque[tuple[int, Future[T]]] = deque()
        self._stopped = Event()
        self._threads = ThreadPoolExecutor(self.count, "pages")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._threads.shutdown(cancel_futures=True)

    def batch(self, number: int) -> T:
        """What `read` gives for a batch that begins with page `number`.

        To be asked for in order; where a batch was not read to its end, for the rest of it next.
        """
        self._fill()
        begin = self._under_way[0][0] if self._under_way else self._next
        if number < begin:
            return self._again(number, begin - 1, self._stopped)
        _, batch = self._under_way.popleft()
        found = batch.result()
        self._room = self.count + 1
        self._fill()
        return found

    def _fill(self) -> None:
        while len(self._under_way) < self._room and self._next <= self._last:
            first, last = self._next, min(self._next + self._size - 1, self._last)
            batch = self._threads.submit(self._read, first, last, self._stopped)
            self._under_way.append((first, batch))
            self._next = last + 1
            self._size = min(2 * self._size, _MOST)
