"""The article's claims in text order, found by identity and by place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from workbench.core.anchor import Span
from workbench.core.claim import Claim


class ClaimIndex:
    """Claims that do not overlap, sorted by their start; look-ups are logarithmic."""

    def __init__(self, claims: Iterable[Claim] = ()) -> None:
        self.claims: list[Claim] = sorted(claims, key=lambda claim: claim.start)
        self._starts = [claim.start for claim in self.claims]
        self._by_uid = {claim.uid: number for number, claim in enumerate(self.claims)}

    def __len__(self) -> int:
        return len(self.claims)

    def get(self, uid: str | None) -> Claim | None:
        """The claim of that identity, if it stands in this text."""
        number = None if uid is None else self._by_uid.get(uid)
        return None if number is None else self.claims[number]

    def number(self, uid: str) -> int:
        """Its place in text order, from 0. Raises KeyError."""
        return self._by_uid[uid]

    def at(self, offset: int) -> Claim | None:
        """The claim that holds the code point `offset`, blanks after it included up to the next claim."""
        number = bisect_right(self._starts, offset) - 1
        return self.claims[number] if number >= 0 else None

    def touching(self, span: Span) -> Sequence[Claim]:
        """The claims that share a code point with `span`."""
        first = bisect_right(self._starts, span.start) - 1
        if first < 0 or self.claims[first].end <= span.start:
            first += 1
        return self.claims[first : bisect_left(self._starts, span.end, lo=first)]

    def update(self, claims: Iterable[Claim]) -> list[Claim]:
        """Replace claims whose spans have not moved; returns what stood there. Strangers are left out."""
        before: list[Claim] = []
        for claim in claims:
            number = self._by_uid.get(claim.uid)
            if number is not None:
                before.append(self.claims[number])
                self.claims[number] = claim
        return before
