"""Writes a report to a file, whole or not at all; the format follows the file's ending."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

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


def write(report: Report, target: Path) -> Written:
    """Write `report` to `target`, replacing what was there only once the new file is complete.

    Raises BadInputError when the ending is unknown or the file cannot be written; then nothing has changed.
    """
    chosen = format_of(target)
    # Beside the target, because a file is only replaced in one step within its own file system.
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        if target.is_dir():
            raise BadInputError(f"{target} is a folder; name a file in it.")
        if not target.parent.is_dir():
            raise BadInputError(f"There is no folder {target.parent}; create it or choose another.")
        with part.open("xb") as file:
            pieces, remarks = chosen.render(report)
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInputError(f"{target} cannot be written ({reason}); choose another place.") from error
    finally:
        with suppress(OSError):  # a folder that let nothing in holds nothing to remove
            part.unlink(missing_ok=True)
    return Written(target, chosen.name, len(report.entries), remarks)
