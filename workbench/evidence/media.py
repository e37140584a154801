"""Tells what a file is: by its first bytes, then by its name."""

from __future__ import annotations

import mimetypes
import re
from pathlib import PurePath
from typing import Final

from workbench.core.evidence import PDF

HEAD: Final = 4096  # bytes that `sniff` likes to see
UNKNOWN: Final = "application/octet-stream"

_DOCX: Final = "application/vnd.openxmlformats-officedocument."
_MAGIC: Final = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"II\*\0|MM\0\*|II\+\0|MM\0\+"), "image/tiff"),
    (re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL), "image/bmp"),
    (re.compile(rb"....ftyp(?:heic|heix|mif1|msf1)", re.DOTALL), "image/heic"),
    (re.compile(rb"....ftypavi[fs]", re.DOTALL), "image/avif"),
    (re.compile(rb"\{\\rtf"), "application/rtf"),
    (re.compile(rb"\x1f\x8b"), "application/gzip"),
    (re.compile(rb"%!PS"), "application/postscript"),
)
# The first entry of these archives says what they are; Microsoft's have [Content_Types].xml or _rels first.
_STORED_TYPE: Final = re.compile(
    rb"PK\x03\x04.{26}mimetype(application/[a-z0-9.+-]+?)(?=PK|[^a-z0-9.+-]|$)", re.DOTALL
)
_OFFICE: Final = (
    (b"word/", _DOCX + "wordprocessingml.document", ".docx"),
    (b"xl/", _DOCX + "spreadsheetml.sheet", ".xlsx"),
    (b"ppt/", _DOCX + "presentationml.presentation", ".pptx"),
)
_OLE: Final = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word, Excel and PowerPoint up to 2003: only the name tells
)
_PDF_JUNK: Final = 1024  # bytes that readers accept before the header (PDF 1.7, implementation note 13)
_HTML: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_NOT_TEXT: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BOMS: Final = (b"\xff\xfe", b"\xfe\xff")
_NAMES: Final = {".md": "text/markdown", ".markdown": "text/markdown", ".eml": "message/rfc822"}


def sniff(name: str, head: bytes) -> str:
    """The media type of the file `name` that begins with `head` (HEAD bytes will do).

    The content decides; among kinds that share their content (text, archives) the name does, and so it does
    when the content tells nothing.
    """
    return _by_magic(name, head) or _by_text(name, head) or _by_name(name) or UNKNOWN


def _by_magic(name: str, head: bytes) -> str:
    if head.startswith(b"PK\x03\x04"):
        return _archive(name, head)
    for pattern, media_type in _MAGIC:
        if pattern.match(head):
            return media_type
    if b"%PDF-" in head[: _PDF_JUNK + 5]:
        return PDF
    if head.startswith(_OLE):
        named = _by_name(name)
        return named if named.startswith("application/") else "application/x-ole-storage"
    return ""


def _archive(name: str, head: bytes) -> str:
    if stored := _STORED_TYPE.match(head):
        return stored[1].decode()
    lowered = name.lower()
    office = b"[Content_Types].xml" in head or b"_rels/" in head
    for folder, media_type, ending in _OFFICE:
        if office and (folder in head or lowered.endswith(ending)):
            return media_type
    named = _by_name(name)
    return named if named.startswith("application/") else "application/zip"


def _by_text(name: str, head: bytes) -> str:
    if not head:
        return ""
    wide = head.startswith(_BOMS)
    if not wide and _NOT_TEXT.search(head):
        return ""
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if wide:
        plain = head.decode("utf-16", "ignore").encode()
    if _HTML.match(plain):
        return "text/html"
    named = _by_name(name)
    return (
        named if named.startswith(("text/", "message/")) or named.endswith(("xml", "json")) else "text/plain"
    )


def _by_name(name: str) -> str:
    ending = PurePath(name).suffix.lower()
    named = _NAMES.get(ending) or mimetypes.guess_type("file" + ending)[0] or ""
    return "" if named == UNKNOWN else named
