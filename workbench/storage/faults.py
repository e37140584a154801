"""One place that turns the database's errors into sentences for people."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, NoResultFound

from workbench.core.errors import DamagedError, WorkspaceError

_ENOUGH_BYTES = 4 * 1024 * 1024  # less free space than this explains a failed write
_LOCKED = "{path} is locked by another program; close it there and try again. Nothing was changed."
_DISK_FULL = "The disk is full: {path} could not be written. Free some space; nothing was changed."
_CANNOT_OPEN = "{path} cannot be opened; check that the folder exists and that you may write there."


@contextmanager
def faults_as_sentences(path: Path) -> Iterator[None]:
    """Raise WorkspaceError, with one sentence, for what the file system or another program does to us.

    It is a DamagedError where the file or its drive is broken.

    Errors that speak of a mistake of ours (constraints, syntax) pass through as they are.
    """
    try:
        yield
    except DBAPIError as error:
        known = _known(error.orig, path)
        if known is None:
            raise
        raise known from error
    except (sqlite3.Error, OSError) as error:
        known = _known(error, path)
        if known is None:
            raise
        raise known from error


@contextmanager
def values_proved(path: Path) -> Iterator[None]:
    """Raise DamagedError, with one sentence, when what is read are no values that this program writes.

    An unknown verdict, a time that is none, a claim outside every block: somebody else has written them.
    """
    try:
        yield
    except (ValueError, TypeError, LookupError, NoResultFound) as error:
        raise DamagedError(
            f"{path} holds something that cannot be read as it was written; run 'check' on it and go back to "
            "a backup copy."
        ) from error


_SENTENCES = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_READONLY: "{path} is read-only; make it writable or work on a copy. Nothing was changed.",
    sqlite3.SQLITE_FULL: _DISK_FULL,
    sqlite3.SQLITE_IOERR: "The disk reported an error while reading or writing {path}; check the drive.",
    sqlite3.SQLITE_NOTADB: "{path} is not a Fact Workbench workspace; choose another file.",
    sqlite3.SQLITE_CORRUPT: "{path} is damaged; run 'check' on it and go back to a backup copy.",
    sqlite3.SQLITE_CANTOPEN: _CANNOT_OPEN,
    sqlite3.SQLITE_PERM: _CANNOT_OPEN,
}
_BROKEN = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}


def _known(error: BaseException | None, path: Path) -> WorkspaceError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None and str(error).startswith("Could not decode to UTF-8"):
        code = sqlite3.SQLITE_CORRUPT  # the driver's own error, which has no code
    if code is None:
        sentence = _system_sentence(error, path)
        return WorkspaceError(sentence) if sentence else None
    primary = code & 0xFF  # the upper bits are SQLite's extended code
    if primary == sqlite3.SQLITE_IOERR and _full(path):
        primary = sqlite3.SQLITE_FULL
    if primary not in _SENTENCES:
        return None
    kind = DamagedError if primary in _BROKEN else WorkspaceError
    return kind(_SENTENCES[primary].format(path=path))


def _system_sentence(error: BaseException | None, path: Path) -> str | None:
    if not isinstance(error, OSError):
        return None
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return _DISK_FULL.format(path=path)
    reason = error.strerror or str(error)
    return f"{path} cannot be used: {reason}. Check that the folder exists and that you may write there."


def _full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _ENOUGH_BYTES
    except OSError:
        return False
