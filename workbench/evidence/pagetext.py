"""The text of a page, and where each of its code points stands.

pdfium gives UTF-16 units. Its list of characters has entries that its text lacks, so indices are translated by pdfium
itself, never assumed equal. From the raw text a page's text is made by these rules:

- CR LF becomes LF; a hyphen at a line's end, after which pdfium joins the lines, becomes "-" and LF;
- NUL goes; other control characters, lone surrogates and non-characters become U+FFFD;
- what lies wholly outside the visible box of the page (crop box within media box) is left out: a reader cannot see it.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import pypdfium2.raw as raw

from workbench.core.anchor import Rect
from workbench.evidence import problems
from workbench.evidence.document import Document, Geometry

_ODD: Final = re.compile("[\ufffe\r]\n?|\ufffe\r\n|[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_HYPHEN: Final = "\ufffe"  # what pdfium's text has for a hyphen that ends a line
_LIST_HYPHEN: Final = 2  # what its list of characters has for it


class _RawText:
    """pdfium's text of a page, and for each of its code points the index in pdfium's list of characters."""

    def __init__(self, text_page: Any) -> None:
        self.handle = text_page.raw
        self.count = max(0, raw.FPDFText_CountChars(self.handle))
        self.text, self._units = self._read()

    def indices(self) -> Sequence[int]:
        """Where each code point of `text` stands in pdfium's list of characters."""
        if self._units == self.count == len(self.text):
            return range(self.count)
        listed = [i for i in range(self.count) if raw.FPDFText_GetTextIndexFromCharIndex(self.handle, i) >= 0]
        if len(listed) == len(self.text):
            return listed
        starts, unit = [], 0
        for character in self.text:
            starts.append(listed[min(unit, len(listed) - 1)])
            unit += 2 if character > "\uffff" else 1
        return starts

    def _read(self) -> tuple[str, int]:
        if not self.count:
            return "", 0
        buffer = (ctypes.c_ushort * (2 * self.count + 2))()  # twice: room for surrogates
        units = max(0, raw.FPDFText_GetText(self.handle, 0, self.count, buffer) - 1)
        return bytes(memoryview(buffer)[:units]).decode("utf-16-le", "surrogatepass"), units


def page_text(document: Document, number: int) -> tuple[str, str]:
    """The text of page `number`, and one sentence when it has none that can be used."""
    page = document.page(number)
    text_page = page.get_textpage()
    try:
        text = _tidy(_visible(_RawText(text_page), document.geometry(number)).text)
    finally:
        text_page.close()
    return text, _problem(text, page)


def page_characters(document: Document, number: int) -> tuple[str, list[Rect]]:
    """The text of page `number` exactly as `page_text` gives it, and the rectangle of each code point."""
    geometry = document.geometry(number)
    text_page = document.page(number).get_textpage()
    try:
        visible = _visible(_RawText(text_page), geometry)
        boxes = _boxes(text_page.raw, visible.text, visible.indices(), geometry)
    finally:
        text_page.close()
    pieces = list(_tidied(visible.text))
    rects = [_after(boxes, origin) if piece == "\n" else boxes[origin] for piece, origin in pieces]
    return "".join(piece for piece, _ in pieces), rects


def _problem(text: str, page: Any) -> str:
    if not text or text.isspace():
        return problems.NO_TEXT if raw.FPDFPage_CountObjects(page) > 0 else problems.BLANK
    unknown = text.count("\ufffd")
    if unknown and unknown * 2 > len("".join(text.split())):
        return problems.UNREADABLE_TEXT
    return ""


def _tidy(text: str) -> str:
    return _ODD.sub(lambda match: _replacement(match[0]), text)


def _tidied(text: str) -> Iterator[tuple[str, int]]:
    """Each code point of `_tidy(text)` with the index in `text` that it comes from."""
    done = 0
    for match in _ODD.finditer(text):
        yield from zip(text[done : match.start()], range(done, match.start()), strict=True)
        for piece in _replacement(match[0]):
            yield piece, match.start()
        done = match.end()
    yield from zip(text[done:], range(done, len(text)), strict=True)


def _replacement(odd: str) -> str:
    if odd[0] == _HYPHEN:
        return "-\n"
    if odd[0] == "\r":
        return "\n"
    return "" if odd == "\0" else "\ufffd"
