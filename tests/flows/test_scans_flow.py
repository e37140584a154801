"""Recognising a scanned page in the real window, and citing from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from workbench.core.evidence import Method
from workbench.desk.session import Session
from workbench.evidence.ocr import engines

Key = Qt.Key


@pytest.fixture
def ledger(bench: Any, tmp_path: Path, scan: Callable[..., bytes]) -> Any:
    """The window with a scan of two pages open."""
    path = tmp_path / "ledger.pdf"
    path.write_bytes(scan("The bridge cost 4 million crowns.", "It was opened in 1931."))
    bench.dialogs.files = [path]
    bench.press(Key.Key_E)
    bench.idle()
    bench.qtbot.waitUntil(lambda: bench.window.evidence.pdf.has_text(1) is False, timeout=10_000)
    bench.idle()
    bench.window.evidence.pdf.setFocus()
    return bench


@pytest.fixture
def english() -> None:
    if "eng" not in engines.readable():
        pytest.skip("no OCR engine with English is installed here")


@pytest.mark.usefixtures("english")
def test_a_scan_is_recognised_with_two_keys_and_can_then_be_cited(ledger: Any) -> None:
    pane, chooser = ledger.window.evidence, ledger.controller.scans.chooser
    assert not pane.notice.isHidden()
    ledger.press(Key.Key_O, on=pane.pdf)
    ledger.qtbot.waitUntil(chooser.isVisible, timeout=10_000)
    assert "eng" in chooser.ticked
    ledger.press(Key.Key_Return, on=chooser.languages)
    ledger.qtbot.waitUntil(lambda: pane.pdf.has_text(1) is True, timeout=60_000)
    ledger.idle()
    assert pane.notice.isHidden()
    assert not pane.tools.ocr.isHidden()
    assert pane.tools.ocr.text().startswith("OCR ")
    assert ledger.controller.scans._settings.ocr_languages == chooser.ticked
    pane.pdf.select_page()
    ledger.qtbot.waitUntil(lambda: pane.selected_passage() is not None, timeout=10_000)
    ledger.press(Key.Key_C, on=pane.pdf)
    ledger.idle()
    session = Session.open(ledger.path, "reader")
    try:
        cited = session.citations(claim=ledger.claims[0].uid)
    finally:
        session.close()
    read = [citation for citation in cited if citation.method is Method.OCR]
    assert read[0].passage.quote is not None
    assert read[0].passage.quote.exact.startswith("The bridge cost 4 million")


@pytest.mark.usefixtures("english")
def test_one_page_is_read_alone_when_that_is_asked_for(ledger: Any) -> None:
    pane, chooser = ledger.window.evidence, ledger.controller.scans.chooser
    pane.notice.buttons[1].click()
    ledger.qtbot.waitUntil(chooser.isVisible, timeout=10_000)
    ledger.qtbot.mouseClick(chooser.one, Qt.MouseButton.LeftButton)
    ledger.qtbot.waitUntil(lambda: pane.pdf.has_text(1) is True, timeout=60_000)
    ledger.idle()
    session = Session.open(ledger.path, "reader")
    try:
        evidence = session.evidence_list()[0]
        assert [text.ocr for text in session.page_texts(evidence)] == [True, False]
    finally:
        session.close()


@pytest.mark.usefixtures("english")
def test_nothing_can_be_read_without_a_language(ledger: Any) -> None:
    chooser = ledger.controller.scans.chooser
    ledger.press(Key.Key_O, on=ledger.window.evidence.pdf)
    ledger.qtbot.waitUntil(chooser.isVisible, timeout=10_000)
    for row in range(chooser.languages.count()):
        chooser.languages.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not chooser.all.isEnabled()
    assert not chooser.one.isEnabled()
    ledger.press(Key.Key_Escape, on=chooser.languages)
    assert not chooser.isVisible()


def test_without_an_engine_the_message_bar_says_what_to_install(
    ledger: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "_kinds", tuple)
    ledger.press(Key.Key_O, on=ledger.window.evidence.pdf)
    ledger.qtbot.waitUntil(lambda: "reads scanned pages" in ledger.window.message.text, timeout=10_000)
