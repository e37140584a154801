"""Brings a workspace of an older format up to date: a verified backup first, then one transaction.

Alembic's operations do the work; the revision that a file is at stands in its header (`user_version`), and
nowhere else. Imported only when a file needs it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from typing import Final

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.pool import NullPool

from workbench.core.errors import WorkspaceError
from workbench.storage.connection import check_integrity, engine_over, format_of, is_read_only
from workbench.storage.faults import faults_as_sentences
from workbench.storage.header import FORMAT

SCRIPTS: Final = Path(__file__).parent


def migrate(path: Path, target: int = FORMAT, scripts: Path = SCRIPTS) -> Path | None:
    """Migrate the file at `path` to format `target`; returns the path of the backup beside it.

    None when nothing was left to do: another process did it, or the log beside the file already holds it.
    WorkspaceError when it cannot be written or the backup does not prove itself; the file is then as it was.
    """
    if is_read_only(path):
        raise WorkspaceError(
            f"{path} has an older format and is read-only; copy it to a place where you may write."
        )
    with faults_as_sentences(path):
        with closing(_connect(path)) as file:
            found = int(file.execute("PRAGMA user_version").fetchone()[0])
        if found >= target:
            return None
        backup = _back_up(path, found)
        engine = engine_over(lambda: _connect(path), poolclass=NullPool)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        with engine.begin() as connection:
            found = format_of(connection)  # another process may have been quicker
            if found < target:
                upgrade(connection, found, target, scripts)
                return backup
        backup.unlink()
    return None


def upgrade(connection: Connection, found: int, target: int, scripts: Path = SCRIPTS) -> None:
    """Run the steps from `found` (0: an empty database) to `target` in the open transaction."""
    directory = ScriptDirectory(str(scripts))
    context = MigrationContext.configure(connection)
    with Operations.context(context):
        for number in range(found + 1, target + 1):
            directory.get_revision(f"{number:04d}").module.upgrade()
            connection.exec_driver_sql(f"PRAGMA user_version = {number}")
    if problems := check_integrity(connection):
        raise WorkspaceError(f"The workspace could not be migrated: {problems[0]} It was left as it was.")


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=5)
    connection.isolation_level = None
    # off outside the transaction: rebuilding a table with them on deletes the rows that point at it
    connection.execute("PRAGMA foreign_keys = OFF")
    return connection


def _back_up(path: Path, found: int) -> Path:
    backup = _free_name(path, found)
    source = sqlite3.connect(path)
    try:
        source.execute("VACUUM INTO ?", (str(backup),))
    except BaseException:
        backup.unlink(missing_ok=True)  # half a backup is none
        raise
    finally:
        source.close()
    copy = sqlite3.connect(backup)
    try:
        verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
    finally:
        copy.close()
    if verdict != "ok":
        raise WorkspaceError(f"{path} could not be backed up before migrating; it was left as it was.")
    return backup


def _free_name(path: Path, found: int) -> Path:
    """An empty file of a name that no backup has yet; an earlier backup is never replaced."""
    for number in count(1):
        again = "" if number == 1 else f"-{number}"
        backup = path.with_name(f"{path.stem}.format-{found}.backup{again}{path.suffix}")
        with suppress(FileExistsError):
            backup.touch(exist_ok=False)
            return backup
    raise AssertionError  # there is always one more number
