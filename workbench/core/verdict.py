"""Verdicts, the reasons behind them, and how they are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a person decided about a Claim. The values stand in the database, commands and JSON."""

    UNREVIEWED = "unreviewed"
    VERIFIED = "verified"
    DISPUTED = "disputed"
    UNSOURCED = "unsourced"
    NOT_A_CLAIM = "not-a-claim"

    @property
    def settled(self) -> bool:
        """True when the Claim needs no more work before publication (product.md, points 1 and 11)."""
        return self in (Verdict.VERIFIED, Verdict.NOT_A_CLAIM)


class Reason(StrEnum):
    """Why a Claim is not verified."""

    NO_SOURCE = "no-source"
    CONTRADICTED = "source-contradicts"
    SILENT = "source-does-not-say"
    UNREACHABLE = "source-cannot-be-reached"
    NEEDS_REPORTING = "needs-reporting"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its reason and the note on how it was checked."""

    verdict: Verdict = Verdict.UNREVIEWED
    reason: Reason | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many Claims have each verdict."""

    verified: int = 0
    disputed: int = 0
    unsourced: int = 0
    unreviewed: int = 0
    not_a_claim: int = 0

    @classmethod
    def of(cls, verdicts: Iterable[Verdict]) -> Tally:
        """Count `verdicts`."""
        return cls(**{verdict.name.lower(): number for verdict, number in Counter(verdicts).items()})

    @property
    def total(self) -> int:
        """All Claims."""
        return self.verified + self.disputed + self.unsourced + self.unreviewed + self.not_a_claim

    @property
    def reviewed(self) -> int:
        """Claims that somebody has decided on."""
        return self.total - self.unreviewed

    def __getitem__(self, verdict: Verdict) -> int:
        count: int = getattr(self, verdict.name.lower())
        return count
