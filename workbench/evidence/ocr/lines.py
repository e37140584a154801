"""From what an engine says of words and lines to the text of a page, with the place of every word."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from workbench.core.anchor import Rect
from workbench.core.evidence import OcrPage, OcrWord
from workbench.evidence.ocr.sheet import Sheet

_WORD_LEVEL: Final = "5"
_COLUMNS: Final = 12  # of Tesseract's table
# Scripts that are written without blanks: kana, ideographs, their punctuation and full-width forms.
_UNSPACED: Final = re.compile(r"[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")
_GAP: Final = 0.25  # of the line's height; a wider one beside such a sign is a blank
_DIVIDED: Final = re.compile(r"(?<=[^\W\d_])[\u00ac\u00ad\u2010]$")  # signs that engines take a hyphen for
_ODD: Final = re.compile(r"[\0-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


class Read(NamedTuple):
    """A word as an engine read it: its place in pixels, its confidence from 0 to 1.

    `glued`: it stands in its line without a blank before it.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one line, in reading order."""

    words: tuple[Read, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """What it covers, in pixels."""
        return (
            min(word.x0 for word in self.words), min(word.y0 for word in self.words),
            max(word.x1 for word in self.words), max(word.y1 for word in self.words),
        )  # fmt: skip


def lines_of_table(table: str) -> list[Line]:
    """The lines in Tesseract's table of words (TSV), in its reading order: blocks, paragraphs, lines.

    https://tesseract-ocr.github.io/tessdoc/Command-Line-Usage.html#tsv-output-currently-available-in-305-dev-in-master-branch-on-github
    """
    rows = (row.split("\t") for row in table.split("\n"))
    words = [row for row in rows if len(row) == _COLUMNS and row[0] == _WORD_LEVEL and row[11].strip()]
    found = []
    for _, of_line in groupby(words, key=lambda row: row[1:5]):
        read = [word for row in of_line if (word := _word(row)) is not None]
        if read:
            found.append(Line(tuple(glued(read))))
    return found


def glued(words: Sequence[Read]) -> list[Read]:
    """The words of a line with those marked that stand without a blank before them.

    Between two letters of spaced scripts there always is one; beside an ideograph the gap decides.
    """
    result = list(words[:1])
    for before, word in pairwise(words):
        beside = (before.text[-1:], word.text[:1])
        unspaced = [bool(_UNSPACED.match(sign)) for sign in beside]
        height = max(before.y1 - before.y0, word.y1 - word.y0)
        narrow = word.x0 - before.x1 < _GAP * height
        result.append(word._replace(glued=all(unspaced) or (any(unspaced) and narrow)))
    return result


def page_of(lines: Iterable[Line], sheet: Sheet, page: int, engine: str, languages: Sequence[str]) -> OcrPage:
    """The page (from 1) that these lines of `sheet` make: a line break behind each line but the last.

    A hyphen that ends a line is "-" and LF, as in a text layer. Rectangles are as high as their line, so that
    neighbours join, and lie within the page.
    """
    parts: list[str] = []
    words: list[OcrWord] = []
    at = 0
    for line in lines:
        if parts:
            parts.append("\n")
            at += 1
        _, top, _, bottom = line.box
        for number, word in enumerate(line.words):
            if number and not word.glued:
                parts.append(" ")
                at += 1
            text = _DIVIDED.sub("-", word.text) if number == len(line.words) - 1 else word.text
            parts.append(text)
            rect = _within(sheet, word.x0, top, word.x1, bottom)
            words.append(OcrWord(at, at + len(text), rect, round(word.confidence, 4)))
            at += len(text)
    return OcrPage(page, "".join(parts), tuple(words), engine, tuple(languages))


def tidy(text: str) -> str:
    """What an engine calls a word, without blanks at its ends and signs that no text has."""
    return " ".join(_ODD.sub(" ", text).split())


def _word(row: Sequence[str]) -> Read | None:
    text = tidy(row[11])
    try:
        left, top, width, height, confidence = (float(field) for field in row[6:11])
    except ValueError:
        return None
    if not text or not all(map(math.isfinite, (left, top, width, height, confidence))):
        return None
    return Read(text, left, top, left + width, top + height, min(max(confidence / 100, 0.0), 1.0))


def _within(sheet: Sheet, x0: float, y0: float, x1: float, y1: float) -> Rect:
    x0, x1 = (min(max(x, 0.0), float(sheet.width)) for x in (x0, x1))
    y0, y1 = (min(max(y, 0.0), float(sheet.height)) for y in (y0, y1))
    return sheet.placed(x0, y0, x1, y1)
