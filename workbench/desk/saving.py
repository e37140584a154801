"""Handing evidence back out: the same bytes, complete or not at all."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import suppress
from pathlib import Path

from workbench.core.errors import BadInputError, WorkspaceError
from workbench.core.evidence import Evidence
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
    draft = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        if target.is_dir():
            raise BadInputError(f"{target} is a folder; name a file in it.")
        if not target.parent.is_dir():
            raise BadInputError(f"There is no folder {target.parent}; create it or choose another.")
        _write(session, evidence, draft, progress)
        _put_in_place(draft, target, replace=replace)
    except OSError as error:
        raise BadInputError(
            f"{target} cannot be written ({error.strerror}); choose another place."
        ) from error
    finally:
        with suppress(OSError):  # a folder that let nothing in holds nothing to remove
            draft.unlink(missing_ok=True)


def _write(session: Session, evidence: Evidence, draft: Path, progress: Progress) -> None:
    source, digest, done = session.bytes_of(evidence), hashlib.sha256(), 0
    with draft.open("xb") as file:
        while part := source.read_at(done, _PART):
            digest.update(part)
            file.write(part)
            done += len(part)
            progress.report(done, evidence.bytes)
        file.flush()
        os.fsync(file.fileno())
    if digest.hexdigest() != evidence.sha256:
        raise WorkspaceError(
            f"The stored bytes of evidence {evidence.id} ({evidence.name}) are not those that were attached; "
            f"run 'check' on {session.workspace.path}. Nothing was saved."
        )


def _put_in_place(draft: Path, target: Path, *, replace: bool) -> None:
    if replace:
        draft.replace(target)
        return
    exists = f"{target} exists already; name another file or remove it first."
    try:
        os.link(draft, target)  # unlike a rename it never replaces
    except FileExistsError:
        raise BadInputError(exists) from None
    except OSError:  # a file system without hard links
        if target.exists():
            raise BadInputError(exists) from None
        draft.rename(target)
