"""Opens a PDF with pdfium, and a repaired copy of it where pdfium refuses it or loses pages."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from workbench.evidence import problems, repair
from workbench.evidence.blocks import BLOCK, BlockFile
from workbench.evidence.pages import MAX_PAGES

_HEADER_WITHIN: Final = 1024  # bytes, where pdfium looks for it
_HEADER_PERHAPS: Final = 4 * 2**20  # bytes; behind a letter-head of another program's


class UnreadableError(Exception):
    """The file or page cannot be read; the text is the sentence to show."""


class LockedError(UnreadableError):
    """The file needs another password than it was opened with."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A document of pdfium, how many pages it has, and what is to be said of it.

    `doubtful`: something of the file is damaged, so what is missing may be lost. `copy` are the bytes of the
    repaired copy, if it is one. `held` is what pdfium reads from; it must live as long as the document.
    """

    pdf: Any
    pages: int
    remark: str
    doubtful: bool
    copy: bytes
    held: Any


def open_pdf(file: BlockFile, password: str, before_repair: Callable[[], None] | None) -> Opened:
    """The document in `file`; raises UnreadableError when there is none, LockedError for want of a password.

    `before_repair` is called before a repair is tried, which may take long or never end; None: none is tried.
    """
    if file.size == 0:
        raise UnreadableError(problems.EMPTY)
    pdf, held = _from_file(file, password)
    refusal = "" if pdf else _refusal(file)
    pages = len(pdf) if pdf else 0
    if pdf and _is_sound(pdf, pages):
        return Opened(pdf, pages, "", False, b"", held)
    good = _good_pages(pdf, pages)
    if before_repair is not None and (pdf or _has_header(file, _HEADER_PERHAPS)):
        before_repair()
        copy = _repaired(file, password)
        if copy is not None and (copy.pages > good or (copy.pages == good > 0 and pages > good)):
            return copy
    if pages > MAX_PAGES:
        raise UnreadableError(problems.TOO_MANY.format(pages=f"{pages:,}"))
    if good < 1:
        raise UnreadableError(refusal or problems.NO_PAGES)
    return Opened(pdf, pages, "" if good == pages else problems.PAGES_LOST, True, b"", held)


def has_page(pdf: Any, index: int) -> bool:
    """Whether there is a page `index` (from 0) behind the number of pages that the file claims."""
    return bool(raw.FPDF_GetPageSizeByIndexF(pdf, index, raw.FS_SIZEF()))


def _from_file(file: BlockFile, password: str) -> tuple[Any, Any]:
    access = _file_access(file)
    for attempt in _spellings(password):
        handle = raw.FPDF_LoadCustomDocument(access, attempt)
        if handle:
            return pdfium.PdfDocument(handle), access
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD:
            error: UnreadableError = LockedError(problems.NOT_UNLOCKED if password else problems.LOCKED)
        else:
            return None, None
    raise error


def _spellings(password: str) -> Iterator[bytes | None]:
    """The password as typed, and as newer files want it prepared (RFC 4013, near enough)."""
    if not password:
        yield None
        return
    prepared = unicodedata.normalize("NFKC", password)
    yield from dict.fromkeys((password.encode(), prepared.encode()))


def _refusal(file: BlockFile) -> str:
    """Why pdfium did not open the file."""
    if raw.FPDF_GetLastError() == raw.FPDF_ERR_SECURITY:
        return problems.SECURITY
    if _has_header(file, _HEADER_WITHIN):
        return problems.DAMAGED
    return problems.not_a_pdf(file.slice(0, _HEADER_WITHIN))


def _has_header(file: BlockFile, within: int) -> bool:
    return b"%PDF-" in file.slice(0, within + 5)


def _is_sound(pdf: Any, pages: int) -> bool:
    """Whether nothing hints at lost pages: the table of objects is whole, and the last page is there."""
    return (
        0 < pages <= MAX_PAGES
        and bool(raw.FPDF_DocumentHasValidCrossReferenceTable(pdf))
        and all(has_page(pdf, index) for index in (0, pages // 2, pages - 1))
    )


def _good_pages(pdf: Any, pages: int) -> int:
    return sum(has_page(pdf, index) for index in range(pages)) if pages <= MAX_PAGES else 0


def _repaired(file: BlockFile, password: str) -> Opened | None:
    data = repair.repaired(file, password)
    handle = raw.FPDF_LoadMemDocument64(data, len(data), None) if data else None
    if not handle:
        return None
    pdf = pdfium.PdfDocument(handle)
    pages = len(pdf)
    good = _good_pages(pdf, pages)
    return Opened(pdf, pages, problems.REPAIRED, True, data, data) if 0 < good == pages else None


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
