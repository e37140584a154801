"""What is announced after a change has been committed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changed:
    """What a committed change touched, by uid, so that a view refreshes only the rows that it shows.

    `structure` says that the list itself changed (articles added or removed, claims split or joined): read
    it anew. `everything` says that another process wrote.
    """

    article: str = ""
    claims: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()
    structure: bool = False
    everything: bool = False

    @classmethod
    def merged(cls, parts: Iterable[Changed]) -> Changed:
        """The union of `parts`; the Article is that of the first part that names one."""
        parts = list(parts)
        return cls(
            next((part.article for part in parts if part.article), ""),
            frozenset().union(*(part.claims for part in parts)),
            frozenset().union(*(part.evidence for part in parts)),
            any(part.structure for part in parts),
            any(part.everything for part in parts),
        )
