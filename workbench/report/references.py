"""Which claims to look at: those still open, and those that lean on a piece of evidence."""

from __future__ import annotations

from workbench.core.verdict import Verdict
from workbench.report.model import Report
from workbench.report.words import OPEN_VERDICTS, ranges

Ranges = tuple[tuple[int, str], ...]  # a claim's number to jump to, and what to print: (7, "7–9")


def open_claims(report: Report) -> list[tuple[Verdict, Ranges]]:
    """The claims still open, by verdict; verdicts that no claim has are left out."""
    left = report.remainder
    groups = zip(OPEN_VERDICTS, (left.unreviewed, left.unsourced, left.disputed), strict=True)
    return [(verdict, ranges(numbers)) for verdict, numbers in groups if numbers]


def cited_by(report: Report) -> dict[int, Ranges]:
    """For each piece of evidence (by its number) the claims that cite it."""
    claims: dict[int, list[int]] = {item.number: [] for item in report.evidence}
    for entry in report.entries:
        for number in dict.fromkeys(citation.evidence for citation in entry.citations):
            claims[number].append(entry.number)
    return {number: ranges(citing) for number, citing in claims.items()}
