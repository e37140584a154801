"""How well and how fast tables are read within a box, on those of the ICDAR-2013 competition.

`../shared/data/pdf/groundtruth/tables-icdar2013` holds the true cells with their words, rows and columns. A
table's box is what its true cells cover, three points wider. F1 is counted over all tables together, white
space aside, in three ways: cells that have the same words; cells that also stand in the same row and column
(counted without those in which nothing begins); and pairs of neighbours with the same words, as the
competition counted them. The yardstick is pdfplumber's own finder in the same boxes.
"""

from __future__ import annotations

import statistics
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from corpus import SHARED, FileBytes
from measuring import Row, Setting, UnmeasuredError, compared, seconds

from workbench.core.anchor import Rect
from workbench.core.grid import cut, move_line
from workbench.evidence.reader import PdfReader

_FOLDER = SHARED / "groundtruth" / "tables-icdar2013"
_AROUND = 3.0  # PDF points


class Cell(NamedTuple):
    """Its first and last row and column, and its words."""

    top: int
    left: int
    bottom: int
    right: int
    text: str


@dataclass(frozen=True)
class Truth:
    """A table on a page of a file."""

    path: Path
    page: int
    box: Rect
    cells: list[Cell]


def measure(setting: Setting) -> list[Row]:
    """Both finders on every table, and the time of a drag."""
    if not _FOLDER.is_dir():
        raise UnmeasuredError("the tables of ICDAR 2013 are not here")
    with PdfReader() as reader:
        truths = list(_truths(reader))
        mine = [_by_workbench(reader, truth) for truth in truths]
        times = [taken for _, taken in mine]
        theirs = [_by_pdfplumber(truth) for truth in truths]
        drags = [_drag(reader, truth, setting.rounds) for truth in truths]
    rows = []
    for name, kind in (("words", _words), ("words, row and column", _places), ("neighbours", _neighbours)):
        ours = _f1([(kind(cells), kind(truth.cells)) for (cells, _), truth in zip(mine, truths, strict=True)])
        bare = _f1(
            [(kind(cells), kind(truth.cells)) for (cells, _), truth in zip(theirs, truths, strict=True)]
        )
        shown = f"{ours:.3f}", f"pdfplumber: {bare:.3f}"
        rows.append(Row(f"cells of {len(truths)} tables found, F1 ({name})", *shown))
    rows.append(compared("one table read", times, "by pdfplumber", [taken for _, taken in theirs]))
    worst = max(drags) * 1000
    shown = f"{statistics.median(drags) * 1000:.1f} ms", f"longest: {worst:.1f} ms (wanted: 5 ms)"
    rows.append(Row("a line moved by one step, words cut anew", *shown))
    return rows


def _truths(reader: PdfReader) -> Iterator[Truth]:
    from lxml import etree  # noqa: PLC0415

    for xml in sorted(_FOLDER.glob("*-str.xml")):
        path = xml.with_name(xml.name.replace("-str.xml", ".pdf"))
        sizes = reader.inspect(FileBytes(path)).sizes
        for region in etree.parse(xml).iter("region"):
            page = int(region.get("page"))
            # Of turned pages, too, the truth counts up from the longer side.
            high = max(sizes[page - 1])
            found = [(cell, _edges(cell.find("bounding-box"), high)) for cell in region.iter("cell")]
            lefts, tops, rights, bottoms = zip(*(edges for _, edges in found), strict=True)
            box = Rect(
                min(lefts) - _AROUND, min(tops) - _AROUND, max(rights) + _AROUND, max(bottoms) + _AROUND
            )
            yield Truth(path, page, box, [_true_cell(cell) for cell, _ in found])


def _edges(box: Any, high: float) -> tuple[float, float, float, float]:
    left, right, low, up = (float(box.get(edge)) for edge in ("x1", "x2", "y1", "y2"))
    return left, high - up, right, high - low


def _true_cell(cell: Any) -> Cell:
    top, left = int(cell.get("start-row")), int(cell.get("start-col"))
    bottom, right = int(cell.get("end-row", top)), int(cell.get("end-col", left))
    return Cell(top, left, bottom, right, "".join(cell.find("content").itertext()))


def _by_workbench(reader: PdfReader, truth: Truth) -> tuple[list[Cell], float]:
    source = FileBytes(truth.path)
    begin = time.perf_counter()
    grid = reader.grid(source, truth.page, truth.box)
    taken = time.perf_counter() - begin
    if grid is None:
        return [], taken
    cells = [Cell(s.top, s.left, s.bottom - 1, s.right - 1, text) for s, text in grid.cells]
    return cells, taken


def _by_pdfplumber(truth: Truth) -> tuple[list[Cell], float]:
    import pdfplumber  # noqa: PLC0415

    begin = time.perf_counter()
    with pdfplumber.open(truth.path) as pdf:
        page = pdf.pages[truth.page - 1]
        rows = page.crop(truth.box, strict=False).extract_table({"text_x_tolerance_ratio": 0.15}) or []
        page.close()
    taken = time.perf_counter() - begin
    cells = [Cell(r, c, r, c, text or "") for r, row in enumerate(rows) for c, text in enumerate(row)]
    return cells, taken


def _drag(reader: PdfReader, truth: Truth, rounds: int) -> float:
    """Seconds for one step of a line that follows the pointer."""
    source = FileBytes(truth.path)
    grid, page = reader.grid(source, truth.page, truth.box), reader.characters(source, truth.page)
    if grid is None:
        return 0.0
    middle = grid.columns // 2

    def drag(step: int) -> None:
        cut(move_line(grid, True, middle, grid.xs[middle] + step), page.text, page.rects)

    return statistics.median(seconds(lambda step=step: drag(step)) for step in range(rounds))


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _words(cells: list[Cell]) -> Counter[Any]:
    return Counter(_bare(cell.text) for cell in cells if _bare(cell.text))


def _places(cells: list[Cell]) -> Counter[Any]:
    kept = [cell for cell in cells if _bare(cell.text)]
    rows = {row: number for number, row in enumerate(sorted({cell.top for cell in kept}))}
    columns = {column: number for number, column in enumerate(sorted({cell.left for cell in kept}))}
    return Counter((rows[cell.top], columns[cell.left], _bare(cell.text)) for cell in kept)


def _neighbours(cells: list[Cell]) -> Counter[Any]:
    """Each cell's next one to the right and below that is not empty, as pairs of words."""
    kept = [cell for cell in cells if _bare(cell.text)]
    slots = {
        (row, column): number
        for number, cell in enumerate(kept)
        for row in range(cell.top, cell.bottom + 1)
        for column in range(cell.left, cell.right + 1)
    }
    pairs: set[tuple[int, int, str]] = set()
    for turn, way in ((False, "right"), (True, "below")):
        ordered = sorted(slots, key=lambda slot, turn=turn: slot[::-1] if turn else slot)
        for before, slot in pairwise(ordered):
            if before[turn] == slot[turn] and slots[before] != slots[slot]:
                pairs.add((slots[before], slots[slot], way))
    return Counter((_bare(kept[one].text), _bare(kept[other].text), way) for one, other, way in pairs)


def _f1(pairs: list[tuple[Counter[Any], Counter[Any]]]) -> float:
    right = sum((found & true).total() for found, true in pairs)
    return 2 * right / max(1, sum(found.total() + true.total() for found, true in pairs))
