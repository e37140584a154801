"""Handing evidence back out: the same bytes, complete or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

from workbench.core.errors import BadInputError
from workbench.core.evidence import Evidence
from workbench.desk.session import Session
from workbench.jobs.progress import Progress

_PART = 4 * 1024 * 1024


def save_copy(
    session: Session, evidence: Evidence, target: Path, progress: Progress, *, replace: bool = False
) -> None:
    """Write the stored bytes to `target` and prove their SHA-256.

    BadInputError in one sentence when `target` exists (unless `replace`), cannot be written, or the stored
    bytes are not those that were attached; nothing is left behind then.
    """
    if target.exists() and not replace:
        raise BadInputError(f"{target} exists already; name another file or remove it first.")
    source, digest = session.bytes_of(evidence), hashlib.sha256()
    draft = target.with_name(f".{target.name}.part")
    try:
        with draft.open("wb") as file:
            for offset in range(0, evidence.bytes, _PART):
                part = source.read_at(offset, _PART)
                digest.update(part)
                file.write(part)
                progress.report(offset + len(part), evidence.bytes)
        if digest.hexdigest() != evidence.sha256:
            raise BadInputError(
                f"The stored bytes of {evidence.name} are damaged; run 'check'. Nothing was saved."
            )
        draft.replace(target)
    except OSError as error:
        raise BadInputError(f"{target} cannot be written: {error.strerror}. Choose another place.") from error
    finally:
        draft.unlink(missing_ok=True)
