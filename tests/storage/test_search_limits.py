"""Where a search looks, what it refuses, and what it says of words that are on very many pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from workbench.core.evidence import PDF, Hit, PageText
from workbench.core.searching import Found, Kind, Wanted, kind_of
from workbench.storage import evidence, search, words
from workbench.storage import tables as t
from workbench.storage.workspace import Workspace

FILES = {
    "minutes": (PDF, ["the harbour board", "the pier and the harbour", "a pier"]),
    "letter": ("text/plain", ["dear harbour master, the pier"]),
    "scan": ("image/png", ["harbour plan"]),
    "mail": ("message/rfc822", ["re: harbour"]),
    "report": (PDF, ["harbour one", "harbour two", "nothing", "habit"]),
}


@pytest.fixture
def filled(workspace: Workspace) -> Iterator[tuple[Connection, dict[str, int]]]:
    """A connection, and the keys of FILES by name."""
    with workspace.write() as connection:
        keys = {}
        for name, (media_type, texts) in FILES.items():
            keys[name] = key = evidence.begin_import(connection, name, name, media_type, 1)
            pages = [
                PageText(n, 1, 1, text, label="iv" if n == 2 else "", ocr=name == "scan")
                for n, text in enumerate(texts, 1)
            ]
            evidence.describe(connection, key, len(texts) if media_type == PDF else 0, "")
            evidence.store_pages(connection, key, pages)
        connection.execute(t.evidence.update().values(state="ready"))
        yield connection, keys


def cite(connection: Connection, key: int, page: int | None) -> None:
    """A citation that stands."""
    row = {
        "uid": f"c{key}-{page}", "claim_id": 1, "evidence_id": key, "page": page, "prefix": "", "suffix": "",
        "rects": [], "stance": "supports", "method": "page", "engine": "", "present": True, "added_at": "",
        "version": 1,
    }  # fmt: skip
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    connection.execute(t.citation.insert().values(**row))


def places(found: Found) -> set[tuple[str, int]]:
    """Name and page of each hit."""
    return {(hit.evidence_name, hit.page) for hit in found.hits}


Filled = tuple[Connection, dict[str, int]]


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("harbour -pier", {("minutes", 1), ("scan", 1), ("mail", 1), ("report", 1), ("report", 2)}),
        ("pier -harb*", {("minutes", 3)}),
        ('harbour -"the pier" -two', {("minutes", 1), ("scan", 1), ("mail", 1), ("report", 1)}),
        ("harb* -harbour", set()),
        ("hab* -pier", {("report", 4)}),
    ],
)
def test_a_hyphen_before_a_word_refuses_pages_with_it(
    filled: Filled, query: str, where: set[tuple[str, int]]
) -> None:
    assert places(search.search(filled[0], Wanted(query), 50)) - {("minutes", 2)} == where


def test_only_the_files_and_types_asked_for_are_looked_at(filled: Filled) -> None:
    connection, keys = filled

    def pages(**limits: object) -> set[tuple[str, int]]:
        return places(search.search(connection, Wanted("harbour", **limits), 50))  # type: ignore[arg-type]

    assert pages(kinds=frozenset({Kind.MAIL})) == {("mail", 1)}
    assert pages(kinds=frozenset({Kind.TEXT, Kind.PICTURE})) == {("letter", 1), ("scan", 1)}
    assert pages(evidence=frozenset({keys["report"], keys["mail"]})) == {
        ("report", 1), ("report", 2), ("mail", 1),
    }  # fmt: skip
    assert pages(evidence=frozenset({keys["mail"]}), kinds=frozenset({Kind.PDF})) == set()
    connection.execute(t.evidence.update().where(t.evidence.c.id == keys["scan"]).values(present=False))
    assert pages(kinds=frozenset({Kind.PICTURE})) == set()
    assert ("scan", 1) not in pages()


def test_pages_are_cited_one_by_one_and_single_pages_as_a_whole(filled: Filled) -> None:
    connection, keys = filled
    cite(connection, keys["report"], 2)
    cite(connection, keys["letter"], None)
    cite(connection, keys["minutes"], None)  # of a file of many pages this says nothing about one of them
    cited = search.search(connection, Wanted("harbour", cited=True), 50)
    assert places(cited) == {("report", 2), ("letter", 1)}
    others = search.search(connection, Wanted("harbour", cited=False), 50)
    assert places(others) == {("minutes", 1), ("minutes", 2), ("scan", 1), ("mail", 1), ("report", 1)}


def test_a_hit_says_what_it_is(filled: Filled) -> None:
    hits = {(h.evidence_name, h.page): h for h in search.search(filled[0], Wanted("harbour"), 50).hits}
    assert (hits["minutes", 2].label, hits["minutes", 1].label) == ("iv", "")
    assert hits["scan", 1].ocr
    assert not hits["mail", 1].ocr
    assert kind_of(hits["mail", 1].media_type) is Kind.MAIL


def test_pages_are_counted_beyond_those_that_are_listed(filled: Filled) -> None:
    found = search.search(filled[0], Wanted("harbour"), 2)
    assert (len(found.hits), found.pages, found.more) == (2, 7, False)


def test_long_lists_keep_fewer_places_but_all_words(filled: Filled) -> None:
    hits = search.search(filled[0], Wanted("the harbour pier"), 9, places=1).hits
    page = next(hit for hit in hits if hit.evidence_name == "minutes")
    assert len(page.found) == 1
    assert set(page.words) == {"the", "pier", "harbour"}


@pytest.mark.parametrize("query", ["harbour", '"harbour"', "har*", "the har*", '"the harbour"', "-two ha*"])
@pytest.mark.parametrize("limits", [{}, {"kinds": frozenset({Kind.PDF})}, {"cited": False}])
@pytest.mark.parametrize("bound", [0, 1, 3, 100])
def test_bounded_work_finds_no_wrong_page_and_says_when_it_left_some_out(
    filled: Filled, monkeypatch: pytest.MonkeyPatch, query: str, limits: dict[str, object], bound: int
) -> None:
    connection, wanted = filled[0], Wanted(query, **limits)  # type: ignore[arg-type]
    everything = places(search.search(connection, wanted, 50))
    for name in ("RANKED", "PHRASES", "_TRIED"):
        monkeypatch.setattr(search, name, max(bound, 1) if name != "PHRASES" else bound)
    for limit in (1, 2, 50):
        found = search.search(connection, wanted, limit)
        assert places(found) <= everything
        assert found.pages <= len(everything)
        if not found.more:
            assert found.pages == len(everything)
            assert len(found.hits) == min(limit, len(everything))


def test_a_frequent_phrase_is_shown_from_all_over_the_evidence(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "PHRASES", 20)
    with workspace.write() as connection:
        key = evidence.begin_import(connection, "big", "big", PDF, 1)
        evidence.store_pages(connection, key, [PageText(n, 1, 1, "of the pier") for n in range(1, 41)])
        connection.execute(t.evidence.update().values(state="ready"))
        for query in ('"of the"', "p*"):
            found = search.search(connection, Wanted(query), 4)
            pages = sorted(hit.page for hit in found.hits)
            assert found.more
            assert len(pages) == 4
            assert pages[-1] - pages[0] >= 10


TEXT = st.text(alphabet="aAbB1 -\n\u2019\u2013.", max_size=40)


@settings(max_examples=200, deadline=None)
@given(text=TEXT, query=st.text(alphabet='abB1 "*-', min_size=1, max_size=12))
def test_the_quick_way_through_plain_pages_finds_what_the_thorough_one_does(text: str, query: str) -> None:
    phrases = [phrase for asked in words.parse(query) for phrase in asked.ways]
    quick = words.find(text, phrases)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "_is_plain", lambda _: False)
        assert words.find(text, phrases) == quick
        for asked in words.parse(query):
            assert asked.stands_in(text) == bool(words.find(text, list(asked.ways)))


@settings(max_examples=100, deadline=None)
@given(
    text=st.text(alphabet="дДéÉe\u0301ﬁfi한ᄒ\u1161\u11ab灯\uf900が\u304b\u3099 x", max_size=30),
    data=st.data(),
)
def test_every_script_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    tokens = words.indexed(text).split()
    if tokens:
        (asked,) = words.parse(f'"{data.draw(st.sampled_from(tokens))}"')
        assert words.find(text, list(asked.ways))
        assert asked.stands_in(text)


def test_media_types_have_their_kind() -> None:
    kinds = {
        PDF: Kind.PDF, "text/plain": Kind.TEXT, "text/html": Kind.WEB, "multipart/related": Kind.WEB,
        "image/tiff": Kind.PICTURE, "audio/mpeg": Kind.RECORDING, "message/rfc822": Kind.MAIL,
        "application/vnd.ms-outlook": Kind.MAIL, "application/zip": Kind.OTHER,
        "application/vnd.oasis.opendocument.text": Kind.OFFICE, "application/rtf": Kind.OFFICE,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Kind.OFFICE,
        "application/vnd.fact-workbench.contact+json": Kind.CONTACT,
    }  # fmt: skip
    assert {media_type: kind_of(media_type) for media_type in kinds} == kinds


def test_hits_come_best_first(filled: Filled) -> None:
    hits: tuple[Hit, ...] = search.search(filled[0], Wanted("the harbour"), 50).hits
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
