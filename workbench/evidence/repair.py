"""Makes a sound copy of a damaged PDF, in a worker's memory; the file itself stays as it is.

Three ways, the gentlest first: qpdf reads the file as it recovers it; if its page tree leads nowhere, a new
one is made of all pages there are; if it has no trailer, as when a download broke off, it gets one.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any, Final

from workbench.evidence.blocks import BlockFile

MOST: Final = 96 * 2**20  # bytes of a file that is copied; a worker holds it several times
_OBJECT: Final = re.compile(rb"(?<!\d)(\d{1,7})[ \t\r\n]+\d{1,5}[ \t\r\n]+obj\b")
_MOST_OBJECTS: Final = 8_388_607  # ISO 32000-1, Annex C
_END: Final = 2048  # bytes; the end is looked for in them
_INHERITED: Final = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_DEEPEST: Final = 64  # levels of a page tree
_TAIL: Final = b"""
%(root)d 0 obj
<</Type/Catalog/Pages %(tree)d 0 R>>
endobj
%(tree)d 0 obj
<</Type/Pages/Kids[%(page)d 0 R]/Count 1>>
endobj
%(page)d 0 obj
<</Type/Page/Parent %(tree)d 0 R/MediaBox[0 0 9 9]>>
endobj
trailer
<</Size %(size)d/Root %(root)d 0 R>>
startxref
0
%%%%EOF
"""


def repaired(file: BlockFile, password: str) -> bytes:
    """A copy of `file` that has all the pages which can be found in it, without encryption; empty if none."""
    if not 0 < file.size <= MOST:
        return b""
    # Not at the top: 0.1 s and 40 MB, and hardly any file needs it.
    import pikepdf  # noqa: PLC0415

    try:
        file.seek(0)
        with pikepdf.open(file, password=password, suppress_warnings=True) as pdf:
            pages = _tree(pdf)
            if pages and _broke_off(file):  # qpdf does not see the object that it broke off behind
                copy, rescued = _with_a_tail(file)
                if rescued > pages:
                    return copy
            return _saved(pdf) if pages else _replanted(pdf, {})[0] or _with_a_tail(file)[0]
    except MemoryError:
        raise
    except Exception:  # whatever qpdf stumbles over, there is one way left
        return _with_a_tail(file)[0]


def _with_a_tail(file: BlockFile) -> tuple[bytes, int]:
    """A copy with all pages that stand in `file`, and how many those are."""
    import pikepdf  # noqa: PLC0415 - see above

    data = file.slice(0, file.size)
    places = {int(found[1]): found.start() for found in _OBJECT.finditer(data)}
    first = max(places, default=0) + 1
    if not places or first > _MOST_OBJECTS:
        return b"", 0
    numbers = {b"root": first, b"tree": first + 1, b"page": first + 2, b"size": first + 3}
    try:
        with pikepdf.open(io.BytesIO(data + _TAIL % numbers), suppress_warnings=True) as pdf:
            return _replanted(pdf, places, first + 2)
    except MemoryError:
        raise
    except Exception:  # the last way was this one
        return b"", 0


def _broke_off(file: BlockFile) -> bool:
    """Whether the file lacks the end that every PDF has."""
    return b"startxref" not in file.slice(max(0, file.size - _END), _END)


def _tree(pdf: Any) -> int:
    """How many pages the page tree leads to."""
    try:
        return len(pdf.pages)
    except Exception:  # loops, wrong types, too deep: qpdf has many words for it
        return 0


def _replanted(pdf: Any, places: dict[int, int], placeholder: int = 0) -> tuple[bytes, int]:
    """`pdf` with a page tree made of every page in it, in the order of their places in the file."""
    import pikepdf  # noqa: PLC0415 - see above

    pages = [each for each in _pages(pdf.objects) if each.objgen[0] != placeholder]
    if not pages:
        return b"", 0
    pages.sort(key=lambda page: places.get(page.objgen[0], page.objgen[0]))
    for page in pages:
        _inherit(page)
    tree = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Pages, Count=len(pages), Kids=pages))
    for page in pages:
        page["/Parent"] = tree
    pdf.Root["/Pages"] = tree
    return _saved(pdf), len(pages)


def _pages(objects: Iterable[Any]) -> Iterable[Any]:
    import pikepdf  # noqa: PLC0415 - see above

    for each in objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Page":
            yield each


def _inherit(page: Any) -> None:
    """Give `page` itself what it has from the nodes above it."""
    import pikepdf  # noqa: PLC0415 - see above

    above = page.get("/Parent")
    for _ in range(_DEEPEST):
        if not isinstance(above, pikepdf.Dictionary):
            return
        for key in _INHERITED:
            if key not in page and key in above:
                page[key] = above[key]
        above = above.get("/Parent")


def _saved(pdf: Any) -> bytes:
    import pikepdf  # noqa: PLC0415 - see above

    output = io.BytesIO()
    plain = pikepdf.StreamDecodeLevel.none  # streams are copied as they are: none of them is a bomb here
    modes = pikepdf.ObjectStreamMode.disable
    pdf.save(
        output, encryption=False, compress_streams=False, stream_decode_level=plain, object_stream_mode=modes
    )
    return output.getvalue()
