"""Writes a report to a file; the format follows the file's ending."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final

from workbench.core.errors import BadInputError
from workbench.report import data, html, pdf
from workbench.report.model import Report

Rendered = tuple[Iterable[bytes], tuple[str, ...]]  # the file's bytes in pieces, and remarks


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its name, and how a report becomes one."""

    name: str
    render: Callable[[Report], Rendered]


@dataclass(frozen=True, slots=True)
class Written:
    """What has been written. `remarks` are sentences for the person: what the file is less than asked."""

    path: Path
    format: str
    claims: int
    remarks: tuple[str, ...]


def _html(report: Report) -> Rendered:
    return html.render(report), ()


def _pdf(report: Report) -> Rendered:
    content, remarks = pdf.render(report)
    return (content,), remarks


def _json(report: Report) -> Rendered:
    return (data.render(report),), ()


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        ".html": Format("html", _html),
        ".htm": Format("html", _html),
        ".pdf": Format("pdf", _pdf),
        ".json": Format("json", _json),
    }
)


def format_of(target: Path) -> Format:
    """The format that `target`'s ending asks for; BadInputError names the possible ones."""
    chosen = FORMATS.get(target.suffix.lower())
    if chosen is None:
        *others, last = FORMATS
        raise BadInputError(f"{target} names no report format; let it end in {', '.join(others)} or {last}.")
    return chosen


def write(report: Report, file: BinaryIO, target: Path) -> Written:
    """Write `report` to `file`, which is going to be `target`; its ending gives the format.

    Raises BadInputError when the ending is unknown, and what writing to `file` raises.
    """
    chosen = format_of(target)
    pieces, remarks = chosen.render(report)
    file.writelines(pieces)
    return Written(target, chosen.name, len(report.entries), remarks)
