"""Dropping folders and many kinds of files on the real window, hearing recordings, removing evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from workbench.core.anchor import Moment
from workbench.core.evidence import Citation, Method
from workbench.desk.session import Session

Key = Qt.Key
MAIL = b"""From: ada@example.org
Message-ID: <a@b>
Subject: The bridge
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x

--x

It cost 4 million crowns.
--x
Content-Disposition: attachment; filename=note.txt

the note
--x--
"""


def drop(bench: Any, *files: Path) -> None:
    """Drop files on the window and wait until they are in."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    bench.window.message.hide()
    bench.window.dropped.emit(mime)
    bench.qtbot.waitUntil(bench.window.message.isVisible, timeout=20_000)
    bench.idle()


def stored(bench: Any) -> list[Citation]:
    """The citations of the first claim, read by another session from the disk."""
    session = Session.open(bench.path, "reader")
    try:
        found: list[Citation] = session.citations(claim=bench.claims[0].uid)
        return found
    finally:
        session.close()


def names(bench: Any) -> list[str]:
    return [evidence.name for evidence in bench.controller.desk.session.evidence_list()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a text, a message and a recording."""
    root = tmp_path / "case"
    (root / "sub").mkdir(parents=True)
    (root / "a.txt").write_text("It was opened in 1931.")
    (root / "sub" / "mail.eml").write_bytes(MAIL)
    (root / "sub" / "sound.mp3").write_bytes(b"ID3\x03" + bytes(64))
    return root


def test_a_dropped_folder_is_attached_as_one_change_and_cites_nothing(bench: Any, folder: Path) -> None:
    drop(bench, folder)
    assert names(bench) == ["a.txt", "mail.eml", "sound.mp3"]
    assert "3" in bench.window.message.text
    assert stored(bench) == []
    bench.press(Key.Key_Z, ctrl=True)
    assert names(bench) == []


def test_dropped_files_are_cited_for_the_claim_and_one_bad_one_is_named(bench: Any, folder: Path) -> None:
    drop(bench, folder / "a.txt", folder / "sub" / "mail.eml", folder / "missing.pdf")
    assert [citation.evidence_name for citation in stored(bench)] == ["a.txt", "mail.eml"]
    assert "missing.pdf" in bench.window.message.text
    bench.press(Key.Key_Z, ctrl=True)
    assert (names(bench), stored(bench)) == ([], [])


def test_a_file_that_is_there_is_announced_under_the_name_it_was_dropped_as(bench: Any, folder: Path) -> None:
    drop(bench, folder / "a.txt")
    copy = folder / "copy.txt"
    copy.write_bytes((folder / "a.txt").read_bytes())
    drop(bench, copy)
    assert "copy.txt" in bench.window.message.text
    assert "a.txt" in bench.window.message.text
    assert len(stored(bench)) == 1


def test_a_message_is_read_in_the_viewer(bench: Any, folder: Path) -> None:
    drop(bench, folder / "sub" / "mail.eml")
    plain = bench.window.evidence.plain
    bench.qtbot.waitUntil(lambda: "It cost 4 million crowns." in plain.toPlainText(), timeout=10_000)
    place = plain.document().find("4 million")
    plain.setTextCursor(place)
    plain.setFocus()
    bench.press(Key.Key_C, on=plain)
    (citation,) = stored(bench)
    assert (citation.method, citation.passage.quote.exact) == (Method.TEXT_LAYER, "4 million")


def test_a_picture_that_is_a_program_is_shown_as_text(bench: Any, folder: Path) -> None:
    picture = folder / "x.svg"
    picture.write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    drop(bench, picture)
    plain = bench.window.evidence.plain
    bench.qtbot.waitUntil(lambda: "<script>" in plain.toPlainText(), timeout=10_000)


def test_a_recording_is_heard_outside_and_cited_by_its_time(
    bench: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    opened = staticmethod(lambda url: shown.append(Path(url.toLocalFile())) or True)
    monkeypatch.setattr(QDesktopServices, "openUrl", opened)
    drop(bench, folder / "sub" / "sound.mp3")
    card = bench.window.evidence.recording
    bench.qtbot.waitUntil(card.isVisible, timeout=10_000)
    card.open_button.click()
    bench.qtbot.waitUntil(lambda: bool(shown), timeout=10_000)
    assert shown[0].suffix == ".mp3"
    assert not shown[0].stat().st_mode & 0o222
    card.time.setFocus()
    bench.qtbot.keyClicks(card.time, "12x")
    bench.press(Key.Key_Return, on=card.time)
    assert card.trouble.isVisible()
    assert [citation.method for citation in stored(bench)] == [Method.WHOLE_FILE]
    card.time.clear()
    bench.qtbot.keyClicks(card.time, "12:34-13:01")
    card.heard.setFocus()
    bench.qtbot.keyClicks(card.heard, "Very well cited")  # its letters are no keys of the window
    bench.press(Key.Key_Return, on=card.heard)
    (citation,) = stored(bench)
    assert citation.passage.moment == Moment(754, 781)
    assert citation.passage.quote.exact == "Very well cited"
    assert citation.method is Method.MOMENT
    assert card.time.text() == ""
    bench.window.panel.focus_list()
    bench.press(Key.Key_Return)
    bench.qtbot.waitUntil(lambda: bool(card.time.text()), timeout=10_000)
    assert card.time.text() == "12:34\u201313:01"


def test_removing_what_is_cited_is_asked_about_in_the_window(bench: Any, folder: Path) -> None:
    drop(bench, folder / "a.txt")
    uid = bench.controller.desk.session.evidence_list()[0].uid
    bench.window.library.removed.emit(uid)
    message = bench.window.message
    bench.qtbot.waitUntil(lambda: "is cited" in message.text, timeout=10_000)
    assert names(bench) == ["a.txt"]
    assert "claim 1 of “A Bridge Too Late”" in message.text
    (button,) = [b for b in message.findChildren(QPushButton) if b.isVisible()]
    button.click()
    assert (names(bench), stored(bench)) == ([], [])
    bench.press(Key.Key_Z, ctrl=True)
    assert (names(bench), len(stored(bench))) == (["a.txt"], 1)


def test_removing_what_nobody_cites_is_not_asked_about(bench: Any, folder: Path) -> None:
    drop(bench, folder)
    uid = bench.controller.desk.session.evidence_list()[0].uid
    bench.window.library.removed.emit(uid)
    bench.qtbot.waitUntil(lambda: names(bench) == ["mail.eml", "sound.mp3"], timeout=10_000)
