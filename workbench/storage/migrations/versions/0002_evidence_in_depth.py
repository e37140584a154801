"""Where evidence comes from, what pages are called and how far their text can be trusted, OCR, regions."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns and tables of format 2; what was there keeps its meaning."""
    for name in (
        "title", "author", "publisher", "published", "url", "accessed", "grade", "origin",
        "replaces", "part_of", "password",
    ):  # fmt: skip
        op.add_column("evidence", _words(name))
    op.add_column(
        "evidence", sa.Column("confidential", sa.Boolean(), nullable=False, server_default=sa.text("0"))
    )
    op.add_column("evidence_page", _words("label"))
    op.add_column(
        "evidence_page", sa.Column("quality", sa.Float(), nullable=False, server_default=sa.text("1"))
    )
    op.add_column(
        "evidence_page", sa.Column("ocr", sa.Boolean(), nullable=False, server_default=sa.text("0"))
    )
    for name in ("label", "sha256", "picture"):
        op.add_column("citation", _words(name))
    for name in ("headers", "moment", "part"):
        op.add_column("citation", sa.Column(name, sa.JSON(), nullable=True))
    op.execute("UPDATE citation SET sha256 = (SELECT sha256 FROM evidence WHERE id = citation.evidence_id)")
    op.create_table(
        "ocr_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("engine", sa.String(), nullable=False),
        sa.Column("languages", sa.String(), nullable=False),
        sa.Column("read_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("evidence_id", "page"),
    )
    op.create_table(
        "picture",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    _join_divided_words()


def _join_divided_words() -> None:
    """Index words with soft hyphens within them as one word; before, a soft hyphen parted them as a blank."""
    from workbench.storage.words import indexed  # noqa: PLC0415

    connection = op.get_bind()
    pages = connection.exec_driver_sql("SELECT id, text FROM evidence_page WHERE instr(text, char(173))")
    for key, text in pages.all():
        before = indexed(re.sub("\u00ad(?!\n)", " ", text))
        connection.exec_driver_sql(
            "INSERT INTO evidence_search(evidence_search, rowid, text) VALUES ('delete', ?, ?)", (key, before)
        )
        connection.exec_driver_sql(
            "INSERT INTO evidence_search(rowid, text) VALUES (?, ?)", (key, indexed(text))
        )


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False, server_default=sa.text("''"))
