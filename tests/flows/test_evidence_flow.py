"""Attaching, viewing, citing and searching evidence in the real window."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QPushButton

from workbench.core.anchor import Passage
from workbench.core.evidence import Citation, Method, Stance
from workbench.desk.session import Session
from workbench.ui.evidence.selection import Spot
from workbench.ui.outside import sweep

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
    assert bench.window.evidence.pdf.selected_passage() is None


def test_c_works_where_the_selection_is_made(bench: Any, ledger: Path) -> None:
    attach(bench, ledger)
    select_words(bench, 1, "cost")
    view = bench.window.evidence.pdf
    view.setFocus()
    bench.press(Key.Key_C, on=view)
    assert citations(bench)[-1].passage.page == 1


def test_a_selection_over_two_pages_is_cited_as_one_change(bench: Any, ledger: Path) -> None:
    attach(bench, ledger)
    select_words(bench, 1, "cost")
    view = bench.window.evidence.pdf
    view.find_words(2, ["1931"])
    bench.qtbot.waitUntil(lambda: {1, 2} <= set(view.layers), timeout=10_000)
    view.selection.head = Spot(2, 0, 0, 9, 9)
    bench.window.panel.focus_list()
    bench.press(Key.Key_C)
    assert [c.passage.page for c in citations(bench)] == [1, 2]
    bench.press(Key.Key_Z, ctrl=True)
    assert [c.method for c in citations(bench)] == [Method.WHOLE_FILE]


def test_words_selected_in_a_text_are_cited_and_lit_again(bench: Any, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    text = "\U0001f309 " + "x" * 5000 + " and the bridge cost 4 million.\nThe bridge cost 5 million.\n"
    file.write_text(text, encoding="utf-8")
    attach(bench, file)
    plain = bench.window.evidence.plain
    bench.qtbot.waitUntil(lambda: "5 million" in plain.toPlainText(), timeout=10_000)
    place = plain.document().find("bridge cost", plain.document().find("bridge cost"))
    start = place.selectionStart()
    plain.setTextCursor(place)
    plain.setFocus()
    bench.press(Key.Key_C, on=plain)
    (citation,) = citations(bench)
    quote = citation.passage.quote
    assert (citation.method, citation.passage.page) == (Method.TEXT_LAYER, None)
    assert (quote.exact, quote.suffix) == ("bridge cost", " 5 million.\n")
    assert text[: text.rindex(quote.exact)].endswith(quote.prefix)
    bench.controller.run("close_evidence")
    bench.press(Key.Key_Return)
    bench.qtbot.waitUntil(lambda: bool(plain.extraSelections()), timeout=10_000)
    (lit,) = plain.extraSelections()
    assert (lit.cursor.selectionStart(), lit.cursor.selectedText()) == (start, "bridge cost")


def test_a_text_without_a_selection_is_cited_as_a_whole(bench: Any, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("The bridge cost 4 million.", encoding="utf-8")
    attach(bench, file)
    bench.press(Key.Key_J)
    bench.press(Key.Key_C)
    assert [c.method for c in citations(bench, 2)] == [Method.WHOLE_FILE]


def opened_outside(bench: Any, file: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the system is handed when `file` is evidence that is opened outside."""
    opened: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())) or True
    )
    attach(bench, file)
    bench.window.message.hide()
    (evidence,) = bench.controller.desk.session.evidence_list()
    bench.controller.outside.open(evidence.uid)
    bench.qtbot.waitUntil(lambda: bool(opened) or bench.window.message.isVisible(), timeout=10_000)
    return opened


def test_a_copy_opened_outside_is_named_by_what_it_is_and_cannot_be_changed(
    bench: Any, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disguised = ledger.rename(ledger.with_name("x" * 120 + " $(rm).bat"))
    (copy,) = opened_outside(bench, disguised, monkeypatch)
    assert copy.suffix == ".pdf"
    assert len(copy.name) < 64
    assert "$" not in copy.name
    assert copy.read_bytes() == disguised.read_bytes()
    assert copy.stat().st_mode & 0o222 == 0
    bench.window.close()
    assert not copy.parent.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.html", b"<!doctype html><html><script>fetch('http://example.org')</script></html>"),
        ("tool.exe", b"MZ\x90\x00\x03\x00\x00\x00"),
        ("tool.jar", b"PK\x03\x04\x14\x00\x08\x08\x08\x00META-INF/"),
        ("drawing.svg", b"<?xml version='1.0'?><svg onload='x()'/>"),
    ],
)
def test_what_could_run_is_not_opened_outside_but_a_copy_is_offered(
    bench: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    assert opened_outside(bench, file, monkeypatch) == []
    assert name in bench.window.message.text
    bench.dialogs.target = tmp_path / "copy.bin"
    bench.qtbot.mouseClick(bench.window.message.findChild(QPushButton), Qt.MouseButton.LeftButton)
    bench.idle()
    assert (tmp_path / "copy.bin").read_bytes() == data


def test_a_script_is_shown_as_text(bench: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "run.js"
    file.write_text("WScript.Echo('hello');", encoding="utf-8")
    assert [copy.suffix for copy in opened_outside(bench, file, monkeypatch)] in ([".txt"], [])


def test_old_copies_are_swept_and_young_ones_stay(tmp_path: Path) -> None:
    old, young, foreign = (tmp_path / name for name in ("fact-workbench-a", "fact-workbench-b", "other"))
    for folder in (old, young, foreign):
        folder.mkdir()
        (folder / "copy.pdf").write_bytes(b"")
    for folder in (old, foreign):
        os.utime(folder, (0, 0))
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fact-workbench-b", "other"]


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


def test_searching_lands_on_the_page(bench: Any, ledger: Path) -> None:
    attach(bench, ledger)
    bench.controller.run("search")
    line = bench.window.focusWidget()
    bench.qtbot.keyClicks(line, "spring")
    hits: list[Any] = []
    bench.window.search.opened.connect(lambda hit, _: hits.append(hit))

    def found() -> bool:
        bench.press(Key.Key_Return, on=bench.window.focusWidget())
        return bool(hits)

    bench.qtbot.waitUntil(found, timeout=10_000)
    assert hits[0].page == 2
    bench.qtbot.waitUntil(lambda: bench.window.evidence.pdf.page == 2, timeout=10_000)


def test_removing_evidence_takes_its_citations_and_undo_brings_both_back(bench: Any, ledger: Path) -> None:
    attach(bench, ledger)
    uid = bench.controller.desk.session.evidence_list()[0].uid
    bench.controller.removal.remove(uid)
    bench.qtbot.waitUntil(lambda: "is cited" in bench.window.message.text, timeout=10_000)
    (button,) = [b for b in bench.window.message.findChildren(QPushButton) if b.isVisible()]
    button.click()
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
