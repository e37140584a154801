"""Offsets in two units, and quotations found again in their original text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.anchor import Quote, Span
from workbench.text.matching import find_all, find_quote
from workbench.text.utf16 import Utf16Map

_MIXED = st.text(st.sampled_from("ab é字😀𝒳\n"), max_size=30)


@given(_MIXED)
def test_utf16_offsets_agree_with_python_and_come_back(text: str) -> None:
    offsets = Utf16Map(text)
    for offset in range(len(text) + 1):
        units = len(text[:offset].encode("utf-16-le")) // 2
        assert offsets.to_utf16(offset) == units
        assert offsets.to_code_points(units) == offset


def test_an_offset_inside_a_pair_is_the_start_of_the_pair() -> None:
    assert Utf16Map("a😀b").to_code_points(2) == 1


@pytest.mark.parametrize("offset", [-1, 4])
def test_an_offset_outside_the_text_is_refused(offset: int) -> None:
    with pytest.raises(IndexError):
        Utf16Map("abc").to_utf16(offset)
    with pytest.raises(IndexError):
        Utf16Map("abc").to_code_points(offset)


@pytest.mark.parametrize(
    ("needle", "haystack", "found"),
    [
        ("the final report", "… the ﬁnal\nreport …", "the ﬁnal\nreport"),
        ('he said "no"', "Then he said “no”.", "he said “no”"),
        ("it's 5-6", "so it’s 5–6 now", "it’s 5–6"),
        ("cooperation works", "co-\noperation works", "co-\noperation works"),
        ("cooperation", "co\u00adoperation", "co\u00adoperation"),
        ("café", "the cafe\u0301 there", "cafe\u0301"),
        ("12 000", "12\u202f000 people", "12\u202f000"),
        ("砥砺前行", "“不忘初心-砥砺前行”", "砥砺前行"),
    ],
)
def test_a_quotation_is_found_however_it_was_typeset(needle: str, haystack: str, found: str) -> None:
    assert [haystack[start:end] for start, end in find_all(needle, haystack)] == [found]


@pytest.mark.parametrize(
    ("needle", "haystack"), [("12 million", "13 million"), ("Bridge", "bridge"), (" ", "a b"), ("", "a")]
)
def test_nothing_is_found_by_guess(needle: str, haystack: str) -> None:
    assert find_all(needle, haystack) == []


def test_places_are_in_order_and_do_not_overlap() -> None:
    assert find_all("aa", "aaaaa") == [Span(0, 2), Span(2, 4)]


@settings(max_examples=200)
@given(st.text(st.sampled_from("ab -\n“”’ﬁé\u0301\u00ad"), max_size=20), st.data())
def test_each_slice_of_a_text_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    needle = data.draw(st.text(st.sampled_from("abc"), min_size=1, max_size=5))
    haystack = f"{text} {needle} {text}"
    spans = find_all(needle, haystack)
    assert spans
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for start, end in spans:
        assert find_all(needle, haystack[start:end]) == [Span(0, end - start)]


def test_context_decides_between_equal_quotations() -> None:
    text = "In May it cost 5 euros. In June it cost 5 euros."
    quote = Quote("5 euros", "In June it cost ", ".")
    assert find_quote(quote, text) == [Span(40, 47)]


def test_without_context_every_place_is_a_candidate_and_the_nearest_comes_first() -> None:
    text = "5 euros, then 5 euros"
    assert find_quote(Quote("5 euros"), text) == [Span(0, 7), Span(14, 21)]
    assert find_quote(Quote("5 euros"), text, Span(15, 22)) == [Span(14, 21), Span(0, 7)]
