"""What reading a file's words yields, and the room that it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

MOST: Final = 5 * 2**20  # code points that are shown and searched
MOST_PARTS: Final = 1_000  # files inside one file


class Part(NamedTuple):
    """A file that lies inside another: an attachment of an e-mail. `size` in bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class PlainText:
    """The words of a file, one sentence on what of it cannot be read (or none), and the files inside it."""

    text: str
    problem: str = ""
    parts: tuple[Part, ...] = ()


class UnreadableTextError(Exception):
    """The file's words cannot be read; the text is the sentence to show."""


class FullError(Exception):
    """There is more text than is kept."""


class Lines:
    """Collects text up to MOST code points; then it raises FullError, and what was collected stays."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._room = MOST

    def add(self, line: str = "") -> None:
        """Add one line."""
        self._room -= len(line) + 1
        self._pieces.append(line)
        if self._room < 0:
            self._pieces[-1] = line[: len(line) + self._room + 1]
            raise FullError

    def heading(self, line: str) -> None:
        """Add a line with a blank one before it."""
        if self._pieces and self._pieces[-1]:
            self.add()
        self.add(line)

    @property
    def text(self) -> str:
        """All lines, without blank ones at the ends."""
        return "\n".join(self._pieces).strip("\n")
