"""From uids, which travel, to integer keys, which join."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, Table, select

from workbench.core.errors import ConflictError

_BATCH: Final = 500  # parameters a statement, well under every database's limit


def keys_of(connection: Connection, table: Table, uids: Sequence[str]) -> dict[str, int]:
    """uid -> integer key for all `uids`; ConflictError when one is not there."""
    keys: dict[str, int] = {}
    for start in range(0, len(uids), _BATCH):
        some = uids[start : start + _BATCH]
        query = select(table.c.uid, table.c.id).where(table.c.uid.in_(some))
        keys.update((uid, key) for uid, key in connection.execute(query))
    if len(keys) != len(set(uids)):
        raise ConflictError(
            f"A {table.name} that this change needs is not in the workspace; nothing was written."
        )
    return keys


def key_of(connection: Connection, table: Table, uid: str) -> int:
    """The integer key of one uid."""
    return keys_of(connection, table, [uid])[uid]
