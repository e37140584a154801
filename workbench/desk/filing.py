"""Several files as one change: stored, read, cited, and only then declared; on failure all taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.core.change import Change, Cite, Together
from workbench.core.claim import Claim
from workbench.core.errors import BadInputError
from workbench.core.evidence import Evidence, Stance
from workbench.desk.attaching import Stored, discard, read_pages, store_file
from workbench.desk.citing import citation_of, find_passage
from workbench.desk.session import Session
from workbench.jobs.progress import Progress


@dataclass(frozen=True, slots=True)
class Purpose:
    """The Claim that each file is cited for, and the place: page from 1, quote, or the whole file."""

    article: str  # uid
    claim: Claim
    page: int | None
    quote: str | None
    stance: Stance


@dataclass(frozen=True, slots=True)
class Filed:
    """Evidence with the number of the Citation that was made of it, if any."""

    evidence: Evidence
    citation: int | None


def file_all(
    session: Session, paths: Sequence[Path], purpose: Purpose | None, progress: Progress
) -> list[Filed]:
    """Attach `paths`, and cite each for `purpose`, as one change; nothing is kept when one of it fails.

    Files whose bytes are stored already are not stored again, but cited.
    """
    stored: list[Stored] = []
    try:
        for path in paths:
            stored.append(_stored_once(session, path, stored, progress))
        read = [read_pages(session, s.evidence, progress) if s.change else s.evidence for s in stored]
        cites = [_cite(session, evidence, purpose) for evidence in read] if purpose else []
        changes: list[Change] = [*dict.fromkeys(s.change for s in stored if s.change), *cites]
        if changes:
            session.apply(changes[0] if len(changes) == 1 else Together(tuple(changes)))
    except BaseException:
        for some in stored:
            discard(session, some)
        raise
    numbers = _numbers(session, purpose.claim) if purpose else {}
    made = [numbers[cite.citation] for cite in cites] if purpose else [None] * len(stored)
    return [
        Filed(session.evidence(uid=s.evidence.uid), number) for s, number in zip(stored, made, strict=True)
    ]


def _stored_once(session: Session, path: Path, before: Sequence[Stored], progress: Progress) -> Stored:
    """Store a file, or give what this call has stored of the same bytes already."""
    progress.note = path.name
    stored = store_file(session, path, progress)
    for other in before:
        if other.evidence.sha256 == stored.evidence.sha256:
            if other.evidence.uid != stored.evidence.uid:
                discard(session, stored)
            return other
    return stored


def _cite(session: Session, evidence: Evidence, purpose: Purpose) -> Cite:
    try:
        passage = find_passage(session, evidence, purpose.page, purpose.quote)
    except BadInputError as error:
        raise BadInputError(f"{error} Nothing was attached.") from error
    return citation_of(purpose.article, purpose.claim, evidence, passage, purpose.stance)


def _numbers(session: Session, claim: Claim) -> dict[str, int]:
    return {citation.uid: citation.id for citation in session.citations(claim=claim.uid)}
