"""Tables within a box: lines from rules and gaps, words from the text layer, on any kind of page."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from workbench.core.anchor import Rect
from workbench.core.errors import BadInputError
from workbench.core.grid import Slots
from workbench.evidence.grid import find_grid
from workbench.evidence.reader import PdfReader

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "pdf" / "groundtruth" / "tables-icdar2013"
WORDS = (  # x, y from the bottom, words: a ruled table whose first column has cells of two lines
    (20, 160, "Port"), (120, 160, "Tonnes"), (200, 160, "Ships"),
    (20, 135, "Orla and"), (20, 123, "Brin"), (120, 135, "120"), (200, 135, "7"),
    (20, 105, "Harrow"), (20, 93, "Sound"), (120, 105, "95"), (200, 105, "4"),
    (20, 75, "Last Bay"), (20, 63, "and Ness"), (120, 75, "3"), (200, 75, "1"),
)  # fmt: skip
RULES = (
    *(f"10 {y} m 260 {y} l S" for y in (180, 150, 117, 87, 55)),
    *(f"{x} 55 m {x} 180 l S" for x in (10, 110, 190, 260)),
)
EXPECTED = [
    ["Port", "Tonnes", "Ships"],
    ["Orla and Brin", "120", "7"],
    ["Harrow Sound", "95", "4"],
    ["Last Bay and Ness", "3", "1"],
]
TEXT = "\n".join(f"BT /F 9 Tf {x} {y} Td ({words}) Tj ET" for x, y, words in WORDS)
RULED = TEXT + "\n" + "\n".join(RULES)


def test_a_cell_of_two_lines_between_rules_is_one(reader: PdfReader, made: Callable[..., Any]) -> None:
    found = reader.grid(made(RULED), 1, Rect(5, 15, 265, 150))
    assert found is not None
    assert found.texts() == EXPECTED
    assert (found.header_rows, found.header_columns) == ({0}, {0})


def test_the_lines_stand_upon_the_rules(reader: PdfReader, made: Callable[..., Any]) -> None:
    found = reader.grid(made(RULED), 1, Rect(5, 15, 265, 150))
    assert found is not None
    assert found.xs == pytest.approx((10, 110, 190, 260), abs=1)
    assert found.ys == pytest.approx((20, 50, 83, 113, 145), abs=1)


@pytest.mark.parametrize(
    ("page", "matrix"),
    [
        ("/MediaBox [0 0 200 300] /Rotate 90", "0 1 -1 0 200 0 cm"),
        ("/MediaBox [0 0 300 200] /Rotate 180", "-1 0 0 -1 300 200 cm"),
        ("/MediaBox [0 0 200 300] /Rotate 270", "0 -1 1 0 0 300 cm"),
        ("/MediaBox [-50 -70 350 330] /CropBox [0 0 300 200]", "1 0 0 1 0 0 cm"),
        ("/MediaBox [-50 -70 250 370] /CropBox [0 0 200 300] /Rotate 90", "0 1 -1 0 200 0 cm"),
    ],
)
def test_a_turned_or_cropped_page_has_the_same_table(
    reader: PdfReader, made: Callable[..., Any], page: str, matrix: str
) -> None:
    source = made(f"q {matrix}\n{RULED}\nQ", page)
    ((width, height),) = reader.inspect(source).sizes
    found = reader.grid(source, 1, Rect(0, 0, width, height))
    assert found is not None
    assert found.texts() == EXPECTED


def test_without_rules_the_gaps_between_the_words_tell_the_columns(
    reader: PdfReader, made: Callable[..., Any]
) -> None:
    rows = [
        ("Port", "Tonnes", "Ships"),
        ("Orla", "120", "7"),
        ("Harrow Sound", "95", "4"),
        ("Ness", "3", "1"),
    ]
    content = "\n".join(
        f"BT /F 9 Tf {x} {160 - 14 * number} Td ({word}) Tj ET"
        for number, row in enumerate(rows)
        for x, word in zip((20, 120, 200), row, strict=True)
    )
    found = reader.grid(made(content), 1, Rect(0, 0, 300, 200))
    assert found is not None
    assert found.texts() == [list(row) for row in rows]


def test_a_header_over_two_columns_is_one_cell(reader: PdfReader, made: Callable[..., Any]) -> None:
    content = "\n".join(
        f"BT /F 9 Tf {x} {y} Td ({word}) Tj ET"
        for x, y, word in (
            (148, 170, "2025"), (20, 154, "Port"), (120, 154, "Tonnes"), (190, 154, "Ships"),
            (20, 138, "Orla"), (120, 138, "120"), (190, 138, "7"), (20, 122, "Ness"), (120, 122, "95"),
            (190, 122, "4"),
        )
    )  # fmt: skip
    found = reader.grid(made(content + "\n115 165 m 220 165 l S"), 1, Rect(0, 0, 300, 200))
    assert found is not None
    assert Slots(0, 1, 1, 3) in found.joined
    assert found.headers_of(found.slots_at(2, 2)).columns == ("2025", "Ships")


def test_a_box_without_words_has_no_table(reader: PdfReader, made: Callable[..., Any]) -> None:
    assert reader.grid(made(RULED), 1, Rect(270, 180, 290, 195)) is None


def test_a_page_that_is_not_there_is_said(reader: PdfReader, made: Callable[..., Any]) -> None:
    with pytest.raises(BadInputError, match="no page 9"):
        reader.grid(made(RULED), 9, Rect(0, 0, 100, 100))


def test_a_thicket_of_rules_takes_no_time_and_leaves_the_words(
    reader: PdfReader, made: Callable[..., Any]
) -> None:
    thicket = "\n".join(f"{x % 300} {x % 199} m {x % 300} {x % 199 + 40} l S" for x in range(0, 9000))
    found = reader.grid(made(TEXT + "\n" + thicket), 1, Rect(0, 0, 300, 200))
    assert found is not None
    assert "Harrow" in "".join(cell.text for cell in found.cells)


def test_boxes_of_signs_that_cannot_be_still_make_a_grid_whose_lines_ascend() -> None:
    rects = [Rect(10, 10, 40, 900), Rect(30, 12, 35, 13), Rect(-50, 11, 9000, 14), Rect(33, 12, 36, 700)]
    found = find_grid(1, Rect(0, 0, 1000, 1000), "abcd", rects, (), ())
    assert found is not None
    assert list(found.xs) == sorted(set(found.xs))
    assert list(found.ys) == sorted(set(found.ys))


def test_the_cells_of_real_tables_are_found(reader: PdfReader, shared: Callable[[str], Any]) -> None:
    """The tables of the ICDAR-2013 competition, each within the box of its true cells; F1 of their words."""
    right = found = true = 0
    for name in ("eu-003", "eu-010", "eu-015", "us-001", "us-016", "us-019", "us-021"):
        source = shared(f"groundtruth/tables-icdar2013/{name}.pdf")
        heights = [842.0 if name == "eu-015" else height for _, height in reader.inspect(source).sizes]
        for page, box, cells in _true_tables(name, heights):
            grid = reader.grid(source, page, box)
            words = Counter(_bare(cell.text) for cell in grid.cells) if grid else Counter()
            right += (words & cells).total()
            found += words.total()
            true += cells.total()
    assert 2 * right / (found + true) > 0.97


def _true_tables(name: str, heights: list[float]) -> Iterator[tuple[int, Rect, Counter[str]]]:
    for region in etree.parse(SHARED / f"{name}-str.xml").iter("region"):
        page = int(region.get("page"))
        edges = [
            [float(box.get(edge)) for edge in ("x1", "y2", "x2", "y1")] for box in region.iter("bounding-box")
        ]
        lefts, tops, rights, bottoms = zip(*edges, strict=True)
        high = heights[page - 1]
        box = Rect(min(lefts) - 3, high - max(tops) - 3, max(rights) + 3, high - min(bottoms) + 3)
        words = (_bare("".join(content.itertext())) for content in region.iter("content"))
        yield page, box, Counter(word for word in words if word)


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
