"""From an engine's words to a page's text: spans, places, blanks, order and names of languages."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.anchor import Rect, Span
from workbench.core.evidence import OcrPage
from workbench.evidence.ocr.characters import characters_of
from workbench.evidence.ocr.languages import engine_language, guessed
from workbench.evidence.ocr.lines import Line, Read, glued, lines_of_table, page_of
from workbench.evidence.ocr.order import in_order
from workbench.evidence.ocr.sheet import Sheet
from workbench.evidence.ocr.tesseract import Layout, layout_of

SHEET = Sheet(400, 200, bytes(80_000), 2.0)


def word(text: str, x: float, y: float, width: float = 40, height: float = 20) -> Read:
    return Read(text, x, y, x + width, y + height, 0.9)


def page(*lines: list[Read], sheet: Sheet = SHEET) -> OcrPage:
    return page_of([Line(tuple(glued(line))) for line in lines], sheet, 1, "Engine 1", ["eng"])


def test_lines_end_in_a_line_break_and_each_word_keeps_its_span_and_place() -> None:
    read = page([word("Grey", 10, 10), word("mill", 60, 12)], [word("closed", 10, 50)])
    assert read.text == "Grey mill\nclosed"
    assert [read.text[w.start : w.end] for w in read.words] == ["Grey", "mill", "closed"]
    assert read.words[0].rect == Rect(5, 5, 25, 16)  # as high as the line, in points
    assert read.confidence == pytest.approx(0.9)


def test_any_sign_that_divides_a_word_at_a_line_end_is_a_hyphen() -> None:
    assert page([word("demo\u00ac", 0, 0)], [word("cracy", 0, 30)]).text == "demo-\ncracy"
    assert page([word("5 \u00ac", 0, 0)]).text == "5 \u00ac"


def test_chinese_words_stand_without_blanks_and_latin_ones_with_them() -> None:
    assert page([word("中文", 0, 0), word("资料", 60, 0)]).text == "中文资料"
    assert page([word("使用", 0, 0), word("find", 60, 0)]).text == "使用 find"
    assert page([word("使用", 0, 0), word("find", 42, 0)]).text == "使用find"


def test_tesseracts_table_is_read_block_by_block_and_nonsense_in_it_is_left_out() -> None:
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
    rows = (
        "4\t1\t1\t1\t1\t0\t10\t10\t90\t20\t-1\t", "5\t1\t1\t1\t1\t1\t10\t10\t40\t20\t96.5\tOne",
        "5\t1\t1\t1\t1\t2\t60\t10\t40\t20\t-1\ttwo", "5\t1\t1\t1\t2\t1\t10\t40\t40\t20\t80\tthree",
        "5\t1\t2\t1\t1\t1\t0\t0\t400\t200\t95\t ", "5\t1\t2\t1\t1\t1\tx\t0\t1\t1\t95\tbad", "5\tshort",
    )  # fmt: skip
    lines = lines_of_table("\n".join((head, *rows)))
    assert [[w.text for w in line.words] for line in lines] == [["One", "two"], ["three"]]
    assert [w.confidence for w in lines[0].words] == [0.965, 0.0]


@pytest.mark.parametrize(
    ("turn", "expected"),
    [(0, (5, 10, 20, 15)), (90, (10, 180, 15, 195)), (180, (180, 85, 195, 90)), (270, (85, 5, 90, 20))],
)
def test_places_are_those_of_the_page_as_displayed_whichever_way_it_was_turned(
    turn: int, expected: tuple[float, ...]
) -> None:
    sheet = Sheet(400, 200, b"", 2.0, turn)
    assert sheet.placed(10, 20, 40, 30) == Rect(*expected)


def test_turning_moves_the_pixels_to_where_placed_says_they_came_from() -> None:
    pixels = bytearray(b"\xff" * 12)
    pixels[1 * 4 + 3] = 0  # column 3 of row 1, in four by three
    sheet = Sheet(4, 3, bytes(pixels), 1.0)
    for degrees in (90, 180, 270):
        turned = sheet.turned(degrees)
        row, column = divmod(turned.grey.index(0), turned.width)
        assert turned.placed(column, row, column + 1, row + 1) == Rect(3, 1, 4, 2)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["a", "word", "中文", "12,5", "e\u0301"]), min_size=1), min_size=1))
def test_every_code_point_of_a_recognised_page_has_a_rectangle_within_its_word(
    lines: list[list[str]],
) -> None:
    reads = [[word(t, 60 * n, 40 * row) for n, t in enumerate(line)] for row, line in enumerate(lines)]
    read = page(*reads, sheet=Sheet(10_000, 10_000, b"", 1.0))
    characters = characters_of(read)
    assert characters.text == read.text
    assert len(characters.rects) == len(read.text)
    for each in read.words:
        inside = characters.rects[each.start : each.end]
        assert (inside[0].x0, inside[-1].x1) == (each.rect.x0, each.rect.x1)
        assert all(one.x1 == other.x0 for one, other in pairwise(inside))


def test_a_quote_over_words_of_a_line_is_one_rectangle() -> None:
    read = page([word("Grey", 10, 10), word("mill", 60, 10)], [word("closed", 10, 50)])
    assert characters_of(read).rects_of(Span(0, 9)) == (Rect(5, 5, 50, 15),)
    assert len(characters_of(read).rects_of(Span(0, len(read.text)))) == 2


def test_letters_follow_the_text_on_a_page_that_lies_on_its_side() -> None:
    sheet = Sheet(400, 200, bytes(80_000), 1.0, 90)
    read = page([word("ab", 10, 10), word("cd", 60, 10)], sheet=sheet)
    rects = characters_of(read).rects
    assert rects[0].y0 > rects[1].y0 > rects[3].y0 > rects[4].y0
    assert len({rect.x0 for rect in rects}) == 1


def test_columns_are_read_one_after_the_other_and_the_parts_of_a_line_together() -> None:
    left = [Line((word(f"L{n}", 0, 30 * n, 180),)) for n in range(5)]
    right = [Line((word(f"R{n}", 220, 30 * n + 2, 180),)) for n in range(5)]
    mixed = [line for pair in zip(left, right, strict=True) for line in pair]
    assert [line.words[0].text for line in in_order(mixed)] == [f"L{n}" for n in range(5)] + [
        f"R{n}" for n in range(5)
    ]
    title = [Line((word("Title", 0, 0),)), Line((word("12", 300, 1),))]
    assert [[w.text for w in line.words] for line in in_order(title)] == [["Title", "12"]]


def test_languages_are_understood_as_people_and_articles_name_them() -> None:
    names = [engine_language(name) for name in ("de", "German", "deu", "zh-Hans", "en-GB", "Latin", "xyz")]
    assert names == ["deu", "deu", "deu", "chi_sim", "eng", "lat", "xyz"]
    assert guessed(["ru", "und", "fr"], ["eng", "rus"]) == ["rus", "eng"]


def test_an_orientation_that_tesseract_is_unsure_of_is_not_taken() -> None:
    said = "Rotate: {}\nOrientation confidence: {}\nScript: Cyrillic\nScript confidence: {}\n"
    assert layout_of(said.format(90, 7.5, 5.0)) == Layout(90, "Cyrillic")
    assert layout_of(said.format(90, 0.4, 0.3)) == Layout()
    assert layout_of("Too few characters.") == Layout()
