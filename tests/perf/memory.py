"""How much memory the import of evidence takes at its peak.

A benchmark of its own, because a process never forgets its peak: nothing large may come before it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from generated import long_pdf, random_file
from measuring import Row, Setting, UnmeasuredError

from workbench.desk.attaching import attach_file
from workbench.desk.session import Session


def measure(setting: Setting) -> list[Row]:
    """The growth of the peak over 100 and 500 MB (and 1 GB when asked) and over a long PDF."""
    session = Session.open(setting.folder / "memory.fwb", "Bench", create=True)
    attach_file(session, random_file(setting.folder / "small.bin", 1))  # loads what every import needs
    sizes = (100, 500, 1000) if setting.large else (100, 500)
    before = _peak()
    rows = [_grown(session, setting.folder, megabytes, before) for megabytes in sizes]
    rows.append(_read(session, setting.folder, _peak()))
    session.close()
    return rows


def _grown(session: Session, folder: Path, megabytes: int, before: float) -> Row:
    source = random_file(folder / "evidence.bin", megabytes)
    attach_file(session, source)
    grown = _peak() - before
    what = f"more memory at the peak while {megabytes:,} MB are stored"
    return Row(what, f"{grown:,.1f} MB", f"the file: {megabytes:,} MB", grown / megabytes)


def _read(session: Session, folder: Path, before: float) -> Row:
    source = long_pdf(folder)
    pages = attach_file(session, source).pages
    what = f"more memory at the peak while a PDF of {pages:,} pages is read"
    grown, size = _peak() - before, source.stat().st_size / 1e6
    return Row(what, f"{grown:,.1f} MB", f"the file: {size:,.1f} MB", grown / size)


def _peak() -> float:
    """The largest amount of memory this process has held, in MB."""
    if sys.platform == "win32":
        raise UnmeasuredError("this system does not tell a process its peak")
    import resource  # noqa: PLC0415 - not on every system

    found = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return found / (1e6 if sys.platform == "darwin" else 1e6 / 1024)
