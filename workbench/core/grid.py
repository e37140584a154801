"""A table as a Grid: lines across a page, the words in its cells, and what heads them.

Everything here is a plain function of numbers and text, so a line can follow the pointer: the words are cut
anew from the page's characters without asking anybody.
"""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from workbench.core.anchor import Headers, Rect

LEAST: Final = 2.0  # points between two lines
MOST_LINES: Final = 1001  # in one direction; more are no table that a person reads
_NUMBER: Final = re.compile(r"[-+−–]?[\s$€£¥]*[(\d.,'’\s%)]*\d[\d.,'’\s%)]*")
_LEADERS: Final = re.compile(r"\s*(\.\s*){3,}$|\s*…\s*$")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for a formula
_SAME_LINE: Final = 0.5  # overlap of two characters' heights, as a share of the lower one


class Slots(NamedTuple):
    """A rectangle of slots: rows `top` to `bottom`, columns `left` to `right`, ends exclusive, from 0."""

    top: int
    left: int
    bottom: int
    right: int


class Cell(NamedTuple):
    """A cell with its words; it takes up one slot, or several that are joined."""

    slots: Slots
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on a page: `xs` and `ys` are its lines (PDF points, ascending), `cells` what lies between.

    `joined` are the cells that reach over several slots. `header_rows` and `header_columns` hold headers
    instead of values.
    """

    page: int
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    joined: tuple[Slots, ...] = ()
    header_rows: frozenset[int] = frozenset()
    header_columns: frozenset[int] = frozenset()
    cells: tuple[Cell, ...] = ()

    @property
    def rows(self) -> int:
        """How many there are."""
        return max(0, len(self.ys) - 1)

    @property
    def columns(self) -> int:
        """How many there are."""
        return max(0, len(self.xs) - 1)

    @property
    def box(self) -> Rect:
        """The rectangle within the outer lines."""
        return Rect(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def slots_at(self, row: int, column: int) -> Slots:
        """The whole of the cell that the slot belongs to."""
        for one in self.joined:
            if one.top <= row < one.bottom and one.left <= column < one.right:
                return one
        return Slots(row, column, row + 1, column + 1)

    def cell_at(self, row: int, column: int) -> Cell:
        """The cell that the slot belongs to."""
        slots = self.slots_at(row, column)
        return next((cell for cell in self.cells if cell.slots == slots), Cell(slots, ""))

    def rect_of(self, slots: Slots) -> Rect:
        """Where these slots stand on the page."""
        return Rect(self.xs[slots.left], self.ys[slots.top], self.xs[slots.right], self.ys[slots.bottom])

    def texts(self) -> list[list[str]]:
        """Every slot's words by row; those of joined slots stand in the first of them."""
        rows = [[""] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            rows[cell.slots.top][cell.slots.left] = cell.text
        return rows

    def headers_of(self, slots: Slots) -> Headers:
        """What heads the cell: the header columns' words beside it, the header rows' above it."""
        beside = (self.cell_at(slots.top, column) for column in sorted(self.header_columns))
        above = (self.cell_at(row, slots.left) for row in sorted(self.header_rows))
        return Headers(_words(beside, slots), _words(above, slots))


def header_words(headers: Headers | None) -> str:
    """Headers in one line, "row header / column header"; empty without any."""
    return " / ".join((*headers.rows, *headers.columns)) if headers else ""


def words(headers: Headers | None, text: str) -> str:
    """A cell in one line: "row header / column header: text"; the text alone without headers."""
    named = header_words(headers)
    return f"{named}: {text}" if named else text


# Cutting the words out of the page


def cut(grid: Grid, text: str, rects: Sequence[Rect]) -> Grid:
    """`grid` with the words of its cells, from a page's text and the rectangle of each code point.

    A character belongs to the cell in which its middle lies, so a line never tears one apart. Takes time
    in proportion to the page.
    """
    owners = _owners(grid)
    xs, ys = grid.xs, grid.ys
    left, right, top, bottom = 2 * xs[0], 2 * xs[-1], 2 * ys[0], 2 * ys[-1]
    pieces: dict[Slots, list[str]] = {}
    last: dict[Slots, int] = {}
    for index, (x0, y0, x1, y1) in enumerate(rects):
        x, y = x0 + x1, y0 + y1  # twice the middle
        if not (left <= x < right and top <= y < bottom):
            continue
        sign = text[index]
        if sign.isspace():
            continue
        slots = owners[bisect_right(ys, y / 2) - 1][bisect_right(xs, x / 2) - 1]
        before = last.get(slots)
        if before is None:
            pieces[slots] = []
        elif before != index - 1 or _apart(rects[before], rects[index]):
            pieces[slots].append(" ")
        pieces[slots].append(sign)
        last[slots] = index
    cells = (Cell(slots, "".join(signs)) for slots, signs in pieces.items())
    return replace(grid, cells=tuple(sorted(cells)))


def _owners(grid: Grid) -> list[list[Slots]]:
    owners = [[Slots(r, c, r + 1, c + 1) for c in range(grid.columns)] for r in range(grid.rows)]
    for one in grid.joined:
        for row in range(one.top, one.bottom):
            owners[row][one.left : one.right] = [one] * (one.right - one.left)
    return owners


def _apart(before: Rect, rect: Rect) -> bool:
    """Whether a line ends between the two although the page's text says nothing of it."""
    lower = min(before.y1 - before.y0, rect.y1 - rect.y0)
    return min(before.y1, rect.y1) - max(before.y0, rect.y0) < _SAME_LINE * lower and rect.x0 < before.x0


# Headers


def is_number(text: str) -> bool:
    """Whether `text` is a value rather than a name: an amount, or a sign that stands for one."""
    bare = text.strip(" *†‡§¹²³()[]$€£¥%<>~≈±")
    if not bare:
        return bool(text.strip())
    return bool(_NUMBER.fullmatch(bare)) or bare.lower() in _NO_VALUE


_NO_VALUE: Final = {"-", "–", "—", "−", "..", "...", "n/a", "n.a.", "na", "x", ":", "•", "#"}
_YEAR: Final = re.compile(r"(1[89]|20)\d\d([-–/]\d{2,4})?\*?")


def is_year(text: str) -> bool:
    """Whether `text` is a year or a stretch of years, which heads more often than it counts."""
    return bool(_YEAR.fullmatch(text.strip()))


def with_headers(grid: Grid) -> Grid:
    """`grid` with its headers guessed: the rows down to the first with values, and the first column of names.

    Years do not count as values: they head columns more often than not.
    """
    rows = grid.texts()
    head = 0
    for row in rows[: max(0, grid.rows - 1)]:
        values = [text for text in row[1:] if text.strip()]
        if any(is_number(text) and not is_year(text) for text in values):
            break
        head += 1
    if head >= grid.rows - 1:
        head = min(1, grid.rows - 1)  # a table of words: its first row
    while head > 1 and sum(bool(text.strip()) for text in rows[head - 1]) == 1:
        head -= 1  # the title of the first section
    for at in range(head):
        reach = max((grid.slots_at(at, column).bottom for column in range(grid.columns)), default=head)
        head = max(head, min(reach, grid.rows - 1))
    body = [row[0] for row in rows[head:] if row and row[0].strip()]
    names = sum(not is_number(text) or is_year(text) for text in body)
    first = grid.columns > 1 and bool(body) and 2 * names > len(body)
    return replace(
        grid, header_rows=frozenset(range(head)), header_columns=frozenset((0,)) if first else frozenset()
    )


def _words(cells: Iterable[Cell], slots: Slots) -> tuple[str, ...]:
    """The words of the headers that are not the cell itself, each once, without the dots that lead on."""
    texts = (_LEADERS.sub("", cell.text) for cell in cells if cell.slots != slots)
    return tuple(dict.fromkeys(text for text in texts if text))


# Moving its lines. Each of these returns a Grid whose words must be cut anew.


def move_line(grid: Grid, upright: bool, index: int, to: float) -> Grid:
    """Line `index` at `to`, kept at least LEAST from its neighbours."""
    lines = list(grid.xs if upright else grid.ys)
    low = lines[index - 1] + LEAST if index else 0.0
    high = lines[index + 1] - LEAST if index + 1 < len(lines) else float("inf")
    lines[index] = min(max(to, low), max(low, high))
    headers = grid.header_columns if upright else grid.header_rows
    return _with(grid, upright, tuple(lines), headers)


def add_line(grid: Grid, upright: bool, at: float) -> Grid:
    """A new line at `at`; nothing happens outside the grid or upon another line.

    A joined cell that it runs through stays whole; one that it would halve stays joined in its first half.
    """
    lines = grid.xs if upright else grid.ys
    place = bisect_right(lines, at)
    if not 0 < place < len(lines) or at - lines[place - 1] < LEAST or lines[place] - at < LEAST:
        return grid

    def moved(start: int, end: int) -> tuple[int, int]:
        thin = start == place - 1 and end == place
        return start + (start >= place), end + (end >= place and not thin)

    after = _renumbered(grid, upright, moved)
    headers = after.header_columns if upright else after.header_rows
    if place - 1 in headers:
        headers |= {place}
    return _with(after, upright, (*lines[:place], at, *lines[place:]), headers)


def remove_line(grid: Grid, upright: bool, index: int) -> Grid:
    """Without line `index`: its two sides become one, or an outer strip goes. Two lines always remain."""
    lines = grid.xs if upright else grid.ys
    if len(lines) <= 2:
        return grid
    last = len(lines) - 2

    def moved(start: int, end: int) -> tuple[int, int]:
        return max(start - (start >= index), 0), min(end - (end > index), last)

    after = _renumbered(grid, upright, moved)
    headers = after.header_columns if upright else after.header_rows
    return _with(after, upright, (*lines[:index], *lines[index + 1 :]), headers)


def toggle_header(grid: Grid, upright: bool, index: int) -> Grid:
    """The column (`upright`) or row `index` as a header, or no longer as one."""
    if upright:
        return replace(grid, header_columns=grid.header_columns ^ {index})
    return replace(grid, header_rows=grid.header_rows ^ {index})


def _with(grid: Grid, upright: bool, lines: tuple[float, ...], headers: frozenset[int]) -> Grid:
    if upright:
        return replace(grid, xs=lines, header_columns=headers, cells=())
    return replace(grid, ys=lines, header_rows=headers, cells=())


def _renumbered(grid: Grid, upright: bool, moved: Callable[[int, int], tuple[int, int]]) -> Grid:
    """`grid` with its joined cells and headers where `moved` puts their first line and their last."""
    joined: list[Slots] = []
    for one in grid.joined:
        if upright:
            left, right = moved(one.left, one.right)
            new = one._replace(left=left, right=right)
        else:
            top, bottom = moved(one.top, one.bottom)
            new = one._replace(top=top, bottom=bottom)
        if _reaches(new) and not any(_overlap(new, other) for other in joined):
            joined.append(new)
    old = grid.header_columns if upright else grid.header_rows
    headers = frozenset(start for start, end in (moved(one, one + 1) for one in old) if start < end)
    grid = replace(grid, joined=tuple(joined))
    return replace(grid, header_columns=headers) if upright else replace(grid, header_rows=headers)


def _reaches(slots: Slots) -> bool:
    """Whether these are two slots at least."""
    height, width = slots.bottom - slots.top, slots.right - slots.left
    return height > 0 and width > 0 and height * width > 1


def _overlap(one: Slots, other: Slots) -> bool:
    return (
        one.top < other.bottom
        and other.top < one.bottom
        and one.left < other.right
        and other.left < one.right
    )


# CSV


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    """`rows` as comma-separated values that no spreadsheet takes for formulas.

    What begins like a formula gets an apostrophe before it, as OWASP advises. Plain numbers and lone signs
    stay as they are: -5 is a number, and a dash is no formula.
    """
    sheet = io.StringIO()
    csv.writer(sheet, lineterminator="\n").writerows([_harmless(text) for text in row] for row in rows)
    return sheet.getvalue()


def _harmless(text: str) -> str:
    bare = text.strip()
    if not text.startswith(_FORMULA) and not bare.startswith(_FORMULA):
        return text
    plain = _PLAIN.fullmatch(bare) or not any(sign.isalnum() for sign in bare)
    return text if plain else "'" + text


_PLAIN: Final = re.compile(r"[-+]?\d[\d.,   ]*%?")
