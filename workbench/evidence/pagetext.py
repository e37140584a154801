"""The text of a page, and where each of its code points stands.

pdfium gives UTF-16 units. Its list of characters has entries that its text lacks, so indices are translated
by pdfium itself, never assumed equal. From the raw text a page's text is made by these rules:

- CR LF becomes LF; a hyphen at a line's end, after which pdfium joins the lines, becomes "-" and LF;
- NUL goes; other control characters, lone surrogates and non-characters become U+FFFD;
- what lies wholly outside the visible box of the page (crop box within media box) is left out: a reader
  cannot see it.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from pypdfium2 import raw

from workbench.core.anchor import Rect
from workbench.core.evidence import PageText
from workbench.evidence import problems, quality
from workbench.evidence.document import Document, Geometry, clamped

_ODD: Final = re.compile("\ufffe(?:\r?\n)?|\r\n?|[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\uffff]")
_HYPHEN: Final = "\ufffe"  # what pdfium's text has for a hyphen that ends a line
_FAR: Final = 1e-3  # points; two edges nearer than this touch
_OBJECTS: Final = 200  # of a page or a form that are looked at; a scan has few
_COVERED: Final = 0.5  # share of a page from which on it is a picture


def page_text(document: Document, number: int) -> PageText:
    """The text of page `number`, with a problem when it has none that can be used; raises UnreadableError."""
    geometry = document.geometry(number)
    page = document.page(number)
    text_page = page.get_textpage()
    try:
        text = _tidy(_visible(_RawText(text_page), geometry).text)
    finally:
        text_page.close()
    width, height = clamped(geometry.size)
    pictured = bool(text) and quality.is_short(text) and _is_pictured(page, geometry)
    found = quality.quality(text, pictured=pictured)
    return PageText(number, width, height, text, _problem(text, page, found, pictured), quality=found)


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
    # A line break stands behind the sign it comes from: the hyphen's own box is the hyphen's.
    rects = [_end(boxes[origin : origin + 1]) if piece == "\n" else boxes[origin] for piece, origin in pieces]
    return "".join(piece for piece, _ in pieces), rects


class _RawText:
    """pdfium's text of a page, in code points; `utf16` is the same in its own units."""

    def __init__(self, text_page: Any) -> None:
        self.handle = text_page.raw
        self.count = max(0, raw.FPDFText_CountChars(self.handle))
        buffer = _buffer(2 * self.count + 2)  # twice: room for surrogates
        units = raw.FPDFText_GetText(self.handle, 0, self.count, buffer) if self.count else 0
        self.utf16 = _units(buffer, units)
        self.text = self.utf16.decode("utf-16-le", "surrogatepass")

    def indices(self) -> Sequence[int]:
        """Where each code point of `text` stands in pdfium's list of characters."""
        if len(self.utf16) == 2 * self.count == 2 * len(self.text):
            return range(self.count)
        listed = [i for i in range(self.count) if raw.FPDFText_GetTextIndexFromCharIndex(self.handle, i) >= 0]
        if len(listed) == len(self.text):
            return listed
        starts, unit = [], 0
        for character in self.text:
            starts.append(listed[min(unit, len(listed) - 1)])
            unit += 2 if character > "\uffff" else 1
        return starts

    def inside(self, geometry: Geometry) -> bytes:
        """The UTF-16 of what touches the visible box; its line breaks can differ from those of `utf16`."""
        buffer = _buffer(2 * self.count + 2)
        box = (geometry.left, geometry.top, geometry.right, geometry.bottom)
        return _units(buffer, raw.FPDFText_GetBoundedText(self.handle, *box, buffer, len(buffer)))


class _VisibleText:
    """The part of a page's raw text that stands in its visible box."""

    def __init__(self, whole: _RawText, geometry: Geometry) -> None:
        self.handle = whole.handle
        indices = whole.indices()
        kept = [k for k, seen in enumerate(_seen(whole, indices, geometry)) if seen]
        self.text = "".join(whole.text[k] for k in kept)
        self._indices = [indices[k] for k in kept]

    def indices(self) -> Sequence[int]:
        """Where each code point of `text` stands in pdfium's list of characters."""
        return self._indices


def _visible(whole: _RawText, geometry: Geometry) -> _RawText | _VisibleText:
    """`whole` itself when nothing of it is outside the page, which pdfium tells without any boxes."""
    inside = whole.inside(geometry)
    if inside == whole.utf16 or _signs(inside.decode("utf-16-le", "surrogatepass")) == _signs(whole.text):
        return whole
    return _VisibleText(whole, geometry)


