"""A workspace of the first released format opens, proves itself, can be searched, undone and redone."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.core.verdict import Tally, Verdict
from workbench.desk import checking, searching
from workbench.desk.session import Session

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
    (hit,) = searching.search(old, "electrified")
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
