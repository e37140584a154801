"""A workspace of the first released format opens, proves itself, can be searched, undone and redone."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.core.verdict import Tally, Verdict
from workbench.desk import checking, searching
from workbench.desk.session import Session
from workbench.storage.words import indexed

PACKED = Path(__file__).resolve().parents[1] / "fixtures" / "format1.fwb.gz"


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Session]:
    """A sitting on a copy of the file."""
    copy = tmp_path / "format1.fwb"
    copy.write_bytes(gzip.decompress(PACKED.read_bytes()))
    session = Session.open(copy, "Bob")
    yield session
    session.close()


def test_it_proves_itself(old: Session) -> None:
    assert checking.problems(old) == []


def test_it_holds_what_was_put_in(old: Session) -> None:
    (article,) = old.articles()
    assert (article.title, article.language) == ("Lighthouse keeper to retire", "en")
    assert article.tally == Tally(verified=2, disputed=2, unreviewed=1, not_a_claim=1)
    assert [evidence.name for evidence in old.evidence_list()] == ["minutes.pdf", "note.txt"]
    quotes = [c.passage.quote.exact for c in old.citations(article_id=article.id) if c.passage.quote]
    assert sorted(quotes) == ["electrified in 1976", "electrified in 1976", "served for 31 years"]
    claims = old.opened(article.id)[1]
    assert next(c.text for c in claims if c.verdict is Verdict.VERIFIED).endswith("31 years.")


def test_it_can_be_searched(old: Session) -> None:
    (hit,) = searching.search(old, "electrified").hits
    assert (hit.evidence_name, hit.page) == ("minutes.pdf", 2)
    assert searching.with_rects(old, [hit])[0].rects


def test_all_of_it_can_be_undone_and_redone(old: Session) -> None:
    (article,) = old.articles()
    before = old.opened(article.id), old.citations(article_id=article.id), old.evidence_list()
    steps = 0
    while old.undo():
        steps += 1
        assert checking.problems(old) == []
    assert (old.articles(), old.evidence_list()) == ([], [])
    for _ in range(steps):
        old.redo()
    assert (old.opened(article.id), old.citations(article_id=article.id), old.evidence_list()) == before
    assert old.redo() is not None  # the change that was undone when the file was written
    assert old.redo() is None
    assert checking.problems(old) == []


def test_its_words_with_soft_hyphens_are_found_whole(tmp_path: Path) -> None:
    path = tmp_path / "old.fwb"
    path.write_bytes(gzip.decompress(PACKED.read_bytes()))
    bare = sqlite3.connect(path)
    key, text = bare.execute("SELECT id, text FROM evidence_page ORDER BY id").fetchone()
    bare.execute(
        "INSERT INTO evidence_search(evidence_search, rowid, text) VALUES ('delete', ?, ?)",
        (key, indexed(text)),
    )
    bare.execute("UPDATE evidence_page SET text = ? WHERE id = ?", ("an ex\u00adam\u00adple", key))
    bare.execute("INSERT INTO evidence_search(rowid, text) VALUES (?, ?)", (key, "an ex am ple"))
    bare.commit()
    bare.close()
    session = Session.open(path, "reader")
    (hit,) = searching.search(session, "example").hits
    assert hit.words == ("ex\u00adam\u00adple",)
    session.close()
    bare = sqlite3.connect(path)
    bare.execute("INSERT INTO evidence_search(evidence_search) VALUES ('integrity-check')")
    vocabulary = "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, evidence_search, 'instance')"
    bare.execute(vocabulary)
    found = {term for (term,) in bare.execute("SELECT term FROM vocabulary WHERE doc = ?", (key,))}
    bare.close()
    assert found == {"an", "example", "ex", "am", "ple", "\ue000"}
