"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from workbench.core.errors import BadInputError


@contextmanager
def whole_file(target: Path, *, replace: bool = True) -> Iterator[BinaryIO]:
    """A file to write to; it becomes `target`, safe on the disk, when the block ends, else it is gone.

    BadInputError in one sentence when the place cannot be written, or `target` exists and `replace` is false;
    then nothing has changed.
    """
    try:
        if target.is_dir():
            raise BadInputError(f"{target} is a folder; name a file in it.")
        if not target.parent.is_dir():
            raise BadInputError(f"There is no folder {target.parent}; create it or choose another.")
        # Beside the target, because a file is only replaced in one step within its own file system.
        draft = target.with_name(f".{secrets.token_hex(8)}.part")
        try:
            with draft.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            _put_in_place(draft, target, replace=replace)
        finally:
            with suppress(OSError):  # a folder that let nothing in holds nothing to remove
                draft.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInputError(f"{target} cannot be written ({reason}); choose another place.") from error


def _put_in_place(draft: Path, target: Path, *, replace: bool) -> None:
    if replace:
        draft.replace(target)
        return
    exists = f"{target} exists already; name another file or remove it first."
    try:
        os.link(draft, target)  # unlike a rename it never replaces
    except FileExistsError:
        raise BadInputError(exists) from None
    except OSError:  # a file system without hard links
        if target.exists():
            raise BadInputError(exists) from None
        draft.rename(target)
