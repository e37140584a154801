"""Engines that are Python packages: Tesseract as tesserocr, and RapidOCR for Chinese and Japanese."""

from __future__ import annotations

import os
import re
import sys
from array import array
from collections.abc import Iterable, Sequence
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from workbench.evidence.ocr.helper import Helper
from workbench.evidence.ocr.languages import ENGLISH, ORIENTATION
from workbench.evidence.ocr.lines import Line, Read, lines_of_table, tidy
from workbench.evidence.ocr.order import in_order
from workbench.evidence.ocr.running import Check, FailedError
from workbench.evidence.ocr.sheet import Sheet

_SECONDS: Final = 120.0
_RAPID_SECONDS: Final = 180.0
_RAPID_SIDE: Final = 2600  # pixels; more costs time and memory and reads no better
_DATA_PLACES: Final = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    r"C:\Program Files\Tesseract-OCR\tessdata",
)
_LETTERS: Final = re.compile(r"[A-Za-z\u00c0-\u024f0-9]")


class Tesserocr:
    """Tesseract within a Python package; its data are the system's, or lie where TESSDATA_PREFIX says."""

    at_once = 1

    def __init__(self, version: str, data: Path, languages: tuple[str, ...]) -> None:
        self.name = f"tesserocr {version}"
        self.languages = languages
        self._data = data
        self._helper = Helper()

    def read(self, sheet: Sheet, languages: Sequence[str], check: Check) -> list[Line]:
        """The lines of `sheet`; FailedError when the page is too much for it."""
        request = {
            "do": "tesserocr", "data": str(self._data), "languages": "+".join(languages),
            "width": sheet.width, "height": sheet.height, "dpi": max(70, round(sheet.scale * 72)),
        }  # fmt: skip
        head, _ = self._helper.ask(request, check, _SECONDS, sheet.grey)
        return lines_of_table(str(head.get("table", "")))

    def close(self) -> None:
        """End its process."""
        self._helper.close()


class Rapid:
    """RapidOCR with the models of its own package: Chinese, Japanese and what is between them in English."""

    at_once = 1  # it uses all processors itself
    languages: tuple[str, ...] = ("chi_sim", "chi_tra", "jpn", ENGLISH)

    def __init__(self, version: str) -> None:
        self.name = f"RapidOCR {version}"
        self._helper = Helper(threads=max(1, min(2, os.cpu_count() or 1)))

    def read(self, sheet: Sheet, languages: Sequence[str], check: Check) -> list[Line]:
        """The lines of `sheet`, whatever of its languages they are in; FailedError when it is too much."""
        small = sheet.shrunk(_RAPID_SIDE)
        request = {"do": "rapidocr", "width": small.width, "height": small.height}
        head, blobs = self._helper.ask(request, check, _RAPID_SECONDS, small.grey)
        try:
            edges = array("d", blobs[0])
            lines = list(_lines(head["lines"], edges, sheet.scale / small.scale))
        except (LookupError, TypeError, ValueError) as error:
            raise FailedError("another shape than was asked for") from error
        return in_order(lines)

    def close(self) -> None:
        """End its process."""
        self._helper.close()


def installed_tesserocr() -> Tesserocr | None:
    """tesserocr, if it is installed and finds data for any language."""
    if find_spec("tesserocr") is None:
        return None
    for folder in _data_folders():
        names = sorted(path.stem for path in folder.glob("*.traineddata") if path.stem not in ORIENTATION)
        if names:
            return Tesserocr(metadata.version("tesserocr"), folder, tuple(names))
    return None


def installed_rapidocr() -> Rapid | None:
    """RapidOCR, if it and what it computes with are installed."""
    if find_spec("rapidocr") is None or find_spec("onnxruntime") is None:
        return None
    return Rapid(metadata.version("rapidocr"))


def _data_folders() -> Iterable[Path]:
    named = os.environ.get("TESSDATA_PREFIX")
    own = Path(sys.prefix) / "share" / "tessdata"
    places = [*([named, str(Path(named) / "tessdata")] if named else []), str(own), *_DATA_PLACES]
    return (Path(place) for place in places if Path(place).is_dir())


def _lines(said: Any, edges: array[float], factor: float) -> Iterable[Line]:
    """Lines from the text of each and its words' boxes; letters that belong together become one word."""
    places = iter(zip(*[iter(edges)] * 5, strict=True))
    for whole, words in said:
        text = tidy(whole)
        pieces: list[Read] = []
        at = 0
        for word in words:
            x0, y0, x1, y1, confidence = next(places)
            start = text.find(word, at)
            if not word.strip() or start < 0:
                continue
            spaced = start > at or not pieces
            confidence = min(max(confidence, 0.0), 1.0)
            read = Read(
                word, x0 * factor, y0 * factor, x1 * factor, y1 * factor, confidence, glued=not spaced
            )
            at = start + len(word)
            if not spaced and _LETTERS.match(pieces[-1].text[-1]) and _LETTERS.match(word):
                pieces[-1] = _joined(pieces[-1], read)
            else:
                pieces.append(read)
        if pieces:
            yield Line(tuple(pieces))


def _joined(one: Read, other: Read) -> Read:
    length, more = len(one.text), len(other.text)
    mean = (one.confidence * length + other.confidence * more) / (length + more)
    return Read(
        one.text + other.text, min(one.x0, other.x0), min(one.y0, other.y0), max(one.x1, other.x1),
        max(one.y1, other.y1), mean, one.glued,
    )  # fmt: skip
