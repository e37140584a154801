"""Two questions with a yes or a no: is the workspace sound, and may the article be published?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.core.claim import Claim
from workbench.core.errors import WorkspaceError
from workbench.core.evidence import Method
from workbench.core.verdict import Verdict
from workbench.desk.session import Session
from workbench.jobs.progress import Progress
from workbench.storage import audit, blobs, connection, evidence
from workbench.text.matching import find_all


@dataclass(frozen=True, slots=True)
class Open:
    """A Claim that keeps an article from being published, and why."""

    claim: Claim
    why: str


def still_open(claims: Sequence[Claim]) -> list[Open]:
    """What must be settled first: everything that is neither verified nor not a claim."""
    return [Open(claim, claim.verdict.value) for claim in claims if not claim.verdict.settled]


def problems(session: Session, progress: Progress | None = None) -> list[str]:
    """Prove the workspace: database, audit chain, every original and evidence byte, decisions, citations.

    One sentence for each thing that is wrong; empty when all is as it was written.
    """
    found: list[str] = []
    try:
        for sentence in _proofs(session, progress or Progress()):
            found.append(sentence)
    except WorkspaceError as error:  # so damaged that reading stops: that is an answer too
        found.append(str(error))
    return found


def _proofs(session: Session, progress: Progress) -> Iterator[str]:
    with session.workspace.read() as c:
        yield from connection.check_integrity(c)
        yield from audit.problems(c)
        files = evidence.every_stored_file(c)
    for number, file in enumerate(files):
        progress.report(number, len(files), file.name)
        with session.workspace.read() as c:
            sha256, length = blobs.stored_sha256(c, file.id, lambda _: progress.check())
        if (sha256, length) != (file.sha256, file.bytes):
            yield f"The stored bytes of evidence {file.id} ({file.name}) are not those that were attached."
    for summary in session.articles():
        yield from _article_proofs(session, summary.id)


def _article_proofs(session: Session, article_id: int) -> Iterator[str]:
    revision, rows = session.opened(article_id)
    if hashlib.sha256(session.original(revision)).hexdigest() != revision.sha256:
        yield f"The original bytes of article {article_id} are not those that were imported."
    decided = session.last_decisions(article_id)
    for claim in rows:
        last = decided.get(claim.id)
        agrees = last.judgement == claim.judgement if last else claim.verdict is Verdict.UNREVIEWED
        if not agrees:
            yield f"The verdict of claim {claim.id} is not the one that was decided last."
    pages: dict[tuple[int, int | None], str] = {}
    for citation in session.citations(article_id=article_id):
        quote, page = citation.passage.quote, citation.passage.page
        if quote is None or citation.method is not Method.TEXT_LAYER:
            continue
        key = citation.evidence_id, page
        if key not in pages:
            with session.workspace.read() as c:
                pages[key] = "\n".join(
                    text.text for text in evidence.page_texts(c, citation.evidence_id, page)
                )
        if not find_all(quote.exact, pages[key]):
            yield f"The quote of citation {citation.id} no longer stands where it was cited."
