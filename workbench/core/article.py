"""Articles, their drafts, and the parts of a text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from workbench.core.verdict import Tally


class BlockKind(StrEnum):
    """What a block of text is. The values are those of the database and of JSON."""

    HEADLINE = "headline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    LIST_ITEM = "list_item"
    BLOCK_QUOTE = "block_quote"
    TABLE_CELL = "table_cell"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """A typed piece of a text: code points `start` to `end` (exclusive).

    `level` is a heading's depth (headline 1) or a list item's nesting (from 1), else 0.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span in code points (end exclusive) inside block number `block`, without blanks at its ends."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What reading an article file gives, before it is stored.

    `text` is the canonical text: byte order mark off, line ends as LF, nothing else changed but what
    `warnings` names. Blocks are in order and do not overlap; each non-blank character of `text` lies in
    exactly one sentence.
    """

    title: str
    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    language: str  # BCP 47, "und" when unknown
    original: bytes = field(repr=False)
    sha256: str
    name: str
    media_type: str
    encoding: str
    encoding_certain: bool
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """A row of the article list."""

    id: int
    uid: str
    title: str
    language: str
    revisions: int
    added_at: datetime
    tally: Tally


@dataclass(frozen=True, slots=True)
class Revision:
    """One draft of an Article as stored: immutable text, its blocks, and where it came from."""

    id: int
    uid: str
    article_id: int
    number: int
    text: str
    blocks: tuple[Block, ...]
    language: str
    name: str
    media_type: str
    encoding: str
    sha256: str  # of the original bytes
    added_at: datetime
    encoding_certain: bool = True
    warnings: tuple[str, ...] = ()
