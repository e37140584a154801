"""What the report says in words: verdicts, reasons, stances, kinds, counts, dates and sizes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from types import MappingProxyType
from typing import Final

from workbench.core.article import BlockKind
from workbench.core.contact import ContactKind
from workbench.core.evidence import Grade, Source, Stance
from workbench.core.verdict import Reason, Tally, Verdict
from workbench.report.model import ReportEvidence

VERDICTS: Final[Mapping[Verdict, str]] = MappingProxyType(
    {
        Verdict.VERIFIED: "Verified",
        Verdict.DISPUTED: "Disputed",
        Verdict.UNSOURCED: "Unsourced",
        Verdict.UNREVIEWED: "Unreviewed",
        Verdict.NOT_A_CLAIM: "Not a claim",
    }
)

MARKS: Final[Mapping[Verdict, str]] = MappingProxyType(
    {
        Verdict.VERIFIED: "✓",
        Verdict.DISPUTED: "!",
        Verdict.UNSOURCED: "?",
        Verdict.UNREVIEWED: "○",
        Verdict.NOT_A_CLAIM: "–",
    }
)

REASONS: Final[Mapping[Reason, str]] = MappingProxyType(
    {
        Reason.NO_SOURCE: "no source",
        Reason.CONTRADICTED: "the source contradicts it",
        Reason.SILENT: "the source does not say it",
        Reason.UNREACHABLE: "the source cannot be reached",
        Reason.NEEDS_REPORTING: "needs reporting",
    }
)

STANCES: Final[Mapping[Stance, str]] = MappingProxyType(
    {Stance.SUPPORTS: "Supports", Stance.CONTRADICTS: "Contradicts", Stance.CONTEXT: "Context"}
)

KINDS: Final[Mapping[BlockKind, str]] = MappingProxyType(
    {
        BlockKind.HEADLINE: "headline",
        BlockKind.HEADING: "heading",
        BlockKind.PARAGRAPH: "",  # the ordinary case needs no word
        BlockKind.CAPTION: "caption",
        BlockKind.LIST_ITEM: "list item",
        BlockKind.BLOCK_QUOTE: "quotation",
        BlockKind.TABLE_CELL: "table cell",
        BlockKind.BOILERPLATE: "boilerplate",
    }
)

GRADES: Final[Mapping[Grade, str]] = MappingProxyType(
    {Grade.PRIMARY: "primary source", Grade.SECONDARY: "secondary source"}
)

CONTACTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        ContactKind.CALL: "Recorded call",
        ContactKind.MESSAGE: "Recorded message",
        ContactKind.INTERVIEW: "Recorded interview",
        ContactKind.OBSERVATION: "Recorded observation",
    }
)

# In the order of urgency: what nobody has looked at comes before what somebody has judged.
OPEN_VERDICTS: Final = (Verdict.UNREVIEWED, Verdict.UNSOURCED, Verdict.DISPUTED)

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_KIB: Final = 1024


def counted(number: int, singular: str, plural: str = "") -> str:
    """ "1 claim", "2,000 claims"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def joined(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part) if parts else ""


def statement(tally: Tally) -> str:
    """One sentence that says first and plainly what has not been checked."""
    if not tally.total:
        return "The article has no claims to check."
    still_open = [verdict for verdict in OPEN_VERDICTS if tally[verdict]]
    if not still_open:
        settled = [f"{tally.verified:,} verified"] if tally.verified else []
        settled += [f"{tally.not_a_claim:,} not a claim"] if tally.not_a_claim else []
        whole = "The only claim is" if tally.total == 1 else f"All {tally.total:,} claims are"
        return f"{whole} settled: {joined(settled)}."
    parts = [
        f"{tally[verdict]:,} {_is(tally[verdict])} {VERDICTS[verdict].lower()}" for verdict in still_open
    ]
    first = tally[still_open[0]]
    parts[0] = f"{first:,} of {counted(tally.total, 'claim')} {_is(first)} {VERDICTS[still_open[0]].lower()}"
    return f"Not ready: {joined(parts)}."


def ranges(numbers: Iterable[int]) -> tuple[tuple[int, str], ...]:
    """Ascending `numbers` with neighbours drawn together, each with its first: (4, "4"), (7, "7–9")."""
    runs = []
    for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        runs.append((run[0], f"{run[0]}" if len(run) == 1 else f"{run[0]}–{run[-1]}"))
    return tuple(runs)


def place(page: int | None, recognised: str = "", time: str = "") -> str:
    """ "page 3", the time in a recording, or "whole document".

    `recognised` names what read the words off a picture.
    """
    where = time or ("whole document" if page is None else f"page {page:,}")
    return f"{where}, text recognised by {recognised}" if recognised else where


def facts(item: ReportEvidence) -> str:
    """What a piece of evidence is, how large, and how often it is cited."""
    cited = f"Cited {counted(item.citations, 'time')}." if item.citations else "Not cited."
    if item.contact is not None:
        known = (CONTACTS[item.contact.kind], item.contact.at, item.contact.how)
        return f"{', '.join(part for part in known if part)}. {cited}"
    pages = f", {counted(item.pages, 'page')}" if item.pages else ""
    return f"{item.media_type}, {size(item.bytes)}{pages}. {cited}"


def sources(source: Source) -> list[str]:
    """Where evidence comes from, a line for each thing that somebody has said."""
    by = ", ".join(part for part in (source.author, source.publisher, source.published) if part)
    accessed = f"accessed {source.accessed}" if source.accessed else ""
    found = ", ".join(part for part in (source.url, accessed) if part)
    grade = GRADES[source.grade] if source.grade else ""
    origin = f"origin: {source.origin}" if source.origin else ""
    graded = ", ".join(part for part in (grade, origin) if part)
    return [line for line in (by, found, graded[:1].upper() + graded[1:]) if line]


def moment(at: datetime) -> str:
    """ "4 March 2025, 09:30 UTC"; the zone only when `at` knows it. The same in every locale."""
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}, {at:%H:%M} {at.tzname() or ''}".rstrip()


def size(number: int) -> str:
    """A length in bytes for people: "812 bytes", "1.4 MB"."""
    if number < _KIB:
        return counted(number, "byte")
    value = float(number)
    for unit in ("KB", "MB", "GB"):
        value /= _KIB
        if value < _KIB or unit == "GB":
            break
    return f"{value:,.1f} {unit}"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
