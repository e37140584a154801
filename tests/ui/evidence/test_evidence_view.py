from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from workbench.core.anchor import Passage, Quote, Rect
from workbench.core.evidence import Stance
from workbench.ui.evidence.canvas import Fit
from workbench.ui.evidence.view import PdfView
from workbench.ui.theme import Theme

LONG = tuple(f"This is page {page}.\nIt is one of many." for page in range(1, 2416))


def exact(view: PdfView) -> str | None:
    passage = view.selected_passage()
    return passage.quote.exact if passage and passage.quote else None


def test_opening_a_long_pdf_reads_only_what_is_near(view: PdfView, opened: Callable[..., Any]) -> None:
    source = opened(texts=LONG)
    assert view.page == 1
    assert {page for page, _, _ in source.asked} <= {1, 2, 3}


def test_the_drawn_page_is_the_one_that_was_asked_for(
    qtbot: Any, view: PdfView, opened: Callable[..., Any]
) -> None:
    opened(texts=LONG[:200])
    view.go_to_page(77)
    qtbot.waitUntil(lambda: view.settled)
    middle = view.viewport().rect().center()
    assert view.viewport().grab().toImage().pixelColor(middle).red() == 77


def test_a_page_that_cannot_be_drawn_says_so_and_its_neighbours_are_drawn(
    qtbot: Any, view: PdfView, opened: Callable[..., Any]
) -> None:
    opened(size=(400, 120), broken=frozenset({1}))
    shot = view.viewport().grab().toImage()
    sheet = view.sheet(2)
    assert shot.pixelColor(sheet.center()).red() == 2
    colours = {shot.pixelColor(x, view.sheet(1).center().y()).name() for x in range(shot.width())}
    assert "#ffffff" in colours and len(colours) > 3  # the sentence on white paper
    assert "#010101" not in colours


def test_a_missing_tile_is_bridged_by_the_zoom_before(
    qtbot: Any, view: PdfView, opened: Callable[..., Any]
) -> None:
    source = opened()
    source.gate.clear()
    view.set_percent(view.percent * 2)
    middle = view.viewport().rect().center()
    assert view.viewport().grab().toImage().pixelColor(middle).red() == 1
    source.gate.set()
    qtbot.waitUntil(lambda: view.settled)


def test_closing_leaves_no_thread_behind(qtbot: Any, view: PdfView, opened: Callable[..., Any]) -> None:
    before = threading.active_count()
    for _ in range(3):
        opened()
    view.close_source(wait=5)
    assert threading.active_count() <= before


def test_zooming_about_the_pointer_keeps_what_is_under_it(view: PdfView, opened: Callable[..., Any]) -> None:
    opened(texts=LONG[:50])
    view.verticalScrollBar().setValue(3000)
    point = QPointF(200, 150)
    before = view.place_at(point)
    view.set_percent(300, point)
    after = view.place_at(point)
    assert (after.page, after.x, after.y) == pytest.approx(before, abs=1)


@pytest.mark.parametrize(("fit", "side"), [(Fit.WIDTH, "width"), (Fit.PAGE, "height")])
def test_a_fit_lasts_through_resizing(view: PdfView, opened: Callable[..., Any], fit: Fit, side: str) -> None:
    opened()
    view.set_fit(fit)
    view.resize(700, 300)
    assert abs(getattr(view.viewport(), side)() - 24 - getattr(view.sheet(1), side)()) <= 2
    assert view.horizontalScrollBar().maximum() == 0


