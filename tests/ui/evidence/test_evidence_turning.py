"""Pages that the reader turns, jumps between, and takes regions of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from workbench.core.anchor import Passage, Quote, Rect
from workbench.core.evidence import Stance
from workbench.ui.evidence.geometry import PageStack
from workbench.ui.evidence.lights import Cited
from workbench.ui.evidence.trail import Trail
from workbench.ui.evidence.view import PdfView

Key = Qt.Key
LONG = tuple(f"This is page {page}." for page in range(1, 61))


@given(
    turn=st.integers(0, 3),
    size=st.tuples(st.floats(1, 2000), st.floats(1, 2000)),
    point=st.tuples(st.floats(-50, 2050), st.floats(-50, 2050)),
)
@settings(max_examples=60)
def test_a_turned_point_comes_back(turn: int, size: tuple[float, float], point: tuple[float, float]) -> None:
    stack = PageStack([size], turn)
    assert stack.straight(1, *stack.turned(1, *point)) == pytest.approx(point)


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_words_are_selected_where_they_stand_on_a_turned_page(
    qtbot: Any, view: PdfView, opened: Callable[..., Any], turn: int
) -> None:
    opened()
    view.rotate(turn)
    view.go_to_page(1)
    qtbot.waitUntil(lambda: view.settled)
    boxes = [view.box(1, Rect(90, 100, 100, 112)), view.box(1, Rect(140, 100, 150, 112))]
    start, end = (box.center().toPoint() for box in boxes)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    passage = view.selected_passage()
    assert passage is not None and passage.quote is not None
    assert passage.quote.exact in "bridge"
    assert len(passage.quote.exact) >= 4
    assert all(rect.y0 == 100 and rect.y1 == 112 for rect in passage.rects)  # as on the page as stored


def test_a_turned_page_is_drawn_turned_and_a_passage_lit_on_it(
    qtbot: Any, view: PdfView, opened: Callable[..., Any]
) -> None:
    opened(texts=("",) * 220)  # the pages are grey: the 220th is nearly white
    view.rotate(1)
    assert view.stack.shown(220) == (600, 400)
    view.light(220, [Rect(50, 100, 200, 112)], Stance.SUPPORTS)
    qtbot.waitUntil(lambda: view.settled)
    box = view.box(220, Rect(50, 100, 200, 112))
    assert box.height() > box.width()  # it stands upright now
    shot = view.viewport().grab().toImage()
    spot = (box.topLeft() * shot.devicePixelRatio()).toPoint()
    colour = shot.pixelColor(spot.x() - 1, spot.y() - 1)  # its frame
    assert colour.green() > colour.red()


def test_turning_keeps_the_page(view: PdfView, opened: Callable[..., Any]) -> None:
    opened(texts=LONG)
    view.go_to_page(30)
    for _ in range(4):
        view.rotate(1)
        assert view.page == 30


def test_back_and_forward_go_through_the_jumps(view: PdfView, opened: Callable[..., Any]) -> None:
    opened(texts=LONG)
    view.go_to_page(20)
    view.go_to_page(50)
    assert view.go_back() and view.page == 20
    QTest.mousePress(view.viewport(), Qt.MouseButton.BackButton)
    assert view.page == 1
    assert not view.go_back()
    QTest.mousePress(view.viewport(), Qt.MouseButton.ForwardButton)
    assert view.page == 20
    assert view.go_forward() and view.page == 50
    assert not view.go_forward()


def test_a_new_jump_forgets_what_lay_ahead() -> None:
    trail: Trail[int] = Trail()
    trail.leave(1)
    trail.leave(2)
    assert trail.back(3) == 2
    trail.leave(2)
    assert trail.forward(9) is None
    assert trail.back(9) == 2


def test_a_region_is_drawn_with_the_mouse(view: PdfView, opened: Callable[..., Any]) -> None:
    opened()
    view.capture_region()
    box = view.box(1, Rect(60, 40, 160, 90))
    first, last = box.topLeft().toPoint(), box.bottomRight().toPoint()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(view.viewport(), last)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=last)
    passage = view.region_passage()
    assert (passage.page, passage.quote) == (1, None)
    assert passage.rects[0] == pytest.approx(Rect(60, 40, 160, 90), abs=1.5)
    assert view.selected_passage() is None


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_a_region_is_moved_and_sized_by_keys(view: PdfView, opened: Callable[..., Any], turn: int) -> None:
    opened()
    view.rotate(turn)
    view.capture_region()
    QTest.keyClick(view, Key.Key_Right)
    assert view.region is not None
    before = view.box(1, view.region.rect)
    QTest.keyClick(view, Key.Key_Right)
    QTest.keyClick(view, Key.Key_Down)
    moved = view.box(1, view.region.rect)
    assert moved.left() > before.left() and moved.top() > before.top()
    assert moved.size().width() == pytest.approx(before.width())
    QTest.keyClick(view, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.box(1, view.region.rect).width() > moved.width()
    QTest.keyClick(view, Key.Key_Escape)
    assert view.region is None and view.capturing
    QTest.keyClick(view, Key.Key_Escape)
    assert not view.capturing


def test_a_region_never_leaves_its_page(view: PdfView, opened: Callable[..., Any]) -> None:
    opened()
    view.capture_region()
    QTest.keyClick(view, Key.Key_Left)
    for _ in range(300):
        QTest.keyClick(view, Key.Key_Left)
        QTest.keyClick(view, Key.Key_Up)
    assert view.region is not None
    assert (view.region.rect.x0, view.region.rect.y0) == (0, 0)


def test_clicking_a_cited_passage_names_its_claims(
    view: PdfView, opened: Callable[..., Any], hand: Any
) -> None:
    opened()
    rects = (Rect(90, 100, 150, 112),)
    passage = Passage(1, Quote("bridge"), rects)
    view.set_citations([Cited(passage, Stance.SUPPORTS, "a"), Cited(passage, Stance.CONTRADICTS, "b")])
    asked: list[list[str]] = []
    view.passages_clicked.connect(lambda uids, _: asked.append(uids))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=hand.at(1, 0, 6))
    assert asked == [["a", "b"]]
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=hand.at(1, 1, 6))
    hand.drag(hand.at(1, 0, 5), hand.at(1, 0, 8))  # a selection is no click
    assert asked == [["a", "b"]]


def test_keys_go_round_the_cited_passages(view: PdfView, opened: Callable[..., Any]) -> None:
    opened(texts=LONG)
    there = [Passage(page, Quote("x"), (Rect(50, 100, 90, 112),)) for page in (40, 10, 25)]
    view.set_citations(Cited(passage, Stance.SUPPORTS, "a") for passage in there)
    assert [view.step_passage(1) for _ in range(4)] == [there[1], there[2], there[0], there[1]]
    assert view.step_passage(-1) == there[0]
    assert view.walked_to == there[0] and view.claims_of(there[0]) == ["a"]


def test_the_claim_in_question_stands_out_among_what_is_cited(
    view: PdfView, opened: Callable[..., Any]
) -> None:
    opened()
    one, two = (Passage(1, Quote("x"), (Rect(50, y, 90, y + 12),)) for y in (100, 120))
    view.set_citations([Cited(one, Stance.SUPPORTS, "a"), Cited(two, Stance.SUPPORTS, "b")])
    view.raise_claims(["b"])
    assert [(mark.rects, mark.raised) for mark in view._lights.marks(1)] == [
        (one.rects, False),
        (two.rects, True),
    ]


def test_pages_are_darkened_in_the_dark_theme_only_when_wanted(
    qtbot: Any, view: PdfView, opened: Callable[..., Any], theme: Any
) -> None:
    source = opened(texts=("",) * 200)
    view.go_to_page(200)
    qtbot.waitUntil(lambda: view.settled)
    assert len(source.sizes) == 200
    middle = view.viewport().rect().center()

    def shade() -> int:
        return view.viewport().grab().toImage().pixelColor(middle).red()

    assert shade() == 200
    theme.set_mode("dark")
    assert shade() < 150
    view.set_dusk(False)
    assert shade() == 200
    point = view.place_at(QPointF(middle))
    assert point.page == 200
