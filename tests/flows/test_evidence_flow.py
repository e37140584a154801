"""Attaching, viewing, citing and searching evidence in the real window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from workbench.core.anchor import Passage
from workbench.core.evidence import Citation, Method, Stance
from workbench.desk.session import Session

Key = Qt.Key


@pytest.fixture
def ledger(tmp_path: Path, pdf: Callable[..., bytes]) -> Path:
    """A PDF of two pages."""
    path = tmp_path / "ledger.pdf"
    path.write_bytes(pdf(("The bridge cost 4 million crowns.",), ("It was opened in 1931.", "Spring.")))
    return path


def citations(bench: Any, number: int = 1) -> list[Citation]:
    """The citations of a claim, as another session reads them from the disk."""
    session = Session.open(bench.path, "reader")
    try:
        found: list[Citation] = session.citations(claim=bench.claims[number - 1].uid)
        return found
    finally:
        session.close()


def attach(bench: Any, *files: Path) -> None:
    """Press E and choose `files`."""
    bench.dialogs.files = list(files)
    bench.press(Key.Key_E)
    bench.idle()
    bench.qtbot.waitUntil(lambda: bench.window.evidence.isVisible(), timeout=10_000)
    bench.idle()


def select_words(bench: Any, page: int, words: str) -> None:
    """Select `words` on a page of the open PDF, as a person would with the mouse."""
    view = bench.window.evidence.pdf
    view.find_words(page, [words])
    bench.qtbot.waitUntil(lambda: view.settled, timeout=10_000)
    view.go_to_page(page)
    view.select_page()
    bench.qtbot.waitUntil(lambda: view.selected_passage() is not None, timeout=10_000)


def test_e_attaches_a_pdf_and_cites_it_as_a_whole_until_a_passage_is_cited(bench: Any, ledger: Path) -> None:
    attach(bench, ledger)
    assert [c.method for c in citations(bench)] == [Method.WHOLE_FILE]
    select_words(bench, 2, "1931")
    bench.window.panel.focus_list()
    bench.press(Key.Key_C)
    (citation,) = citations(bench)
    assert citation.method is Method.TEXT_LAYER
    assert citation.passage.page == 2
    assert citation.passage.quote is not None
    assert "opened in 1931" in citation.passage.quote.exact
    assert citation.passage.rects


def test_c_works_where_the_selection_is_made(bench: Any, ledger: Path) -> None:
    attach(bench, ledger)
    select_words(bench, 1, "cost")
    view = bench.window.evidence.pdf
    view.setFocus()
    bench.press(Key.Key_C, on=view)
    assert citations(bench)[-1].passage.page == 1


def test_undo_takes_a_citation_back_and_redo_brings_it_again(bench: Any, ledger: Path) -> None:
    attach(bench, ledger)
    select_words(bench, 1, "cost")
    bench.window.panel.focus_list()
    bench.press(Key.Key_C)
    bench.press(Key.Key_Z, ctrl=True)
    assert [c.method for c in citations(bench)] == [Method.WHOLE_FILE]
    bench.press(Key.Key_Z, ctrl=True, shift=True)
    assert [c.method for c in citations(bench)] == [Method.TEXT_LAYER]


def test_c_without_a_selection_says_what_to_do_and_cites_nothing(bench: Any) -> None:
    bench.press(Key.Key_C)
    assert "select a passage" in bench.window.message.text
    assert citations(bench) == []


def test_a_passage_cited_for_a_disputed_claim_contradicts_it(bench: Any, ledger: Path) -> None:
    attach(bench, ledger)
    bench.press(Key.Key_D, shift=True)
    select_words(bench, 1, "cost")
    bench.window.panel.focus_list()
    bench.press(Key.Key_C)
    assert citations(bench)[-1].stance is Stance.CONTRADICTS


def test_return_brings_the_page_with_the_passage(bench: Any, ledger: Path) -> None:
    attach(bench, ledger)
    select_words(bench, 2, "1931")
    bench.window.panel.focus_list()
    bench.press(Key.Key_C)
    bench.controller.run("close_evidence")
    assert not bench.window.evidence.isVisible()
    bench.press(Key.Key_Return)
    bench.qtbot.waitUntil(lambda: bench.window.evidence.isVisible(), timeout=10_000)
    bench.qtbot.waitUntil(lambda: bench.window.evidence.pdf.page == 2, timeout=10_000)


def test_the_same_file_attached_twice_is_stored_once(bench: Any, ledger: Path) -> None:
    attach(bench, ledger)
    bench.press(Key.Key_J)
    attach(bench, ledger)
    assert len(bench.controller.desk.session.evidence_list()) == 1
    assert len(citations(bench, 1)) == len(citations(bench, 2)) == 1


def test_a_dropped_file_becomes_evidence_for_the_current_claim(bench: Any, ledger: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(ledger))])
    bench.controller.drop(mime)
    bench.idle()
    assert [c.evidence_name for c in citations(bench)] == ["ledger.pdf"]


def test_a_pasted_picture_becomes_evidence(bench: Any) -> None:
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(0xFF336699)
    QGuiApplication.clipboard().setImage(picture)
    bench.press(Key.Key_V, ctrl=True)
    bench.idle()
    (evidence,) = bench.controller.desk.session.evidence_list()
    assert evidence.media_type == "image/png"
    bench.qtbot.waitUntil(lambda: bench.window.evidence.isVisible(), timeout=10_000)


def test_a_broken_pdf_is_kept_and_its_problem_said(bench: Any, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing that can be read")
    attach(bench, broken)
    (evidence,) = bench.controller.desk.session.evidence_list()
    assert evidence.problem
    assert bench.window.message.text == evidence.problem


def test_a_folder_cannot_be_attached_and_the_message_says_so(bench: Any, tmp_path: Path) -> None:
    bench.controller.exhibits.attach_files([tmp_path], None)
    bench.qtbot.waitUntil(lambda: bench.window.message.isVisible(), timeout=5000)
    assert "is a folder" in bench.window.message.text


def test_searching_lands_on_the_page(bench: Any, ledger: Path) -> None:
    attach(bench, ledger)
    bench.controller.run("search")
    line = bench.window.focusWidget()
    bench.qtbot.keyClicks(line, "spring")
    hits: list[Any] = []
    bench.window.search.opened.connect(hits.append)

    def found() -> bool:
        bench.press(Key.Key_Return, on=bench.window.focusWidget())
        return bool(hits)

    bench.qtbot.waitUntil(found, timeout=10_000)
    assert hits[0].page == 2
    bench.qtbot.waitUntil(lambda: bench.window.evidence.pdf.page == 2, timeout=10_000)


def test_removing_evidence_takes_its_citations_and_undo_brings_both_back(bench: Any, ledger: Path) -> None:
    attach(bench, ledger)
    uid = bench.controller.desk.session.evidence_list()[0].uid
    bench.controller.exhibits.remove(uid)
    assert bench.controller.desk.session.evidence_list() == []
    assert citations(bench) == []
    bench.press(Key.Key_Z, ctrl=True)
    assert len(citations(bench)) == 1


def test_a_citation_of_the_whole_document_can_be_given_a_stance(bench: Any, ledger: Path) -> None:
    attach(bench, ledger)
    (citation,) = citations(bench)
    assert citation.passage == Passage()
    bench.controller.review.set_stance(citation.uid, Stance.CONTEXT)
    assert citations(bench)[0].stance is Stance.CONTEXT
