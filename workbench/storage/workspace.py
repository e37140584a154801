"""One open workspace: reads from a snapshot, writes through recorded changes only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, insert

from workbench.core.change import Change
from workbench.core.errors import WorkspaceError
from workbench.core.events import Changed
from workbench.core.history import GENESIS
from workbench.core.identity import new_uid
from workbench.storage import audit
from workbench.storage import tables as t
from workbench.storage.apply import apply
from workbench.storage.blobs import StoredBytes
from workbench.storage.clock import now
from workbench.storage.connection import (
    create_file,
    is_missing,
    is_read_only,
    open_engine,
)
from workbench.storage.faults import faults_as_sentences, values_proved
from workbench.storage.header import FORMAT, check_openable, read_format
from workbench.storage.logwatch import LogWatch
from workbench.storage.place import network_or_synced
from workbench.storage.schema import TABLES
from workbench.storage.shape import check_shape


@dataclass(frozen=True, slots=True)
class Turn:
    """What undo or redo did: what was touched, the change that was turned back or forth, and its author."""

    changed: Changed
    change: Change
    actor: str


class Workspace:
    """The database of a desk. Safe to use from several threads; every thread has its own connection."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self.remark = network_or_synced(path)  # one sentence about the place it lies in, or empty
        self._engine = open_engine(path, read_only=read_only)
        self._log = LogWatch(path)
        self._writing = Lock()
        self._lock = Lock()
        self._seen = 0  # the newest event that `changed_elsewhere` has looked at
        self._own: set[str] = set()  # changes that this process has made since, or tried to

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Workspace:
        """Open the workspace at `path`; with `create`, make it when there is no file.

        A file of an older format is backed up and migrated first. WorkspaceError says in one sentence why it
        cannot be opened: not a workspace, of a newer version, locked, no rights.
        """
        if create and is_missing(path):
            create_file(path, _build)
        check_openable(path)
        if read_format(path) < FORMAT:
            from workbench.storage.migrations import migrate  # noqa: PLC0415 - alembic only when needed

            migrate(path)
        workspace = cls(path, read_only=is_read_only(path))
        try:
            with workspace.read() as connection:
                check_shape(connection, path)
                workspace._seen = audit.last_event(connection)  # a locked or damaged file says so here
        except BaseException:
            workspace.close()
            raise
        return workspace

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one consistent snapshot."""
        self._keep_log()
        with (
            faults_as_sentences(self.path),
            self._engine.connect() as connection,
            connection.begin(),
            values_proved(self.path),
        ):
            self._log.note()
            yield connection

    @contextmanager
    def write(self, *, lasting: bool = True) -> Iterator[Connection]:
        """A transaction of its own, for bookkeeping that is no person's decision (imports, page texts).

        One that is not `lasting` may be lost in a power cut, whole, as long as no lasting one has followed.
        """
        if self.read_only:
            raise WorkspaceError(
                f"{self.path} is read-only; make it writable or work on a copy. Nothing was changed."
            )
        # Our own threads queue here: waiting in SQLite sleeps in steps, and a verdict would lose its turn.
        with self._writing, faults_as_sentences(self.path):
            self._keep_log()
            with self._engine.connect() as connection:
                writer = connection.execution_options(write=True, lasting=lasting)
                with writer.begin():
                    self._log.note()
                    yield writer
            if self._log.lost():
                raise WorkspaceError(
                    f"{self.path} was tidied up by another program just now, so the last change may not have "
                    "been kept. Look whether it is there, and repeat it if not."
                )

    def apply(self, change: Change, actor: str) -> Changed:
        """Carry out `change` and record it, in one transaction; it becomes the next to undo."""
        with self.write() as connection:
            uid = self._record(connection, change, actor, None)
            audit.remember(connection, uid)
        return change.touched

    def undo(self, actor: str) -> Turn | None:
        """Take back the last change that stands, by a new recorded change; None when there is none."""
        with self.write() as connection:
            with values_proved(self.path):
                found = audit.next_to_undo(connection)
            if found is None:
                return None
            changed = self._turn(connection, found, "undone", actor)
            return Turn(changed, found.inverse.inverse(), found.actor)

    def redo(self, actor: str) -> Turn | None:
        """Bring back the change that was undone last; None when there is none."""
        with self.write() as connection:
            with values_proved(self.path):
                found = audit.next_to_redo(connection)
            if found is None:
                return None
            return Turn(self._turn(connection, found, "done", actor), found.inverse, found.actor)

    def bytes_of(self, evidence_id: int, size: int, sha256: str) -> StoredBytes:
        """Random access to the stored bytes of Evidence."""
        return StoredBytes(self.read, evidence_id, size, sha256)

    def changed_elsewhere(self) -> bool:
        """True when another process has recorded a change since the last call or the opening. Cheap."""
        with self.read() as connection:
            changes = audit.changes_after(connection, self._seen)
        with self._lock:  # a change is ours before it is committed, so whatever was read and is ours is known
            foreign = {change for change, last in changes.items() if last > self._seen} - self._own
            self._own -= changes.keys()
            self._seen = max([self._seen, *changes.values()])
        return bool(foreign)

    def close(self) -> None:
        """Close all connections; SQLite folds its log back into the one file."""
        self._engine.dispose()
        self._log.close()

    def _keep_log(self) -> None:
        """Connect anew when the log was deleted underneath: what is on disk is complete, our log is not."""
        if self._log.lost():
            self._engine.dispose()
            self._log.forget()

    def _record(self, connection: Connection, change: Change, actor: str, reverts: str | None) -> str:
        uid = new_uid()
        apply(change, connection, actor)
        audit.append(connection, uid, change.entries(), now(), actor, reverts)
        with self._lock:
            self._own.add(uid)
        return uid

    def _turn(self, connection: Connection, found: audit.Next, state: str, actor: str) -> Changed:
        uid = self._record(connection, found.inverse, actor, found.latest)
        audit.turn(connection, found.row, uid, state)
        return found.inverse.touched


def _build(connection: Connection) -> None:
    TABLES.create_all(connection)
    facts = {"uid": new_uid(), "created_at": now(), "audit_head": GENESIS, "audit_count": "0"}
    connection.execute(insert(t.meta), [{"key": key, "value": value} for key, value in facts.items()])
