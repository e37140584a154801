"""What is read together belongs together, and what was not read is never taken for damage."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.core.article import ArticleSummary
from workbench.core.errors import BadInputError, CancelledError, ConflictError, WorkspaceError
from workbench.core.verdict import Verdict
from workbench.desk import attaching, citing, marking, saving
from workbench.desk.exporting import export
from workbench.desk.pages import PdfPages
from workbench.desk.session import Session
from workbench.jobs.progress import Progress
from workbench.storage import claims as claim_rows
from workbench.storage import evidence as evidence_rows


def meanwhile(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, act: Callable[[], object]) -> None:
    """Let `act` happen once, right after the first call of `module.name`."""
    call = getattr(module, name)

    def then(*args: Any, **options: Any) -> Any:
        found = call(*args, **options)
        monkeypatch.setattr(module, name, call)
        act()
        return found

    monkeypatch.setattr(module, name, then)


def test_a_snapshot_is_one_moment(
    session: Session, article: ArticleSummary, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Session.open(path, "Bob")
    _, claims = session.opened(article.id)
    note = attaching.attach_bytes(session, b"words", "a.txt")
    citing.cite(session, article.uid, claims[0], note, citing.find_passage(session, note, None, None))

    def act() -> None:
        marking.judge(other, article.uid, other.opened(article.id)[1], Verdict.VERIFIED)
        attaching.withdraw(other, note)

    meanwhile(monkeypatch, claim_rows, "claims_of", act)
    seen = session.snapshot(article.id)
    assert ({c.verdict for c in seen.claims}, seen.decisions) == ({Verdict.UNREVIEWED}, {})
    assert [c.evidence_id for c in seen.citations] == [e.id for e in seen.evidence] == [note.id]
    after = session.snapshot(article.id)
    assert ({c.verdict for c in after.claims}, len(after.decisions)) == ({Verdict.VERIFIED}, 3)
    assert (after.citations, after.evidence) == ([], [])
    assert (after.article, after.revision) == (session.article(article.id), session.opened(article.id)[0])
    other.close()


def test_evidence_that_is_withdrawn_while_a_report_is_made_stands_in_it_all_the_same(
    session: Session, article: ArticleSummary, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Session.open(path, "Bob")
    _, claims = session.opened(article.id)
    note = attaching.attach_bytes(session, b"words", "a.txt")
    citing.cite(session, article.uid, claims[0], note, citing.find_passage(session, note, None, "words"))
    meanwhile(monkeypatch, claim_rows, "citations_of", lambda: attaching.withdraw(other, note))
    export(session, article, tmp_path / "report.json")
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert [item["name"] for item in report["evidence"]] == ["a.txt"]
    assert session.evidence_list() == []
    other.close()


def test_evidence_that_is_cited_while_it_is_being_withdrawn_stays(
    session: Session, article: ArticleSummary, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Session.open(path, "Bob")
    _, claims = session.opened(article.id)
    note = attaching.attach_bytes(session, b"words", "a.txt")
    passage = citing.find_passage(session, note, None, None)
    meanwhile(
        monkeypatch,
        attaching,
        "citing_articles",
        lambda: citing.cite(other, article.uid, claims[0], note, passage),
    )
    with pytest.raises(ConflictError):
        attaching.withdraw(session, note)
    assert len(session.evidence_list()) == len(session.citations(evidence=note.uid)) == 1
    attaching.withdraw(session, note)
    assert session.evidence_list() == session.citations(article_id=article.id) == []
    other.close()


def test_pages_that_a_closed_workspace_could_not_read_are_read_at_the_next_start(
    session: Session, path: Path, pdf: Callable[..., bytes]
) -> None:
    data = pdf(*((f"Page number {number}.",) for number in range(1, 301)))

    def close_soon(progress: Progress) -> None:
        if 1 <= progress.done < progress.total == 300:
            session.reader.close()

    with pytest.raises(CancelledError):
        attaching.attach_bytes(session, data, "long.pdf", Progress(close_soon))
    (stored,) = session.evidence_list()
    read = session.page_texts(stored)
    assert (stored.pages, stored.problem) == (300, "")
    assert 0 < len(read) < 300
    assert {page.problem for page in read} == {""}
    session.close()
    again = Session.open(path, "Ada")
    attaching.resume(again, Progress())
    texts = again.page_texts(stored)
    assert [page.text.strip() for page in texts] == [f"Page number {number}." for number in range(1, 301)]
    again.close()


def test_a_file_that_a_closed_workspace_could_not_look_at_is_not_called_damaged(
    session: Session, path: Path, pdf: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, evidence_rows, "stored_evidence", session.reader.close)
    with pytest.raises(CancelledError):
        attaching.attach_bytes(session, pdf(("words",)), "short.pdf")
    (stored,) = session.evidence_list()
    session.close()
    again = Session.open(path, "Ada")
    attaching.resume(again, Progress())
    (found,) = again.evidence_list()
    assert (stored.problem, found.pages, found.problem) == ("", 1, "")
    again.close()


def test_a_viewer_that_asks_after_the_workspace_was_closed_gets_one_sentence(
    session: Session, pdf: Callable[..., bytes]
) -> None:
    pages = PdfPages(session, attaching.attach_bytes(session, pdf(("words",)), "short.pdf"))
    session.reader.close()
    with pytest.raises(WorkspaceError, match="was closed"):
        pages.tile(1, 1.0, 0, 0, 8, 8)
    with pytest.raises(WorkspaceError, match="was closed"):
        pages.characters(1)


@pytest.mark.parametrize("name", ["x" * 256, "folder/" + "x" * 256 + "/copy.txt"])
def test_saving_under_a_name_that_cannot_be_is_one_sentence(
    session: Session, tmp_path: Path, name: str
) -> None:
    (tmp_path / "folder").mkdir()
    note = attaching.attach_bytes(session, b"words", "a.txt")
    with pytest.raises(BadInputError):
        saving.save_copy(session, note, tmp_path / name, Progress())
