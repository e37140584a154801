"""Tells a workspace that only this program has shaped from one that another program has changed.

A trigger or a view that somebody added would act at the next verdict; a missing table would stop it half way.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from workbench.core.errors import DamagedError
from workbench.storage.connection import format_of, schema_of
from workbench.storage.header import refuse_newer

SHAPE: Final = "0f132fe14e06576b5e6b7f083ee0508e5c7755c5883d2a8a99865c6a226b2d63"  # of a new workspace
_SHADOW: Final = "evidence_search_"  # tables that FTS5 makes for itself; each version of SQLite in its words
_STATISTICS: Final = "sqlite_stat"  # ANALYZE leaves them; they change no answer
_DEFINITION: Final = re.compile(r",(?![^()]*\))")  # between two columns or constraints of a table


def check_shape(connection: Connection, path: Path) -> None:
    """WorkspaceError when the tables, indexes and triggers are not exactly those of this format."""
    refuse_newer(path, format_of(connection))  # the log may know more than the file's first bytes
    if shape_of(connection) != SHAPE:
        raise DamagedError(
            f"{path} was changed by another program: its tables are not those of a workspace; go back to a "
            "backup copy. Nothing was changed."
        )


def shape_of(connection: Connection) -> str:
    """SHA-256 (hex) over the type, the name and the definition of everything in the schema.

    Blanks, quotes and the order of a table's columns and constraints are left out: a table that a migration
    has rebuilt says the same in other words.
    """
    found = sorted(
        [kind, name, *([] if name.startswith(_SHADOW) else _definition(sql))]
        for kind, name, sql in schema_of(connection)
        if not name.startswith(_STATISTICS)
    )
    return hashlib.sha256(repr(found).encode("utf-8", "backslashreplace")).hexdigest()


def _definition(sql: str) -> list[str]:
    plain = re.sub(r"\s*([(),])\s*", r"\1", " ".join(sql.replace('"', "").split()))
    head, _, body = plain.partition("(")
    return [head, *sorted(_DEFINITION.split(body.removesuffix(")")))]
