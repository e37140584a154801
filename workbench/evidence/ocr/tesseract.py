"""The system's Tesseract: a program that is given a picture and writes a table of words."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from workbench.evidence.ocr.languages import ORIENTATION
from workbench.evidence.ocr.lines import Line, lines_of_table
from workbench.evidence.ocr.running import Check, FailedError, hidden, run
from workbench.evidence.ocr.sheet import Sheet

_MEMORY: Final = 2 * 2**30  # bytes of address space
_SECONDS: Final = 120.0  # for a page; a full one takes two to ten
_SURE: Final = 2.0  # Tesseract's confidence in an orientation or a script; below it is a guess
_LOOKED_AT: Final = 2000  # pixels of the longer side, enough to see which way up a page is
_ASKED_SECONDS: Final = 10.0
_ORIENTATION: Final = re.compile(
    r"Rotate: (\d+)\s+Orientation confidence: ([\d.]+)\s+Script: (\w+)\s+Script confidence: ([\d.]+)"
)


class Layout(NamedTuple):
    """By how many degrees a page must be turned clockwise to stand upright, and its script, where sure."""

    turn: int = 0
    script: str = ""


class Tesseract:
    """One installed Tesseract. `languages` are those whose data are there."""

    at_once = 2  # pages; each is read on one processor

    def __init__(self, program: str, version: str, languages: tuple[str, ...], orients: bool) -> None:
        self.name = f"Tesseract {version}"
        self.languages = languages
        self._program = program
        self._orients = orients

    def read(self, sheet: Sheet, languages: Sequence[str], check: Check) -> list[Line]:
        """The lines of `sheet`; FailedError when the page is too much for it."""
        return lines_of_table(self._run(sheet, check, "-l", "+".join(languages), "--psm", "3", "tsv"))

    def layout(self, sheet: Sheet, check: Check) -> Layout:
        """Which way up `sheet` is and in which script; nothing where Tesseract cannot tell."""
        if not self._orients:
            return Layout()
        try:
            said = self._run(sheet.shrunk(_LOOKED_AT), check, "--psm", "0")
        except FailedError:  # too few letters to tell
            return Layout()
        return layout_of(said)

    def close(self) -> None:
        """Nothing runs between two pages."""

    def _run(self, sheet: Sheet, check: Check, *options: str) -> str:
        dpi = str(max(70, min(2400, round(sheet.scale * 72)))) if sheet.scale > 1 else "300"
        output = run(
            [self._program, "-", "-", "--dpi", dpi, *options],
            sheet.pgm(),
            check,
            environment={**os.environ, "OMP_THREAD_LIMIT": "1"},  # more threads make it slower
            seconds=_SECONDS,
            memory=_MEMORY,
        )
        return output.decode("utf-8", "replace")


def installed_tesseract() -> Tesseract | None:
    """The system's Tesseract, if it is there and has data for any language."""
    program = shutil.which("tesseract") or _usual_place()
    if program is None:
        return None
    version = re.search(r"^tesseract v?(\d[\w.]*)", _answer(program, "--version"), re.MULTILINE)
    listed = [line.strip() for line in _answer(program, "--list-langs").splitlines()[1:]]
    languages = tuple(sorted(name for name in listed if name and "/" not in name and name not in ORIENTATION))
    if version is None or not languages:
        return None
    return Tesseract(program, version[1], languages, "osd" in listed)


def layout_of(said: str) -> Layout:
    """What Tesseract's words on orientation and script come to."""
    found = _ORIENTATION.search(said)
    if found is None:
        return Layout()
    turn = int(found[1]) % 360 if float(found[2]) >= _SURE else 0
    return Layout(turn if turn % 90 == 0 else 0, found[3] if float(found[4]) >= _SURE else "")


def _answer(program: str, option: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603  a program found on the path
            [program, option],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,  # Tesseract 4 answers there
            timeout=_ASKED_SECONDS,
            check=False,
            **hidden(),
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return str(done.stdout, "utf-8", "replace")


def _usual_place() -> str | None:
    """Where the installer for Windows puts it, which leaves the path alone."""
    if sys.platform != "win32":
        return None
    place = Path(os.environ.get("PROGRAMFILES", r"C:\Program Files")) / "Tesseract-OCR" / "tesseract.exe"
    return str(place) if place.is_file() else None
