"""The sample case in files of its own: made complete elsewhere, then put in place of an earlier one."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from workbench.cli.options import Given
from workbench.core.errors import BadInputError
from workbench.desk.demo import REPORTS, run, sample_case
from workbench.jobs.progress import Progress


@dataclass(frozen=True, slots=True)
class Sample:
    """Where the sample case lies, and the number of its article."""

    workspace: Path
    article: int
    reports: tuple[Path, ...]


def make_sample(given: Given, workspace: Path, folder: Path, progress: Progress) -> Sample:
    """Make the sample case: the file `workspace`, and the reports in `folder`.

    An earlier sample case there is replaced when the new one is complete; anything else is never touched:
    BadInputError.
    """
    reports = tuple(folder / name for name in REPORTS)
    _check_replaceable(given, workspace, reports)
    with _new_folder(workspace.parent) as draft, _new_folder(folder) as texts:
        made = draft / workspace.name
        with given.session(create=True, path=made) as session:
            article, written = run(session, texts, progress)
        made.replace(workspace)
        for path, report in zip(written, reports, strict=True):
            path.replace(report)
    return Sample(workspace, article.id, reports)


def _check_replaceable(given: Given, workspace: Path, reports: tuple[Path, ...]) -> None:
    if workspace.exists():
        with given.session(path=workspace) as session:
            titles = {article.title for article in session.articles()}
        if titles - {sample_case().title}:
            raise BadInputError(
                f"{workspace} holds other articles than the sample; name another place. Nothing was changed."
            )
        if _log_of(workspace).exists():  # the last one to close a workspace removes it
            raise BadInputError(f"{workspace} is open in another program; close it there and try again.")
        return
    for report in reports:
        if report.exists():
            raise BadInputError(
                f"{report} is there already, and not from a sample case; name another folder."
            )


def _log_of(workspace: Path) -> Path:
    """SQLite's write-ahead log, which must never meet another database of the same name."""
    return workspace.with_name(workspace.name + "-wal")


@contextmanager
def _new_folder(parent: Path) -> Iterator[Path]:
    """A folder in `parent` (made if need be) that is gone afterwards; BadInputError if it cannot be made."""
    existed = parent.exists()
    folder = parent / f".sample-{secrets.token_hex(8)}"
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise BadInputError(
            f"{parent} cannot be used ({error.strerror}); name a folder you may write in."
        ) from error
    try:
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        if not existed and not any(parent.iterdir()):
            parent.rmdir()
        raise
    shutil.rmtree(folder, ignore_errors=True)
