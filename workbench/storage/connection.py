"""Opens the SQLite file safely: header before tables, pragmas for every connection, transactions by intent.

One of the two modules with SQL of SQLite's own (the other is search.py).
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Engine, QueuePool, create_engine, event
from sqlalchemy.engine import Connection

from workbench.storage.faults import faults_as_sentences
from workbench.storage.header import APPLICATION_ID, FORMAT
from workbench.storage.place import network_or_synced

Reading = Connection  # for those who hand a snapshot on without speaking SQL

_PAGE_SIZE: Final = 16384
_BUSY_SECONDS: Final = 5.0

_APPEND_ONLY = """
CREATE TRIGGER audit_event_no_{verb} BEFORE {verb} ON audit_event
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
"""
_FULL_TEXT = (
    "CREATE VIRTUAL TABLE evidence_search USING fts5"
    "(text, content='', detail=full, tokenize='unicode61 remove_diacritics 2')"
)


def is_missing(path: Path) -> bool:
    """True when there is no file at `path`, or an empty one, as a temporary-file function leaves it."""
    with faults_as_sentences(path):
        return not path.exists() or (path.is_file() and path.stat().st_size == 0)


def create_file(path: Path, build: Any) -> None:
    """Make a new workspace at `path`, complete or not at all. `build(connection)` creates the tables.

    It is built under another name and linked into place, so no other process ever sees half of it.
    """
    with faults_as_sentences(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{uuid4().hex}")
        try:
            _build(draft, build)
            _put_in_place(draft, path)
        finally:
            draft.unlink(missing_ok=True)


def open_engine(path: Path, *, read_only: bool) -> Engine:
    """An engine whose connections have the safe pragmas set and whose transactions say what they are for.

    A connection with the execution option `write` begins with BEGIN IMMEDIATE, others read one snapshot.
    """
    rollback_journal = bool(network_or_synced(path))

    def connect() -> sqlite3.Connection:
        mode = "?mode=ro" if read_only else "?mode=rw"
        if read_only and not _is_in_use(path):
            mode += "&immutable=1"  # a log cannot be made beside a file in a folder that nobody may write
        connection = sqlite3.connect(
            path.resolve().as_uri() + mode, uri=True, timeout=_BUSY_SECONDS, check_same_thread=False
        )
        connection.isolation_level = None  # transactions begin where we say, not where the driver guesses
        try:
            _set_pragmas(connection, journal="DELETE" if rollback_journal else "WAL", read_only=read_only)
        except BaseException:
            connection.close()
            raise
        return connection

    options = {"rollback_journal": rollback_journal}
    engine = engine_over(connect, poolclass=QueuePool, pool_size=6, max_overflow=8, execution_options=options)
    event.listen(engine, "begin", _begin)
    return engine


def engine_over(connect: Callable[[], sqlite3.Connection], **options: Any) -> Engine:
    """An engine for the connections that `connect` makes, whose errors never quote what was stored."""
    return create_engine("sqlite://", creator=connect, hide_parameters=True, **options)


def is_read_only(path: Path) -> bool:
    """True when the file may not be written: by its mode bits (also for root) or its folder's rights."""
    with faults_as_sentences(path):
        bits = path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    return not bits or not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK)


def _build(draft: Path, build: Any) -> None:
    engine = engine_over(lambda: sqlite3.connect(draft))
    try:
        with engine.connect() as connection:
            run = connection.exec_driver_sql
            draft.chmod(stat.S_IRUSR | stat.S_IWUSR)  # an unpublished draft is nobody else's business
            run(f"PRAGMA page_size = {_PAGE_SIZE}")
            run(f"PRAGMA application_id = {APPLICATION_ID}")
            run(f"PRAGMA user_version = {FORMAT}")
            build(connection)
            create_sqlite_parts(connection)
            connection.commit()
    finally:
        engine.dispose()


def create_sqlite_parts(connection: Connection) -> None:
    """What the models cannot say: the full-text index and the triggers that keep the log append-only."""
    connection.exec_driver_sql(_FULL_TEXT)
    for verb in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(_APPEND_ONLY.format(verb=verb))


def _put_in_place(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)  # fails when somebody else was first: theirs stays
    except FileExistsError:
        if path.stat().st_size == 0:
            draft.replace(path)
    except OSError:  # a file system without hard links
        if not path.exists():
            draft.rename(path)


def _is_in_use(path: Path) -> bool:
    """Whether somebody has it open or left a log behind: then it changes, and is not all in the one file."""
    return any(path.with_name(path.name + ending).exists() for ending in ("-wal", "-shm"))


def _set_pragmas(connection: sqlite3.Connection, *, journal: str, read_only: bool) -> None:
    run = connection.execute
    run("PRAGMA foreign_keys = ON")
    run("PRAGMA trusted_schema = OFF")  # a foreign file's views and triggers may not call functions
    run("PRAGMA cell_size_check = ON")
    if not read_only:
        run(f"PRAGMA journal_mode = {journal}")
        run("PRAGMA synchronous = FULL")  # a verdict survives a power cut
        run("PRAGMA wal_autocheckpoint = 256")  # pages; a verdict never waits for a long checkpoint


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("write", False):
        connection.exec_driver_sql("BEGIN")
        return
    if options.get("rollback_journal", False) or options.get("lasting", True):
        connection.exec_driver_sql("PRAGMA synchronous = FULL")  # a verdict survives a power cut
    else:
        connection.exec_driver_sql("PRAGMA synchronous = NORMAL")  # the log is synced when it is folded back
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def format_of(connection: Connection) -> int:
    """The workspace format as this transaction sees it; the file's first bytes may be older than the log."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def schema_of(connection: Connection) -> list[tuple[str, str, str]]:
    """Type, name and definition of everything in the schema that has a definition of its own."""
    found = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return [(str(row[0]), str(row[1]), str(row[2])) for row in found]


def check_integrity(connection: Connection) -> list[str]:
    """What SQLite finds wrong with the file itself; empty when nothing is."""
    rows = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
    broken = [f"The database is damaged: {row}." for row in rows if row != "ok"]
    links = list(connection.exec_driver_sql("PRAGMA foreign_key_check"))
    return broken + [f"A row of table {row[0]} points at a missing row of {row[2]}." for row in links]
