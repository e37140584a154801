"""Doing the next piece of work while the last one is being put away."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Full, Queue
from typing import Final, TypeVar

T = TypeVar("T")

_LOOK_SECONDS: Final = 0.1  # how often a thread with no room left looks whether anybody still listens
_END: Final = object()


@contextmanager
def ahead(source: Iterator[T], room: int) -> Iterator[Iterator[T]]:
    """The items of `source` in order, taken by a thread that is up to `room` items ahead.

    What `source` raises is raised where the items are asked for. When the block is left, early or not, the
    thread has ended.
    """
    queue: Queue[object] = Queue(room)
    left = threading.Event()
    failed: list[BaseException] = []

    def put(item: object) -> bool:
        while not left.is_set():
            try:
                queue.put(item, timeout=_LOOK_SECONDS)
            except Full:
                continue
            return True
        return False

    def take() -> None:
        try:
            for item in source:
                if not put(item):
                    return
        except BaseException as error:  # it belongs to whoever asks for the items
            failed.append(error)
        put(_END)

    def items() -> Iterator[T]:
        while (item := queue.get()) is not _END:
            yield item  # type: ignore[misc]  # only items and _END are put in
        if failed:
            raise failed[0]

    thread = threading.Thread(target=take, name="ahead", daemon=True)
    thread.start()
    try:
        yield items()
    finally:
        left.set()
        thread.join()
