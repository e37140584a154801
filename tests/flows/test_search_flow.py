"""Searching all evidence in the real window, by keys alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

Key = Qt.Key


@pytest.fixture
def found(bench: Any, tmp_path: Path, pdf: Callable[..., bytes]) -> Any:
    """The search with two files and "harbour" typed; its list is there."""
    letter, ledger = tmp_path / "letter.txt", tmp_path / "ledger.pdf"
    letter.write_text("Harbour one.\n" + "So it was.\n" * 400 + "The last harbour.", encoding="utf-8")
    ledger.write_bytes(pdf(("No word of it.",), ("A harbour, a HARBOUR.",), ("The harbour again.",)))
    bench.dialogs.files = [letter, ledger]
    bench.press(Key.Key_E)
    bench.idle()
    bench.controller.run("search")
    bench.qtbot.keyClicks(bench.window.search.line, "harbour")
    bench.qtbot.waitUntil(lambda: len(bench.window.search.model.files) == 2, timeout=10_000)
    return bench.window.search


def lit(bench: Any) -> list[str]:
    """The words that are lit in the text viewer."""
    return [mark.cursor.selectedText() for mark in bench.window.evidence.plain.extraSelections()]


def test_return_lands_on_the_lit_words_and_f3_goes_on_without_leaving_the_viewer(
    bench: Any, found: Any
) -> None:
    viewer = bench.window.evidence
    seen: list[Any] = []
    for _ in range(3):
        hit = found.current()
        seen.append((hit.evidence_name, hit.page))
        shown = viewer.plain if hit.media_type == "text/plain" else viewer.pdf
        if len(seen) == 1:
            bench.press(Key.Key_Return, on=found.line)
        bench.qtbot.waitUntil(lambda shown=shown: viewer.focus_widget() is shown, timeout=10_000)
        if shown is viewer.plain:
            bench.qtbot.waitUntil(lambda: lit(bench) == ["Harbour", "harbour"], timeout=10_000)
        else:
            bench.qtbot.waitUntil(lambda page=hit.page: viewer.pdf.page == page, timeout=10_000)
        shown.setFocus()
        bench.press(Key.Key_F3, on=shown)
    assert sorted(seen) == [("ledger.pdf", 2), ("ledger.pdf", 3), ("letter.txt", 1)]
    assert "no further page" in bench.window.message.text


def test_a_query_that_is_half_typed_is_explained_beside_it_and_not_in_the_message_bar(
    bench: Any, found: Any
) -> None:
    found.line.setText('"')
    bench.qtbot.waitUntil(lambda: "no word to search for" in found.status.text(), timeout=10_000)
    assert "no word" not in bench.window.message.text
    assert found.syntax.isVisible()


def test_a_limit_searches_at_once(bench: Any, found: Any) -> None:
    found.sifting.kinds.menu().aboutToShow.emit()
    next(one for one in found.sifting.kinds.menu().actions() if one.text() == "Text").trigger()
    bench.qtbot.waitUntil(lambda: [f.name for f in found.model.files] == ["letter.txt"], timeout=10_000)
