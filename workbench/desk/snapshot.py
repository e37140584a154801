"""An article as it stood at one moment, whoever works on it meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.core.article import ArticleSummary, Revision
from workbench.core.claim import Claim, Decision
from workbench.core.evidence import Citation, Evidence


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that is said of one Article, read in one transaction.

    `claims` are in text order, `decisions` the newest of each Claim by its id, `citations` those that stand,
    `evidence` all there is.
    """

    article: ArticleSummary
    revision: Revision
    claims: list[Claim]
    decisions: dict[int, Decision]
    citations: list[Citation]
    evidence: list[Evidence]
