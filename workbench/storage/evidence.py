"""Stores and reads evidence rows and the texts of their pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, delete, func, insert, select, update

from workbench.core.errors import NotFoundError
from workbench.core.evidence import Evidence, EvidenceState, Grade, PageText, Source
from workbench.storage import tables as t
from workbench.storage.blobs import delete_some_chunks
from workbench.storage.clock import now, process_is_gone, this_process
from workbench.storage.search import index_pages, unindex_pages
from workbench.storage.words import indexed

_NOT_LOOKED_AT = -1  # stands in `pages_read` until `describe` or `store_pages` was called


def begin_import(connection: Connection, uid: str, name: str, media_type: str, size: int) -> int:
    """Make the row that an import fills; it is not shown before AttachEvidence. Returns its key."""
    row = {
        "uid": uid,
        "name": name,
        "media_type": media_type,
        "bytes": size,
        "sha256": "",
        "pages": 0,
        "pages_read": _NOT_LOOKED_AT,
        "problem": "",
        "state": EvidenceState.IMPORTING,
        "importer": this_process(),
        "present": True,
        "added_at": now(),
        "version": 1,
    }
    return int(connection.execute(insert(t.evidence).values(**row)).inserted_primary_key[0])  # type: ignore[index]


def finish_bytes(connection: Connection, evidence_id: int, size: int, sha256: str) -> None:
    """Note the length and the proved SHA-256 of what was stored."""
    query = update(t.evidence).where(t.evidence.c.id == evidence_id)
    connection.execute(query.values(bytes=size, sha256=sha256))


def discard_import(connection: Connection, evidence_id: int) -> bool:
    """Remove a part of an import that was never attached; True while there is more to remove.

    Call it in a transaction of its own each time, so that nobody waits for a large file to go. Attached
    Evidence stays.
    """
    c = t.evidence.c
    query = select(c.id).where(c.id == evidence_id, c.state == EvidenceState.IMPORTING)
    if connection.execute(query).first() is None:
        return False
    if delete_some_chunks(connection, evidence_id):
        return True
    old = select(t.page.c.id, t.page.c.text).where(t.page.c.evidence_id == evidence_id)
    unindex_pages(connection, connection.execute(old).all())
    connection.execute(delete(t.page).where(t.page.c.evidence_id == evidence_id))
    connection.execute(delete(t.evidence).where(c.id == evidence_id))
    return False


def stored_evidence(connection: Connection, evidence_id: int) -> Evidence:
    """Evidence in any state: before it is attached and after it was withdrawn, too."""
    return _evidence(connection, t.evidence.c.id == evidence_id)[0]


def abandoned_imports(connection: Connection) -> list[int]:
    """Keys of imports whose process was killed."""
    query = select(t.evidence.c.id, t.evidence.c.importer).where(
        t.evidence.c.state == EvidenceState.IMPORTING
    )
    return [row.id for row in connection.execute(query) if process_is_gone(row.importer)]


def unread_evidence(connection: Connection) -> list[Evidence]:
    """Evidence that nobody has looked at, or whose pages have not all been read yet."""
    c = t.evidence.c
    return _evidence(connection, c.state == EvidenceState.READY, c.pages_read < c.pages, c.present)


def all_evidence(connection: Connection) -> list[Evidence]:
    """All Evidence that stands, oldest first."""
    return _evidence(connection, t.evidence.c.state == EvidenceState.READY, t.evidence.c.present)


def every_stored_file(connection: Connection) -> list[Evidence]:
    """All Evidence whose bytes are kept, withdrawn ones too."""
    return _evidence(connection, t.evidence.c.state == EvidenceState.READY)


def one_evidence(connection: Connection, *, key: int | None = None, uid: str | None = None) -> Evidence:
    """The Evidence with this key or uid; NotFoundError when it is not there."""
    where = t.evidence.c.id == key if uid is None else t.evidence.c.uid == uid
    found = _evidence(connection, where, t.evidence.c.state == EvidenceState.READY, t.evidence.c.present)
    if not found:
        raise NotFoundError(f"There is no evidence {key or uid}; 'evidence' lists what there is.")
    return found[0]


def stored_under(connection: Connection, sha256: str) -> tuple[Evidence, bool] | None:
    """Evidence with these bytes and whether it stands (False: withdrawn), or None."""
    where = (t.evidence.c.sha256 == sha256, t.evidence.c.state == EvidenceState.READY)
    found = _evidence(connection, *where)
    if not found:
        return None
    present = connection.execute(
        select(t.evidence.c.present).where(t.evidence.c.id == found[0].id)
    ).scalar_one()
    return found[0], bool(present)


def size_is_known(connection: Connection, size: int) -> bool:
    """True when some stored file has this length in bytes, so that it may be the same."""
    query = select(func.count()).where(t.evidence.c.bytes == size, t.evidence.c.state == EvidenceState.READY)
    return bool(connection.execute(query).scalar_one())


def describe(connection: Connection, evidence_id: int, pages: int, problem: str) -> None:
    """Record how many pages a file has and what cannot be shown of it."""
    c = t.evidence.c
    read = case((c.pages_read < 0, 0), else_=c.pages_read)
    query = update(t.evidence).where(c.id == evidence_id)
    connection.execute(query.values(pages=pages, problem=problem, pages_read=read))


def words_of(pages: Sequence[PageText]) -> list[str]:
    """What the index is given for each of some pages; made before the transaction, so that nobody waits."""
    return [indexed(page.text) for page in pages]


def store_pages(
    connection: Connection, evidence_id: int, pages: Sequence[PageText], words: Sequence[str] | None = None
) -> None:
    """Store and index the texts of some pages; a page that is there already is replaced.

    `words`: what `words_of` gives for them, when that is known.
    """
    numbers = [page.page for page in pages]
    c = t.page.c
    there = (c.evidence_id == evidence_id, c.page >= min(numbers), c.page <= max(numbers))
    if old := connection.execute(select(c.id, c.text).where(*there, c.page.in_(numbers))).all():
        unindex_pages(connection, old)
        connection.execute(delete(t.page).where(*there, c.page.in_(numbers)))
    last = connection.execute(select(func.coalesce(func.max(c.id), 0))).scalar_one()
    keys = range(last + 1, last + 1 + len(pages))  # nobody else writes meanwhile
    rows = [
        {
            "id": key,
            "evidence_id": evidence_id,
            "page": page.page,
            "width": page.width,
            "height": page.height,
            "text": page.text,
            "problem": page.problem,
            "label": page.label,
            "quality": page.quality,
            "ocr": page.ocr,
        }
        for key, page in zip(keys, pages, strict=True)
    ]
    connection.execute(insert(t.page), rows)
    index_pages(connection, zip(keys, words_of(pages) if words is None else words, strict=True))
    query = update(t.evidence).where(t.evidence.c.id == evidence_id)
    connection.execute(query.where(t.evidence.c.pages_read < max(numbers)).values(pages_read=max(numbers)))


def page_texts(connection: Connection, evidence_id: int, page: int | None = None) -> list[PageText]:
    """The stored texts of all pages, or of one, in order."""
    c = t.page.c
    query = select(t.page).where(c.evidence_id == evidence_id).order_by(c.page)
    if page is not None:
        query = query.where(c.page == page)
    rows = connection.execute(query)
    return [
        PageText(
            row.page, row.width, row.height, row.text, row.problem, row.label, row.quality, bool(row.ocr)
        )
        for row in rows
    ]  # fmt: skip


def texts_from(connection: Connection, evidence_id: int, first: int, most: int) -> list[tuple[int, str]]:
    """Number and text of up to `most` pages from `first` on, in order, as far as they are stored."""
    c = t.page.c
    query = select(c.page, c.text).where(c.evidence_id == evidence_id, c.page >= first)
    rows = connection.execute(query.order_by(c.page).limit(most))
    return [(row.page, row.text) for row in rows]


def page_problems(connection: Connection, evidence_id: int) -> list[tuple[int, str]]:
    """The pages with a problem and what it is, in order."""
    c = t.page.c
    query = select(c.page, c.problem).where(c.evidence_id == evidence_id, c.problem != "").order_by(c.page)
    return [(row.page, row.problem) for row in connection.execute(query)]


def pages_read(connection: Connection, evidence_id: int) -> int:
    """How many pages have their text stored."""
    query = select(t.evidence.c.pages_read).where(t.evidence.c.id == evidence_id)
    return int(connection.execute(query).scalar_one())


def kept_password(connection: Connection, evidence_id: int) -> str:
    """The password that somebody asked to keep with the file, or an empty one."""
    query = select(t.evidence.c.password).where(t.evidence.c.id == evidence_id)
    return str(connection.execute(query).scalar_one())


def keep_password(connection: Connection, evidence_id: int, password: str) -> None:
    """Keep the password with the file (empty: forget it). No change: a secret has no place in the log."""
    connection.execute(update(t.evidence).where(t.evidence.c.id == evidence_id).values(password=password))


def _evidence(connection: Connection, *where: Any) -> list[Evidence]:
    cited = (
        select(func.count())
        .where(t.citation.c.evidence_id == t.evidence.c.id, t.citation.c.present)
        .correlate(t.evidence)
        .scalar_subquery()
    )
    query = select(t.evidence, cited.label("cited")).where(*where).order_by(t.evidence.c.id)
    return [
        Evidence(
            row.id, row.uid, row.name, row.media_type, row.bytes, row.sha256, row.pages,
            EvidenceState(row.state), row.problem, datetime.fromisoformat(row.added_at), row.cited,
            _source(row), row.replaces, row.part_of,
        )
        for row in connection.execute(query)
    ]  # fmt: skip


def _source(row: Any) -> Source:
    return Source(
        row.title, row.author, row.publisher, row.published, row.url, row.accessed,
        Grade(row.grade) if row.grade else None, row.origin, row.confidential,
    )  # fmt: skip
