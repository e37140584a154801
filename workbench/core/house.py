"""The house rule: how many sources a Claim needs. It warns; the editor decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.core.evidence import Grade, Source


@dataclass(frozen=True, slots=True)
class HouseRule:
    """So many primary sources, or so many independent secondary ones; 0: that way is not open."""

    primary: int = 1
    secondary: int = 3


@dataclass(frozen=True, slots=True)
class Sourcing:
    """The supporting sources of one Claim: primary, independent secondary, and without a grade."""

    primary: int
    secondary: int
    ungraded: int

    def meets(self, rule: HouseRule) -> bool:
        """True when the rule asks for no more, or for nothing."""
        if not rule.primary and not rule.secondary:
            return True
        return 0 < rule.primary <= self.primary or 0 < rule.secondary <= self.secondary


def sourcing(sources: Iterable[Source]) -> Sourcing:
    """Count the sources (one for each piece of Evidence); secondary ones of one origin count once."""
    primary = ungraded = alone = 0
    origins = set()
    for source in sources:
        if source.grade is Grade.PRIMARY:
            primary += 1
        elif source.grade is None:
            ungraded += 1
        elif source.origin.strip():
            origins.add(" ".join(source.origin.casefold().split()))
        else:
            alone += 1
    return Sourcing(primary, alone + len(origins), ungraded)
