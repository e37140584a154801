"""The report as plain values: complete, in reading order, and the same for every format.

All text in it is clean (see `clean.py`); `builder.build` sees to that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from workbench.core.anchor import Rect
from workbench.core.article import BlockKind
from workbench.core.evidence import Method, Source, Stance
from workbench.core.verdict import Reason, Tally, Verdict


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """What was checked, from which file, by whom, and when this report was made."""

    article: str
    language: str  # BCP 47, "und" when unknown
    source_name: str
    media_type: str
    sha256: str  # of the original bytes
    revision: int
    workspace: str
    generated_at: datetime
    reviewers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a block's text that belongs to one claim, or to none.

    `ends` is true on the last run of its claim: there the numbered mark is set.
    """

    text: str
    claim: int | None = None
    verdict: Verdict | None = None
    ends: bool = False


@dataclass(frozen=True, slots=True)
class ReportBlock:
    """A block of the article; its runs, joined, are its whole text."""

    kind: BlockKind
    level: int
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The whole text of the block."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG of a cited passage; width and height in pixels."""

    png: bytes = field(repr=False)
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ReportCitation:
    """A passage of evidence. `evidence` counts from 1 in the report's list; `page` None: as a whole."""

    evidence: int
    evidence_name: str
    sha256: str
    stance: Stance
    method: Method
    page: int | None
    quote: str
    prefix: str
    suffix: str
    rects: tuple[Rect, ...]
    picture: Picture | None
    recognised: str = ""  # the OCR engine that read the quote, and how surely
    headers: str = ""  # of a table's cell: "row header / column header"
    time: str = ""  # the place in a recording: "12:34–13:01"


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim with its judgement. `start` and `end` are code points into the revision's text as stored."""

    number: int
    uid: str
    start: int
    end: int
    kind: BlockKind
    level: int
    text: str
    verdict: Verdict
    reason: Reason | None
    note: str
    decided_by: str
    decided_at: datetime | None
    citations: tuple[ReportCitation, ...]


@dataclass(frozen=True, slots=True)
class ReportContact:
    """A recorded call, message, interview or observation. `kind` is the value of its ContactKind."""

    kind: str
    who: str
    at: str
    how: str
    said: str


@dataclass(frozen=True, slots=True)
class ReportEvidence:
    """What the claims were checked against: a file, or a `contact`. `citations` counts those in this report.

    `source` says where it comes from, as the person entered it; what is confidential is marked so.
    """

    number: int
    uid: str
    name: str
    media_type: str
    bytes: int
    sha256: str
    pages: int
    problem: str
    citations: int
    source: Source = field(default_factory=Source)
    contact: ReportContact | None = None


@dataclass(frozen=True, slots=True)
class Remainder:
    """What stands between the article and publication: the numbers of the claims that are still open."""

    unreviewed: tuple[int, ...]
    unsourced: tuple[int, ...]
    disputed: tuple[int, ...]
    statement: str

    @property
    def ready(self) -> bool:
        """True when every claim is settled."""
        return not (self.unreviewed or self.unsourced or self.disputed)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a reader gets, whatever the format."""

    title: TitleBlock
    tally: Tally
    remainder: Remainder
    article: tuple[ReportBlock, ...]
    entries: tuple[Entry, ...]
    evidence: tuple[ReportEvidence, ...]
