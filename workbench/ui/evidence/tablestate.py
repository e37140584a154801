"""What a reader does to a table on a page: which cells are chosen, which line is held, what heads what."""

from __future__ import annotations

from typing import NamedTuple

from workbench.core import grid as grids
from workbench.core.anchor import Passage
from workbench.core.grid import Cell, Grid, Slots, as_csv
from workbench.desk.tables import TablePage, cell_passages, selected_rows


class Line(NamedTuple):
    """A line of the grid: `number` of the upright ones, or of the level ones."""

    upright: bool
    number: int


class TableState:
    """A table with the cells that are selected, the current one, and the line that is held, if any.

    Every change of a line cuts the words anew: a few milliseconds for a full page.
    """

    def __init__(self, table: TablePage) -> None:
        self.table = table
        self.current = table.grid.slots_at(
            min(len(table.grid.header_rows), table.grid.rows - 1),
            min(len(table.grid.header_columns), table.grid.columns - 1),
        )
        self.selected: frozenset[Slots] = frozenset()
        self.line: Line | None = None
        self._anchor = self.current

    @property
    def grid(self) -> Grid:
        """The table's lines and words."""
        return self.table.grid

    @property
    def cell(self) -> Cell:
        """The current cell."""
        return self.grid.cell_at(self.current.top, self.current.left)

    # Cells

    def choose(self, slots: Slots, *, add: bool = False, extend: bool = False) -> None:
        """Make a cell current and select it alone, in or out of those selected, or all from the last one."""
        self.line = None
        self.current = slots
        if extend:
            self.selected = self._between(self._anchor, slots)
            return
        self._anchor = slots
        self.selected = self.selected ^ {slots} if add else frozenset((slots,))

    def step(self, across: int, down: int, *, extend: bool = False, keep: bool = False) -> None:
        """Go to the next cell in a direction; `keep` leaves the selection as it is."""
        row = self.current.bottom if down > 0 else self.current.top + min(down, 0)
        column = self.current.right if across > 0 else self.current.left + min(across, 0)
        if not (0 <= row < self.grid.rows and 0 <= column < self.grid.columns):
            return
        slots = self.grid.slots_at(row, column)
        if keep:
            self.line, self.current, self._anchor = None, slots, slots
        else:
            self.choose(slots, extend=extend)

    def choose_all(self) -> None:
        """Select every cell."""
        self.line = None
        last = Slots(self.grid.rows - 1, self.grid.columns - 1, self.grid.rows, self.grid.columns)
        self.selected = self._between(Slots(0, 0, 1, 1), last)

    def passages(self) -> tuple[Passage, ...]:
        """What is selected, else the current cell, as passages; cells without words are left out."""
        return cell_passages(self.table, self.selected or {self.current})

    def csv(self) -> str:
        """What is selected as comma-separated values; the whole table when that is one cell or none."""
        cells = sorted(self.selected) if len(self.selected) > 1 else ()
        return as_csv(selected_rows(self.grid, cells))

    # Lines

    def step_line(self, by: int) -> None:
        """Hold the next line: first the upright ones, then the level ones."""
        uprights = len(self.grid.xs)
        count = uprights + len(self.grid.ys)
        if self.line is None:
            number = 0 if by > 0 else count - 1
        else:
            number = (self.line.number + (0 if self.line.upright else uprights) + by) % count
        self.line = Line(number < uprights, number if number < uprights else number - uprights)

    def place_of(self, line: Line) -> float:
        """Where the line stands, in PDF points."""
        return (self.grid.xs if line.upright else self.grid.ys)[line.number]

    def move_line(self, line: Line, to: float) -> None:
        """Put a line elsewhere between its neighbours."""
        self._take(grids.move_line(self.grid, *line, to))

    def remove_line(self, line: Line) -> None:
        """Take a line away; the cells beside it become one."""
        self._take(grids.remove_line(self.grid, *line))
        self.line = None

    def add_line(self, upright: bool, at: float) -> None:
        """Draw a new line."""
        self._take(grids.add_line(self.grid, upright, at))
        self.line = None

    def halve(self, upright: bool) -> None:
        """Draw a new line through the middle of the current cell's first slot."""
        lines, start = (self.grid.xs, self.current.left) if upright else (self.grid.ys, self.current.top)
        self.add_line(upright, (lines[start] + lines[start + 1]) / 2)

    def toggle_header(self, upright: bool) -> None:
        """Make the current cell's column or row a header, or no longer."""
        index = self.current.left if upright else self.current.top
        self.table = self.table.with_grid(grids.toggle_header(self.grid, upright, index))

    def is_header(self, upright: bool) -> bool:
        """Whether the current cell's column or row is a header."""
        if upright:
            return self.current.left in self.grid.header_columns
        return self.current.top in self.grid.header_rows

    def _take(self, grid: Grid) -> None:
        numbered = (grid.rows, grid.columns) == (self.grid.rows, self.grid.columns)
        if grid is self.grid:
            return
        self.table = self.table.with_grid(grid)
        if not numbered:  # other cells bear these numbers now
            self.selected = frozenset()
            self.current = grid.slots_at(
                min(self.current.top, grid.rows - 1), min(self.current.left, grid.columns - 1)
            )
            self._anchor = self.current

    def _between(self, one: Slots, other: Slots) -> frozenset[Slots]:
        top, bottom = min(one.top, other.top), max(one.bottom, other.bottom)
        left, right = min(one.left, other.left), max(one.right, other.right)
        return frozenset(self.grid.slots_at(r, c) for r in range(top, bottom) for c in range(left, right))
