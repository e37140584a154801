"""The sentences that say what is wrong with a file or a page."""

from __future__ import annotations

from typing import Final

from workbench.evidence import media

EMPTY: Final = "The file is empty (0 bytes); attach the document again."
LOCKED: Final = "The file is protected by a password; attach a copy that opens without one."
SECURITY: Final = (
    "The file is encrypted in a way that cannot be read; attach a copy that opens without a password."
)
DAMAGED: Final = (
    "The file is a damaged PDF and cannot be opened; attach another copy, or print it to a new PDF."
)
NO_PAGES: Final = "The file is a PDF without pages, or a damaged one; attach another copy."
TOO_MANY: Final = (
    "The file claims {pages} pages, more than can be shown; attach its parts as files of their own."
)
SLOW_FILE: Final = (
    "The file took too long to open and was given up; attach another copy, or print it to a new PDF."
)
CRASHED_FILE: Final = (
    "The file is damaged or needs too much memory to open; attach another copy, or print it to a new PDF."
)
NO_TEXT: Final = (
    "This page has no text layer; it is a picture of a page. Cite the page as a whole, "
    "or attach a copy with recognised text."
)
BLANK: Final = "This page is blank."
UNREADABLE_TEXT: Final = (
    "This page's text layer does not say which letters its signs are. Cite the page as a whole, "
    "or attach a copy with recognised text."
)
TRANSCRIBABLE: Final = frozenset({NO_TEXT, UNREADABLE_TEXT})  # a person can read what the program cannot
BAD_PAGE: Final = "This page is damaged and cannot be read."
SLOW_PAGE: Final = "This page took too long to read and was left out."
CRASHED_PAGE: Final = "This page is damaged or needs too much memory; it was left out."
LEFT_OUT: Final = "This page was not read, because several pages of the file took too long or were damaged."
NO_SUCH_PAGE: Final = "The file has no page {page}; it has {pages}."

_KINDS: Final = {"text/html": "a web page", "text/plain": "plain text", "application/zip": "an archive"}


def not_a_pdf(head: bytes) -> str:
    """The sentence for a file whose first bytes are `head` and not those of a PDF."""
    kind = media.sniff("", head)
    what = _KINDS.get(kind) or ("a picture" if kind.startswith("image/") else "something else")
    return f"The file is not a PDF but {what}; attach the PDF itself, or name the file for what it is."
