"""The set page without a window: flow, columns, outlines, marks."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from workbench.core.anchor import Span
from workbench.core.article import Block, BlockKind
from workbench.ui.source.flow import Flow
from workbench.ui.source.marks import places
from workbench.ui.source.outline import outline
from workbench.ui.source.typeset import Script, Typesetter, script_of
from workbench.ui.theme import ZOOMS, Theme

ENGLISH = "The lighthouse keeper counted eleven boats on the way out, and nine of them on the way home. " * 3


@pytest.mark.parametrize("zoom", ZOOMS)
def test_a_line_of_running_text_holds_66_to_76_characters_in_a_wide_pane(theme, zoom):
    theme.set_zoom(zoom)
    typesetter = Typesetter(theme, "en", ENGLISH)
    metrics = QFontMetricsF(typesetter.style(BlockKind.PARAGRAPH, 0).font)
    mean = metrics.horizontalAdvance(ENGLISH) / len(ENGLISH)
    assert 66 <= typesetter.column(3000).width / mean <= 77


@pytest.mark.parametrize("zoom", [80, 100, 200])
@pytest.mark.parametrize("width", [480, 700, 1440])
@pytest.mark.parametrize(("language", "right_to_left"), [("en", False), ("he", True)])
def test_the_column_leaves_48_pixels_for_the_marks_and_stays_in_the_pane(
    theme, zoom, width, language, right_to_left
):
    theme.set_zoom(zoom)
    typesetter = Typesetter(theme, language, ENGLISH)
    column = typesetter.column(width)
    gutter = width - column.right if right_to_left else column.left
    assert typesetter.right_to_left is right_to_left
    assert gutter >= 48
    assert 0 <= column.left < column.right <= width


@pytest.mark.parametrize(
    ("language", "text", "script"),
    [
        ("und", "العبارة التي دُفع ثمنها", Script.RIGHT_TO_LEFT),
        ("und", "付了两次钱的渡轮", Script.HAN),
        ("und", "A ferry paid for twice", Script.LATIN),
        ("und", "", Script.LATIN),
        ("fa-IR", "", Script.RIGHT_TO_LEFT),
        ("en", "付了两次钱的渡轮", Script.LATIN),
    ],
)
def test_the_language_sets_the_script_and_the_letters_where_it_is_unknown(language, text, script):
    assert script_of(language, text) is script


def flow_of(theme: Theme, text: str, kind: BlockKind = BlockKind.PARAGRAPH, width: int = 400) -> Flow:
    flow = Flow(text, [Block(kind, 0, len(text), 1)], Typesetter(theme, "en", text), width)
    flow.lay(range(len(flow.blocks)))
    return flow


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.sampled_from("ab é\u0301\u00a0\n.😀𝒳中א7ب"), min_size=1, max_size=80), st.data())
def test_units_and_code_points_of_a_block_are_inverse(theme, text, data):
    block = flow_of(theme, text).blocks[0]
    offset = data.draw(st.integers(0, len(text)))
    assert block.offset(block.unit(offset)) == offset
    assert block.unit(offset) == len(text[:offset].encode("utf-16-le")) // 2


def test_a_click_on_each_character_finds_that_character(theme):
    text = "Two 😀 faces, 中文 and a long tail of words that runs over several lines of the column."
    block = flow_of(theme, text, width=200).blocks[0]
    for offset, char in enumerate(text):
        segments = block.segments(Span(offset, offset + 1))
        if char != " ":
            line, left, right = segments[0]
            assert block.offset(block.unit_at(line, (left + right) / 2, between=False)) == offset


def test_a_measured_height_is_the_height_of_the_laid_out_block(theme):
    text = ENGLISH * 3
    laid = flow_of(theme, text).height
    flow = Flow(text, [Block(BlockKind.PARAGRAPH, 0, len(text))], Typesetter(theme, "en", text), 400)
    while not flow.settled:
        flow.measure_next()
    assert flow.height == laid


def test_a_very_long_block_is_laid_out_in_pieces_that_lose_nothing(theme):
    text = ENGLISH * 120
    flow = Flow(text, [Block(BlockKind.PARAGRAPH, 0, len(text))], Typesetter(theme, "en", text), 400)
    assert len(flow.blocks) > 3
    assert "".join(text[slice(*block.span)] for block in flow.blocks) == text
    assert all(block.gap == 0 for block in flow.blocks[1:])


def test_verse_keeps_its_lines_and_hard_wrapped_prose_flows(theme):
    verse = flow_of(theme, "Eleven went out\nnine came home\nnobody asked", width=600)
    assert len(verse.blocks[0].lines) == 3
    prose = flow_of(
        theme,
        "Eleven boats went out in the morning, as they had on every day of that long year,\nso",
        width=900,
    )
    assert len(prose.blocks[0].lines) == 1


@pytest.mark.parametrize(
    ("text", "start", "marker"),
    [("- boats", 2, "•"), ("3. boats", 3, "3."), ("3. boats", 0, ""), ("boats", 0, "•"), ("– boats", 0, "")],
)
def test_a_list_item_shows_its_own_sign_or_a_bullet(theme, text, start, marker):
    blocks = [Block(BlockKind.LIST_ITEM, start, len(text), 1)]
    assert Flow(text, blocks, Typesetter(theme, "en", text), 400).blocks[0].marker == marker


@given(st.integers(1, 9), st.floats(34, 200), st.floats(18, 60), st.floats(10, 40), st.booleans())
def test_marks_never_overlap_and_never_leave_the_margin(count, width, height, size, rtl):
    room = QRectF(5, 7, width, height)
    squares = places(count, room, size, rtl=rtl)
    assert len(squares) == count
    for number, square in enumerate(squares):
        assert room.adjusted(-0.01, -0.01, 0.01, 0.01).contains(square)
        for other in squares[number + 1 :]:
            common = square.intersected(other)
            assert common.width() < 0.01 or common.height() < 0.01


def test_marks_in_one_row_stand_in_reading_order_against_the_text():
    ltr = places(3, QRectF(0, 0, 100, 25), 20, rtl=False)
    rtl = places(3, QRectF(0, 0, 100, 25), 20, rtl=True)
    assert [square.left() for square in ltr] == [40, 60, 80]
    assert [square.left() for square in rtl] == [40, 20, 0]


def test_the_frame_follows_its_lines_and_leaves_the_neighbours_out():
    rows = [QRectF(200, 0, 400, 25), QRectF(0, 25, 600, 25), QRectF(0, 50, 150, 25)]
    path = outline(rows, 5)
    for inside in (QPointF(400, 12), QPointF(100, 37), QPointF(75, 62)):
        assert path.contains(inside)
    for outside in (QPointF(100, 12), QPointF(300, 62)):
        assert not path.contains(outside)


def test_lines_that_do_not_meet_are_framed_apart():
    path = outline([QRectF(400, 0, 200, 25), QRectF(0, 25, 150, 25)], 5)
    assert len(path.toSubpathPolygons()) == 2
