"""Taking evidence away: never silently while it is cited, and always so that undo brings all of it back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from workbench.core.errors import ConflictError
from workbench.core.evidence import Evidence
from workbench.desk.attaching import withdraw
from workbench.desk.session import Session


@dataclass(frozen=True, slots=True)
class Use:
    """The Claims (by their numbers in the text) of one Article that cite Evidence, and how often."""

    article: str  # title
    claims: tuple[int, ...]
    citations: int


def uses_of(session: Session, evidence: Evidence) -> tuple[Use, ...]:
    """Where `evidence` is cited, article by article."""
    times: dict[int, int] = defaultdict(int)
    for citation in session.citations(evidence=evidence.uid):
        times[citation.claim_id] += 1
    uses = []
    for article in session.articles() if times else ():
        _, claims = session.opened(article.id)
        citing = [claim for claim in claims if claim.id in times]
        if citing:
            numbers = tuple(claim.number for claim in citing)
            uses.append(Use(article.title, numbers, sum(times[claim.id] for claim in citing)))
    return tuple(uses)


def remove(session: Session, evidence: Evidence, *, expected: int) -> None:
    """Withdraw `evidence` with its `expected` Citations, as one change.

    ConflictError when there are more by now: whoever was asked has agreed to those there were.
    """
    if len(session.citations(evidence=evidence.uid)) > expected:
        raise ConflictError(f"{evidence.name} was cited in the meantime; nothing was removed. Look again.")
    withdraw(session, evidence)
