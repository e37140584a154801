"""Full-text search over all evidence, with the place of the found words on the page."""

from __future__ import annotations

from dataclasses import replace

from workbench.core.errors import KnownError
from workbench.core.evidence import Evidence, Hit
from workbench.desk.session import Session
from workbench.storage import search as index

LIMIT = 50


def search(session: Session, query: str, limit: int = LIMIT) -> list[Hit]:
    """Pages that hold every word, "phrase" and prefix* of `query`, best first; without rectangles.

    BadInputError when there is no word in it.
    """
    with session.workspace.read() as connection:
        return index.search(connection, query, limit)


def with_rects(session: Session, hits: list[Hit]) -> list[Hit]:
    """The same hits with the rectangles of the found words (PDF points); none where a page cannot be read."""
    known: dict[int, Evidence] = {evidence.id: evidence for evidence in session.evidence_list()}
    return [_placed(session, known[hit.evidence_id], hit) for hit in hits]


def _placed(session: Session, evidence: Evidence, hit: Hit) -> Hit:
    if not evidence.is_pdf:
        return hit
    try:
        characters = session.reader.characters(session.bytes_of(evidence), hit.page)
    except KnownError:
        return hit
    return replace(hit, rects=tuple(rect for span in hit.found for rect in characters.rects_of(span)))
