"""What a workspace file says of itself before any table is read; needs no database library."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from workbench.core.errors import WorkspaceError
from workbench.storage.logwatch import is_open_here

APPLICATION_ID: Final = 0x46574231  # "FWB1", in the file's header for `file` and for us
FORMAT: Final = 2  # user_version; one step for each migration


def read_format(path: Path) -> int:
    """The workspace format in the file's header.

    Raises WorkspaceError for a missing file, a folder, or a file that is no workspace or cannot be read.
    """
    try:
        if path.is_dir():
            raise WorkspaceError(f"{path} is a folder, not a workspace file; name a file in it.")
        if not path.exists():
            raise WorkspaceError(
                f"There is no workspace at {path}; check the path, or create one with 'import' or 'demo'."
            )
        if is_open_here(path):  # a plain open and close would take SQLite's locks away
            return FORMAT
        header = _first_bytes(path) if path.is_file() else b""  # a pipe would wait for ever
    except OSError as error:
        raise WorkspaceError(
            f"{path} cannot be opened: {error.strerror}. Check that it exists and that you may read it."
        ) from error
    application, found = (int.from_bytes(header[start : start + 4], "big") for start in (68, 60))
    if not header.startswith(b"SQLite format 3\0") or application != APPLICATION_ID or not found:
        raise WorkspaceError(f"{path} is not a Fact Workbench workspace; choose another file.")
    return found


def check_openable(path: Path) -> None:
    """WorkspaceError for what can never be opened as a workspace; a missing or empty file can be made one."""
    try:
        fresh = not path.exists() or (path.is_file() and path.stat().st_size == 0)
    except OSError:
        fresh = False
    refuse_newer(path, FORMAT if fresh else read_format(path))


def refuse_newer(path: Path, found: int) -> None:
    """WorkspaceError when the format `found` is newer than this program."""
    if found > FORMAT:
        raise WorkspaceError(
            f"{path} was written by a newer version of Fact Workbench (format {found}, this one knows "
            f"{FORMAT}); update the program to open it. The file was not touched."
        )


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(100)
