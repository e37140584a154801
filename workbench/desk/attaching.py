"""Bringing evidence in: streamed into chunks, proved by SHA-256, then declared; pages are read afterwards.

Until AttachEvidence is applied nobody sees the file. A cancelled or failed import takes its rows back; one
that was killed is swept when the workspace is opened next.
"""

from __future__ import annotations

import hashlib
import io
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from workbench.core.change import AttachEvidence, Change, Item, SetPresence, Together
from workbench.core.errors import BadInputError, ConflictError, WorkspaceError
from workbench.core.evidence import PDF as PDF  # noqa: PLC0414 - the window asks for it here
from workbench.core.evidence import Citation, Evidence, EvidenceState, PageText
from workbench.core.identity import new_uid
from workbench.desk.citing import withdrawal
from workbench.desk.importing import check_is_file
from workbench.desk.plaintexts import has_words, read_words
from workbench.desk.session import Session
from workbench.evidence.media import sniff
from workbench.jobs.progress import Progress
from workbench.storage import blobs
from workbench.storage import evidence as rows
from workbench.storage.claims import citations_of, citing_articles
from workbench.text.canonical import canonical

_PAGES_A_COMMIT = 64
_READ_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes that lie in the workspace, and the change that makes them Evidence (None: they are already)."""

    evidence: Evidence
    change: Change | None


def attach_file(session: Session, path: Path, progress: Progress | None = None) -> Evidence:
    """Store the file at `path` as Evidence and read its pages; the same bytes are stored only once.

    BadInputError in one sentence when it cannot be read; CancelledError when `progress` was cancelled.
    Nothing is kept in either case, but for a file whose pages were being read already: it is Evidence, and
    `resume` reads on. A broken or encrypted PDF is Evidence all the same; `problem` says what cannot be
    shown.
    """
    progress = progress or Progress()
    stored = store_file(session, path, progress)
    return settle(session, stored, progress)


def attach_bytes(session: Session, data: bytes, name: str, progress: Progress | None = None) -> Evidence:
    """Store `data` as Evidence (pasted pictures and text)."""
    progress = progress or Progress()
    stored = _store(session, io.BytesIO(data), name, len(data), progress)
    return settle(session, stored, progress)


def settle(session: Session, stored: Stored, progress: Progress) -> Evidence:
    """Declare stored bytes to be Evidence, then read their pages (resumed at the next start if cut short)."""
    evidence = stored.evidence
    if stored.change is not None:
        try:
            with _taken_back_on_failure(session, evidence.id):
                session.apply(stored.change)
        except ConflictError:  # the same bytes came in at the same moment: those stay
            evidence = _twin(session, evidence.sha256)
    return read_pages(session, session.evidence(uid=evidence.uid), progress)


def store_file(session: Session, path: Path, progress: Progress) -> Stored:
    """Stream a file into the workspace without declaring it yet."""
    check_is_file(path)
    try:
        with path.open("rb") as file:
            return _store(session, file, path.name, path.stat().st_size, progress)
    except OSError as error:
        raise BadInputError(f"{path} cannot be read: {error.strerror}. Nothing was attached.") from error


def discard(session: Session, stored: Stored) -> None:
    """Take back what `store_file` stored, when it will not be declared after all."""
    if stored.evidence.state is EvidenceState.IMPORTING:
        _discard(session, stored.evidence.id)


def withdraw(session: Session, evidence: Evidence) -> None:
    """Take Evidence away together with its Citations, as one change; undo brings all of it back.

    ConflictError when somebody cites it at the same moment.
    """
    with session.workspace.read() as connection:
        cited = citations_of(connection, evidence=evidence.uid)
        articles = citing_articles(connection, evidence.uid)
    by_article: dict[str, list[Citation]] = defaultdict(list)
    for citation in cited:
        by_article[articles[citation.claim_id]].append(citation)
    gone = SetPresence("evidence", (Item(evidence.uid),), present=False)
    session.apply(Together((*(withdrawal(uid, some) for uid, some in by_article.items()), gone)))


def read_pages(session: Session, evidence: Evidence, progress: Progress) -> Evidence:
    """Read and index the pages of Evidence that have not been read; gives it as it is afterwards."""
    if evidence.is_pdf:
        _read_pdf(session, evidence, progress)
    elif has_words(evidence):
        _read_text(session, evidence)
    else:
        with session.workspace.write() as connection:
            rows.describe(connection, evidence.id, 0, "")
    if evidence.state is EvidenceState.READY:
        session.announce_evidence(evidence.uid)
    with session.workspace.read() as connection:
        return rows.stored_evidence(connection, evidence.id)


def resume(session: Session, progress: Progress) -> None:
    """Sweep imports whose process was killed, and read the pages that a stop left unread."""
    if session.workspace.read_only:
        return
    sweep(session)
    with session.workspace.read() as connection:
        unread = rows.unread_evidence(connection)
    for evidence in unread:
        read_pages(session, evidence, progress)


def sweep(session: Session) -> None:
    """Remove what imports left behind whose process was killed."""
    with session.workspace.read() as connection:
        abandoned = rows.abandoned_imports(connection)
    for key in abandoned:
        _discard(session, key)


def store_stream(
    session: Session, file: BinaryIO, name: str, size: int, progress: Progress, *, media_type: str
) -> Stored:
    """Store what is no file of the person's, and whose type is known, without declaring it yet."""
    return _store(session, file, name, size, progress, media_type)


