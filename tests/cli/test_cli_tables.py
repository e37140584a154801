"""table: the table within a box of a page, as JSON or CSV."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

BOX = (10, 35, 290, 115)
ROWS = [["Port", "2024", "2025"], ["Orla", "120", "-7"], ["Harrow Sound", "95", "4"], ["Ness", "95", "1"]]


@pytest.fixture
def ships(cli: Any, workspace: Path, table_pdf: bytes) -> int:
    """The number of a PDF with a table."""
    path = workspace.with_name("ships.pdf")
    path.write_bytes(table_pdf)
    return int(cli("attach", path, "--workspace", workspace, "--json").json[0]["evidence"])


def test_the_table_in_the_box_is_one_json_document(cli: Any, workspace: Path, ships: int) -> None:
    assert cli("table", ships, 1, *BOX, "--workspace", workspace, "--json").json == {"rows": ROWS}


def test_for_people_it_is_csv(cli: Any, workspace: Path, ships: int) -> None:
    said = cli("table", ships, 1, *BOX, "--workspace", workspace).out
    assert said.splitlines() == [",".join(row) for row in ROWS]


def test_a_box_may_be_given_by_any_two_corners_and_reach_beyond_the_page(
    cli: Any, workspace: Path, ships: int
) -> None:
    assert cli("table", ships, 1, 290, 115, -5.5, 35, "--workspace", workspace, "--json").json["rows"] == ROWS


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((1, *BOX[:3], "nan"), "no number"),
        ((1, 1, 1, 1, 50), "box is empty"),
        ((3, *BOX), "no page 3"),
        ((1, 280, 180, 295, 195), "no words in this box"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_exit_2(
    cli: Any, workspace: Path, ships: int, words: tuple[Any, ...], said: str
) -> None:
    done = cli("table", ships, *words, "--workspace", workspace)
    assert done.status == 2
    assert said in done.err
    assert len(done.err.splitlines()) == 1
