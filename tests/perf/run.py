"""Runs the benchmarks one after the other, each in a process of its own, and shows the table.

    .venv/bin/python tests/perf/run.py [NAME...] [--write] [--rounds N] [--large] [--folder FOLDER]

docs/performance.md says what each row means.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sqlite3
import sys
import tempfile
import traceback
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from measuring import Row, Setting, UnmeasuredError

NAMES = (
    "startup",
    "article",
    "pages",
    "storing",
    "memory",
    "searching",
    "exporting",
    "segmenting",
    "anchoring",
    "hostile",
    "tables",
    "scans",
)
_PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
_BEGIN, _END = "<!-- measured: begin -->", "<!-- measured: end -->"
_HEAD = ("| benchmark | what | measured | baseline | ratio |", "|---|---|---|---|---:|")


def main() -> int:
    """Measure what was asked for; 1 when a benchmark failed, and then nothing is written."""
    asked = _arguments()
    names = asked.names or list(NAMES)
    table: dict[str, list[str]] = {}
    failed = False
    for name in names:
        print(f"{name} ...", file=sys.stderr, flush=True)
        try:
            table[name] = [_line(name, row) for row in _measured(name, asked)]
        except UnmeasuredError as reason:
            table[name] = [f"| {name} | not measured: {reason} | | | |"]
        except Exception:  # whatever broke one benchmark is shown, and the others still run
            traceback.print_exc()
            failed = True
    facts = _facts(asked)
    print("\n".join((facts, "", *_HEAD, *(line for lines in table.values() for line in lines))))
    if asked.write and not failed:
        _write(facts, table)
    return int(failed)


def call(name: str, setting: Setting) -> list[Row]:
    """The rows of one benchmark; runs in the process that was made for it."""
    rows: list[Row] = importlib.import_module(name).measure(setting)
    return rows


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Benchmarks of Fact Workbench.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    parser.add_argument("--rounds", type=int, default=3, help="repetitions whose median is shown (3)")
    parser.add_argument("--large", action="store_true", help="also evidence of 1 GB")
    parser.add_argument(
        "--folder", type=Path, help="where to work; a real drive (the system's temporary folder)"
    )
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(NAMES):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    return asked


def _measured(name: str, asked: argparse.Namespace) -> list[Row]:
    """Measure with settings, data and log of the benchmark's own: the user's are left alone."""
    with tempfile.TemporaryDirectory(prefix="perf-", dir=asked.folder) as place:
        folder = Path(place)
        homes = {f"XDG_{kind}_HOME": str(folder / kind) for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
        os.environ.update(homes, QT_QPA_PLATFORM="offscreen")
        # An installed program is compiled; nothing need be writable beside the sources for this one to be.
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        setting = Setting(folder, asked.rounds, asked.large)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
            return process.submit(call, name, setting).result()


def _line(name: str, row: Row) -> str:
    ratio = "" if row.ratio is None else f"{row.ratio:,.{2 if row.ratio < 10 else 0}f}"
    return f"| {name} | {row.what} | {row.measured} | {row.baseline} | {ratio} |"


def _facts(asked: argparse.Namespace) -> str:
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, "
        f"Qt {version('PySide6-Essentials')}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} CPUs, "
        f"{platform.system()} {platform.machine()}, {asked.rounds} rounds."
    )


def _write(facts: str, table: dict[str, list[str]]) -> None:
    """Replace the table on the page; rows of other benchmarks stay if they were measured alike."""
    before, rest = _PAGE.read_text(encoding="utf-8").split(_BEGIN)
    old, after = rest.split(_END)
    if facts in old:
        for name in NAMES:
            kept = [line for line in old.splitlines() if line.startswith(f"| {name} |")]
            table.setdefault(name, kept)
    lines = [line for name in NAMES for line in table.get(name, [])]
    new = "\n".join((_BEGIN, facts, "", *_HEAD, *lines, _END))
    _PAGE.write_text(f"{before}{new}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
