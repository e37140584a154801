"""A quote whose bullets, footnote marks and quotation marks are set otherwise; numbers stay what they are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.anchor import Quote
from workbench.text.matching import Normalised, find_all, find_bare, find_quote


@pytest.mark.parametrize(
    ("quote", "page", "found"),
    [
        (
            'The "/run" directory is kept',
            "See: the list. The /run directory is kept.",
            "The /run directory is kept",
        ),
        ("* Most packages have files", "\u2022 Most packages have files in", "Most packages have files"),
        ("14.4. Can I put it anywhere?", "14.4 Can I put it anywhere?", "14.4 Can I put it anywhere?"),
        ("it costs 5 % (net)", "They say it costs 5 %, net, at least", "it costs 5 %, net"),
        ("said \u00bbnot now\u00ab to them", "She said not now to them.", "said not now to them"),
    ],
)
def test_decoration_does_not_matter(quote, page, found) -> None:
    assert find_all(quote, page) == []
    [span] = find_bare(quote, page)
    assert page[slice(*span)] == found


@pytest.mark.parametrize(
    ("quote", "page"),
    [
        ("1.5 million people left", "(15 million people left"),
        ("15 million people left", "1.5 million people left"),
        ("5 million people left", "2.5 million people left"),
        ("all the people left 5", "all the people left 50"),
        ("all the people left 5", "all the people left 5.2"),
        ("the balance fell to -5", "the balance fell to 5"),
        ("the balance fell by 5 %", "the balance fell by 5"),
        ("a loss of $ 500 in May", "a loss of 500 in May"),
        ("from 2010-2012 in town", "from 20102012 in town"),
        ("They did say so", "they did say so"),
        ("(a)", "a a a"),
    ],
)
def test_amounts_and_letters_do(quote, page) -> None:
    assert find_bare(quote, page) == []


def test_what_stands_there_as_it_is_comes_first() -> None:
    page = Normalised('He said no to it all. "He said" no to it all.')
    needle = Normalised('"He said" no to it all.')
    assert len(page.find(needle)) == 1
    assert find_quote(Quote("He said: no to it all!"), page.text)[0].start == 0


@given(st.text(st.sampled_from("ab1. -,\u201e\u201c(5%"), min_size=12, max_size=60), st.data())
@settings(max_examples=200)
def test_a_piece_of_a_page_is_found_on_it_where_it_was_cut(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    spans = Normalised(text).find(Normalised(text[start:end]))
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
    for before, after in pairwise(spans):
        assert before.end <= after.start
