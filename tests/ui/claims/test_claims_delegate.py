"""Rows as they are painted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyleOptionViewItem

from workbench.core.verdict import Verdict
from workbench.ui.claims.delegate import ClaimDelegate, two_lines
from workbench.ui.claims.listing import ClaimsList
from workbench.ui.claims.model import ClaimsModel
from workbench.ui.theme import LIGHT


@given(st.text(max_size=120), st.integers(-5, 400))
@settings(max_examples=80, deadline=None)
def test_any_text_breaks_into_two_lines_without_losing_its_beginning(qapp, text, width):
    first, second, _ = two_lines(text, qapp.font(), width)
    whole = " ".join(text.encode("utf-8", "replace").decode().split()).replace("\x9c", "\ufffd")
    assert whole.startswith(first)
    if QFontMetrics(qapp.font()).horizontalAdvance(whole) < width:
        assert (first, second) == (whole, "")


def test_emoji_before_the_break_do_not_shift_it(qapp):
    text = "😀 " * 12 + "end of the line"
    width = QFontMetrics(qapp.font()).horizontalAdvance("😀 " * 8)
    first, second, _ = two_lines(text, qapp.font(), width)
    assert set(first) == {"😀", " "} and second.startswith("😀")


@pytest.mark.parametrize(("text", "mirrored"), [("12 — abc", False), ("«سلام» abc", True), ("…", False)])
def test_direction_follows_the_first_strong_letter(qapp, text, mirrored):
    assert two_lines(text, qapp.font(), 300)[2] is mirrored


@pytest.fixture
def view(qtbot, theme):
    view = ClaimsList()
    qtbot.addWidget(view)
    view.setItemDelegate(ClaimDelegate(theme, view))
    view.resize(380, 400)
    return view


def ink_count(view, color):
    image = view.grab().toImage()
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(image.pixelColor(x, y) == color for x, y in points)


@pytest.mark.parametrize(("letter", "verdict"), [("v", Verdict.VERIFIED), ("d", Verdict.DISPUTED)])
def test_the_mark_stands_in_its_ink(view, claims, letter, verdict):
    model = ClaimsModel(view)
    view.setModel(model)
    model.set_claims(claims(letter))
    view.show()
    assert ink_count(view, LIGHT.ink[verdict]) > 20


def test_zoom_makes_rows_taller(view, theme):
    before = view.itemDelegate().row_height
    theme.set_zoom(200)
    assert view.itemDelegate().row_height > 1.8 * before


def test_an_item_that_is_no_claim_paints_nothing_and_raises_nothing(view, theme):
    model = QStandardItemModel(view)
    model.appendRow(QStandardItem("stray"))
    image = QImage(200, 60, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    blank = image.copy()
    painter = QPainter(image)
    view.itemDelegate().paint(painter, QStyleOptionViewItem(), model.index(0, 0))
    painter.end()
    assert image == blank


def test_a_row_without_room_for_text_still_paints(view, claims):
    model = ClaimsModel(view)
    view.setModel(model)
    model.set_claims(claims("vdo", ["", "\ud800 lone", "x" * 5000]))
    view.resize(40, 300)
    assert not view.grab().isNull()
