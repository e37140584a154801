"""What is told fast of plain English text is what is told of any text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.evidence import PageText
from workbench.core.searching import Wanted
from workbench.storage import evidence, search, words
from workbench.storage import tables as t
from workbench.storage.words import indexed
from workbench.storage.workspace import Workspace

SIGNS = "abcXYZ019_'\".,;-\u2010\u2011\u2019\u201c\u2014\u2022\u00ad\u00a0\u00a7\u2212\ufffd é\u0301漢\n\n  "


@settings(max_examples=300)
@given(st.text(st.sampled_from(SIGNS), max_size=60))
def test_a_page_is_spelt_alike_on_both_ways(text: str) -> None:
    quick = words._plain_words(text)
    if quick is not None:
        assert quick.split() == words._spelt(words._PART, text).split()


@settings(max_examples=300)
@given(st.text(st.sampled_from("abE-\n \u2019"), max_size=60))
def test_divided_words_are_spelt_alike_on_both_ways(text: str) -> None:
    first, *parts = indexed(text).split(words._APART)
    assert first.split() == words._spelt(words._TOKEN, text).split()
    assert bool(parts) == bool(words._DIVIDED.search(text))


def test_endless_words_are_left_out_on_both_ways() -> None:
    assert indexed(f"a {'x' * 64} b") == f"a {'x' * 64} b"
    assert indexed(f"a {'x' * 65} b") == "a b"
    assert indexed(f"a {'x' * 33}-\n{'x' * 30} b").split(words._APART)[0].split() == ["a", "b"]


def test_pages_that_are_stored_again_are_found_by_their_new_words_only(path) -> None:
    workspace = Workspace.open(path, create=True)
    with workspace.write() as connection:
        key = evidence.begin_import(connection, "uid", "file.pdf", "application/pdf", 1)
        connection.execute(t.evidence.update().values(state="ready"))
        old = [PageText(n, 600, 800, f"old page {n}") for n in (1, 2, 3)]
        evidence.store_pages(connection, key, old, evidence.words_of(old))
        evidence.store_pages(connection, key, [PageText(2, 600, 800, "new words")])
    with workspace.read() as connection:
        assert [hit.page for hit in search.search(connection, Wanted("old"), 9).hits] == [1, 3]
        assert [hit.page for hit in search.search(connection, Wanted("new"), 9).hits] == [2]
        assert [page.text for page in evidence.page_texts(connection, key)] == [
            "old page 1", "new words", "old page 3",
        ]  # fmt: skip
    workspace.close()
