"""Files that are protected or damaged, opened in the real window."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

Key = Qt.Key


@pytest.fixture
def locked(tmp_path: Path, pdf: Callable[..., bytes]) -> Path:
    """A PDF of two pages that opens with "mellon"."""
    path = tmp_path / "locked.pdf"
    with pikepdf.open(
        io.BytesIO(pdf(("The bridge cost 4 million.",), ("It was opened in 1931.",)))
    ) as document:
        document.save(path, encryption=pikepdf.Encryption(user="mellon", owner="x", R=6))
    return path


def attach(bench: Any, file: Path) -> None:
    """Press E and choose `file`, then open it."""
    bench.dialogs.files = [file]
    bench.press(Key.Key_E)
    bench.idle()
    bench.controller.exhibits.open_uid(bench.controller.desk.session.evidence_list()[-1].uid)
    bench.idle()


def give(bench: Any, password: str) -> None:
    """Type the password in the viewer and press Return."""
    bar = bench.window.evidence.unlock
    bar.line.clear()
    QTest.keyClicks(bar.line, password)
    QTest.keyClick(bar.line, Key.Key_Return)
    bench.idle()


def test_a_protected_file_asks_in_the_viewer_and_is_read_once_opened(bench: Any, locked: Path) -> None:
    attach(bench, locked)
    pane = bench.window.evidence
    assert pane.unlock.isVisible()
    give(bench, "melon")
    assert pane.unlock.isVisible() and "does not open" in pane.unlock.sentence.text()
    give(bench, "mellon")
    assert not pane.unlock.isVisible()
    assert len(pane.pdf.stack) == 2
    session = bench.controller.desk.session
    (evidence,) = session.evidence_list()
    bench.qtbot.waitUntil(lambda: len(session.page_texts(evidence)) == 2, timeout=10_000)
    assert evidence.pages == 2 or session.evidence(uid=evidence.uid).pages == 2


def test_a_damaged_file_is_shown_with_a_sentence_that_stays(bench: Any, tmp_path: Path, pdf: Any) -> None:
    data = pdf(("The bridge cost 4 million.",), ("It was opened in 1931.",))
    (tmp_path / "damaged.pdf").write_bytes(data.replace(b"/Count 2", b"/Count 9"))
    attach(bench, tmp_path / "damaged.pdf")
    pane = bench.window.evidence
    bench.qtbot.waitUntil(lambda: pane.pdf.has_text(1) is True, timeout=10_000)
    assert len(pane.pdf.stack) == 2
    assert pane.remark.isVisible() and "repaired copy" in pane.remark.sentence.text()
    pane.remark.dismiss.click()
    assert not pane.remark.isVisible()
