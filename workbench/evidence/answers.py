"""What workers say, taken for what was asked only when it has that shape.

A file that has taken a worker over may say anything; then GoneError is raised, as if the worker had ended.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from workbench.core.anchor import Rect
from workbench.core.evidence import PageText, Table
from workbench.evidence.pages import MAX_EXTENT, PageCharacters, PdfInfo, Tile, drawn_size
from workbench.evidence.process import GoneError

T = TypeVar("T")
Head = dict[str, Any]
Blobs = list[bytes]
Build = Callable[[Head, Blobs], T]

_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def info(head: Head, blobs: Blobs) -> PdfInfo:
    """The pages of a file and their sizes, or what is wrong with it."""
    if "problem" in head:
        return PdfInfo(0, (), str(head["problem"]))
    with _shapes():
        extents = _doubles(blobs[0])
        _demand(all(0 < extent <= MAX_EXTENT for extent in extents))
        sizes = tuple(zip(extents[::2], extents[1::2], strict=True))
        _demand(head["pages"] == len(sizes))
        return PdfInfo(len(sizes), sizes)


def page_text(number: int, last: int, head: Head) -> PageText:
    """The text of page `number`, which is `last` at most."""
    with _shapes():
        page, width, height, text, problem, label, quality = head["page"]
        _demand(page == number <= last and math.isfinite(width) and math.isfinite(height))
        _demand(0 <= quality <= 1)
        text.encode(), problem.encode(), label.encode()  # strings, and such as can be stored
        return PageText(number, width, height, text, problem, label, quality)


def characters(page: int, _: Head, blobs: Blobs) -> PageCharacters:
    """The text of `page` with a rectangle for each code point."""
    with _shapes():
        encoded, edges = blobs
        text, numbers = encoded.decode(), _doubles(edges)
        _demand(len(numbers) == 4 * len(text) and all(map(math.isfinite, numbers)))
        flat = iter(numbers)
        return PageCharacters(page, text, tuple(map(Rect, flat, flat, flat, flat)))


def tile(width: int, height: int, head: Head, blobs: Blobs) -> Tile:
    """Pixels of the size that was asked for; anything else would be read beyond its end."""
    with _shapes():
        width, height = drawn_size(width, height)
        _demand((head["width"], head["height"]) == (width, height))
        _demand(len(blobs[0]) == width * height * 4)
        return Tile(width, height, width * 4, blobs[0])


def picture(_: Head, blobs: Blobs) -> bytes:
    """A PNG."""
    with _shapes():
        _demand(blobs[0].startswith(_PNG))
        return blobs[0]


def tables(head: Head, _: Blobs) -> list[Table]:
    """Tables as rows of cells."""
    with _shapes():
        return [[[str(cell) for cell in row] for row in table] for table in head["tables"]]


@contextmanager
def _shapes() -> Iterator[None]:
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise GoneError from error


def _demand(holds: bool) -> None:
    if not holds:
        raise ValueError("another shape than was asked for")


def _doubles(data: bytes) -> array[float]:
    values = array("d")
    values.frombytes(data)
    return values
