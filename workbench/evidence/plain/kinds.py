"""Which kinds of files have words that can be read, and what is said of the others."""

from __future__ import annotations

from typing import Final

MICROSOFT: Final = "application/vnd.openxmlformats-officedocument."
WORD: Final = MICROSOFT + "wordprocessingml.document"
SHEETS: Final = MICROSOFT + "spreadsheetml.sheet"
SLIDES: Final = MICROSOFT + "presentationml.presentation"
OPEN: Final = "application/vnd.oasis.opendocument."
OPEN_KINDS: Final = frozenset({OPEN + "text", OPEN + "spreadsheet", OPEN + "presentation"})
RICH: Final = frozenset({"application/rtf", "text/rtf"})
MAIL: Final = "message/rfc822"
WEB_ARCHIVE: Final = "multipart/related"  # MHTML (RFC 2557)
WEB: Final = frozenset({"text/html", "application/xhtml+xml"})
SVG: Final = "image/svg+xml"  # a program in the clothes of a picture: it is shown as what is written in it
OUTLOOK: Final = "application/vnd.ms-outlook"
OLD: Final = frozenset(
    {
        "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint",
        "application/x-ole-storage", OUTLOOK,
    }
)  # fmt: skip
OFFICE: Final = frozenset({WORD, SHEETS, SLIDES}) | OPEN_KINDS

_BARE: Final = frozenset({"application/json", "application/xml", SVG})  # shown as they are written
_PARSED: Final = OFFICE | RICH | WEB | OLD | {MAIL, WEB_ARCHIVE}


def is_parsed(media_type: str) -> bool:
    """True where the words have to be taken out of a format, which is a worker's business."""
    return media_type in _PARSED


def is_readable(media_type: str) -> bool:
    """True for all kinds whose words are shown, searched and cited as one text without pages."""
    return media_type.startswith("text/") or media_type in _BARE or media_type in _PARSED
