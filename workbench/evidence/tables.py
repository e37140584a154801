"""The tables of a page, read by pdfplumber in a worker process."""

from __future__ import annotations

import io
from typing import Any, Final

import pypdfium2 as pdfium

from workbench.core.anchor import Rect
from workbench.evidence import problems
from workbench.evidence.document import Document, Geometry, UnreadableError

_SETTINGS: Final = {"text_x_tolerance_ratio": 0.15}  # by default words are glued together


def page_tables(document: Document, number: int, rect: Rect | None) -> list[list[list[str]]]:
    """The rows of each table on page `number`, or in its displayed `rect`; raises UnreadableError.

    pdfplumber sees only that page, as pdfium writes it out: by itself it walks through all pages (4 s for
    2,415) and finds none at all in some sound files.
    """
    # Not at the top: 0.35 s, and most workers never need it.
    import pdfplumber  # noqa: PLC0415

    box = _plumber_box(document, number, rect)
    # pdfminer runs into every kind of error in damaged files; all of them mean the same to the reader.
    try:
        with pdfplumber.open(_single_page(document, number), raise_unicode_errors=False) as pdf:
            page = pdf.pages[0]
            try:
                return _rows(page, box)
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
