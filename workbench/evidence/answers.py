"""What workers say, taken for what was asked only when it has that shape.

A file that has taken a worker over may say anything; then GoneError is raised, as if the worker had ended.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, TypeVar

from workbench.core.anchor import Rect
from workbench.core.evidence import PageText, Table
from workbench.core.grid import MOST_LINES, Cell, Grid, Slots
from workbench.evidence.pages import (
    MAX_EXTENT,
    Embedded,
    OutlineEntry,
    PageCharacters,
    PdfInfo,
    Tile,
    drawn_size,
)
from workbench.evidence.plain.text import MOST, MOST_PARTS, Part, PlainText
from workbench.evidence.process import GoneError

T = TypeVar("T")
Head = dict[str, Any]
Blobs = list[bytes]
Build = Callable[[Head, Blobs], T]

MOST_LEVELS = 64  # of a table of contents
_LONGEST = 2000  # letters of a line
_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def info(head: Head, blobs: Blobs) -> PdfInfo:
    """The pages of a file and their sizes, or what is wrong with it."""
    if "problem" in head:
        return PdfInfo(0, (), sentence(head), head.get("locked") is True)
    with _shapes():
        extents = _doubles(blobs[0])
        _demand(all(0 < extent <= MAX_EXTENT for extent in extents))
        sizes = tuple(zip(extents[::2], extents[1::2], strict=True))
        _demand(head["pages"] == len(sizes))
        return PdfInfo(len(sizes), sizes, _line(head["remark"]))


def outline(pages: int, head: Head, _: Blobs) -> tuple[OutlineEntry, ...]:
    """A table of contents that leads to no page beyond `pages`."""
    with _shapes():
        found = tuple(OutlineEntry(_line(title), page, level) for title, page, level in head["entries"])
        _demand(all(type(e.page) is type(e.level) is int and 0 <= e.page <= pages for e in found))
        _demand(all(0 <= entry.level <= MOST_LEVELS for entry in found))
        return found


def labels(pages: int, head: Head, _: Blobs) -> tuple[str, ...]:
    """What each page is called, or nothing."""
    with _shapes():
        found = tuple(map(_line, head["labels"]))
        _demand(len(found) in (0, pages))
        return found


def attachments(head: Head, _: Blobs) -> tuple[Embedded, ...]:
    """The files inside the file."""
    with _shapes():
        found = tuple(Embedded(n, _line(name), size) for n, (name, size) in enumerate(head["attachments"]))
        _demand(all(type(each.bytes) is int for each in found))
        return found


def attachment(_: Head, blobs: Blobs) -> bytes:
    """The bytes of one of them."""
    with _shapes():
        return blobs[0]


def plain(head: Head, blobs: Blobs) -> PlainText:
    """The words of a file that is no PDF."""
    with _shapes():
        text, remark = blobs[0].decode(), _line(head["remark"])
        parts = tuple(Part(_line(name), size) for name, size in head["parts"])
        _demand(len(text) <= 2 * MOST and len(parts) <= MOST_PARTS)
        _demand(all(type(part.size) is int and part.size >= 0 for part in parts))
        return PlainText(text, remark, parts)


def page_texts(first: int, last: int, head: Head) -> list[PageText]:
    """The texts of pages from `first` on, up to `last` at most."""
    with _shapes():
        return [_page_text(number, last, told) for number, told in enumerate(head["pages"], first)]


def _page_text(number: int, last: int, told: list[Any]) -> PageText:
    page, width, height, text, problem, label, quality = told
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


def metadata(head: Head, _: Blobs) -> dict[str, str]:
    """What a file says of itself, by the names that it uses."""
    with _shapes():
        told = {str(name): str(value) for name, value in head["metadata"].items()}
        for words in (*told, *told.values()):
            words.encode()  # such as can be stored
        return told


def tables(head: Head, _: Blobs) -> list[Table]:
    """Tables as rows of cells."""
    with _shapes():
        return [[[str(cell) for cell in row] for row in table] for table in head["tables"]]


def sentence(head: Head) -> str:
    """What a worker says is wrong."""
    with _shapes():
        return _line(head["problem"])


def _line(said: Any) -> str:
    """A text that can be shown and stored."""
    _demand(isinstance(said, str) and len(said) <= _LONGEST)
    said.encode()
    return str(said)


def grid(page: int, head: Head, _: Blobs) -> Grid | None:
    """The table in a box, with lines that ascend and cells that lie between them; None: there is none."""
    with _shapes():
        if head["grid"] is None:
            return None
        xs, ys, joined, rows, columns, cells = head["grid"]
        for lines in (xs, ys):
            _demand(2 <= len(lines) <= MOST_LINES and all(map(math.isfinite, lines)))
            _demand(all(a < b for a, b in pairwise(lines)))
        slots = Slots(0, 0, len(ys) - 1, len(xs) - 1)
        _demand(all(row in range(slots.bottom) for row in rows))
        _demand(all(column in range(slots.right) for column in columns))
        return Grid(
            page, tuple(map(float, xs)), tuple(map(float, ys)),
            tuple(_slots(one, slots) for one in joined), frozenset(rows), frozenset(columns),
            tuple(Cell(_slots(one, slots), _storable(text)) for one, text in cells),
        )  # fmt: skip


def _slots(said: Sequence[int], within: Slots) -> Slots:
    top, left, bottom, right = map(int, said)
    _demand(0 <= top < bottom <= within.bottom and 0 <= left < right <= within.right)
    return Slots(top, left, bottom, right)


def _storable(text: str) -> str:
    text.encode()  # a string, and such as can be stored
    return text


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