def _signs(text: str) -> int:
    """How many there are that pdfium did not make up."""
    return len(text) - text.count(" ") - text.count("\r") - text.count("\n")


def _buffer(units: int) -> Any:
    # A power of two: ctypes makes, and keeps for ever, a new type for each length.
    return (ctypes.c_ushort * (1 << units.bit_length()))()


def _units(buffer: Any, count: int) -> bytes:
    """The first `count` UTF-16 units, without the NUL that ends them."""
    return bytes(memoryview(buffer)[: max(0, count)]).removesuffix(b"\0\0")


def _seen(whole: _RawText, indices: Sequence[int], geometry: Geometry) -> Iterator[bool]:
    box = raw.FS_RECTF()
    seen = True
    for character, index in zip(whole.text, indices, strict=True):
        if not character.isspace():  # white space goes with the word before it
            raw.FPDFText_GetLooseCharBox(whole.handle, index, box)
            seen = (
                box.right > geometry.left - _FAR
                and box.left < geometry.right + _FAR
                and box.top > geometry.bottom - _FAR
                and box.bottom < geometry.top + _FAR
            )
        yield seen


def _boxes(handle: Any, text: str, indices: Sequence[int], geometry: Geometry) -> list[Rect]:
    """The displayed rectangle of each code point; a space that pdfium made up has an empty one."""
    loose = raw.FS_RECTF()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    boxes: list[Rect] = []
    for character, index in zip(text, indices, strict=True):
        if character in "\r\n" or not raw.FPDFText_GetLooseCharBox(handle, index, loose):
            boxes.append(_end(boxes))
            continue
        raw.FPDFText_GetCharBox(handle, index, left, right, bottom, top)
        edges = (
            min(loose.left, left.value),
            min(loose.bottom, bottom.value),
            max(loose.right, right.value),
            max(loose.top, top.value),
        )
        empty = edges[0] >= edges[2] or edges[1] >= edges[3]
        boxes.append(_end(boxes) if empty and character == " " else geometry.shown_rect(*edges))
    return boxes


def _end(boxes: list[Rect]) -> Rect:
    """The empty rectangle behind the last box."""
    if not boxes:
        return Rect(0.0, 0.0, 0.0, 0.0)
    last = boxes[-1]
    return Rect(last.x1, last.y0, last.x1, last.y1)


def _problem(text: str, page: Any, found: float, pictured: bool) -> str:
    if not text or text.isspace():
        return problems.NO_TEXT if raw.FPDFPage_CountObjects(page) > 0 else problems.BLANK
    if found >= quality.USABLE:
        return ""
    return problems.LITTLE_TEXT if pictured else problems.UNREADABLE_TEXT


def _is_pictured(page: Any, geometry: Geometry) -> bool:
    """Whether pictures cover most of the page's visible box; they may overlap, strips of a scan do not."""
    covered = 0.0
    edges = [ctypes.c_float() for _ in range(4)]
    for index in range(min(_OBJECTS, max(0, raw.FPDFPage_CountObjects(page)))):
        item = raw.FPDFPage_GetObject(page, index)
        if not _is_picture(item) or not raw.FPDFPageObj_GetBounds(item, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        wide = min(right, geometry.right) - max(left, geometry.left)
        high = min(top, geometry.top) - max(bottom, geometry.bottom)
        covered += max(0.0, wide) * max(0.0, high)
    return covered >= _COVERED * (geometry.right - geometry.left) * (geometry.top - geometry.bottom)


def _is_picture(item: Any) -> bool:
    """Whether a page's object is an image, or a form that holds one (scanners wrap them)."""
    kind = raw.FPDFPageObj_GetType(item)
    if kind != raw.FPDF_PAGEOBJ_FORM:
        return bool(kind == raw.FPDF_PAGEOBJ_IMAGE)
    inner = range(min(_OBJECTS, max(0, raw.FPDFFormObj_CountObjects(item))))
    kinds = (raw.FPDFPageObj_GetType(raw.FPDFFormObj_GetObject(item, index)) for index in inner)
    return any(kind == raw.FPDF_PAGEOBJ_IMAGE for kind in kinds)


def _tidy(text: str) -> str:
    # What nearly every page is, told far faster than by the pattern; the pattern treats the rest as before.
    text = text.replace("\r\n", "\n")
    if text.replace("\n", "").isprintable():
        return text
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
