"""How long a person waits for files that are made to harm: until there is an answer, and until all is tried.

Each file of `../shared/data/pdf/hostile` is opened, read from end to end, and its first and last page are
drawn small and large and have their characters placed, as somebody does who scrolls through it.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

from corpus import SHARED, FileBytes
from measuring import Row, Setting, UnmeasuredError

from workbench.core.errors import BadInputError
from workbench.evidence.reader import PdfReader

SCALES = (0.2, 1.5, 6.0)  # a thumbnail, a page that fits the window, and 4x zoom on a fine screen


class Met(NamedTuple):
    """How one file went: seconds to the first answer and to the last, and whether all of it was shown."""

    name: str
    first: float
    total: float
    whole: bool


def measure(setting: Setting) -> list[Row]:
    """One row for all files, with the slowest two named."""
    paths = sorted((SHARED / "hostile").rglob("*.pdf"))
    if not paths:
        raise UnmeasuredError("the shared hostile PDFs are not here")
    with PdfReader() as reader:
        met = [_met(reader, path) for path in paths]
    first, total = max(met, key=lambda one: one.first), max(met, key=lambda one: one.total)
    middle = sorted(one.total for one in met)[len(met) // 2]
    whole = sum(one.whole for one in met)
    return [
        Row(
            f"{len(met)} hostile files, until opened or refused with a sentence",
            f"{first.first:.2f} s at most",
            first.name,
        ),
        Row(
            "the same, opened, read and drawn in three sizes",
            f"{middle:.2f} s, {total.total:.1f} s at most",
            f"{total.name}; {whole} without any remark",
        ),
    ]


def _met(reader: PdfReader, path: Path) -> Met:
    source, start = FileBytes(path), time.perf_counter()
    info = reader.inspect(source)
    first = time.perf_counter() - start
    problems = {info.problem} | {page.problem for page in reader.page_texts(source, 1, info)}
    for page in sorted({1, info.pages}) if info.pages else ():
        try:
            for scale in SCALES:
                reader.tile(source, page, scale, 0, 0, 512, 512)
            reader.characters(source, page)
        except BadInputError as error:
            problems.add(str(error))
    return Met(path.name, first, time.perf_counter() - start, problems == {""})
