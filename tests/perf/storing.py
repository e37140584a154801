"""How fast evidence of any kind is stored, and how long a verdict waits meanwhile."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from generated import article_text, long_pdf, random_file, small_files
from measuring import Row, Setting, compared, interleaved, milliseconds, rate, seconds

from workbench.core.verdict import Verdict
from workbench.desk import importing, marking
from workbench.desk.attaching import attach_file
from workbench.desk.session import Session

_CALM = 100  # verdicts given while nothing else happens
_FILES = 200  # of a folder that is dropped
_BETWEEN = 0.005  # seconds between two verdicts


def measure(setting: Setting) -> list[Row]:
    """100 MB of random bytes (and 1 GB when asked), then verdicts during such an import."""
    rows = _stored(setting, 100, setting.rounds)
    if setting.large:
        rows += _stored(setting, 1000, 1)
    return rows + _waits(setting)


def _stored(setting: Setting, megabytes: int, rounds: int) -> list[Row]:
    source = random_file(setting.folder / "evidence.bin", megabytes)
    mine, bare = interleaved(rounds, lambda: _attached(setting.folder, source), lambda: _copied(source))
    return [compared(f"{megabytes:,} MB stored", mine, "copied with fsync", bare, rate(megabytes, "MB"))]


def _attached(folder: Path, source: Path) -> float:
    workspace = folder / "stored.fwb"
    session = Session.open(workspace, "Bench", create=True)
    try:
        return seconds(lambda: attach_file(session, source))
    finally:
        session.close()
        workspace.unlink()


def _copied(source: Path) -> float:
    target = source.with_suffix(".copy")

    def copy() -> None:
        with source.open("rb") as file, target.open("wb") as other:
            shutil.copyfileobj(file, other, 1024 * 1024)
            other.flush()
            os.fsync(other.fileno())

    taken = seconds(copy)
    target.unlink()
    return taken


def _waits(setting: Setting) -> list[Row]:
    """Verdicts one after the other on one thread, with and without an import on another."""
    session = Session.open(setting.folder / "verdicts.fwb", "Bench", create=True)
    draft = importing.read_bytes(article_text(100).encode(), "article.txt")
    article = importing.store(session, draft).id
    _verdict(session, article, 0)  # the first one compiles its SQL
    calm = [_verdict(session, article, number) for number in range(_CALM)]
    sources = {
        "an import of 100 MB": [random_file(setting.folder / "evidence.bin", 100)],
        "the reading of a long PDF": [long_pdf(setting.folder)],
        f"an import of {_FILES} files": small_files(setting.folder / "files", _FILES),
    }
    rows = [row for what, files in sources.items() for row in _waited(session, article, what, files, calm)]
    session.close()
    return rows


def _waited(
    session: Session, article: int, what: str, files: Sequence[Path], calm: Sequence[float]
) -> list[Row]:
    def attach() -> None:
        for file in files:
            attach_file(session, file)

    importer = threading.Thread(target=attach)
    importer.start()
    busy: list[float] = []
    while importer.is_alive():
        busy.append(_verdict(session, article, len(busy)))
    importer.join()
    during = f"of {len(busy)} verdicts during {what}"
    longest = f"the same without an import: {milliseconds(max(calm))}"
    return [
        compared(f"the median {during}", busy, "the same without an import", calm),
        Row(f"the longest {during}", milliseconds(max(busy)), longest, max(busy) / max(calm)),
    ]


def _verdict(session: Session, article: int, number: int) -> float:
    """How long it takes until one verdict is on the disk; then a breath, as a person takes it."""
    time.sleep(_BETWEEN)
    summary = session.article(article)
    _, claims = session.opened(article)
    claim = claims[number % len(claims)]
    verdict = Verdict.DISPUTED if claim.verdict is Verdict.VERIFIED else Verdict.VERIFIED
    return seconds(lambda: marking.judge(session, summary.uid, [claim], verdict))
