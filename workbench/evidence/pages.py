"""What reading a PDF yields, and the limits within which it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from workbench.core.anchor import Rect, Span

MAX_EXTENT: Final = 14_400.0  # PDF points; the largest page that PDF 1.7 (Annex C) allows
MAX_PAGES: Final = 200_000  # more is a lie in the page tree, or no use to a reader
MAX_PIXELS: Final = 40_000_000  # of one drawing: 160 MB, an A3 page at 500 dpi
MAX_SCALE: Final = 40.0  # pixels per point

_SAME_LINE: Final = 0.5  # overlap of two boxes, as a share of the lower one
_WORD_GAP: Final = 2.0  # line heights; wider gaps separate columns, not words
_UNEVEN: Final = 0.25  # of the width; turned text stays in its column


@dataclass(frozen=True, slots=True)
class Limits:
    """What one worker may use: memory in bytes beyond what it has at start, seconds for one request.

    `page_seconds` is for the text of each single page, `patience` how many pages of one file may hang or
    crash before the rest of it is left unread. Each page that hangs halves the time that the others of its
    file get.
    """

    text_memory: int = 512 * 2**20
    draw_memory: int = 1024 * 2**20
    open_seconds: float = 10.0
    page_seconds: float = 10.0
    draw_seconds: float = 10.0
    table_seconds: float = 30.0
    patience: int = 3


@dataclass(frozen=True, slots=True)
class PdfInfo:
    """The pages of a file and their (width, height) in PDF points as displayed, at most MAX_EXTENT each.

    `problem` is one sentence when the file cannot be read (then `pages` is 0) or is not shown quite as it is
    (a repaired copy, a page too large), else empty. `locked`: it needs a password, or another one.
    """

    pages: int
    sizes: tuple[tuple[float, float], ...]
    problem: str = ""
    locked: bool = False


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of a document's table of contents. `page` is 0 when it leads to none; `level` counts from 0."""

    title: str
    page: int
    level: int


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file inside a PDF: the how manieth (`index`, from 0), its name and its bytes (-1: not said)."""

    index: int
    name: str
    bytes: int


@dataclass(frozen=True, slots=True)
class PageCharacters:
    """The text of a page, equal to PageText.text, and the rectangle of each of its code points.

    Rectangles are as high as the line, so that neighbours join. A line break has an empty rectangle at the
    end of its line.
    """

    page: int
    text: str
    rects: tuple[Rect, ...]

    def rects_of(self, span: Span) -> tuple[Rect, ...]:
        """The rectangles that cover `span`, in reading order, joined per line."""
        return tuple(_joined(self.text[slice(*span)], self.rects[slice(*span)]))


@dataclass(frozen=True, slots=True)
class Tile:
    """Pixels of a part of a page: rows from the top, `stride` bytes each, four bytes (B, G, R, 255) a pixel.

    Fits QImage(data, width, height, stride, QImage.Format.Format_RGB32) without conversion.
    """

    width: int
    height: int
    stride: int
    data: bytes


def drawn_size(width: int, height: int) -> tuple[int, int]:
    """Width and height in pixels of what is drawn when so much is asked for: at most MAX_PIXELS."""
    width = max(1, min(width, MAX_PIXELS))
    return width, max(1, min(height, MAX_PIXELS // width))


def _joined(text: str, rects: tuple[Rect, ...]) -> Iterator[Rect]:
    run: Rect | None = None
    for character, rect in zip(text, rects, strict=True):
        if character != "\n" and (rect.x0 >= rect.x1 or rect.y0 >= rect.y1):
            continue  # a sign without extent neither shows nor ends a line
        if run is not None and character != "\n" and _adjoin(run, rect):
            run = Rect(min(run.x0, rect.x0), min(run.y0, rect.y0), max(run.x1, rect.x1), max(run.y1, rect.y1))
            continue
        if run is not None:
            yield run
        run = None if character == "\n" else rect
    if run is not None:
        yield run


def _adjoin(run: Rect, rect: Rect) -> bool:
    """Whether `rect` goes on with the line that `run` covers: beside it, or beneath it in turned text."""
    height = min(run.y1 - run.y0, rect.y1 - rect.y0)
    gap = max(rect.x0 - run.x1, run.x0 - rect.x1)
    if min(run.y1, rect.y1) - max(run.y0, rect.y0) >= _SAME_LINE * height:
        return gap <= _WORD_GAP * height
    width = rect.x1 - rect.x0
    uneven = max(abs(run.x0 - rect.x0), abs(run.x1 - rect.x1))
    gap = max(rect.y0 - run.y1, run.y0 - rect.y1)
    return uneven <= _UNEVEN * width and gap <= _WORD_GAP * width
