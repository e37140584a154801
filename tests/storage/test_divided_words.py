"""Words that the end of a line divides."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.evidence import PageText
from workbench.core.searching import Wanted
from workbench.storage import evidence, search
from workbench.storage import tables as t
from workbench.storage.words import find, indexed, parse
from workbench.storage.workspace import Workspace


def lit(query: str, text: str) -> list[str]:
    """What of `text` a query lights."""
    phrases = [phrase for asked in parse(query) for phrase in asked.ways]
    return [text[start:end] for start, end in find(text, phrases)]


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("example", "for exam-\nple here", ["exam-\nple"]),
        ("exam*", "for exam-\nple here", ["exam-\nple"]),
        ('"for example here"', "for exam-\nple here", ["for exam-\nple here"]),
        ("EXAMPLE", "an Exam\u2010\nple", ["Exam\u2010\nple"]),
        ("example", "an exam\u00ad\nple", ["exam\u00ad\nple"]),
        ("example", "an exam\u00adple", ["exam\u00adple"]),
        ('"an example here"', "an ex\u00adam\u00adple here", ["an ex\u00adam\u00adple here"]),
        ("exam\u00adple", "an example", ["example"]),
        ("musée", "le mu-\nsée", ["mu-\nsée"]),
        ("unbelievable", "un-\nbeliev-\nable", ["un-\nbeliev-\nable"]),
        ("known", "a well-\nknown man", ["known"]),
        ("well-known", "a well-\nknown man", ["well-\nknown"]),
        ('"a well-known man"', "a well-\nknown man", ["a well-\nknown man"]),
        ("well-known", "a well-known man", ["well-known"]),
        ('"state of the art"', "the state-of-\nthe-art way", ["state-of-\nthe-art"]),
        ('"exam-\nple"', "for exam-\nple and example", ["exam-\nple", "example"]),
        ("1995", "from 1990-\n1995", ["1995"]),
        ("rest", "the end -\nrest", ["rest"]),
    ],
)
def test_a_word_divided_at_a_line_end_is_found_and_lit_whole(
    workspace: Workspace, query: str, text: str, words: list[str]
) -> None:
    with workspace.write() as connection:
        key = evidence.begin_import(connection, "divided", "page.pdf", "application/pdf", 1)
        connection.execute(t.evidence.update().where(t.evidence.c.id == key).values(state="ready"))
        evidence.store_pages(connection, key, [PageText(1, 600, 800, text)])
        [hit] = search.search(connection, Wanted(query), 9).hits
        assert [text[start:end] for start, end in hit.found] == words
        assert [hit.snippet[start:end].split() for start, end in hit.lit] == [word.split() for word in words]


@pytest.mark.parametrize("query", ["19901995", "endrest", "ple"])
def test_what_no_hyphen_divides_is_not_joined_and_a_part_is_not_lit_in_another_word(query: str) -> None:
    assert lit(query, "1990-\n1995, the end -\nrest, exam-ple-s and\nexamples") == (
        ["ple"] if query == "ple" else []
    )


def test_no_phrase_reaches_from_the_page_into_the_parts_behind_it() -> None:
    page = "well-\nknown ways of exam-\nple"
    assert indexed(page) == "wellknown ways of example \ue000 well known \ue000 exam ple"


WORD = st.text(alphabet="aébßﬁ", min_size=1, max_size=4)


@settings(max_examples=100, deadline=None)
@given(before=st.lists(WORD, max_size=4), parts=st.lists(WORD, min_size=2, max_size=3), after=WORD)
def test_a_divided_word_is_lit_from_its_first_letter_to_its_last(
    before: list[str], parts: list[str], after: str
) -> None:
    divided = "-\n".join(parts)
    text = " ".join([*before, divided, after])
    assert divided in lit("".join(parts), text)
