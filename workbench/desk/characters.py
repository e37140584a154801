"""The characters of a page of Evidence with their places, whatever they were read by."""

from __future__ import annotations

from workbench.core.evidence import Evidence
from workbench.desk.session import Session
from workbench.evidence.pages import PageCharacters


def page_characters(session: Session, evidence: Evidence, page: int) -> PageCharacters:
    """The text of `page` (from 1) as it is stored and searched, with a rectangle for each code point.

    BadInputError when the page cannot be read.
    """
    return session.reader.characters(session.bytes_of(evidence), page)
