"""Passwords of protected PDFs: tried, used for the sitting, and kept in the workspace only when asked."""

from __future__ import annotations

from workbench.core.errors import BadInputError
from workbench.core.evidence import Evidence
from workbench.desk.attaching import read_pages
from workbench.desk.session import Session
from workbench.jobs.progress import Progress
from workbench.storage import evidence as rows


def unlock(
    session: Session, evidence: Evidence, password: str, keep: bool = False, progress: Progress | None = None
) -> Evidence:
    """`open_with`, then `read`: gives the Evidence as it is with its pages read."""
    open_with(session, evidence, password, keep)
    return read(session, evidence, progress or Progress())


def open_with(session: Session, evidence: Evidence, password: str, keep: bool = False) -> None:
    """Open a protected PDF with `password`, which the session then uses.

    `keep`: the workspace keeps the password in plain text, so that the file opens by itself from now on.
    Without it the password is forgotten with the session, though the text of the pages stays searchable.
    Raises BadInputError when it is not the password, or none is needed.
    """
    source = session.bytes_of(evidence)
    if not evidence.is_pdf or not session.reader.is_locked(source):
        raise BadInputError(f"{evidence.name} needs no password.")
    if not password:
        raise BadInputError(f"The password is empty; type the one that {evidence.name} was locked with.")
    session.reader.unlock(source, password)
    if keep:
        with session.workspace.write() as connection:
            rows.keep_password(connection, evidence.id, password)


def read(session: Session, evidence: Evidence, progress: Progress) -> Evidence:
    """Read and index the pages of a PDF that has been opened; nothing in a workspace that is read only."""
    if session.workspace.read_only:
        return evidence
    return read_pages(session, session.evidence(uid=evidence.uid), progress)


def forget_password(session: Session, evidence: Evidence) -> None:
    """Remove a kept password from the workspace; the pages' text stays."""
    with session.workspace.write() as connection:
        rows.keep_password(connection, evidence.id, "")
