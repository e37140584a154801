"""Tells what a file is: by its first bytes, then by its name."""

from __future__ import annotations

import mimetypes
import re
from pathlib import PurePath
from typing import Final

from workbench.core.evidence import PDF
from workbench.evidence.plain.kinds import MAIL, SHEETS, SLIDES, WEB_ARCHIVE, WORD

HEAD: Final = 4096  # bytes that `sniff` likes to see
UNKNOWN: Final = "application/octet-stream"

_MAGIC: Final = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"II\*\0|MM\0\*|II\+\0|MM\0\+"), "image/tiff"),
    (re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL), "image/bmp"),
    (re.compile(rb"....ftyp(?:heic|heix|mif1|msf1)", re.DOTALL), "image/heic"),
    (re.compile(rb"....ftypavi[fs]", re.DOTALL), "image/avif"),
    (re.compile(rb"....ftypM4[AB]", re.DOTALL), "audio/mp4"),
    (re.compile(rb"....ftypqt  ", re.DOTALL), "video/quicktime"),
    (re.compile(rb"....ftyp(?:3g[p2])", re.DOTALL), "video/3gpp"),
    (re.compile(rb"....ftyp(?:isom|iso\d|mp4\d|avc1|dash|M4V |MSNV|f4v )", re.DOTALL), "video/mp4"),
    (re.compile(rb"ID3[\x02-\x04]"), "audio/mpeg"),
    (re.compile(rb"RIFF....WAVE", re.DOTALL), "audio/wav"),
    (re.compile(rb"RIFF....AVI ", re.DOTALL), "video/x-msvideo"),
    (re.compile(rb"fLaC"), "audio/flac"),
    (re.compile(rb"#!AMR"), "audio/amr"),
    (re.compile(rb"FORM....AIF[FC]", re.DOTALL), "audio/aiff"),
    (re.compile(rb"\{\\rtf"), "application/rtf"),
    (re.compile(rb"\x1f\x8b"), "application/gzip"),
    (re.compile(rb"%!PS"), "application/postscript"),
)
# The first entry of these archives says what they are; Microsoft's have [Content_Types].xml or _rels first.
_STORED_TYPE: Final = re.compile(
    rb"PK\x03\x04.{26}mimetype(application/[a-z0-9.+-]+?)(?=PK|[^a-z0-9.+-]|$)", re.DOTALL
)
_OFFICE: Final = (
    (b"word/", WORD, (".docx", ".docm", ".dotx")),
    (b"xl/", SHEETS, (".xlsx", ".xlsm", ".xltx")),
    (b"ppt/", SLIDES, (".pptx", ".pptm", ".ppsx")),
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
_SVG: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+svg[^>]*>\s*)?<(?:\w+:)?svg\b",
    re.IGNORECASE | re.DOTALL,
)
_HEADERS: Final = re.compile(rb"(?:From |[\w-]+:)[^\n]*\n(?:[\w-]+:[^\n]*\n|[ \t][^\n]*\n)*")
_OF_MAIL: Final = re.compile(
    rb"^(?:Received|Message-ID|MIME-Version|Return-Path):", re.IGNORECASE | re.MULTILINE
)
_OF_PAGE: Final = re.compile(rb"^Content-Type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_SAVED: Final = re.compile(rb"^(?:Snapshot-Content-Location:|From: <Saved by )", re.IGNORECASE | re.MULTILINE)
_MHTML: Final = (".mht", ".mhtml")
_OGG, _MATROSKA, _MPEG = b"OggS", b"\x1a\x45\xdf\xa3", re.compile(rb"\xff[\xe2-\xff][\x10-\xef]")
_NAMES: Final = {
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".eml": MAIL,
    ".mht": WEB_ARCHIVE,
    ".mhtml": WEB_ARCHIVE,
    ".msg": "application/vnd.ms-outlook",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
    ".docx": WORD,
    ".xlsx": SHEETS,
    ".pptx": SLIDES,
    ".svg": "text/xml",
    ".rtf": "application/rtf",
    ".csv": "text/csv",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".aac": "audio/aac",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".wma": "audio/x-ms-wma",
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".ogv": "video/ogg",
    ".webm": "video/webm",
    ".mkv": "video/x-matroska",
    ".mpg": "video/mpeg",
    ".mpeg": "video/mpeg",
    ".wmv": "video/x-ms-wmv",
}  # before what the system says, which is not the same everywhere


def sniff(name: str, head: bytes) -> str:
    """The media type of the file `name` that begins with `head` (HEAD bytes will do).

    The content decides; among kinds that share their content (text, archives) the name does, and so it does
    when the content tells nothing.
    """
    return (
        _by_magic(name, head) or _recording(name, head) or _by_text(name, head) or _by_name(name) or UNKNOWN
    )


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


def _recording(name: str, head: bytes) -> str:
    """Sound and moving pictures in containers for both, where the name helps."""
    named = _by_name(name)
    if head.startswith(_OGG):
        return "video/ogg" if named == "video/ogg" or b"theora" in head[:HEAD] else "audio/ogg"
    if head.startswith(_MATROSKA):
        return "video/webm" if b"webm" in head[:64] else "video/x-matroska"
    if _MPEG.match(head) and named.startswith("audio/"):
        return named  # MPEG or AAC frames; two bytes alone prove nothing
    return ""


def _archive(name: str, head: bytes) -> str:
    if stored := _STORED_TYPE.match(head):
        return stored[1].decode()
    lowered = name.lower()
    office = b"[Content_Types].xml" in head or b"_rels/" in head
    for folder, media_type, endings in _OFFICE:
        if office and (folder in head or lowered.endswith(endings)):
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
    if _SVG.match(plain):
        return "text/xml"  # never a picture: it may hold programs, and is shown as it is written
    named = _by_name(name)
    if mail := _message(name, plain, named):
        return mail
    return (
        named if named.startswith(("text/", "message/")) or named.endswith(("xml", "json")) else "text/plain"
    )


def _message(name: str, head: bytes, named: str) -> str:
    """An e-mail, or a page saved as one, by its headers; notes that look like one stay notes."""
    headers = _HEADERS.match(head)
    if headers is None or not (named in (MAIL, WEB_ARCHIVE) or _OF_MAIL.search(headers[0])):
        return ""
    page = name.lower().endswith(_MHTML) or _SAVED.search(headers[0])
    return WEB_ARCHIVE if page and _OF_PAGE.search(headers[0]) else MAIL


def _by_name(name: str) -> str:
    ending = PurePath(name).suffix.lower()
    named = _NAMES.get(ending) or mimetypes.guess_type("file" + ending)[0] or ""
    return "" if named == UNKNOWN else named
