"""Web pages as text: nothing is fetched, run or rendered."""

from __future__ import annotations

import codecs
import re
from typing import Final

from workbench.text.canonical import canonical
from workbench.text.encoding import decode
from workbench.text.html_text import html_to_text

_NAMED: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HEAD: Final = 4096


def page_text(data: bytes, name: str, charset: str = "") -> str:
    """The text that a reader of the page would see. `charset`: what came with the file says of it.

    Raises BadInputError when it is not text.
    """
    named = _NAMED.search(data[:_HEAD])
    wanted = charset or (named[1].decode("ascii", "replace") if named else "")
    return html_to_text(_closed(canonical(decoded(data, name, wanted)).text))


def _closed(text: str) -> str:
    """`text` without a comment that never ends: the parser would look for its end again and again."""
    opened = text.find("<!--", text.rfind("-->") + 1)
    return text if opened < 0 else text[:opened]


def decoded(data: bytes, name: str, charset: str) -> str:
    """`data` in UTF-8 where it is that, else in `charset`, else in what it seems to be."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if charset and _is_text_codec(charset) and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode(charset, "replace")
    return decode(data, name).text


def _is_text_codec(charset: str) -> bool:
    """False for unknown names, and for the codecs of Python that are no character sets (zip, rot13)."""
    try:
        found = codecs.lookup(charset)
    except (LookupError, ValueError):
        return False
    return bool(getattr(found, "_is_text_encoding", True)) and found.name not in ("idna", "punycode")