def test_keys_turn_pages_and_zoom(view: PdfView, opened: Callable[..., Any]) -> None:
    opened(texts=LONG[:30])
    bar = view.verticalScrollBar()
    QTest.keyClick(view, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert bar.value() < bar.maximum()
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert bar.value() == 0
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert bar.value() > 0
    before = view.percent
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.percent > before
    QTest.keyClick(view, Qt.Key.Key_Minus)
    QTest.keyClick(view, Qt.Key.Key_Minus)
    assert view.percent < before


def test_dragging_selects_across_lines_with_a_rectangle_for_each(
    view: PdfView, opened: Callable[..., Any], hand: Any
) -> None:
    opened()
    hand.drag(hand.at(1, 0, 4), hand.at(1, 1, 9))
    passage = view.selected_passage()
    assert passage is not None and passage.quote is not None
    assert passage.quote == Quote("bridge cost 12 million.\nIt opened", "The ", " in May. All\nwere glad.")
    assert passage.rects == (Rect(90, 100, 320, 112), Rect(50, 120, 140, 132))


def test_dragging_backwards_selects_the_same(view: PdfView, opened: Callable[..., Any], hand: Any) -> None:
    opened()
    hand.drag(hand.at(1, 0, 10), hand.at(1, 0, 4))
    assert exact(view) == "bridge"


def test_a_selection_across_pages_is_one_passage_a_page_and_one_copy(
    qtbot: Any, view: PdfView, opened: Callable[..., Any], hand: Any
) -> None:
    opened(size=(400, 180))
    hand.drag(hand.at(1, 2, 0), hand.at(2, 0, 11))
    qtbot.waitUntil(lambda: len(view.selected_passages()) == 2)
    assert [(p.page, p.quote.exact) for p in view.selected_passages()] == [
        (1, "were glad."),
        (2, "Second page"),
    ]
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "were glad.\nSecond page"


def test_a_double_click_selects_a_word_and_a_third_click_its_sentence(
    view: PdfView, opened: Callable[..., Any], hand: Any
) -> None:
    opened()
    point = hand.at(1, 1, 5.5)
    hand.press(point)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert exact(view) == "opened"
    hand.press(point)
    assert exact(view) == "It opened in May."


def test_shift_click_extends_and_escape_lets_go(view: PdfView, opened: Callable[..., Any], hand: Any) -> None:
    opened()
    changes: list[bool] = []
    view.selection_changed.connect(changes.append)
    hand.drag(hand.at(1, 0, 0), hand.at(1, 0, 3))
    hand.press(hand.at(1, 0, 10), Qt.KeyboardModifier.ShiftModifier)
    assert exact(view) == "The bridge"
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.selected_passage() is None
    assert changes == [True, False]


def test_the_whole_page_can_be_selected(view: PdfView, opened: Callable[..., Any]) -> None:
    source = opened()
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert exact(view) == source.texts[0]


def test_pressing_before_the_text_is_read_selects_once_it_is(
    qtbot: Any, view: PdfView, pages: Callable[..., Any], hand: Any
) -> None:
    view.set_source(pages())
    hand.drag(hand.at(1, 0, 4), hand.at(1, 0, 10))
    assert view.selected_passage() is None
    qtbot.waitUntil(lambda: exact(view) == "bridge")


def test_a_lit_passage_stands_a_third_from_the_top_in_the_colour_of_its_stance(
    qtbot: Any, view: PdfView, opened: Callable[..., Any]
) -> None:
    opened(texts=LONG[:60])
    view.light(40, [Rect(100, 300, 300, 312)], Stance.SUPPORTS)
    qtbot.waitUntil(lambda: view.settled)
    place = view.place_at(QPointF(view.viewport().width() / 2, view.viewport().height() / 3))
    assert place.page == 40
    assert place.y == pytest.approx(300, abs=2)
    view.resize(640, 560)
    place = view.place_at(QPointF(view.viewport().width() / 2, view.viewport().height() / 3))
    assert (place.page, place.y) == (40, pytest.approx(300, abs=2))


def test_a_passage_without_rectangles_is_found_by_its_quote(
    qtbot: Any, view: PdfView, pages: Callable[..., Any]
) -> None:
    view.set_source(pages())
    view.light_passage(Passage(2, Quote("page here.")), Stance.CONTEXT)
    qtbot.waitUntil(lambda: bool(list(view._lights.marks(2))))
    (mark,) = view._lights.marks(2)
    assert mark.rects == (Rect(120, 100, 220, 112),)


def test_a_quote_that_is_not_on_its_page_lights_nothing(
    qtbot: Any, view: PdfView, opened: Callable[..., Any]
) -> None:
    opened()
    view.light_passage(Passage(2, Quote("other words")), Stance.CONTEXT)
    qtbot.waitUntil(lambda: view.settled)
    assert [mark.rects for mark in view._lights.marks(2)] in ([], [()])


def test_found_words_are_lit_wherever_they_stand(
    qtbot: Any, view: PdfView, opened: Callable[..., Any]
) -> None:
    opened()
    view.find_words(1, ["it", "May"])
    qtbot.waitUntil(lambda: bool(list(view._lights.marks(1))))
    (mark,) = view._lights.marks(1)
    assert mark.rects == (Rect(50, 120, 70, 132), Rect(180, 120, 210, 132))


def test_pointing_at_nothing_does_nothing(view: PdfView) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    QTest.mouseMove(view.viewport(), QPoint(60, 60))
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    view.light(3, [])
    assert view.selected_passage() is None


def test_a_destroyed_view_ends_its_threads(qtbot: Any, theme: Theme, pages: Callable[..., Any]) -> None:
    before = threading.active_count()
    view = PdfView(theme)
    view.resize(300, 300)
    view.set_source(pages())
    shiboken6.delete(view)
    qtbot.waitUntil(lambda: threading.active_count() <= before)
