"""The characters of a page of Evidence with their places, whatever they were read by."""

from __future__ import annotations

from workbench.core.evidence import Evidence, OcrPage
from workbench.desk.session import Session
from workbench.evidence.ocr.characters import characters_of
from workbench.evidence.pages import PageCharacters
from workbench.storage.ocr import ocr_page


def page_characters(session: Session, evidence: Evidence, page: int) -> PageCharacters:
    """The text of `page` (from 1) as it is stored and searched, with a rectangle for each code point.

    BadInputError when the page cannot be read.
    """
    recognised = recognised_page(session, evidence, page)
    if recognised is not None:
        return characters_of(recognised)
    return session.reader.characters(session.bytes_of(evidence), page)


def recognised_page(session: Session, evidence: Evidence, page: int) -> OcrPage | None:
    """What an OCR engine read on `page` (from 1), where that is the page's text; else None."""
    with session.workspace.read() as connection:
        return ocr_page(connection, evidence.id, page)