def _store(
    session: Session, file: BinaryIO, name: str, size: int, progress: Progress, media_type: str = ""
) -> Stored:
    if known := _known_bytes(session, file, size, progress):
        return known
    name = canonical(name).text  # a file's name need not be text everywhere
    head = file.read(_READ_BYTES)
    media_type = media_type or sniff(name, head)
    if media_type == PDF:
        session.reader.prepare_texts()  # it starts while the bytes are being stored
    uid = new_uid()
    with session.workspace.write() as connection:
        key = rows.begin_import(connection, uid, name, media_type, size)
    with _taken_back_on_failure(session, key):
        sha256, length = _stream(session, key, _parts(head, file), size, progress)
        _prove(session, key, sha256, length, progress)
        with session.workspace.write() as connection:
            rows.finish_bytes(connection, key, length, sha256)
    change = AttachEvidence(uid, name, media_type, length, sha256)
    with session.workspace.read() as connection:
        return Stored(rows.stored_evidence(connection, key), change)


def _known_bytes(session: Session, file: BinaryIO, size: int, progress: Progress) -> Stored | None:
    """What is stored already under the same SHA-256; hashing first costs time only when a length agrees."""
    with session.workspace.read() as connection:
        if not rows.size_is_known(connection, size):
            return None
    digest = hashlib.sha256()
    while part := file.read(_READ_BYTES):
        digest.update(part)
        progress.report(file.tell(), size)
    file.seek(0)
    with session.workspace.read() as connection:
        found = rows.stored_under(connection, digest.hexdigest())
    if found is None:
        return None
    evidence, present = found
    return Stored(evidence, None if present else SetPresence("evidence", (Item(evidence.uid),), present=True))


def _twin(session: Session, sha256: str) -> Evidence:
    """The Evidence with these bytes that somebody else was first to attach; ConflictError when it is gone."""
    with session.workspace.read() as connection:
        found = rows.stored_under(connection, sha256)
    if found is None or not found[1]:
        raise ConflictError("This file was attached and withdrawn at the same moment; attach it again.")
    return found[0]


def _stream(
    session: Session, key: int, parts: Iterator[bytes], size: int, progress: Progress
) -> tuple[str, int]:
    """Store the parts in commits of a few chunks; reading and hashing happen between commits."""
    digest, length, number = hashlib.sha256(), 0, 0
    chunks = blobs.chunks_of(parts)
    while batch := list(islice(chunks, blobs.COMMIT_CHUNKS)):
        for data in batch:
            digest.update(data)
            length += len(data)
        progress.report(length, 2 * size)  # the second half is the proof
        with session.workspace.write(lasting=False) as connection:  # what declares them will be lasting
            blobs.insert_chunks(connection, key, number, batch)
        number += len(batch)
    return digest.hexdigest(), length


def _prove(session: Session, key: int, sha256: str, length: int, progress: Progress) -> None:
    with session.workspace.read() as connection:
        found = blobs.stored_sha256(connection, key, lambda done: progress.report(length + done, 2 * length))
    if found != (sha256, length):
        raise WorkspaceError(
            f"What was written to {session.workspace.path} reads back differently; the drive may be failing. "
            "Nothing was attached."
        )


@contextmanager
def _taken_back_on_failure(session: Session, key: int) -> Iterator[None]:
    try:
        yield
    except BaseException:
        _discard(session, key)
        raise


def _discard(session: Session, key: int) -> None:
    more = True
    while more:
        with session.workspace.write() as connection:
            more = rows.discard_import(connection, key)


def _parts(head: bytes, file: BinaryIO) -> Iterator[bytes]:
    yield head
    while part := file.read(_READ_BYTES):
        yield part


def _read_text(session: Session, evidence: Evidence) -> None:
    text, problem = read_words(session, evidence)
    with session.workspace.write() as connection:
        rows.describe(connection, evidence.id, 0, problem)
        rows.store_pages(connection, evidence.id, [PageText(1, 0, 0, text, problem)])


def _read_pdf(session: Session, evidence: Evidence, progress: Progress) -> None:
    source = session.bytes_of(evidence)
    info = session.reader.inspect(source, to_read=True)
    if info.locked and evidence.pages:
        return  # they were read when somebody typed the password
    with session.workspace.write() as connection:
        rows.describe(connection, evidence.id, info.pages, info.problem)
        first = rows.pages_read(connection, evidence.id) + 1
    if evidence.state is EvidenceState.READY:
        session.announce_evidence(evidence.uid)  # it can be opened while its text is being read
    if first > info.pages:
        return
    size = 1  # the first page can be searched at once
    with closing(session.reader.page_texts(source, first, info)) as pages:
        while batch := list(islice(pages, size)):
            words = rows.words_of(batch)
            with session.workspace.write(lasting=False) as connection:
                rows.store_pages(connection, evidence.id, batch, words)
            progress.report(batch[-1].page, info.pages)
            size = _PAGES_A_COMMIT
