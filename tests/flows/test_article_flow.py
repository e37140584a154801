"""From nothing to an article and a report, in the real window."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

Key = Qt.Key


@pytest.fixture
def empty(make_bench: Callable[[Path], Any], tmp_path: Path) -> Any:
    """The window on a new workspace."""
    bench = make_bench(tmp_path / "new.fwb")
    bench.open(create=True)
    return bench


def wait_for_article(bench: Any) -> None:
    bench.qtbot.waitUntil(lambda: bool(bench.claims), timeout=10_000)
    bench.idle()


def test_an_empty_workspace_says_what_to_do(empty: Any) -> None:
    assert empty.window.windowTitle() == "Fact Workbench"
    assert empty.window.source.empty


def test_an_article_is_imported_from_a_file_and_shown(empty: Any, tmp_path: Path) -> None:
    file = tmp_path / "harbour.txt"
    file.write_text("Harbour News\n\nThe harbour froze. Nobody noticed.\n", encoding="utf-8")
    empty.dialogs.files = [file]
    empty.press(Key.Key_I, ctrl=True)
    wait_for_article(empty)
    assert [claim.text for claim in empty.claims] == ["Harbour News", "The harbour froze.", "Nobody noticed."]
    assert empty.window.windowTitle() == "Harbour News - Fact Workbench"
    assert empty.current == 1


def test_text_is_pasted_as_an_article_on_the_empty_page(empty: Any) -> None:
    QGuiApplication.clipboard().setText("One claim stands here. Another follows it.")
    empty.press(Key.Key_V, ctrl=True, on=empty.window.focusWidget() or empty.window)
    wait_for_article(empty)
    assert len(empty.claims) == 2


def test_a_binary_file_is_refused_in_one_sentence(empty: Any, tmp_path: Path) -> None:
    file = tmp_path / "picture.txt"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    empty.dialogs.files = [file]
    empty.press(Key.Key_I, ctrl=True)
    empty.qtbot.waitUntil(lambda: empty.window.message.isVisible(), timeout=10_000)
    assert "picture.txt" in empty.window.message.text
    assert empty.controller.desk.session.articles() == []


def test_the_sample_case_opens_with_its_evidence(empty: Any) -> None:
    empty.controller.run("sample")
    empty.qtbot.waitUntil(lambda: len(empty.claims) > 50, timeout=30_000)
    empty.idle()
    assert len(empty.controller.desk.session.evidence_list()) == 4
    assert empty.controller.desk.tally.verified > 10


def test_removing_an_article_empties_the_window_and_undo_brings_it_back(bench: Any) -> None:
    bench.controller.run("remove_article")
    assert bench.window.source.empty
    bench.press(Key.Key_Z, ctrl=True)
    wait_for_article(bench)
    assert bench.window.windowTitle() == "A Bridge Too Late - Fact Workbench"


def test_an_article_is_renamed_as_a_recorded_change(bench: Any) -> None:
    bench.dialogs.answer = "The Orla Bridge"
    bench.controller.run("rename_article")
    assert bench.window.windowTitle() == "The Orla Bridge - Fact Workbench"
    bench.press(Key.Key_Z, ctrl=True)
    assert bench.controller.desk.session.articles()[0].title == "A Bridge Too Late"


def test_the_report_holds_what_was_decided(bench: Any, tmp_path: Path) -> None:
    bench.press(Key.Key_V, Key.Key_D)
    bench.dialogs.target = tmp_path / "report.json"
    bench.press(Key.Key_E, ctrl=True)
    bench.qtbot.waitUntil(lambda: (tmp_path / "report.json").exists(), timeout=20_000)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert "verified" in json.dumps(report)
    bench.idle()


def test_the_filter_narrows_the_list_and_escape_returns(bench: Any) -> None:
    bench.press(Key.Key_Slash)
    line = bench.window.focusWidget()
    bench.qtbot.keyClicks(line, "crowns")
    bench.qtbot.waitUntil(lambda: bench.window.panel.model.rowCount() == 1, timeout=5000)


def test_find_in_the_article_goes_to_the_words(bench: Any) -> None:
    bench.press(Key.Key_F, ctrl=True)
    bench.qtbot.keyClicks(bench.window.focusWidget(), "proud")
    bench.press(Key.Key_Return, on=bench.window.focusWidget())
    bench.press(Key.Key_Escape, on=bench.window.focusWidget())
    assert bench.controller.review.current.text == "The mayor was proud of it."


def test_the_palette_runs_an_action_by_name(bench: Any) -> None:
    bench.press(Key.Key_K, ctrl=True)
    line = bench.window.focusWidget()
    bench.qtbot.keyClicks(line, "not a claim, stay")
    bench.press(Key.Key_Return, on=line)
    assert bench.verdicts()[0] == "not-a-claim"
    assert bench.window.panel.claims_list.hasFocus()


def test_the_keys_page_opens_without_covering_the_work(bench: Any) -> None:
    bench.press(Key.Key_F1)
    keys = bench.controller.sight.keys_page
    assert keys.isVisible()
    assert not keys.isModal()
    keys.close()


def test_f6_visits_every_pane_and_comes_back(bench: Any) -> None:
    seen = set()
    for _ in range(6):
        focus = bench.window.focusWidget()
        seen.add(type(focus).__name__)
        bench.press(Key.Key_F6, on=focus)
    assert len(seen) >= 3


def test_opening_something_that_is_no_workspace_keeps_the_one_that_is_open(
    bench: Any, tmp_path: Path
) -> None:
    wrong = tmp_path / "letter.txt"
    wrong.write_text("Dear all", encoding="utf-8")
    bench.dialogs.target = wrong
    bench.press(Key.Key_O, ctrl=True)
    bench.qtbot.waitUntil(lambda: bench.window.message.isVisible(), timeout=5000)
    assert "not a Fact Workbench workspace" in bench.window.message.text
    bench.press(Key.Key_V)
    assert bench.verdicts()[0] == "verified"


def test_the_article_list_shows_how_far_the_sample_case_has_come(empty: Any) -> None:
    empty.controller.run("sample")
    empty.qtbot.waitUntil(lambda: len(empty.claims) > 50, timeout=30_000)
    empty.idle()
    said = empty.window.articles.list.item(0).data(Qt.ItemDataRole.UserRole + 1)
    assert said == empty.controller.desk.tally
