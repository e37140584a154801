"""The way back: the places that the reader has jumped away from, and those gone back from."""

from __future__ import annotations

from typing import Final, Generic, TypeVar

_MOST: Final = 200  # places

Where = TypeVar("Where")


class Trail(Generic[Where]):
    """Remembers places as a browser does; a new jump forgets what lay ahead."""

    def __init__(self) -> None:
        self._behind: list[Where] = []
        self._ahead: list[Where] = []

    def leave(self, place: Where) -> None:
        """Remember `place`, which is being jumped away from."""
        if not self._behind or self._behind[-1] != place:
            self._behind.append(place)
            del self._behind[:-_MOST]
        self._ahead.clear()

    def back(self, here: Where) -> Where | None:
        """The place left last, or None; `here` is what `forward` comes back to."""
        return _step(self._behind, self._ahead, here)

    def forward(self, here: Where) -> Where | None:
        """The place gone back from last, or None."""
        return _step(self._ahead, self._behind, here)

    def clear(self) -> None:
        """Forget all places."""
        self._behind.clear()
        self._ahead.clear()


def _step(source: list[Where], target: list[Where], here: Where) -> Where | None:
    if not source:
        return None
    target.append(here)
    return source.pop()
