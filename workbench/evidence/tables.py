"""The tables of a page, and the one within a box that a reader has drawn; pdfplumber in a worker process."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

import pypdfium2 as pdfium

from workbench.core.anchor import Rect
from workbench.core.grid import MOST_LINES, Grid
from workbench.evidence import problems
from workbench.evidence.document import Document, Geometry
from workbench.evidence.grid import find_grid
from workbench.evidence.gridwords import Rule
from workbench.evidence.opening import UnreadableError
from workbench.evidence.pagetext import page_characters

_SETTINGS: Final = {"text_x_tolerance_ratio": 0.15}  # by default words are glued together
_MOST_SIGNS: Final = 20_000  # in one table; a page of small print has a third of that
_MOST_RULES: Final = 50_000  # of one page; a map can have millions


def page_tables(document: Document, number: int, rect: Rect | None) -> list[list[list[str]]]:
    """The rows of each table on page `number`, or in its displayed `rect`; raises UnreadableError."""
    box = _plumber_box(document, number, rect)
    with _plumbed(document, number) as page:
        return _rows(page, box)


def page_grid(document: Document, number: int, rect: Rect, *, ruled: bool = True) -> Grid | None:
    """The table in `rect` of page `number` as displayed; None where there are no words.

    Its words are pdfium's, as everywhere; pdfplumber adds the drawn lines, unless `ruled` is False. Where it
    cannot read the page the gaps between the words have to do. Raises UnreadableError.
    """
    text, rects = page_characters(document, number)
    if sum(map(len, text.split())) > _MOST_SIGNS:
        inside = [rect.x0 <= r.x0 and r.x1 <= rect.x1 and rect.y0 <= r.y0 and r.y1 <= rect.y1 for r in rects]
        if sum(inside) > _MOST_SIGNS:
            raise UnreadableError(problems.BIG_TABLE)
    upright: list[Rule] = []
    level: list[Rule] = []
    if ruled:
        with suppress(UnreadableError):  # the words alone still show the columns
            upright, level = _rules(document, number)
    grid = find_grid(number, rect, text, rects, upright, level)
    if grid is not None and max(grid.rows, grid.columns) >= MOST_LINES:
        raise UnreadableError(problems.BIG_TABLE)
    return grid


def flat(grid: Grid) -> list[Any]:
    """`grid` as a worker says it; answers.grid() is the way back."""
    return [
        grid.xs, grid.ys, grid.joined, sorted(grid.header_rows), sorted(grid.header_columns), grid.cells,
    ]  # fmt: skip


@contextmanager
def _plumbed(document: Document, number: int) -> Iterator[Any]:
    """The page in pdfplumber, which sees only that page, as pdfium writes it out.

    By itself it walks through all pages (4 s for 2,415) and finds none at all in some sound files.
    """
    # Not at the top: 0.35 s, and most workers never need it.
    import pdfplumber  # noqa: PLC0415

    # pdfminer runs into every kind of error in damaged files; all of them mean the same to the reader.
    try:
        with pdfplumber.open(_single_page(document, number), raise_unicode_errors=False) as pdf:
            page = pdf.pages[0]
            try:
                yield page
            finally:
                page.close()
    except MemoryError:
        raise
    except Exception:
        raise UnreadableError(problems.BAD_PAGE) from None


def _single_page(document: Document, number: int) -> io.BytesIO:
    output = io.BytesIO()
    with pdfium.PdfDocument.new() as single:
        single.import_pages(document.pdf, [number - 1])
        single.save(output)
    return output


def _rows(page: Any, box: Rect) -> list[list[list[str]]]:
    left, top = page.mediabox[:2]
    edges = (left + box.x0, top + box.y0, left + box.x1, top + box.y1)
    part = page.crop(edges, strict=False)
    return [[[cell or "" for cell in row] for row in table] for table in part.extract_tables(_SETTINGS)]


def _rules(document: Document, number: int) -> tuple[list[Rule], list[Rule]]:
    """The upright and the level lines and edges drawn on the page, as displayed."""
    seen = _plumber_box(document, number, None)
    upright: set[Rule] = set()
    level: set[Rule] = set()
    with _plumbed(document, number) as page:
        left, top = page.mediabox[0] + seen.x0, page.mediabox[1] + seen.y0
        for edge in page.edges[:_MOST_RULES]:
            if edge["orientation"] == "v":
                upright.add(Rule(edge["x0"] - left, edge["top"] - top, edge["bottom"] - top))
            elif edge["orientation"] == "h":
                level.add(Rule(edge["top"] - top, edge["x0"] - left, edge["x1"] - left))
    return sorted(upright), sorted(level)


def _plumber_box(document: Document, number: int, rect: Rect | None) -> Rect:
    """`rect`, or the visible page, from the top left corner of the *media* box as displayed.

    pdfplumber turns pages as pdfium does but does not look at the crop box, so its origin is added.
    """
    visible = document.geometry(number)
    left, bottom, right, top = document.page(number).get_mediabox()
    media = Geometry(left, bottom, right, top, visible.turn)
    seen = media.shown_rect(visible.left, visible.bottom, visible.right, visible.top)
    if rect is None:
        return seen
    return Rect(rect.x0 + seen.x0, rect.y0 + seen.y0, rect.x1 + seen.x0, rect.y1 + seen.y0)
