"""A grid: words cut into its cells, headers, joined cells, moved lines, CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core import grid as grids
from workbench.core.anchor import Headers, Rect
from workbench.core.grid import Grid, Slots

TABLE = (
    ("Port", "2024", "2025"),
    ("Orla", "12", "15"),
    ("Brin", "7", "-3"),
)
WIDE, HIGH = 60.0, 20.0


def page(rows: tuple[tuple[str, ...], ...] = TABLE) -> tuple[str, list[Rect]]:
    """The text of a page with one word in the middle of each cell, every sign 6 points wide."""
    text, rects = "", []
    for number, row in enumerate(rows):
        for column, word in enumerate(row):
            x, y = column * WIDE + 10, number * HIGH + 4
            rects += [Rect(x + 6 * i, y, x + 6 * i + 6, y + 12) for i in range(len(word))]
            rects.append(Rect(x, y, x, y))
            text += word + ("\n" if column == len(row) - 1 else " ")
    return text, rects


def grid(columns: int = 3, rows: int = 3, joined: tuple[Slots, ...] = ()) -> Grid:
    xs, ys = (tuple(size * n for n in range(count + 1)) for size, count in ((WIDE, columns), (HIGH, rows)))
    return Grid(1, xs, ys, joined)


def cut(of: Grid) -> Grid:
    return grids.cut(of, *page())


def test_each_word_falls_into_its_cell() -> None:
    assert cut(grid()).texts() == [list(row) for row in TABLE]


def test_a_line_through_a_word_tears_no_sign_apart_and_loses_none() -> None:
    moved = cut(grids.move_line(grid(), True, 1, 22.0))
    assert moved.texts()[1] == ["Or", "la 12", "15"]


def test_a_joined_cell_holds_the_words_of_all_its_slots_in_the_first() -> None:
    joined = cut(grid(joined=(Slots(0, 1, 1, 3),)))
    assert joined.texts()[0] == ["Port", "2024 2025", ""]
    assert joined.cell_at(0, 2).text == "2024 2025"


def test_the_rows_above_the_first_values_and_the_column_of_names_are_headers() -> None:
    headed = grids.with_headers(cut(grid()))
    assert (headed.header_rows, headed.header_columns) == ({0}, {0})
    assert headed.headers_of(Slots(2, 2, 3, 3)) == Headers(("Brin",), ("2025",))


def test_a_joined_header_heads_all_columns_below_it() -> None:
    headed = replace(cut(grid(joined=(Slots(0, 1, 1, 3),))), header_rows=frozenset((0,)))
    assert headed.headers_of(Slots(1, 2, 2, 3)).columns == ("2024 2025",)


def test_a_cell_reads_as_its_headers_and_its_words() -> None:
    assert grids.words(Headers(("Brin",), ("2025", "tonnes")), "-3") == "Brin / 2025 / tonnes: -3"
    assert grids.words(None, "-3") == "-3"


def test_a_header_is_named_without_the_dots_that_lead_to_its_values() -> None:
    led = grids.cut(grid(), *page((("", "2024"), ("Orla....", "12"), ("Brin.", "7"))))
    led = replace(led, header_columns=frozenset((0,)))
    assert led.headers_of(Slots(1, 1, 2, 2)).rows == ("Orla",)
    assert led.headers_of(Slots(2, 1, 3, 2)).rows == ("Brin.",)


def test_a_line_stops_before_its_neighbour() -> None:
    assert grids.move_line(grid(), True, 1, 500.0).xs[1] == 2 * WIDE - grids.LEAST
    assert grids.move_line(grid(), False, 0, 500.0).ys[0] == HIGH - grids.LEAST


def test_a_removed_line_makes_its_sides_one() -> None:
    assert cut(grids.remove_line(grid(), True, 2)).texts()[1] == ["Orla", "12 15"]


def test_a_removed_outer_line_takes_its_strip_away_with_headers_and_joins() -> None:
    headed = replace(grid(joined=(Slots(0, 0, 1, 2), Slots(1, 1, 3, 2))), header_columns=frozenset((0, 2)))
    left = grids.remove_line(headed, True, 0)
    assert (left.columns, left.joined, left.header_columns) == (2, (Slots(1, 0, 3, 1),), {1})
    right = grids.remove_line(headed, True, 3)
    assert (right.columns, right.joined, right.header_columns) == (2, headed.joined, {0})


def test_a_new_line_halves_a_joined_row_but_not_what_it_runs_through() -> None:
    joined = grid(joined=(Slots(0, 1, 1, 3), Slots(1, 0, 3, 1)))
    assert grids.add_line(joined, False, 10.0).joined == (Slots(0, 1, 1, 3), Slots(2, 0, 4, 1))
    assert grids.add_line(joined, True, 2.5 * WIDE).joined[0] == Slots(0, 1, 1, 4)


def test_both_halves_of_a_header_are_headers() -> None:
    headed = replace(grid(), header_rows=frozenset((0, 2)))
    assert grids.add_line(headed, False, 10.0).header_rows == {0, 1, 3}


def test_the_last_two_lines_stay() -> None:
    alone = grid(1, 1)
    assert grids.remove_line(alone, True, 0) is alone


@given(st.data())
def test_a_line_that_is_drawn_and_removed_leaves_the_grid_as_it_was(data: st.DataObject) -> None:
    columns, rows = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 5))
    before = grid(columns, rows)
    upright = data.draw(st.booleans())
    at = data.draw(st.floats(0, (columns * WIDE) if upright else (rows * HIGH)))
    after = grids.add_line(before, upright, at)
    lines = after.xs if upright else after.ys
    if after is not before:
        assert grids.remove_line(after, upright, lines.index(at)) == before


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3), st.floats(-50, 250)), max_size=6))
def test_no_change_of_an_inner_line_loses_a_word(changes: list[tuple[bool, int, float]]) -> None:
    now = grid(joined=(Slots(0, 1, 1, 3),))
    for upright, number, at in changes:
        if number == 0:
            now = grids.add_line(now, upright, at)
        elif number < (now.columns if upright else now.rows):
            now = grids.move_line(now, upright, number, at)
    signs = sorted("".join("".join(row) for row in cut(now).texts()).replace(" ", ""))
    assert signs == sorted("".join("".join(row) for row in TABLE))


@pytest.mark.parametrize("text", ["=1+2", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    ((found,),) = csv.reader(io.StringIO(grids.as_csv([[text]])))
    assert found == "'" + text


@pytest.mark.parametrize("text", ["-5", "+3.2 %", "-1,234.50", "-", "–", "5-6", "a=b"])
def test_numbers_and_dashes_stay_what_they_are(text: str) -> None:
    ((found,),) = csv.reader(io.StringIO(grids.as_csv([[text]])))
    assert found == text
