"""Which OCR engines this machine has, and which of them reads a language best."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache
from typing import Final, Protocol

from workbench.core.errors import BadInputError
from workbench.evidence.ocr.languages import engine_language, language_word
from workbench.evidence.ocr.libraries import Rapid, installed_rapidocr, installed_tesserocr
from workbench.evidence.ocr.lines import Line
from workbench.evidence.ocr.running import Check
from workbench.evidence.ocr.sheet import Sheet
from workbench.evidence.ocr.tesseract import Tesseract, installed_tesseract

_DENSE: Final = frozenset({"chi_sim", "chi_tra", "jpn"})  # where RapidOCR reads more than Tesseract
_EXTRA: Final = "pip install 'fact-workbench[ocr]'"


class Engine(Protocol):
    """Reads pictures of pages; for one thread at a time."""

    name: str
    languages: tuple[str, ...]
    at_once: int

    def read(self, sheet: Sheet, languages: Sequence[str], check: Check) -> list[Line]:
        """The lines of `sheet` in reading order; FailedError when the page is too much for it."""

    def close(self) -> None:
        """End what runs."""


@cache
def _kinds() -> tuple[str, ...]:
    """The kinds that are there, best first: a look at the machine once a run, for it starts programs."""
    return tuple(kind for kind in ("tesseract", "tesserocr", "rapidocr") if _made(kind) is not None)


@cache
def system() -> Tesseract | None:
    """The system's Tesseract, looked for once a run."""
    return installed_tesseract()


def forget() -> None:
    """Look at the machine anew: something was installed."""
    _kinds.cache_clear()
    system.cache_clear()


def engines() -> list[Engine]:
    """The engines of this machine, each with its version and languages, best first; may take a moment."""
    made = [_made(kind) for kind in _kinds()]
    return [engine for engine in made if engine is not None]


def readable() -> tuple[str, ...]:
    """The languages that some engine reads, as Tesseract names them."""
    return tuple(sorted({language for engine in engines() for language in engine.languages}))


def missing() -> str:
    """The sentence for a machine without an engine."""
    if sys.platform == "win32":
        how = "install Tesseract (its installer is named on tesseract-ocr.github.io) and start again"
    elif sys.platform == "darwin":
        how = "install it with “brew install tesseract tesseract-lang”"
    else:
        how = f"install it with “sudo apt-get install tesseract-ocr” or “{_EXTRA}”"
    return f"There is no program here that reads scanned pages: {how}."


def chosen(languages: Sequence[str]) -> Engine:
    """The engine that reads these languages best, at least one of which must be named.

    BadInputError in one sentence when there is none, or when it lacks a language.
    """
    there = engines()
    if not there:
        raise BadInputError(missing())
    wanted = [engine_language(language) for language in languages]
    able = [engine for engine in there if set(wanted) <= set(engine.languages)]
    if not _DENSE.isdisjoint(wanted):
        able.sort(key=lambda engine: not isinstance(engine, Rapid))
    if not able:
        raise BadInputError(_lacking(wanted, there))
    return able[0]


def _made(kind: str) -> Engine | None:
    if kind == "tesseract":
        return system()
    if kind == "tesserocr":
        return installed_tesserocr()
    return installed_rapidocr()


def _lacking(wanted: Sequence[str], there: Sequence[Engine]) -> str:
    known = {language for engine in there for language in engine.languages}
    lacking = [language for language in wanted if language not in known]
    if not lacking:
        words = ", ".join(map(language_word, wanted))
        return f"No engine here reads {words} together; name fewer languages."
    names = " ".join(f"tesseract-ocr-{language.replace('_', '-')}" for language in lacking)
    words = " and ".join(language_word(language) for language in lacking)
    return f"{words} cannot be read here yet; install it with “sudo apt-get install {names}”."
