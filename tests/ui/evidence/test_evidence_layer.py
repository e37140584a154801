from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.anchor import Rect, Span
from workbench.ui.evidence.layer import TextLayer, clean_copy

W, H, PITCH = 10.0, 12.0, 20.0


def layer(text: str, left: float = 50, top: float = 100) -> TextLayer:
    rects, x, y = [], left, top
    for char in text:
        rects.append(Rect(x, y, x, y) if char == "\n" else Rect(x, y, x + W, y + H))
        x, y = (left, y + PITCH) if char == "\n" else (x + W, y)
    return TextLayer(text, rects)


@settings(max_examples=60, deadline=None)
@given(st.text("abc d.é中\U0001f600\n", max_size=60))
def test_the_middle_of_every_character_is_that_character(text: str) -> None:
    page = layer(text)
    line, column = 0, 0
    for index, char in enumerate(text):
        if char == "\n":
            line, column = line + 1, 0
            continue
        assert page.character_at(50 + (column + 0.5) * W, 100 + line * PITCH + H / 2) == index
        column += 1


@settings(max_examples=60, deadline=None)
@given(st.text("abc\n", min_size=1, max_size=60), st.data())
def test_a_span_has_one_rectangle_for_each_line_that_it_has_characters_on(text: str, data: Any) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    lines = [line for line in text[start:end].split("\n") if line]
    assert len(layer(text).rects_of(Span(start, end))) == len(lines)


def test_beside_a_short_last_line_its_end_is_nearest_not_the_line_above() -> None:
    text = "a long line of words\nshort"
    assert layer(text).caret_at(50 + 15 * W, 100 + PITCH + 8) == len(text)


def test_a_point_in_the_second_column_never_selects_the_first() -> None:
    left, right = layer("one two\nthree", 50), layer("four\nfive", 300)
    both = TextLayer("one two\nthree\nfour\nfive", [*left._rects, Rect(0, 0, 0, 0), *right._rects])
    # Between two lines of the right column, at the height of nothing.
    assert both.text[both.character_at(305, 100 + H + 3)] == "f"
    assert both.rects_of(Span(0, 3)) == (Rect(50, 100, 80, 112),)


def test_letters_that_run_from_right_to_left_have_their_end_on_the_left() -> None:
    text = "שלום"
    rects = [Rect(90 - W * i, 100, 100 - W * i, 112) for i in range(4)]
    page = TextLayer(text, rects)
    assert page.caret_at(99, 106) == 0
    assert page.caret_at(61, 106) == 4


@pytest.mark.parametrize(
    ("text", "index", "word"),
    [
        ("the council's vote", 6, "council's"),
        ("cost 12.5 million", 10, "million"),
        ("一带一路", 1, "带"),
        ("naïve idea", 2, "naïve"),
        ("a b", 1, ""),
    ],
)
def test_the_word_around_a_character(text: str, index: int, word: str) -> None:
    span = layer(text).word_at(index)
    assert text[span.start : span.end] == word


def test_the_sentence_around_a_character_crosses_line_ends() -> None:
    text = "It rains. The bridge\ncost 2.5 million. It opened."
    span = layer(text).sentence_at(22)
    assert text[span.start : span.end] == "The bridge\ncost 2.5 million."


def test_words_are_found_whole_and_whatever_their_case() -> None:
    text = "Tax and taxes; TAX"
    assert layer(text).find(["tax"]) == [Span(0, 3), Span(15, 18)]


def test_chinese_words_are_found_inside_a_run() -> None:
    assert layer("共建一带一路倡议").find(["一路"]) == [Span(4, 6)]


def test_a_quote_is_found_across_other_line_ends() -> None:
    text = "the bridge\ncost a lot"
    assert layer(text).find_quote("bridge cost  a") == Span(4, 17)
    assert layer(text).find_quote("bridge lost") is None


def test_a_page_without_text_answers_without_failing() -> None:
    page = TextLayer("", ())
    assert not page.readable
    assert page.caret_at(10, 10) == 0
    assert page.rects_of(Span(0, 5)) == ()


def test_a_copy_has_clean_line_ends_and_no_control_characters() -> None:
    assert clean_copy("one \r\ntwo\x02\t3\rfour\n\n") == "one\ntwo\t3\nfour"
