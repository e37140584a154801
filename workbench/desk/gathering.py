"""The files that are meant by files and folders: in order, without litter, whatever the folders hold."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workbench.core.errors import BadInputError
from workbench.desk.importing import check_is_file
from workbench.jobs.progress import Progress
from workbench.storage.logwatch import is_open_here

MOST_FILES: Final = 10_000  # of one drop; more is a slip of the hand

_LITTER: Final = re.compile(
    r"\.|~\$|__MACOSX$|Thumbs\.db$|ehthumbs\.db$|desktop\.ini$|Icon\r$|\$RECYCLE\.BIN$|"
    r"System Volume Information$|lost\+found$|.*\.fwb-(?:wal|shm|journal)$",
    re.IGNORECASE,
)
_NUMBERS: Final = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Gathered:
    """Files to attach, and a sentence for each thing in the folders that is none."""

    files: tuple[Path, ...]
    problems: tuple[str, ...] = ()


def gather(paths: Sequence[Path], progress: Progress | None = None) -> Gathered:
    """The given files as they are, and the files in the given folders and their folders, sorted by name.

    Hidden files and what systems leave behind are passed over, links to folders are not followed (a link may
    lead back), and nothing but ordinary files is taken. BadInputError for more than MOST_FILES files.
    """
    progress = progress or Progress()
    files: dict[Path, None] = {}  # once each
    problems: list[str] = []
    for path in paths:
        if not path.is_dir():
            files[path] = None
            continue
        for file in _inside(path, problems):
            progress.check()
            files[file] = None
            if len(files) > MOST_FILES:
                raise BadInputError(
                    f"{path} holds more than {MOST_FILES:,} files; attach its folders one by one."
                )
    return Gathered(tuple(files), tuple(problems))


def _inside(folder: Path, problems: list[str]) -> Iterator[Path]:
    """Files of `folder`, then those of its folders; a folder that cannot be read adds to `problems`."""

    def note(error: OSError) -> None:
        problems.append(f"{error.filename} cannot be read: {error.strerror}. Check the folder's rights.")

    for here, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted((name for name in folders if not _LITTER.match(name)), key=_in_order)
        for name in sorted(names, key=_in_order):
            path = Path(here, name)
            if _LITTER.match(name) or is_open_here(path):  # nor the workspace itself
                continue
            try:
                check_is_file(path)
            except BadInputError as error:
                problems.append(str(error))
            else:
                yield path


def _in_order(name: str) -> tuple[object, ...]:
    """Names as people sort them: 2 before 10, whatever the case."""
    return tuple(
        (0, int(part), "") if part.isdecimal() and len(part) < 20 else (1, 0, part.casefold())
        for part in _NUMBERS.split(name)
    )
