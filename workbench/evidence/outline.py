"""The table of contents that a PDF carries, read within bounds whatever it is."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, Final

from pypdfium2 import raw

from workbench.evidence.document import Document

MOST_ENTRIES: Final = 20_000
MOST_LEVELS: Final = 16
MOST_LETTERS: Final = 500  # of one title

Row = tuple[str, int, int]  # title, page (0: leads nowhere), level from 0


def entries(document: Document) -> list[Row]:
    """The entries in reading order; what leads in a circle, too deep or too far is left out."""
    rows: list[Row] = []
    seen: set[int] = set()
    waiting = [_first(document, None)]  # the next one of each level
    while waiting and len(rows) < MOST_ENTRIES:
        mark = waiting.pop()
        place = ctypes.cast(mark, ctypes.c_void_p).value
        if place is None or place in seen:
            continue
        seen.add(place)
        level = len(waiting)
        rows.append((_title(mark), _page(document, mark), level))
        waiting.append(raw.FPDFBookmark_GetNextSibling(document.pdf, mark))
        if level + 1 < MOST_LEVELS:
            waiting.append(_first(document, mark))
    return rows


def labels(document: Document) -> list[str]:
    """What the document calls each page, empty for those called by their number; no list when all are."""
    found = [document.label(number) for number in range(1, document.pages + 1)]
    return found if any(found) else []


def _first(document: Document, mark: Any) -> Any:
    return raw.FPDFBookmark_GetFirstChild(document.pdf, mark)


def _title(mark: Any) -> str:
    length = min(raw.FPDFBookmark_GetTitle(mark, None, 0), 2**20)
    if length <= 2:
        return ""
    buffer = (ctypes.c_char * (1 << length.bit_length()))()  # a power of two: ctypes keeps each type for ever
    raw.FPDFBookmark_GetTitle(mark, buffer, len(buffer))
    title = buffer.raw[: length - 2].decode("utf-16-le", "replace")
    return " ".join("".join(_visible(title)).split())[:MOST_LETTERS]


def _visible(title: str) -> Iterator[str]:
    yield from (sign if sign.isprintable() else " " for sign in title)


def _page(document: Document, mark: Any) -> int:
    """The page it leads to; nothing is followed out of the document."""
    target = raw.FPDFBookmark_GetDest(document.pdf, mark)
    page = raw.FPDFDest_GetDestPageIndex(document.pdf, target) + 1 if target else 0
    return page if 1 <= page <= document.pages else 0
