"""Stores what OCR engines read on pages, and the pixels of cited regions."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, Exists, and_, delete, exists, insert, or_, select

from workbench.core.anchor import Rect
from workbench.core.evidence import OcrPage, OcrWord
from workbench.storage import tables as t
from workbench.storage.clock import now


def store_ocr(connection: Connection, evidence_id: int, pages: Sequence[OcrPage]) -> None:
    """Store the words of some pages; what was read on them before is replaced.

    Their texts go to evidence_page as well (evidence.py), where they are searched.
    """
    c = t.ocr.c
    numbers = [page.page for page in pages]
    connection.execute(delete(t.ocr).where(c.evidence_id == evidence_id, c.page.in_(numbers)))
    rows = [
        {
            "evidence_id": evidence_id,
            "page": page.page,
            "text": page.text,
            "words": [[word.start, word.end, *word.rect, word.confidence] for word in page.words],
            "engine": page.engine,
            "languages": "+".join(page.languages),
            "read_at": now(),
        }
        for page in pages
    ]
    if rows:
        connection.execute(insert(t.ocr), rows)


def ocr_page(connection: Connection, evidence_id: int, page: int) -> OcrPage | None:
    """What was read on `page` (from 1), or None where no engine has read the page's text."""
    c = t.ocr.c
    query = select(t.ocr).where(c.evidence_id == evidence_id, c.page == page)
    row = connection.execute(query.where(_is_text())).first()
    if row is None:
        return None
    words = tuple(
        OcrWord(int(start), int(end), Rect(*edges), confidence)
        for start, end, *edges, confidence in row.words
    )
    return OcrPage(row.page, row.text, words, row.engine, tuple(row.languages.split("+")))


def confidences(connection: Connection, evidence_id: int) -> dict[int, float]:
    """The mean confidence of each page whose text was read by an OCR engine."""
    c = t.page.c
    query = select(c.page, c.quality).where(c.evidence_id == evidence_id, c.ocr)
    return {row.page: row.quality for row in connection.execute(query)}


def pages_to_read(
    connection: Connection, evidence_id: int, problems: Collection[str], usable: float
) -> list[int]:
    """The stored pages that no engine has read, with one of `problems` or a text less than `usable`."""
    c = t.page.c
    poor = or_(c.problem.in_(problems), and_(c.problem == "", c.quality < usable))
    query = select(c.page).where(c.evidence_id == evidence_id, ~c.ocr, poor).order_by(c.page)
    return list(connection.execute(query).scalars())


def picture_of(connection: Connection, sha256: str) -> bytes | None:
    """The kept pixels (PNG) of that SHA-256, or None."""
    found = connection.execute(select(t.picture.c.data).where(t.picture.c.sha256 == sha256)).scalar()
    return None if found is None else bytes(found)


def all_pictures(connection: Connection) -> list[str]:
    """The SHA-256 of every picture that is kept."""
    return list(connection.execute(select(t.picture.c.sha256)).scalars())


def _is_text() -> Exists:
    """The page's text is still what the engine read: a text layer that came later takes its place."""
    same = (t.page.c.evidence_id == t.ocr.c.evidence_id, t.page.c.page == t.ocr.c.page)
    return exists().where(*same, t.page.c.ocr)
