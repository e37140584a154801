"""Spreadsheets (XLSX): each sheet under its name, a line for each row, cells as shown with tabs between."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import IO, Any, Final

from openpyxl.styles.numbers import BUILTIN_FORMATS

from workbench.evidence.plain.archive import Archive
from workbench.evidence.plain.markup import attribute, elements, local, tree
from workbench.evidence.plain.numbers import general, shown
from workbench.evidence.plain.text import Lines

_REFERENCE: Final = re.compile(r"([A-Z]{1,3})(\d*)")
_WIDEST: Final = 16_384  # columns of a sheet
_GAP: Final = 256  # empty cells in a row that are kept as tabs
_GENERAL: Final = "General"
_TRUE: Final = {"1": "TRUE", "0": "FALSE"}


def read(archive: Archive, main: str, lines: Lines) -> None:
    """Add the text of the workbook whose main entry is `main`, and the comments on its cells."""
    book = tree(archive.read(main))
    relations = archive.relations(main)
    words = _shared_words(archive, archive.first(main, "sharedStrings"))
    formats = _formats(archive, archive.first(main, "styles"))
    from_1904 = any(
        attribute(part, "date1904") in ("1", "true") for part in book if local(part) == "workbookPr"
    )
    for sheet in (element for element in book.iter() if local(element) == "sheet"):
        kind, name = relations.get(_relation(sheet), ("", ""))
        if name not in archive.names:
            continue
        hidden = " (hidden)" if sheet.get("state", "visible") != "visible" else ""
        lines.heading(f"{sheet.get('name', '')}{hidden}")
        if kind == "worksheet":
            with archive.open(name) as file:
                _add_rows(file, words, formats, from_1904, lines)
            _add_comments(archive, archive.first(name, "comments"), lines)


def _relation(sheet: Any) -> str:
    return next((str(value) for key, value in sheet.attrib.items() if key.endswith("}id")), "")


def _add_rows(file: IO[bytes], words: list[str], formats: list[str], from_1904: bool, lines: Lines) -> None:
    for row in elements(file, "row"):
        line = "\t".join(_cells(row, words, formats, from_1904)).rstrip("\t")
        if line:
            lines.add(line)


def _cells(row: Any, words: list[str], formats: list[str], from_1904: bool) -> Iterator[str]:
    at = 0
    for cell in row:
        if local(cell) != "c":
            continue
        column = _column(cell.get("r", ""))
        if column > at:
            yield from [""] * min(column - at, _GAP)
            at = column
        yield " ".join(_value(cell, words, formats, from_1904).split())
        at += 1


def _column(reference: str) -> int:
    """The number of the column from 0, or -1 when the cell does not say."""
    match = _REFERENCE.match(reference)
    if match is None:
        return -1
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - 64
    return min(number, _WIDEST) - 1


def _value(cell: Any, words: list[str], formats: list[str], from_1904: bool) -> str:
    kind, value, formula = cell.get("t", "n"), None, ""
    for part in cell:
        name = local(part)
        if name == "v":
            value = part.text or ""
        elif name == "is":
            return _rich(part)
        elif name == "f":
            formula = part.text or ""
    if value is None:
        return f"={formula}" if formula else ""  # never calculated: there is no value to show
    if kind == "s":
        return words[int(value)] if value.isdecimal() and int(value) < len(words) else ""
    if kind == "b":
        return _TRUE.get(value, value)
    if kind != "n":
        return value  # words of a formula, errors, ISO dates
    return _numeral(value, _format_of(cell.get("s", ""), formats), from_1904)


def _numeral(value: str, pattern: str, from_1904: bool) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    if not math.isfinite(number):
        return value
    return general(number) if pattern == _GENERAL else shown(number, pattern, from_1904=from_1904)


def _format_of(style: str, formats: list[str]) -> str:
    return formats[int(style)] if style.isdecimal() and int(style) < len(formats) else _GENERAL


def _shared_words(archive: Archive, name: str) -> list[str]:
    if not name:
        return []
    with archive.open(name) as file:
        return [_rich(element) for element in elements(file, "si")]


def _rich(element: Any) -> str:
    """The text of a cell in several fonts, without the reading aids of Japanese."""
    pieces = []
    for part in element:
        if local(part) == "t":
            pieces.append(part.text or "")
        elif local(part) == "r":
            pieces += [text.text or "" for text in part if local(text) == "t"]
    return "".join(pieces)


def _formats(archive: Archive, name: str) -> list[str]:
    """The number format of each cell style."""
    if not name:
        return []
    root = tree(archive.read(name))
    own = {
        part.get("numFmtId", ""): part.get("formatCode", _GENERAL)
        for part in root.iter()
        if local(part) == "numFmt"
    }
    found = []
    for styles in (part for part in root if local(part) == "cellXfs"):
        for style in (part for part in styles if local(part) == "xf"):
            number = style.get("numFmtId", "0")
            builtin = BUILTIN_FORMATS.get(int(number), _GENERAL) if number.isdecimal() else _GENERAL
            found.append(own.get(number, builtin))
    return found


def _add_comments(archive: Archive, name: str, lines: Lines) -> None:
    if not name:
        return
    authors: list[str] = []
    for element in tree(archive.read(name)).iter():
        if local(element) == "author":
            authors.append(element.text or "")
        elif local(element) == "comment":
            who = element.get("authorId", "")
            by = authors[int(who)] if who.isdecimal() and int(who) < len(authors) else ""
            words = "".join(part.text or "" for part in element.iter() if local(part) == "t")
            said = (
                f"Comment{f' by {by}' if by else ''} on {element.get('ref', '')}: {' '.join(words.split())}"
            )
            lines.add(said)
