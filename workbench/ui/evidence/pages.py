"""What the viewer asks of whoever reads PDF; it knows nothing else of PDF reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from workbench.core.anchor import Rect


class Tile(Protocol):
    """A drawn piece of a page: opaque 32-bit pixels, blue first, `stride` bytes a row."""

    @property
    def width(self) -> int:
        """Pixels."""

    @property
    def height(self) -> int:
        """Pixels."""

    @property
    def stride(self) -> int:
        """Bytes from one row to the next."""

    @property
    def data(self) -> bytes:
        """The rows, top first."""


class PageCharacters(Protocol):
    """The text layer of a page: `rects[i]` is where code point `text[i]` stands, in PDF points."""

    @property
    def text(self) -> str:
        """Line ends as LF; empty when the page has no text layer."""

    @property
    def rects(self) -> Sequence[Rect]:
        """One for each code point; without area for what has no place of its own (line ends)."""


class PageSource(Protocol):
    """Pages of one PDF. The methods block, may be called from any thread and may raise KnownError.

    Pages count from 1. Rectangles are PDF points from the top left of the page as displayed.
    """

    @property
    def sizes(self) -> Sequence[tuple[float, float]]:
        """Width and height of every page in PDF points; known at once."""

    def tile(self, page: int, scale: float, x: int, y: int, width: int, height: int) -> Tile:
        """The piece at `x`, `y` (pixels from the top left) of `page` drawn at `scale` pixels a point."""

    def characters(self, page: int) -> PageCharacters:
        """The text layer of `page`."""


class OutlineLine(Protocol):
    """A line of a document's table of contents."""

    @property
    def title(self) -> str:
        """Its words."""

    @property
    def page(self) -> int:
        """The page it leads to, from 1; 0 when it leads to none."""

    @property
    def level(self) -> int:
        """How deep it stands, from 0."""


class Document(PageSource, Protocol):
    """What more there is to know of a PDF than its pages; the methods block as those of PageSource do."""

    @property
    def labels(self) -> Sequence[str]:
        """What each page is called, empty where that is its number; empty when it always is."""

    def outline(self) -> Sequence[OutlineLine]:
        """The table of contents."""

    def stored(self, first: int, most: int) -> Sequence[tuple[int, str]]:
        """Number and text of up to `most` pages from `first` on whose text has been read, in order."""

    def picture(self, page: int, rect: Rect, scale: float) -> bytes:
        """A PNG of `rect` of `page` at `scale` pixels a point."""
