"""Evidence, and the Citations that tie it to Claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

from workbench.core.anchor import Passage, Rect, Span

PDF: Final = "application/pdf"


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

    TEXT_LAYER = "text_layer"
    WHOLE_FILE = "whole_file"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file stored in the workspace.

    `pages` is 0 for what has no pages. `problem` is one sentence on what cannot be shown, or empty.
    `citations` counts the Citations that stand.
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
    """The two-ended link: a Claim and a Passage of Evidence."""

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


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page (from 1), and its size in PDF points as displayed.

    `problem` is one sentence when the page could not be read or has no text, else empty.
    """

    page: int
    width: float
    height: float
    text: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One page that a search found. `lit` are spans of the found words in `snippet`, in code points.

    `found` are the same words' spans in the page's text and `words` those words as they stand there, for
    lighting them on the page. A higher score is a better hit.
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
