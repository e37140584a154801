"""Evidence, and the Citations that tie it to Claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple, Protocol

from workbench.core.anchor import Passage, Quote, Rect, Span

PDF: Final = "application/pdf"
CONTACT: Final = "application/vnd.fact-workbench.contact+json"  # core/contact.py


class EvidenceState(StrEnum):
    """How far Evidence has come into the workspace."""

    IMPORTING = "importing"  # bytes are arriving; not yet shown
    READY = "ready"  # the SHA-256 of what was stored agrees with what was read


class Stance(StrEnum):
    """What a passage does for a Claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"


class Method(StrEnum):
    """How a Citation's passage was taken from its Evidence."""

    TEXT_LAYER = "text_layer"  # the words that the file itself holds
    OCR = "ocr"  # words that a machine read off a picture
    TABLE = "table"  # a cell of a table
    REGION = "region"  # a rectangle of a page or picture, kept as pixels
    MOMENT = "moment"  # a time stamp of a recording
    PAGE = "page"
    WHOLE_FILE = "whole_file"


class Grade(StrEnum):
    """How near a source is to what it tells."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


class Relation(StrEnum):
    """What one piece of Evidence is to another."""

    REPLACES = "replaces"  # a newer version of it
    PART_OF = "part_of"  # a file that lay inside it: an attachment


@dataclass(frozen=True, slots=True)
class Source:
    """Where Evidence comes from, as a person says; empty where nobody has said.

    `published` and `accessed` are dates as people write them (2026, 2026-05, 2026-05-04). Secondary sources
    of one `origin` (wire copies of one story) count once. What is `confidential` is masked in reports.
    """

    title: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    accessed: str = ""
    grade: Grade | None = None
    origin: str = ""
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file stored in the workspace, or a recorded contact (call, message, interview, observation).

    `pages` is 0 for what has no pages. `problem` is one sentence on what cannot be shown, or empty.
    `citations` counts the Citations that stand. `replaces` and `part_of` are uids of other Evidence, or
    empty.
    """

    id: int
    uid: str
    name: str
    media_type: str
    bytes: int
    sha256: str
    pages: int
    state: EvidenceState
    problem: str
    added_at: datetime
    citations: int = 0
    source: Source = Source()
    replaces: str = ""
    part_of: str = ""

    @property
    def title(self) -> str:
        """What people call it: the source's title, else the file's name."""
        return self.source.title or self.name

    @property
    def is_contact(self) -> bool:
        """True when it is no file but the record of a contact."""
        return self.media_type == CONTACT

    @property
    def is_recording(self) -> bool:
        """True when it is sound or moving pictures; it is cited by time stamp."""
        return self.media_type.startswith(("audio/", "video/"))

    @property
    def is_pdf(self) -> bool:
        """True when it has pages to draw and to cut passages from."""
        return self.media_type == PDF

    @property
    def is_text(self) -> bool:
        """True when it is words alone: plain text, Markdown, HTML."""
        return self.media_type.startswith("text/")

    @property
    def is_image(self) -> bool:
        """True when it is a picture."""
        return self.media_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class Citation:
    """The two-ended link: a Claim and a Passage of Evidence.

    `part` are the words of the Claim that it is about (None: all of them). `engine` read the passage, and
    `sha256` is that of the file it was read from. `picture` names the kept pixels of a region (SHA-256).
    """

    id: int
    uid: str
    claim_id: int
    claim_uid: str
    evidence_id: int
    evidence_uid: str
    evidence_name: str
    passage: Passage
    stance: Stance
    method: Method
    part: Quote | None = None
    engine: str = ""
    sha256: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page (from 1), and its size in PDF points as displayed.

    `problem` is one sentence when the page could not be read or has no text, else empty. `label` is what the
    document calls the page, empty when that is its number. `quality` says how far the text can be trusted,
    from 0 (no words at all) to 1; of text that was read off a picture (`ocr`) it is the mean confidence.
    """

    page: int
    width: float
    height: float
    text: str
    problem: str = ""
    label: str = ""
    quality: float = 1.0
    ocr: bool = False


class OcrWord(NamedTuple):
    """A word read off a picture: its code points in the page's text, its place, its confidence (0 to 1)."""

    start: int
    end: int
    rect: Rect
    confidence: float


@dataclass(frozen=True, slots=True)
class OcrPage:
    """What an OCR engine read on one page (from 1).

    `engine` comes with its version, `languages` are named as the engine names them.
    """

    page: int
    text: str
    words: tuple[OcrWord, ...]
    engine: str
    languages: tuple[str, ...]

    @property
    def confidence(self) -> float:
        """The words' mean confidence, 0 without words."""
        return sum(word.confidence for word in self.words) / len(self.words) if self.words else 0.0


@dataclass(frozen=True, slots=True)
class Hit:
    """One page that a search found. `lit` are spans of the found words in `snippet`, in code points.

    `found` are the same words' spans in the page's text and `words` those words as they stand there, for
    lighting them on the page. A higher score is a better hit. `label` is what the document calls the page;
    the text of an `ocr` page was read off a picture.
    """

    evidence_id: int
    evidence_name: str
    page: int
    snippet: str
    lit: tuple[Span, ...]
    found: tuple[Span, ...]
    words: tuple[str, ...]
    score: float
    rects: tuple[Rect, ...] = ()
    label: str = ""
    ocr: bool = False
    media_type: str = PDF


class ByteSource(Protocol):
    """Random access to the stored bytes of Evidence; safe to call from any thread."""

    @property
    def size(self) -> int:
        """Length in bytes."""

    @property
    def key(self) -> str:
        """Names these bytes for caches (their SHA-256)."""

    def read_at(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes from `offset`; empty at the end."""


Table = Sequence[Sequence[str]]  # rows of cells
