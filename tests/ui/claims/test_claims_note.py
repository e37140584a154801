"""Notes are never lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from workbench.ui.claims.note import NoteEditor


@pytest.fixture
def note(qtbot, theme):
    note = NoteEditor(theme)
    qtbot.addWidget(note)
    note.commits = []
    note.committed.connect(lambda uid, text: note.commits.append((uid, text)))
    note.show()
    note.activateWindow()
    note.setFocus()
    return note


def test_a_pause_in_typing_commits(qtbot, note):
    note.show_note("a", "")
    qtbot.keyClicks(note, "VDUN/?")
    assert note.commits == []
    qtbot.waitUntil(lambda: note.commits == [("a", "VDUN/?")], timeout=3000)


def test_another_claim_commits_the_text_to_the_claim_it_was_typed_on(qtbot, note):
    note.show_note("a", "")
    qtbot.keyClicks(note, "seen")
    note.show_note("b", "other")
    assert note.commits == [("a", "seen")] and note.text() == "other"


def test_nothing_is_committed_twice_or_without_a_change(qtbot, note):
    note.show_note("a", "one\r\ntwo\u00a0three")
    note.flush()
    assert note.commits == []
    qtbot.keyClicks(note, "x")
    note.flush()
    note.flush()
    assert note.commits == [("a", "xone\ntwo\u00a0three")]


def test_escape_commits_and_leaves(qtbot, note):
    note.show_note("a", "")
    qtbot.keyClicks(note, "done")
    with qtbot.waitSignal(note.left):
        qtbot.keyClick(note, Qt.Key.Key_Escape)
    assert note.commits == [("a", "done")]


def test_losing_the_focus_commits(qtbot, note):
    note.show_note("a", "")
    qtbot.keyClicks(note, "call back")
    note.clearFocus()
    assert note.commits == [("a", "call back")]


def test_a_refresh_while_typing_keeps_what_was_typed(qtbot, note):
    note.show_note("a", "old")
    qtbot.keyClicks(note, "new ")
    note.show_note("a", "old")
    note.show_note("a", "from elsewhere")
    assert note.text() == "new old"


def test_undo_brings_the_stored_text_back_into_an_idle_editor(qtbot, note):
    note.show_note("a", "old")
    qtbot.keyClicks(note, "new ")
    note.flush()
    note.show_note("a", "new old")
    note.show_note("a", "old")
    assert note.text() == "old" and note.commits == [("a", "new old")]


def test_a_commit_that_never_reached_the_workspace_is_offered_again(qtbot, note):
    note.show_note("a", "")
    qtbot.keyClicks(note, "precious")
    note.show_note("b", "")
    note.show_note("a", "")  # the workspace still has no note
    assert note.text() == "precious"
    note.flush()
    assert note.commits == [("a", "precious")] * 2
    note.stored("a", "precious")
    note.show_note("b", "")
    note.show_note("a", "")  # taken back on purpose, later
    assert note.text() == ""


def test_text_committed_by_a_pause_is_not_replaced_under_the_caret(qtbot, note):
    note.show_note("a", "")
    qtbot.keyClicks(note, "first half")
    qtbot.waitUntil(lambda: note.commits == [("a", "first half")], timeout=3000)
    note.show_note("a", "first half")
    with qtbot.waitSignal(note.kept) as said:
        note.show_note("a", "from elsewhere")
    assert note.text() == "first half" and said.args == ["from elsewhere"]
    note.flush()
    assert note.commits[-1] == ("a", "first half")  # a new decision


def test_an_empty_note_is_two_lines_high_and_grows_with_its_text(note):
    note.show_note("a", "")
    empty, line = note.height(), note.fontMetrics().lineSpacing()
    note.show_note("b", "one\ntwo\nthree\nfour")
    assert note.height() == empty + 2 * line
