"""Working on a table over a page: lines, cells, headers, copying, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from workbench.core.anchor import Headers, Rect
from workbench.core.grid import Grid, Slots, cut, with_headers
from workbench.desk.tables import TablePage
from workbench.evidence.pages import PageCharacters
from workbench.ui.evidence.tablelayer import TableLayer
from workbench.ui.evidence.tablestate import Line
from workbench.ui.evidence.view import PdfView

Key, Button = Qt.Key, Qt.MouseButton
CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
XS, YS = (50.0, 130.0, 200.0, 270.0), (60.0, 80.0, 100.0, 120.0)
WORDS = (("Port", "2024", "2025"), ("Orla", "12", "=15"), ("Brin", "7", "-3"))


def table() -> TablePage:
    """Three rows of three cells, with a word in each."""
    text, rects = "", []
    for top, row in zip(YS, WORDS, strict=False):
        for left, word in zip(XS, row, strict=False):
            rects += [Rect(left + 20 + 6 * i, top + 4, left + 26 + 6 * i, top + 16) for i in range(len(word))]
            rects.append(rects[-1])
            text += word + " "
    grid = with_headers(cut(Grid(1, XS, YS), text, rects))
    return TablePage(grid, PageCharacters(1, text, tuple(rects)))


@pytest.fixture
def layer(view: PdfView, opened: Callable[..., Any]) -> TableLayer:
    """The layer over a page, waiting for a box."""
    opened()
    layer = TableLayer(view)
    layer.begin()
    return layer


@pytest.fixture
def grown(layer: TableLayer) -> TableLayer:
    """The layer with a table on it."""
    layer.show_table(table())
    return layer


def at(view: PdfView, x: float, y: float) -> QPoint:
    return view.box(1, Rect(x, y, x, y)).topLeft().toPoint()


def drag(layer: TableLayer, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(layer, Button.LeftButton, NONE, start)
    QTest.mouseMove(layer, (start + end) / 2)
    QTest.mouseMove(layer, end)
    QTest.mouseRelease(layer, Button.LeftButton, NONE, end)


def state(layer: TableLayer) -> Any:
    assert layer.state is not None
    return layer.state


def cell(row: int, column: int) -> Slots:
    return Slots(row, column, row + 1, column + 1)


def test_a_box_drawn_with_the_mouse_is_told_in_points(qtbot: Any, view: PdfView, layer: TableLayer) -> None:
    with qtbot.waitSignal(layer.box_drawn) as told:
        drag(layer, at(view, 40, 50), at(view, 280, 130))
    page, rect = told.args
    assert page == 1
    assert rect == pytest.approx((40, 50, 280, 130), abs=2)
    assert layer.reading


def test_a_box_is_drawn_by_keys_alone(qtbot: Any, layer: TableLayer) -> None:
    with qtbot.waitSignal(layer.box_drawn):
        for key in (Key.Key_Down, Key.Key_Left, Key.Key_Return):
            QTest.keyClick(layer, key)


def test_a_click_draws_no_box(view: PdfView, layer: TableLayer) -> None:
    QTest.mouseClick(layer, Button.LeftButton, NONE, at(view, 100, 100))
    assert not layer.reading


def test_escape_leaves(qtbot: Any, grown: TableLayer) -> None:
    with qtbot.waitSignal(grown.left):
        QTest.keyClick(grown, Key.Key_Escape)
    assert grown.isHidden()
    assert grown.state is None


def test_a_line_is_dragged_and_the_words_follow(view: PdfView, grown: TableLayer) -> None:
    drag(grown, at(view, 130, 90), at(view, 164, 90))
    assert state(grown).grid.xs[1] == pytest.approx(164, abs=2)
    assert state(grown).grid.texts()[0] == ["Port 20", "24", "2025"]


def test_a_double_click_takes_a_line_away(view: PdfView, grown: TableLayer) -> None:
    QTest.mouseDClick(grown, Button.LeftButton, NONE, at(view, 200, 90))
    assert state(grown).grid.texts()[1] == ["Orla", "12 =15"]


def test_ctrl_and_double_click_draw_a_line(view: PdfView, grown: TableLayer) -> None:
    QTest.mouseDClick(grown, Button.LeftButton, CTRL, at(view, 240, 90))
    assert state(grown).grid.columns == 4
    QTest.mouseDClick(grown, Button.LeftButton, CTRL | SHIFT, at(view, 240, 88))
    assert state(grown).grid.rows == 4


def test_a_double_click_beside_the_grid_draws_a_line_across_it(view: PdfView, grown: TableLayer) -> None:
    QTest.mouseDClick(grown, Button.LeftButton, NONE, at(view, 240, 60) - QPoint(0, 12))
    assert state(grown).grid.columns == 4
    QTest.mouseDClick(grown, Button.LeftButton, NONE, at(view, 50, 90) - QPoint(12, 0))
    assert state(grown).grid.rows == 4


def test_cells_are_chosen_alone_together_and_in_rows(view: PdfView, grown: TableLayer) -> None:
    QTest.mouseClick(grown, Button.LeftButton, NONE, at(view, 160, 90))
    assert state(grown).selected == {cell(1, 1)}
    QTest.mouseClick(grown, Button.LeftButton, CTRL, at(view, 230, 110))
    assert state(grown).selected == {cell(1, 1), cell(2, 2)}
    QTest.mouseClick(grown, Button.LeftButton, NONE, at(view, 160, 90))
    QTest.mouseClick(grown, Button.LeftButton, SHIFT, at(view, 230, 110))
    assert state(grown).selected == {cell(1, 1), cell(1, 2), cell(2, 1), cell(2, 2)}


def test_the_arrows_go_from_cell_to_cell(grown: TableLayer) -> None:
    assert state(grown).current == cell(1, 1)
    QTest.keyClick(grown, Key.Key_Right)
    QTest.keyClick(grown, Key.Key_Down, SHIFT)
    assert state(grown).selected == {cell(1, 2), cell(2, 2)}
    QTest.keyClick(grown, Key.Key_Left, CTRL)
    QTest.keyClick(grown, Key.Key_Space)
    assert state(grown).selected == {cell(1, 2), cell(2, 2), cell(2, 1)}
    QTest.keyClick(grown, Key.Key_Down)
    assert state(grown).current == cell(2, 1)


def test_a_line_is_held_moved_and_removed_by_keys(grown: TableLayer) -> None:
    QTest.keyClick(grown, Key.Key_L)
    QTest.keyClick(grown, Key.Key_L)
    assert state(grown).line == Line(True, 1)
    QTest.keyClick(grown, Key.Key_Right)
    QTest.keyClick(grown, Key.Key_Right, SHIFT)
    assert state(grown).grid.xs[1] == 136.0
    QTest.keyClick(grown, Key.Key_Delete)
    assert state(grown).grid.columns == 2
    QTest.keyClick(grown, Key.Key_L, SHIFT)
    assert state(grown).line == Line(False, 3)
    QTest.keyClick(grown, Key.Key_Escape)
    assert state(grown).line is None


def test_a_line_is_added_by_key(grown: TableLayer) -> None:
    QTest.keyClick(grown, Key.Key_A)
    QTest.keyClick(grown, Key.Key_A, SHIFT)
    assert (state(grown).grid.columns, state(grown).grid.rows) == (4, 4)


def test_the_reader_says_what_is_a_header(grown: TableLayer) -> None:
    assert grown.passages()[0].headers == Headers(("Orla",), ("2024",))
    QTest.keyClick(grown, Key.Key_H)
    assert state(grown).grid.header_rows == {0, 1}
    QTest.keyClick(grown, Key.Key_H)
    QTest.keyClick(grown, Key.Key_Left)
    QTest.keyClick(grown, Key.Key_H, SHIFT)
    QTest.keyClick(grown, Key.Key_Right)
    assert grown.passages()[0].headers == Headers((), ("2024",))


def test_all_or_the_chosen_cells_are_copied_as_harmless_csv(grown: TableLayer) -> None:
    QTest.keyClick(grown, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "Port,2024,2025\nOrla,12,'=15\nBrin,7,-3\n"
    QTest.keyClick(grown, Key.Key_Right, SHIFT)
    QTest.keyClick(grown, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "12,'=15\n"


def test_the_current_cell_is_named_for_a_screen_reader(grown: TableLayer) -> None:
    assert grown.accessibleName() == "Row 2, column 2. Orla / 2024: 12"
    QTest.keyClick(grown, Key.Key_L)
    assert grown.accessibleName() == "Column line 1"


def test_on_turned_pages_the_arrows_go_where_they_point(view: PdfView, grown: TableLayer) -> None:
    view.rotate(1)
    before = view.box(1, state(grown).grid.rect_of(state(grown).current)).center()
    QTest.keyClick(grown, Key.Key_Down)
    after = view.box(1, state(grown).grid.rect_of(state(grown).current)).center()
    assert after.y() > before.y() + 5
    assert abs(after.x() - before.x()) < 5


def test_another_box_can_be_drawn_beside_the_table(qtbot: Any, view: PdfView, grown: TableLayer) -> None:
    with qtbot.waitSignal(grown.box_drawn):
        drag(grown, at(view, 60, 180), at(view, 200, 220))
    assert grown.state is None


def test_page_keys_and_the_wheel_still_scroll_the_pages(view: PdfView, grown: TableLayer) -> None:
    bar = view.verticalScrollBar()
    QTest.keyClick(grown, Key.Key_PageDown)
    assert bar.value() > 0
    bar.setValue(0)
    middle = QPointF(grown.rect().center())
    wheel = QWheelEvent(
        middle, grown.mapToGlobal(middle), QPoint(), QPoint(0, -120), Button.NoButton, NONE,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(grown, wheel)
    assert bar.value() > 0
