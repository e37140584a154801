"""Reading a table in the real window: B, a box, cells, C."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from workbench.core.anchor import Headers, Rect
from workbench.core.evidence import Method, Stance
from workbench.core.grid import Slots
from workbench.desk.session import Session

Key = Qt.Key


@pytest.fixture
def ships(bench: Any, tmp_path: Path, table_pdf: bytes) -> Any:
    """The window with a PDF open that has a table."""
    path = tmp_path / "ships.pdf"
    path.write_bytes(table_pdf)
    bench.dialogs.files = [path]
    bench.press(Key.Key_E)
    bench.idle()
    view = bench.window.evidence.pdf
    bench.qtbot.waitUntil(lambda: view.isVisible() and view.settled, timeout=10_000)
    return bench


def draw_box(bench: Any, rect: Rect) -> None:
    """Press B and draw a box."""
    bench.press(Key.Key_B)
    layer, view = bench.window.evidence.table, bench.window.evidence.pdf
    view.go_to_page(1)
    place = view.box(1, rect).toRect()
    start, end = place.topLeft(), place.bottomRight()
    QTest.mousePress(layer, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(layer, start + QPoint(20, 20))
    QTest.mouseMove(layer, end)
    QTest.mouseRelease(layer, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    bench.qtbot.waitUntil(lambda: not layer.reading, timeout=20_000)
    bench.idle()


def test_cells_are_cited_with_their_headers_and_undone_at_once(ships: Any) -> None:
    draw_box(ships, Rect(10, 38, 290, 112))
    layer = ships.window.evidence.table
    QTest.keyClick(layer, Key.Key_Down)
    QTest.keyClick(layer, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(layer, Key.Key_C)
    session = Session.open(ships.path, "reader")
    try:
        cited = session.citations(claim=ships.claims[0].uid)
        cells = [one for one in cited if one.method is Method.TABLE]
        assert [one.passage.quote.exact for one in cells if one.passage.quote] == ["95", "4"]
        assert cells[0].passage.headers == Headers(("Harrow Sound",), ("2024",))
        assert cells[0].stance is Stance.SUPPORTS
        assert cells[0].passage.rects == (layer.state.grid.rect_of(Slots(2, 1, 3, 2)),)
        ships.press(Key.Key_Z, ctrl=True)
        assert not [one for one in session.citations(claim=ships.claims[0].uid) if one.method is Method.TABLE]
    finally:
        session.close()


def test_the_whole_table_is_copied(ships: Any) -> None:
    draw_box(ships, Rect(10, 38, 290, 112))
    QTest.keyClick(ships.window.evidence.table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines()[1] == "Orla,120,-7"


def test_a_box_without_words_is_said_and_another_can_be_drawn(ships: Any) -> None:
    draw_box(ships, Rect(240, 120, 290, 190))
    assert ships.window.message.isVisible()
    assert ships.window.evidence.table.state is None
    draw_box(ships, Rect(10, 38, 290, 112))
    assert ships.window.evidence.table.state is not None


def test_without_pages_there_is_no_table_to_read(bench: Any) -> None:
    bench.press(Key.Key_B)
    assert bench.window.message.isVisible()
    assert bench.window.evidence.table.isHidden()


def test_leaving_the_file_leaves_the_table(ships: Any) -> None:
    draw_box(ships, Rect(10, 38, 290, 112))
    ships.controller.run("close_evidence")
    assert ships.window.evidence.table.isHidden()
    assert ships.window.evidence.table.state is None
