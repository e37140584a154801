"""Handing evidence back out: the same bytes, complete or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

from workbench.core.errors import WorkspaceError
from workbench.core.evidence import Evidence
from workbench.desk.files import whole_file
from workbench.desk.session import Session
from workbench.jobs.progress import Progress

_PART = 4 * 1024 * 1024  # bytes


def save_copy(
    session: Session, evidence: Evidence, target: Path, progress: Progress, *, replace: bool = False
) -> None:
    """Write the stored bytes to `target`, whole or not at all, and prove their SHA-256.

    BadInputError in one sentence when `target` exists (unless `replace`) or cannot be written; WorkspaceError
    when the stored bytes are not those that were attached.
    """
    source, digest, done = session.bytes_of(evidence), hashlib.sha256(), 0
    with whole_file(target, replace=replace) as file:
        while part := source.read_at(done, _PART):
            digest.update(part)
            file.write(part)
            done += len(part)
            progress.report(done, evidence.bytes)
        if digest.hexdigest() != evidence.sha256:
            raise WorkspaceError(
                f"The stored bytes of evidence {evidence.id} ({evidence.name}) are not those that were "
                f"attached; run 'check' on {session.workspace.path}. Nothing was saved."
            )
