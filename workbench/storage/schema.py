"""The tables of a workspace (docs/workspace.md describes them). SQLModel; portable column types only.

Integer keys are for joins inside one database; `uid` (UUIDv7) names a thing across databases and in the
audit log. Times are ISO 8601 in UTC. Rows are withdrawn (`present` false), never deleted.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, LargeBinary, Text, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Field, SQLModel

_LENGTH = BigInteger().with_variant(Integer(), "sqlite")  # where every integer has 64 bits


def _empty() -> Any:
    """A column of words that is empty until somebody fills it."""
    return Field(default="", sa_column_kwargs={"server_default": sql("''")})


class Meta(SQLModel, table=True):
    """Facts about the workspace itself, one a row: uid, created_at, audit_head, audit_count, house_rule."""

    __tablename__: ClassVar[Any] = "meta"
    key: str = Field(primary_key=True)
    value: str = Field(sa_column=Column(Text, nullable=False))


class ArticleRow(SQLModel, table=True):
    """A piece under review."""

    __tablename__: ClassVar[Any] = "article"
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    title: str
    present: bool = True
    added_at: str


class RevisionRow(SQLModel, table=True):
    """One draft of an article: the original bytes and the immutable text read from them."""

    __tablename__: ClassVar[Any] = "revision"
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    article_id: int = Field(foreign_key="article.id", index=True)
    number: int
    text: str = Field(sa_column=Column(Text, nullable=False))
    language: str
    name: str
    media_type: str
    encoding: str
    encoding_certain: bool
    reader: str
    warnings: list[str] = Field(sa_column=Column(JSON, nullable=False))
    sha256: str
    added_at: str


class OriginalRow(SQLModel, table=True):
    """The bytes that a revision was read from; apart, so that reading the text does not read them."""

    __tablename__: ClassVar[Any] = "original"
    revision_id: int = Field(foreign_key="revision.id", primary_key=True)
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class BlockRow(SQLModel, table=True):
    """A typed piece of a revision's text, in code points."""

    __tablename__: ClassVar[Any] = "block"
    __table_args__ = (UniqueConstraint("revision_id", "ordinal"),)
    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="revision.id")
    ordinal: int
    kind: str
    level: int
    start_at: int
    end_at: int


class ClaimRow(SQLModel, table=True):
    """What gets a verdict. The judgement here is the newest decision's."""

    __tablename__: ClassVar[Any] = "claim"
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    article_id: int = Field(foreign_key="article.id", index=True)
    verdict: str = "unreviewed"
    reason: str | None = None
    note: str = Field(default="", sa_column=Column(Text, nullable=False))
    retired: bool = False
    version: int = 1


class SentenceRow(SQLModel, table=True):
    """Where a claim stands in a revision, in code points."""

    __tablename__: ClassVar[Any] = "sentence"
    __table_args__ = (UniqueConstraint("revision_id", "start_at"),)
    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="revision.id")
    claim_id: int = Field(foreign_key="claim.id", index=True)
    start_at: int
    end_at: int


class DecisionRow(SQLModel, table=True):
    """One judgement by one person at one time; never edited."""

    __tablename__: ClassVar[Any] = "decision"
    id: int | None = Field(default=None, primary_key=True)
    claim_id: int = Field(foreign_key="claim.id", index=True)
    verdict: str
    reason: str | None
    note: str = Field(sa_column=Column(Text, nullable=False))
    actor: str
    at: str


class EvidenceRow(SQLModel, table=True):
    """A file in the workspace.

    `pages_read` counts the pages whose text is in evidence_page; -1 before anybody has looked at the file.
    """

    __tablename__: ClassVar[Any] = "evidence"
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    name: str
    media_type: str
    bytes: int = Field(sa_type=_LENGTH)
    sha256: str = Field(index=True)
    pages: int = 0
    pages_read: int = 0
    problem: str = ""
    state: str
    importer: str = ""  # host:process that is writing it, while importing
    present: bool = True
    added_at: str
    version: int = 1
    title: str = _empty()
    author: str = _empty()
    publisher: str = _empty()
    published: str = _empty()
    url: str = _empty()
    accessed: str = _empty()
    grade: str = _empty()
    origin: str = _empty()
    confidential: bool = Field(default=False, sa_column_kwargs={"server_default": sql("0")})
    replaces: str = _empty()  # uid of the evidence that it is a newer version of
    part_of: str = _empty()  # uid of the evidence that it lay inside
    password: str = _empty()  # only when the reader asked for it to be kept


