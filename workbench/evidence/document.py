"""A PDF open in a worker process: its pages, their geometry, and what each costs to keep."""

from __future__ import annotations

import ctypes
import io
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from workbench.core.anchor import Rect
from workbench.evidence import problems
from workbench.evidence.blocks import BlockFile
from workbench.evidence.opening import UnreadableError as UnreadableError  # noqa: PLC0414 - where it is sought
from workbench.evidence.opening import open_pdf
from workbench.evidence.pages import MAX_EXTENT

_PAGES_KEPT: Final = 4  # loaded pages of one document; tiles of a page come one after another
_LABEL_BYTES: Final = 128  # UTF-16; longer is no label
_DEFAULT_SIZE: Final = (612.0, 792.0)  # pdfium's own, for a page without a usable box


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

    `password` opens it, without `forms` what is filled in is left out, `before_repair` as in `open_pdf`.
    Raises UnreadableError when the file cannot be opened. Nothing in it is ever run: pdfium is built without
    a script engine, and no action is followed.
    """

    def __init__(
        self,
        file: BlockFile,
        flat: bool,
        *,
        password: str = "",
        forms: bool = True,
        before_repair: Callable[[], None] | None = None,
    ) -> None:
        self._file = file
        self._flat = flat
        self.password = password
        self._pages: OrderedDict[int, Any] = OrderedDict()
        self._sizes: list[tuple[float, float]] = []
        self._opened = open_pdf(file, password, before_repair)
        self.pdf = self._opened.pdf
        self.pages = self._opened.pages
        self.lacks_forms = not forms
        self.doubtful = self._opened.doubtful  # something of the file is damaged
        try:
            self.has_forms = forms and bool(self.pdf.init_forms())
        except pdfium.PdfiumError:
            self.has_forms = False  # a broken form does not hide the pages

    def remark(self) -> str:
        """One sentence on what is not shown as the file has it, or an empty one."""
        if self._opened.remark or self.lacks_forms:
            return self._opened.remark or problems.SLOW_FORM
        huge = [n for n, size in enumerate(self._raw_sizes(), 1) if max(size) > MAX_EXTENT]
        return problems.huge_pages(huge) if huge else ""

    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of every page as displayed, within MAX_EXTENT."""
        return [clamped(size) for size in self._raw_sizes()]

    def label(self, number: int) -> str:
        """What the document itself calls page `number`; empty when that is its number."""
        buffer = (ctypes.c_char * _LABEL_BYTES)()
        length = raw.FPDF_GetPageLabel(self.pdf, number - 1, buffer, _LABEL_BYTES)
        if not 2 < length <= _LABEL_BYTES:
            return ""
        label = buffer.raw[: length - 2].decode("utf-16-le", "replace")
        label = "".join(sign for sign in label if sign.isprintable()).strip()
        return "" if label == str(number) else label

    def stream(self) -> BinaryIO | io.RawIOBase:
        """The bytes of what is open, from the beginning: the file, or its repaired copy."""
        if self._opened.copy:
            return io.BytesIO(self._opened.copy)
        self._file.seek(0)
        return self._file

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

    def _raw_sizes(self) -> list[tuple[float, float]]:
        if not self._sizes:
            size = raw.FS_SIZEF()
            for index in range(self.pages):
                found = raw.FPDF_GetPageSizeByIndexF(self.pdf, index, size)
                self._sizes.append((size.width, size.height) if found else _DEFAULT_SIZE)
        return self._sizes

    def _load(self, number: int) -> Any:
        if not 1 <= number <= self.pages:
            raise UnreadableError(problems.NO_SUCH_PAGE.format(page=number, pages=self.pages))
        try:
            page = self.pdf[number - 1]
            if self._flat and self.has_forms and raw.FPDFPage_GetAnnotCount(page) > 0:
                raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
                page.close()
                page = self.pdf[number - 1]  # only a page loaded afresh has the new content
        except pdfium.PdfiumError:
            raise UnreadableError(problems.BAD_PAGE) from None
        return page
