"""Claims as they are shown, and the Decisions behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workbench.core.anchor import Span
from workbench.core.article import BlockKind
from workbench.core.verdict import Judgement, Reason, Verdict


@dataclass(frozen=True, slots=True)
class Claim:
    """A row of the claims list: a Claim where it stands in the current Revision.

    `number` counts from 1 in text order. `start` and `end` are code points into the Revision's text, and
    `text` is that slice. `kind` and `level` are those of the Block that it begins in.
    """

    id: int
    uid: str
    article_id: int
    number: int
    start: int
    end: int
    kind: BlockKind
    level: int
    text: str
    verdict: Verdict = Verdict.UNREVIEWED
    reason: Reason | None = None
    note: str = ""
    citations: int = 0

    @property
    def judgement(self) -> Judgement:
        """Verdict, reason and note as one value."""
        return Judgement(self.verdict, self.reason, self.note)

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Decision:
    """One judgement given by one person at one time; never edited."""

    id: int
    claim_id: int
    judgement: Judgement
    actor: str
    at: datetime
