"""The sentences that say what is wrong with a file or a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workbench.evidence import media

EMPTY: Final = "The file is empty (0 bytes); attach the document again."
LOCKED: Final = (
    "The file is protected by a password; open it and type the password, or use the command 'unlock'."
)
NOT_UNLOCKED: Final = (
    "This password does not open the file; check capital letters and the keyboard's language."
)
SECURITY: Final = (
    "The file is encrypted in a way that cannot be read; attach a copy that opens without a password."
)
DAMAGED: Final = (
    "The file is a damaged PDF and cannot be opened; attach another copy, or print it to a new PDF."
)
BIG_TABLE: Final = "There are too many words in this box to be one table; draw a smaller box."
REPAIRED: Final = (
    "The file is damaged: a repaired copy is shown, in which pages or parts of them may be missing; "
    "the file itself is kept as it came."
)
PAGES_LOST: Final = "The file is damaged: some of the pages that it promises are not in it."
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
BLANK_OR_LOST: Final = "This page is blank, or what was on it is lost: parts of the file are damaged."
UNREADABLE_TEXT: Final = (
    "This page's text layer does not say which letters its signs are. Cite the page as a whole, "
    "or attach a copy with recognised text."
)
LITTLE_TEXT: Final = (
    "This page is a picture of a page with hardly any text layer. Cite the page as a whole, "
    "or attach a copy with recognised text."
)
# A person can read what the program cannot:
TRANSCRIBABLE: Final = frozenset({NO_TEXT, UNREADABLE_TEXT, LITTLE_TEXT})
BAD_PAGE: Final = "This page is damaged and cannot be read."
SLOW_PAGE: Final = "This page took too long to read and was left out."
SLOW_FORM: Final = "The form in this file took too long to read: what is filled in is missing."
CRASHED_PAGE: Final = "This page is damaged or needs too much memory; it was left out."
LEFT_OUT: Final = "This page was not read, because several pages of the file took too long or were damaged."
SLOW_OUTLINE: Final = "The table of contents of this file took too long to read and was left out."
LOST_OUTLINE: Final = "The table of contents of this file is damaged and was left out."
LOST_ATTACHMENTS: Final = "What is attached to this file cannot be listed: the list is damaged or too long."
NO_ATTACHMENT: Final = "The file has no attachment {index}; it has {count}."
BAD_ATTACHMENT: Final = "This attachment is damaged and cannot be taken out; save the PDF and ask its sender."
LARGE_ATTACHMENT: Final = (
    "This attachment is larger than {most} MB and cannot be taken out here; open the PDF in its own program."
)
LOST_ATTACHMENT: Final = "This attachment is damaged or too large, and was left where it is."
NO_SUCH_PAGE: Final = "The file has no page {page}; it has {pages}."

_HUGE: Final = "Page {page} is larger than can be shown (5 by 5 metres): only its top left part is."
_HUGE_PAGES: Final = (
    "{count} pages, from page {page} on, are larger than can be shown (5 by 5 metres): only their top left "
    "parts are."
)

_KINDS: Final = {"text/html": "a web page", "text/plain": "plain text", "application/zip": "an archive"}


def not_a_pdf(head: bytes) -> str:
    """The sentence for a file whose first bytes are `head` and not those of a PDF."""
    kind = media.sniff("", head)
    what = _KINDS.get(kind) or ("a picture" if kind.startswith("image/") else "something else")
    return f"The file is not a PDF but {what}; attach the PDF itself, or name the file for what it is."


def huge_pages(pages: Sequence[int]) -> str:
    """The sentence for pages that are larger than PDF allows."""
    return (_HUGE if len(pages) == 1 else _HUGE_PAGES).format(page=pages[0], count=len(pages))
