"""The chart by verdict, as numbers and words that every format draws alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workbench.core.verdict import Tally, Verdict
from workbench.report.words import MARKS, VERDICTS

_ORDER: Final = (
    Verdict.UNREVIEWED,
    Verdict.UNSOURCED,
    Verdict.DISPUTED,
    Verdict.VERIFIED,
    Verdict.NOT_A_CLAIM,
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the chart. `share` is 0 to 1 of all claims; `percent` is that in words."""

    verdict: Verdict
    label: str
    mark: str
    count: int
    share: float
    percent: str


def bars(tally: Tally) -> tuple[Bar, ...]:
    """A bar for every verdict, the open ones first; also those that no claim has."""
    return tuple(_bar(verdict, tally[verdict], tally.total) for verdict in _ORDER)


def _bar(verdict: Verdict, count: int, total: int) -> Bar:
    share = count / total if total else 0.0
    return Bar(verdict, VERDICTS[verdict], MARKS[verdict], count, share, _percent(count, total))


def _percent(count: int, total: int) -> str:
    """Whole percents, but never 0 % of something nor 100 % of not everything."""
    if not count:
        return ""
    if count < total and round(100 * count / total) in (0, 100):
        return "under 1%" if count * 2 < total else "over 99%"
    return f"{round(100 * count / total)}%"
