"""What is typed and decided is kept, whatever happens around it: in the real window."""

from __future__ import annotations

import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from workbench.core.change import Judged, SetVerdict
from workbench.core.errors import WorkspaceError
from workbench.core.verdict import Judgement, Verdict
from workbench.desk.importing import read_bytes, store
from workbench.desk.session import Session
from workbench.storage import connection as storage_connection
from workbench.ui.crash import CrashDialog, install

Key = Qt.Key
OTHER = "The Harbour\n\nThe harbour froze in May. Nobody noticed it for a week.\n"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a lock."""
    monkeypatch.setattr(storage_connection, "_BUSY_SECONDS", 0.05)


@pytest.fixture
def lock(workspace: Path) -> Iterator[sqlite3.Connection]:
    """Another program's connection to the workspace; BEGIN IMMEDIATE on it locks everybody out."""
    connection = sqlite3.connect(workspace, isolation_level=None)
    yield connection
    connection.close()


@pytest.fixture
def hooked(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """Installs the program's own hooks for uncaught errors over a bench's window, until the test ends."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    return lambda bench: install(bench.window)


def type_note(bench: Any, words: str) -> Any:
    """Open the note of the current claim and type; nothing is written yet."""
    bench.press(Key.Key_T)
    editor = bench.window.focusWidget()
    bench.qtbot.keyClicks(editor, words)
    return editor


def offered(bench: Any) -> QPushButton:
    """The button of the message that is shown."""
    button: QPushButton = bench.window.message.findChild(QPushButton)
    assert button.isVisible()
    return button


def notes(path: Path) -> list[str]:
    """All notes on disk, of all articles."""
    session = Session.open(path, "reader")
    try:
        return [c.note for a in session.articles() for c in session.opened(a.id)[1] if c.note]
    finally:
        session.close()


def test_a_note_in_the_making_is_kept_when_an_import_ends(bench: Any, tmp_path: Path) -> None:
    file = tmp_path / "harbour.txt"
    file.write_text(OTHER, encoding="utf-8")
    bench.controller.shelf.import_files([file])
    type_note(bench, "ask the harbour master")
    bench.qtbot.waitUntil(lambda: "The Harbour" in [claim.text for claim in bench.claims], timeout=10_000)
    bench.idle()
    assert notes(bench.path) == ["ask the harbour master"]
    session = Session.open(bench.path, "reader")
    (first, _) = session.articles()
    assert session.opened(first.id)[1][0].note == "ask the harbour master"
    session.close()


def test_a_note_for_a_claim_of_another_article_is_written_there(bench: Any) -> None:
    claim = bench.claims[0]
    store(bench.controller.desk.session, read_bytes(OTHER.encode(), "harbour.txt"))
    bench.controller.desk.open_article(bench.controller.desk.session.articles()[-1].id)
    bench.qtbot.waitUntil(lambda: bench.claims[0].uid != claim.uid, timeout=10_000)
    bench.controller.review.write_note(claim.uid, "late, but here")
    assert notes(bench.path) == ["late, but here"]


def test_a_note_for_a_claim_that_is_gone_is_said_and_not_swallowed(bench: Any) -> None:
    bench.window.panel.note_committed.emit("no such claim", "worth keeping")
    assert "worth keeping" in bench.window.message.text


@pytest.mark.usefixtures("impatient")
def test_the_window_stays_open_while_a_note_cannot_be_written(
    make_bench: Callable[[Path], Any], workspace: Path, lock: sqlite3.Connection
) -> None:
    bench = make_bench(workspace)
    bench.open()
    type_note(bench, "half a thought")
    lock.execute("BEGIN IMMEDIATE")
    assert not bench.window.close()
    assert bench.window.isVisible()
    assert "locked" in bench.window.message.text
    lock.execute("ROLLBACK")
    assert bench.window.close()
    assert bench.stored()[0][2] == "half a thought"


@pytest.mark.usefixtures("impatient")
def test_a_note_that_failed_before_is_written_on_closing(
    make_bench: Callable[[Path], Any], workspace: Path, lock: sqlite3.Connection
) -> None:
    bench = make_bench(workspace)
    bench.open()
    editor = type_note(bench, "half a thought")
    lock.execute("BEGIN IMMEDIATE")
    bench.press(Key.Key_Escape, on=editor)
    assert "locked" in bench.window.message.text
    lock.execute("ROLLBACK")
    assert bench.window.close()
    assert bench.stored()[0][2] == "half a thought"


@pytest.mark.usefixtures("impatient")
def test_the_window_closes_without_the_note_when_that_is_asked_for(
    make_bench: Callable[[Path], Any], workspace: Path, lock: sqlite3.Connection
) -> None:
    bench = make_bench(workspace)
    bench.open()
    type_note(bench, "half a thought")
    lock.execute("BEGIN IMMEDIATE")
    assert not bench.window.close()
    bench.qtbot.mouseClick(offered(bench), Qt.MouseButton.LeftButton)
    assert not bench.window.isVisible()
    lock.execute("ROLLBACK")
    assert bench.stored()[0][2] == ""


@pytest.mark.usefixtures("impatient")
def test_another_workspace_is_not_opened_over_a_note_that_cannot_be_written(
    make_bench: Callable[[Path], Any], workspace: Path, lock: sqlite3.Connection, tmp_path: Path
) -> None:
    bench = make_bench(workspace)
    bench.open()
    type_note(bench, "half a thought")
    lock.execute("BEGIN IMMEDIATE")
    bench.controller.open_workspace(tmp_path / "other.fwb", create=True)
    bench.idle()
    lock.execute("ROLLBACK")
    assert bench.controller.desk.session.workspace.path == workspace
    assert not (tmp_path / "other.fwb").exists()
    assert "locked" in bench.window.message.text


def test_a_workspace_that_cannot_be_read_any_more_is_said_once_and_by_no_dialog(
    bench: Any, hooked: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    hooked(bench)
    looks: list[int] = []

    def fail() -> None:
        looks.append(1)
        raise WorkspaceError("desk.fwb cannot be opened.")

    monkeypatch.setattr(bench.controller.desk.session, "look_outside", fail)
    bench.qtbot.waitUntil(lambda: "Ctrl+O" in bench.window.message.text, timeout=5000)
    assert "desk.fwb cannot be opened." in bench.window.message.text
    assert not bench.controller.desk._watch.isActive()
    assert looks == [1]
    assert not bench.window.findChildren(CrashDialog)


def test_a_workspace_that_is_renamed_away_is_said_in_the_message_and_by_no_dialog(
    bench: Any, hooked: Callable[[Any], None], tmp_path: Path
) -> None:
    hooked(bench)
    moved = tmp_path / "moved.fwb"
    for ending in ("", "-wal", "-shm"):
        if (old := bench.path.with_name(bench.path.name + ending)).exists():
            old.rename(moved.with_name(moved.name + ending))
    bench.press(Key.Key_V, Key.Key_J)
    bench.qtbot.waitUntil(lambda: "Ctrl+O" in bench.window.message.text, timeout=5000)
    assert "desk.fwb" in bench.window.message.text
    assert not bench.window.findChildren(CrashDialog)


def test_the_person_s_trouble_is_a_message_and_ours_is_one_dialog_without_values(
    bench: Any, hooked: Callable[[Any], None], capsys: pytest.CaptureFixture[str]
) -> None:
    hooked(bench)

    def fail(error: Exception) -> None:
        try:
            raise error
        except Exception as raised:
            sys.excepthook(type(raised), raised, raised.__traceback__)

    fail(WorkspaceError("The disk is full."))
    assert bench.window.message.text == "The disk is full."
    fail(ValueError("a sentence of the article"))
    fail(ValueError("another sentence of the article"))
    (dialog,) = bench.window.findChildren(CrashDialog)
    said = capsys.readouterr().err
    assert "ValueError" in said and "sentence of the article" not in said
    dialog.close()
    bench.qtbot.waitUntil(lambda: not bench.window.findChildren(CrashDialog), timeout=5000)
    fail(KeyError("once more"))
    assert len(bench.window.findChildren(CrashDialog)) == 1


def test_an_error_on_any_thread_reaches_the_window(bench: Any, hooked: Callable[[Any], None]) -> None:
    hooked(bench)

    def fail() -> None:
        raise WorkspaceError("The drive is gone.")

    threading.Thread(target=fail).start()
    bench.qtbot.waitUntil(lambda: bench.window.message.text == "The drive is gone.", timeout=5000)


def test_what_is_undone_is_said_and_shown(bench: Any) -> None:
    bench.press(Key.Key_V, Key.Key_D)
    bench.press(Key.Key_Z, ctrl=True)
    assert bench.current == 2
    assert bench.window.message.text == "Undone: Claim 2: disputed"
    bench.press(Key.Key_Z, ctrl=True, shift=True)
    assert bench.window.message.text == "Redone: Claim 2: disputed"
    for _ in range(4):
        bench.press(Key.Key_Z, ctrl=True)
    assert bench.window.message.text == "Nothing to undo."


def test_undoing_a_colleague_s_decision_names_the_colleague(bench: Any) -> None:
    session = Session.open(bench.path, "Bob")
    article = session.articles()[0]
    _, claims = session.opened(article.id)
    session.apply(SetVerdict(article.uid, (Judged(claims[2].uid, Judgement(), Judgement(Verdict.DISPUTED)),)))
    session.close()
    bench.qtbot.waitUntil(lambda: bench.claims[2].verdict is Verdict.DISPUTED, timeout=5000)
    bench.press(Key.Key_Z, ctrl=True)
    assert bench.current == 3
    assert bench.window.message.text == "Undone a change of Bob: Claim 3: disputed"


def test_files_imported_together_are_one_undo(bench: Any, tmp_path: Path) -> None:
    files = [tmp_path / "one.txt", tmp_path / "two.txt"]
    for number, file in enumerate(files):
        file.write_text(f"Title {number}\n\nA sentence stands here.\n", encoding="utf-8")
    bench.dialogs.files = files
    bench.press(Key.Key_I, ctrl=True)
    bench.qtbot.waitUntil(lambda: len(bench.controller.desk.articles) == 3, timeout=10_000)
    bench.idle()
    bench.press(Key.Key_Z, ctrl=True)
    assert len(bench.controller.desk.session.articles()) == 1
