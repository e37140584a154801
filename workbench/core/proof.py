"""What became of a cited passage when it was looked for again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.core.anchor import Passage
from workbench.core.evidence import Citation, Evidence


class Holding(StrEnum):
    """How a Citation stands the proof. The program says so; it never moves a Citation by itself."""

    HELD = "held"  # the quote stands exactly once where it was
    MOVED = "moved"  # it stands exactly once, but elsewhere
    CHANGED = "changed"  # the words are no longer there, or others stand around them
    AMBIGUOUS = "ambiguous"  # it stands in several places, none of them the one that was cited
    UNREADABLE = "unreadable"  # its page cannot be read any more
    UNPROVED = "unproved"  # nothing to look for: transcribed from a picture


@dataclass(frozen=True, slots=True)
class Proof:
    """A Citation, how it holds, and where in `evidence` its words stand now (`places`).

    `evidence` is the cited one, or the newer version of it that was searched.
    """

    citation: Citation
    holding: Holding
    evidence: Evidence
    places: tuple[Passage, ...] = ()

    @property
    def holds(self) -> bool:
        """True when nobody has to look at it."""
        return self.holding in {Holding.HELD, Holding.UNPROVED}

    @property
    def superseded(self) -> bool:
        """True when a newer version was searched."""
        return self.evidence.uid != self.citation.evidence_uid
