"""Files inside a PDF or an e-mail: listed, and attached as Evidence of their own; never opened or run."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import PurePath

from workbench.core.change import Change, LinkEvidence, Together
from workbench.core.errors import BadInputError, NotFoundError
from workbench.core.evidence import Evidence, Relation
from workbench.desk.attaching import Stored, settle, store_stream
from workbench.desk.session import Session
from workbench.evidence.pages import Embedded
from workbench.evidence.plain.kinds import MAIL
from workbench.jobs.progress import Progress


def attachments_of(session: Session, evidence: Evidence) -> tuple[Embedded, ...]:
    """The files inside a PDF or an e-mail, named for showing; none for others. May raise KnownError."""
    if evidence.media_type == MAIL:
        parts = session.reader.plain(session.bytes_of(evidence), MAIL, evidence.name).parts
        return tuple(Embedded(index, part.name, part.size) for index, part in enumerate(parts))
    if not evidence.is_pdf:
        return ()
    found = session.reader.attachments(session.bytes_of(evidence))
    return tuple(replace(each, name=each.name or _name(evidence, each.index)) for each in found)


def attach_embedded(
    session: Session, evidence: Evidence, index: int, progress: Progress | None = None
) -> Evidence:
    """Store file `index` (from 0) of those inside `evidence` as Evidence that is part of it, as one change.

    The same bytes are stored only once. Raises BadInputError when it cannot be taken out.
    """
    progress = progress or Progress()
    listed = attachments_of(session, evidence)
    if not 0 <= index < len(listed):
        raise NotFoundError(
            f"{evidence.name} has no attachment {index + 1}; "
            f"'evidence {evidence.id} --attachments' lists those it has."
        )
    data = _taken_out(session, evidence, index)
    stored = store_stream(session, io.BytesIO(data), listed[index].name, len(data), progress, media_type="")
    if stored.evidence.uid == evidence.uid:
        raise BadInputError(f"{evidence.name} holds itself; there is nothing to attach.")
    changes = _changes(stored, evidence)
    if stored.change is None and changes:  # it was there, and only becomes part of the file
        session.apply(changes[0])
    elif changes:
        stored = replace(stored, change=changes[0] if len(changes) == 1 else Together(changes))
    return settle(session, stored, progress)


def _changes(stored: Stored, whole: Evidence) -> tuple[Change, ...]:
    """What makes the stored bytes Evidence, and ties it to what it lay inside, unless it is tied already."""
    part = stored.evidence
    link = LinkEvidence(part.uid, Relation.PART_OF, "", whole.uid)
    return (*filter(None, (stored.change,)), *(() if part.part_of else (link,)))


def _taken_out(session: Session, evidence: Evidence, index: int) -> bytes:
    source = session.bytes_of(evidence)
    if evidence.media_type == MAIL:
        return session.reader.plain_part(source, MAIL, index)
    return session.reader.attachment(source, index)


def _name(evidence: Evidence, index: int) -> str:
    return f"{PurePath(evidence.name).stem}, attachment {index + 1}"
