"""A PDF open in a worker process: its pages, their geometry, and what each costs to keep."""

from __future__ import annotations

import ctypes
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from workbench.core.anchor import Rect
from workbench.evidence import problems
from workbench.evidence.blocks import BLOCK, BlockFile
from workbench.evidence.pages import MAX_EXTENT, MAX_PAGES

_PAGES_KEPT: Final = 4  # loaded pages of one document; tiles of a page come one after another
_HEADER_WITHIN: Final = 1024
_DEFAULT_SIZE: Final = (612.0, 792.0)  # pdfium's own, for a page without a usable box


class UnreadableError(Exception):
    """The file or page cannot be read; the text is the sentence to show."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """The visible box of a page in its own coordinates (origin at the bottom left), and its turn in degrees.

    UserUnit is not applied: like pdfium, pdfplumber and poppler, rectangles count units of the page's own
    space.
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turn in (90, 270) else (width, height)

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """Where the point (x, y) of the page's own coordinates stands on the page as displayed."""
        if self.turn == 90:
            return y - self.bottom, x - self.left
        if self.turn == 180:
            return self.right - x, y - self.bottom
        if self.turn == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def shown_rect(self, left: float, bottom: float, right: float, top: float) -> Rect:
        """The rectangle as displayed, to a hundredth of a point."""
        x0, y0 = self.shown(left, bottom)
        x1, y1 = self.shown(right, top)
        return Rect(
            round(min(x0, x1), 2), round(min(y0, y1), 2), round(max(x0, x1), 2), round(max(y0, y1), 2)
        )


def clamped(size: tuple[float, float]) -> tuple[float, float]:
    """A page's size within what can be shown; a size that is no number becomes the default page."""
    width, height = size
    if not (width > 0 and height > 0):
        return _DEFAULT_SIZE
    return min(width, MAX_EXTENT), min(height, MAX_EXTENT)


class Document:
    """One open file. `flat` puts form values into the page, where its text is read from.

    Raises UnreadableError when the file cannot be opened.
    """

    def __init__(self, file: BlockFile, flat: bool) -> None:
        self.file = file
        self._flat = flat
        self._pages: OrderedDict[int, Any] = OrderedDict()
        self._access = _file_access(file)  # pdfium calls it as long as the document is open
        self.pdf = _open(file, self._access)
        try:
            self._has_forms = bool(self.pdf.init_forms())
        except pdfium.PdfiumError:
            self._has_forms = False  # a broken form does not hide the pages
        self.pages = len(self.pdf)
        if self.pages > MAX_PAGES:
            raise UnreadableError(problems.TOO_MANY.format(pages=self.pages))
        if self.pages < 1:
            raise UnreadableError(problems.NO_PAGES)

    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of every page as displayed, within MAX_EXTENT."""
        size = raw.FS_SIZEF()
        result = []
        for index in range(self.pages):
            found = raw.FPDF_GetPageSizeByIndexF(self.pdf, index, size)
            result.append(clamped((size.width, size.height) if found else _DEFAULT_SIZE))
        return result

    def page(self, number: int) -> Any:
        """The loaded page `number` (from 1), kept for the next request; raises UnreadableError."""
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        page = self._load(number)
        self._pages[number] = page
        if len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)[1].close()
        return page

    def geometry(self, number: int) -> Geometry:
        """The visible box and turn of page `number`."""
        page = self.page(number)
        left, bottom, right, top = page.get_bbox()
        return Geometry(left, bottom, right, top, page.get_rotation())

    def close(self) -> None:
        """Give everything back to pdfium."""
        for page in self._pages.values():
            page.close()
        self._pages.clear()
        self.pdf.close()

    def _load(self, number: int) -> Any:
        if not 1 <= number <= self.pages:
            raise UnreadableError(problems.NO_SUCH_PAGE.format(page=number, pages=self.pages))
        try:
            page = self.pdf[number - 1]
            if self._flat and self._has_forms and raw.FPDFPage_GetAnnotCount(page) > 0:
                raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
                page.close()
                page = self.pdf[number - 1]  # only a page loaded afresh has the new content
        except pdfium.PdfiumError:
            raise UnreadableError(problems.BAD_PAGE) from None
        return page


def _open(file: BlockFile, access: Any) -> Any:
    if file.size == 0:
        raise UnreadableError(problems.EMPTY)
    handle = raw.FPDF_LoadCustomDocument(access, None)
    if handle:
        return pdfium.PdfDocument(handle)
    error = raw.FPDF_GetLastError()
    head = file.slice(0, _HEADER_WITHIN + 5)
    if error == raw.FPDF_ERR_PASSWORD:
        raise UnreadableError(problems.LOCKED)
    if error == raw.FPDF_ERR_SECURITY:
        raise UnreadableError(problems.SECURITY)
    raise UnreadableError(problems.DAMAGED if b"%PDF-" in head else problems.not_a_pdf(head))


def _file_access(file: BlockFile) -> Any:
    """pdfium's view of `file`. It asks for 512 bytes at a time, so the way through one block is short."""

    def get_block(_: object, position: int, target: Any, size: int) -> int:
        number, offset = divmod(position, BLOCK)
        data = file.block(number) if offset + size <= BLOCK else b""
        if not data:
            data, offset = file.slice(position, size), 0
        if offset + size > len(data):
            return 0
        ctypes.memmove(target, data[offset : offset + size], size)
        return 1

    access = raw.FPDF_FILEACCESS()
    access.m_FileLen = file.size
    access.m_GetBlock = type(access.m_GetBlock)(get_block)
    return access
