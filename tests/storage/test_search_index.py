"""What a search finds stands on the page, what stands there is found, and no query breaks it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from workbench.core.errors import BadInputError
from workbench.core.evidence import Hit, PageText
from workbench.core.searching import Wanted
from workbench.storage import evidence, search
from workbench.storage import tables as t
from workbench.storage.workspace import Workspace


@pytest.fixture
def empty(path: Path) -> Iterator[Workspace]:
    """A workspace without anything in it."""
    workspace = Workspace.open(path, create=True)
    yield workspace
    workspace.close()


def fill(connection: Connection, *texts: str) -> int:
    """Store `texts` as the pages of one attached file; returns its key."""
    key = evidence.begin_import(connection, f"uid-{texts!r}"[:60], "file.pdf", "application/pdf", 1)
    connection.execute(t.evidence.update().values(state="ready"))
    evidence.store_pages(connection, key, [PageText(n, 600, 800, text) for n, text in enumerate(texts, 1)])
    return key


@contextmanager
def pages(workspace: Workspace, *texts: str) -> Iterator[Connection]:
    """A connection on which these pages, and no others, can be searched until the block ends."""
    with workspace.write() as connection:
        key = fill(connection, *texts)
        try:
            yield connection
        finally:
            connection.execute(t.evidence.update().where(t.evidence.c.id == key).values(state="importing"))
            evidence.discard_import(connection, key)


def search_for(connection: Connection, query: str, limit: int = 9) -> list[Hit]:
    """The hits of a search everywhere."""
    return list(search.search(connection, Wanted(query), limit).hits)


def found(workspace: Workspace, query: str, *texts: str) -> list[Hit]:
    """What `query` finds on these pages."""
    with pages(workspace, *texts) as connection:
        return search_for(connection, query, 50)


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("harbour", "The Harbour Board", ["Harbour"]),
        ("board harbour", "The Harbour Board", ["Harbour", "Board"]),
        ('"harbour board"', "The Harbour Board met", ["Harbour Board"]),
        ("harb*", "Harbours and a harbour", ["Harbours", "harbour"]),
        ("cafe", "Un café noir", ["café"]),
        ("café", "UN CAFE NOIR", ["CAFE"]),
        ("cafe\u0301", "Un café noir", ["café"]),
        ("café", "Un cafe\u0301 noir", ["cafe\u0301"]),
        ("first", "The \ufb01rst office", ["\ufb01rst"]),
        ("strasse", "Lange Straße 4", ["Straße"]),
        ("οδοσ", "Η ΟΔΟΣ", ["ΟΔΟΣ"]),
        ("灯塔", "保留灯塔!", ["灯塔"]),
        ("保留灯塔", "请保留灯塔。", ["保留灯塔"]),
        ("ジョン", "これはジョン・スミスです", ["ジョン"]),
        ("が", "かがく", ["が"]),
        ("한국", "대한민국과 한국은행", ["한국"]),
        ("שלום", "שָׁלוֹם עולם", ["שָׁלוֹם"]),
        ("212", "its 212 steps", ["212"]),
        ("pell-point", "Pell Point light", ["Pell Point"]),
        ("example.com", "see https://example.com/a", ["example.com"]),
        ("contents", "Contents" + "." * 90 + "12", ["Contents"]),
        ("o'brien", "Mr O’Brien said", ["O’Brien"]),
        ("don't AND", "don’t stop and go", ["don’t", "and"]),
    ],
)
def test_words_phrases_and_prefixes_are_found_and_lit(
    empty: Workspace, query: str, text: str, words: list[str]
) -> None:
    hits = found(empty, query, text)
    assert [text[start:end] for hit in hits for start, end in hit.found] == words
    assert [hit.snippet[start:end] for hit in hits for start, end in hit.lit] == words


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("harbour pier", "The harbour"),
        ('"board harbour"', "The harbour board"),
        ("harb", "harbour"),
        ("か", "が"),
        ("灯台", "灯塔"),
        ("tower*", "a flower"),
        ("12", "2½ of 120"),
    ],
)
def test_what_does_not_stand_on_the_page_is_not_found(empty: Workspace, query: str, text: str) -> None:
    assert found(empty, query, text) == []


@pytest.mark.parametrize(
    "query", ["", "   ", '"', '""', "*", "()", "-", "'", "\0", "\ud800", "...", "・", '" "*', "☃"]
)
def test_a_query_without_a_word_is_one_sentence(empty: Workspace, query: str) -> None:
    with pytest.raises(BadInputError, match="no word to search for"):
        found(empty, query, "text")


@pytest.mark.parametrize("words", [201, 50_000])
def test_a_query_of_too_many_words_is_one_sentence(empty: Workspace, words: int) -> None:
    with pytest.raises(BadInputError, match="at most 200 words"):
        found(empty, "word " * words, "text")


HOSTILE = st.text(
    alphabet=st.one_of(st.sampled_from("\"*()-+^:{}\0\\'%_;, NEARANDOTnear灯塔が\u0301é"), st.characters()),
    max_size=30,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.one_of(
        HOSTILE,
        st.lists(st.sampled_from(['"', "*", "NEAR(", "AND", "OR", "NOT", "a", "col:", ")"])).map(" ".join),
    )
)
def test_no_query_breaks_the_search(empty: Workspace, query: str) -> None:
    try:
        found(empty, query, "a near miss and a col", "灯塔 が e\u0301")
    except BadInputError as error:
        assert "\n" not in str(error) or "\n" in query


PAGE = st.text(
    alphabet=st.one_of(
        st.sampled_from(" \n-.灯塔がㅎ한ßéÉe\u0301ﬁabc12½²"), st.characters(exclude_categories=["Cs"])
    ),
    max_size=80,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=PAGE, data=st.data())
def test_every_word_of_a_page_is_found_and_lit_where_it_stands(
    empty: Workspace, text: str, data: st.DataObject
) -> None:
    text = text.replace("\0", "")
    runs = [word for word in text.split() if any(c.isascii() and c.isalnum() for c in word)]
    if not runs:
        return
    word = data.draw(st.sampled_from(runs)).replace('"', " ")
    hits = found(empty, f'"{word}"', text)
    assert len(hits) == 1
    assert hits[0].found
    wanted = bare(word)
    for start, end in hits[0].found:
        assert bare(text[start:end]) == wanted
    for (start, end), (at, to) in zip(hits[0].lit, hits[0].found, strict=False):
        assert " ".join(hits[0].snippet[start:end].split()) == " ".join(text[at:to].split())


def bare(text: str) -> str:
    """Only what a reader would call the letters: no blanks, signs, accents and case."""
    folded = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in folded if c.isalnum())


def test_the_better_page_comes_first_and_the_limit_holds(empty: Workspace) -> None:
    texts = ["tower " + "filler " * 200, "tower tower tower", "nothing"]
    hits = found(empty, "tower", *texts)
    assert [hit.page for hit in hits] == [2, 1]
    assert hits[0].score > hits[1].score
    with pages(empty, *texts) as connection:
        assert len(search_for(connection, "tower", 1)) == 1


def test_a_snippet_is_short_and_holds_the_word_even_in_a_text_without_blanks(empty: Workspace) -> None:
    text = "字" * 5000 + "灯塔" + "字" * 5000
    (hit,) = found(empty, "灯塔", text)
    assert len(hit.snippet) < 400
    assert [hit.snippet[start:end] for start, end in hit.lit] == ["灯塔"]


def test_a_page_that_is_stored_again_is_found_by_its_new_words_only(empty: Workspace) -> None:
    with empty.write() as connection:
        key = fill(connection, "old café words", "second page")
        evidence.store_pages(connection, key, [PageText(1, 600, 800, "new words")])
        assert [hit.page for hit in search_for(connection, "new", 9)] == [1]
        assert search_for(connection, "cafe", 9) == []
        assert [hit.page for hit in search_for(connection, "second", 9)] == [2]
        connection.exec_driver_sql("INSERT INTO evidence_search(evidence_search) VALUES ('integrity-check')")


def test_evidence_that_is_withdrawn_or_still_arriving_is_not_found(empty: Workspace) -> None:
    with empty.write() as connection:
        key = fill(connection, "a word")
        for values in ({"present": False, "state": "ready"}, {"present": True, "state": "importing"}):
            connection.execute(t.evidence.update().values(**values))
            assert search_for(connection, "word", 9) == []
        evidence.discard_import(connection, key)
        connection.execute(t.evidence.update().values(state="ready"))
        assert search_for(connection, "word", 9) == []