class EvidenceChunkRow(SQLModel, table=True):
    """256 KiB of a file's bytes (the last chunk may be shorter)."""

    __tablename__: ClassVar[Any] = "evidence_chunk"
    __table_args__ = (UniqueConstraint("evidence_id", "ordinal"),)
    id: int | None = Field(default=None, primary_key=True)
    evidence_id: int = Field(foreign_key="evidence.id")
    ordinal: int
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class EvidencePageRow(SQLModel, table=True):
    """The text of one page, and its size in PDF points as displayed."""

    __tablename__: ClassVar[Any] = "evidence_page"
    __table_args__ = (UniqueConstraint("evidence_id", "page"),)
    id: int | None = Field(default=None, primary_key=True)
    evidence_id: int = Field(foreign_key="evidence.id")
    page: int
    width: float
    height: float
    text: str = Field(sa_column=Column(Text, nullable=False))
    problem: str = ""
    label: str = _empty()
    quality: float = Field(default=1.0, sa_column_kwargs={"server_default": sql("1")})
    ocr: bool = Field(default=False, sa_column_kwargs={"server_default": sql("0")})


class OcrPageRow(SQLModel, table=True):
    """What an OCR engine read on a page; the text stands in evidence_page as well.

    `words` are [start, end, x0, y0, x1, y1, confidence] in reading order.
    """

    __tablename__: ClassVar[Any] = "ocr_page"
    __table_args__ = (UniqueConstraint("evidence_id", "page"),)
    id: int | None = Field(default=None, primary_key=True)
    evidence_id: int = Field(foreign_key="evidence.id")
    page: int
    text: str = Field(sa_column=Column(Text, nullable=False))
    words: list[list[float]] = Field(sa_column=Column(JSON, nullable=False))
    engine: str
    languages: str  # as the engine names them, joined by "+"
    read_at: str


class PictureRow(SQLModel, table=True):
    """The pixels of a cited region, as PNG, named by their SHA-256; copies of a citation share them."""

    __tablename__: ClassVar[Any] = "picture"
    sha256: str = Field(primary_key=True)
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class CitationRow(SQLModel, table=True):
    """A claim tied to a passage of evidence."""

    __tablename__: ClassVar[Any] = "citation"
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    claim_id: int = Field(foreign_key="claim.id", index=True)
    evidence_id: int = Field(foreign_key="evidence.id", index=True)
    page: int | None
    quote: str | None = Field(sa_column=Column(Text, nullable=True))
    prefix: str = Field(sa_column=Column(Text, nullable=False))
    suffix: str = Field(sa_column=Column(Text, nullable=False))
    rects: list[list[float]] = Field(sa_column=Column(JSON, nullable=False))
    stance: str
    method: str
    engine: str
    present: bool = True
    added_at: str
    version: int = 1
    label: str = _empty()
    headers: list[list[str]] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    moment: list[float] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    part: list[str] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    sha256: str = _empty()
    picture: str = _empty()


class AuditRow(SQLModel, table=True):
    """One event of the append-only log; `hash` covers the row and the hash before it."""

    __tablename__: ClassVar[Any] = "audit_event"
    __table_args__ = (Index("ix_audit_subject", "subject_kind", "subject"),)
    id: int | None = Field(default=None, primary_key=True)
    change: str = Field(index=True)
    at: str
    actor: str
    kind: str
    subject_kind: str
    subject: str
    article: str = Field(index=True)
    before: str | None = Field(sa_column=Column(Text, nullable=True))  # canonical JSON
    after: str | None = Field(sa_column=Column(Text, nullable=True))
    reverts: str | None
    hash: str


class UndoRow(SQLModel, table=True):
    """Where each change stands between undo and redo; derived from the log, kept for speed.

    `state` is done, undone or dropped (undone, then overtaken by a new change). `latest` is the change that
    last did or undid it: the one whose inverse comes next.
    """

    __tablename__: ClassVar[Any] = "undo"
    __table_args__ = (Index("ix_undo_state", "state", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    change: str
    latest: str
    state: str


TABLES = SQLModel.metadata
