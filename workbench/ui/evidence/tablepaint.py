"""Draws a table's grid over the page it was read from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from workbench.core.anchor import Rect
from workbench.core.grid import Grid
from workbench.ui.evidence.tablestate import Line, TableState
from workbench.ui.theme import LIGHT

# The page is as it was printed, or darkened, in both themes; so the inks are the same in both.
_INK: Final = LIGHT.focus
_HALO: Final = QColor(255, 255, 255, 190)
_HEADER: Final = QColor(255, 190, 60, 70)
_SELECTED: Final = QColor(60, 130, 220, 85)
_HELD: Final = QColor("#C2410C")

Boxed = Callable[[Rect], QRectF]  # from PDF points of the page to logical pixels of the widget


def draw_grid(painter: QPainter, state: TableState, boxed: Boxed, hovered: Line | None) -> None:
    """Draw headers, selection and lines; the held line and the one under the pointer stand out."""
    grid = state.grid
    _draw_headers(painter, grid, boxed)
    for slots in state.selected:
        painter.fillRect(boxed(grid.rect_of(slots)), _SELECTED)
    lines = [_screen(line, boxed) for line in _segments(grid)]
    for ink, width in ((_HALO, 2.5), (_INK, 1.25)):
        painter.setPen(QPen(ink, width))
        painter.drawLines(lines)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line, width in ((hovered, 3.0), (state.line, 4.0)):
        if line is not None:
            painter.setPen(QPen(_HELD if line is state.line else _INK, width))
            painter.drawLine(_screen(whole_line(grid, line), boxed))
    if state.line is None:
        place = boxed(grid.rect_of(state.current))
        painter.setPen(QPen(_HALO, 4.0, j=Qt.PenJoinStyle.MiterJoin))
        painter.drawRect(place)
        painter.setPen(QPen(_INK, 2.0, j=Qt.PenJoinStyle.MiterJoin))
        painter.drawRect(place)


def whole_line(grid: Grid, line: Line) -> Rect:
    """The line from one side of the grid to the other, as a rectangle without width."""
    box = grid.box
    if line.upright:
        return Rect(grid.xs[line.number], box.y0, grid.xs[line.number], box.y1)
    return Rect(box.x0, grid.ys[line.number], box.x1, grid.ys[line.number])


def _draw_headers(painter: QPainter, grid: Grid, boxed: Boxed) -> None:
    for row in grid.header_rows:
        painter.fillRect(boxed(grid.rect_of(grid.slots_at(row, 0)._replace(
            top=row, bottom=row + 1, left=0, right=grid.columns))), _HEADER)  # fmt: skip
    for column in grid.header_columns:
        first = 1 + max(grid.header_rows, default=-1)
        if first < grid.rows:
            painter.fillRect(boxed(grid.rect_of(grid.slots_at(0, 0)._replace(
                top=first, bottom=grid.rows, left=column, right=column + 1))), _HEADER)  # fmt: skip


def _segments(grid: Grid) -> list[Rect]:
    """The lines between cells, left out within joined ones, as rectangles without width."""
    inner_x = {
        (row, column)
        for one in grid.joined
        for row in range(one.top, one.bottom)
        for column in range(one.left + 1, one.right)
    }
    inner_y = {
        (row, column)
        for one in grid.joined
        for row in range(one.top + 1, one.bottom)
        for column in range(one.left, one.right)
    }
    found = []
    for column, x in enumerate(grid.xs):
        for start, end in _runs([(row, column) not in inner_x for row in range(grid.rows)]):
            found.append(Rect(x, grid.ys[start], x, grid.ys[end]))
    for row, y in enumerate(grid.ys):
        for start, end in _runs([(row, column) not in inner_y for column in range(grid.columns)]):
            found.append(Rect(grid.xs[start], y, grid.xs[end], y))
    return found


def _runs(drawn: list[bool]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number, on in enumerate(drawn):
        if on and runs and runs[-1][1] == number:
            runs[-1] = runs[-1][0], number + 1
        elif on:
            runs.append((number, number + 1))
    return runs


def _screen(rect: Rect, boxed: Boxed) -> QLineF:
    place = boxed(rect)
    return QLineF(QPointF(place.left(), place.top()), QPointF(place.right(), place.bottom()))
