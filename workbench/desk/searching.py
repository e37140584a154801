"""Full-text search over all evidence, with the place of the found words on the page."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Final

from workbench.core.anchor import Rect
from workbench.core.errors import CancelledError, KnownError
from workbench.core.evidence import Evidence, Hit
from workbench.core.searching import Found, Wanted
from workbench.desk.session import Session
from workbench.storage import ocr
from workbench.storage import search as index

LIMIT: Final = 50
_PATIENCE: Final = 10.0  # seconds for all rectangles together
_AT_ONCE: Final = 2  # the reader has as many workers


def search(session: Session, wanted: Wanted | str, limit: int = LIMIT, places: int | None = None) -> Found:
    """Pages that hold every word, "phrase" and prefix*, and no -refused word; without rectangles.

    `places`: so many spans of a PDF page are kept at most, for lists that are long. BadInputError when there
    is no word to search for.
    """
    with session.workspace.read() as connection:
        return index.search(connection, Wanted(wanted) if isinstance(wanted, str) else wanted, limit, places)


def with_rects(session: Session, hits: Sequence[Hit], patience: float = _PATIENCE) -> list[Hit]:
    """The same hits with the rectangles of the found words (PDF points).

    There are none where a page cannot be read, and none of what is not read within `patience` seconds. Pages
    of one file are read one after the other, so that it stays open.
    """
    known = {evidence.id: evidence for evidence in session.evidence_list()}
    until = time.monotonic() + patience
    order = sorted(range(len(hits)), key=lambda at: (hits[at].evidence_id, hits[at].page))
    share = -(-len(order) // _AT_ONCE) or 1
    placed = list(hits)

    def place(some: list[int]) -> None:
        for at in some:
            if time.monotonic() < until:
                rects = _rects(session, known.get(hits[at].evidence_id), hits[at])
                placed[at] = replace(hits[at], rects=rects)

    with ThreadPoolExecutor(_AT_ONCE) as threads:
        list(threads.map(place, (order[at : at + share] for at in range(0, len(order), share))))
    return placed


def _rects(session: Session, evidence: Evidence | None, hit: Hit) -> tuple[Rect, ...]:
    if hit.ocr:
        return _ocr_rects(session, hit)
    if evidence is None or not evidence.is_pdf:
        return ()
    try:
        characters = session.reader.characters(session.bytes_of(evidence), hit.page)
    except (KnownError, CancelledError):  # an answer without a place is better than none
        return ()
    return tuple(rect for span in hit.found for rect in characters.rects_of(span))


def _ocr_rects(session: Session, hit: Hit) -> tuple[Rect, ...]:
    """The words that the engine saw there, whole."""
    with session.workspace.read() as connection:
        page = ocr.ocr_page(connection, hit.evidence_id, hit.page)
    words = page.words if page else ()
    return tuple(word.rect for s, e in hit.found for word in words if word.start < e and s < word.end)
