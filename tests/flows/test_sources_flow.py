"""Describing evidence, recording contacts and the house rule in the real window."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from workbench.core.evidence import Citation, Evidence, Grade
from workbench.core.house import HouseRule
from workbench.desk.attaching import attach_bytes
from workbench.desk.contacts import read_contact
from workbench.desk.session import Session
from workbench.desk.sourcing import house_rule

Key = Qt.Key


@pytest.fixture
def notes(make_bench: Any, workspace: Any) -> Any:
    """The window on an article with two text files as evidence."""
    session = Session.open(workspace, "Ada")
    attach_bytes(session, b"The bridge cost 4 million crowns.", "ledger.txt")
    attach_bytes(session, b"<html><head><title>Orla bridge shut</title></head><p>Shut.</p>", "news.html")
    session.close()
    bench = make_bench(workspace)
    bench.open()
    bench.qtbot.waitUntil(lambda: len(bench.window.library.model.rows) == 2, timeout=5_000)
    return bench


def evidence(bench: Any) -> list[Evidence]:
    """All evidence as another session reads it from the disk."""
    session = Session.open(bench.path, "reader")
    try:
        return session.evidence_list()
    finally:
        session.close()


def citations(bench: Any, number: int) -> list[Citation]:
    """The citations of a claim as another session reads them from the disk."""
    session = Session.open(bench.path, "reader")
    try:
        return session.citations(claim=bench.claims[number - 1].uid)
    finally:
        session.close()


def choose(bench: Any, *rows: int) -> None:
    """Select rows of the evidence list."""
    library = bench.window.library
    library.list.setFocus()
    library.select([library.model.rows[row].uid for row in rows])


def record(bench: Any, who: str, said: str) -> None:
    """Shift+E, who and what, Ctrl+Return."""
    form = bench.controller.contacts.form
    bench.press(Key.Key_E, shift=True)
    form.who.setText(who)
    form.said.setPlainText(said)
    bench.press(Key.Key_Return, on=form.said, ctrl=True)
    bench.idle()
    bench.qtbot.waitUntil(lambda: not form.isVisible(), timeout=5_000)


def test_a_field_is_kept_when_it_is_left_and_undone_with_one_key(notes: Any) -> None:
    choose(notes, 0)
    notes.press(Key.Key_F2, on=notes.window.library.list)
    details = notes.window.library.details
    assert details.isVisible()
    title = details.lines["title"]
    notes.qtbot.keyClicks(title, "City ledger")
    assert evidence(notes)[0].source.title == ""
    notes.press(Key.Key_Return, on=title)
    assert evidence(notes)[0].source.title == "City ledger"
    notes.press(Key.Key_Z, ctrl=True)
    assert evidence(notes)[0].source.title == ""
    notes.qtbot.waitUntil(lambda: title.text() == "", timeout=5_000)


def test_escape_takes_back_what_was_typed_and_then_leaves(notes: Any) -> None:
    choose(notes, 0)
    notes.press(Key.Key_F2, on=notes.window.library.list)
    author = notes.window.library.details.lines["author"]
    author.setFocus()
    notes.qtbot.keyClicks(author, "Nobody")
    notes.press(Key.Key_Escape, on=author)
    assert author.text() == ""
    notes.press(Key.Key_Escape, on=author)
    assert notes.window.panel.claims_list.hasFocus()
    assert evidence(notes)[0].source.author == ""


def test_several_files_get_their_grade_in_one_change(notes: Any) -> None:
    choose(notes, 0, 1)
    notes.press(Key.Key_F2, on=notes.window.library.list)
    details = notes.window.library.details
    assert len(details.shown) == 2
    details.grade.chosen.emit(Grade.SECONDARY)
    assert [one.source.grade for one in evidence(notes)] == [Grade.SECONDARY, Grade.SECONDARY]
    notes.press(Key.Key_Z, ctrl=True)
    assert [one.source.grade for one in evidence(notes)] == [None, None]


def test_what_a_file_says_of_itself_is_proposed_and_counts_for_nothing_before_down(notes: Any) -> None:
    choose(notes, 1)
    notes.press(Key.Key_F2, on=notes.window.library.list)
    title = notes.window.library.details.lines["title"]
    notes.qtbot.waitUntil(lambda: title.placeholderText() == "Orla bridge shut", timeout=5_000)
    assert title.font().italic()
    assert title.text() == evidence(notes)[1].source.title == ""
    title.setFocus()
    notes.press(Key.Key_Down, Key.Key_Return, on=title)
    assert evidence(notes)[1].source.title == "Orla bridge shut"
    assert not title.font().italic()


def test_shift_e_records_a_contact_cites_it_for_the_claim_and_shows_it(bench: Any) -> None:
    record(bench, "Jane Roe", "It cost four million, she said.")
    (one,) = evidence(bench)
    assert one.is_contact
    assert one.citations == 1
    (citation,) = citations(bench, 1)
    assert citation.passage.quote is not None
    assert citation.passage.quote.exact == "It cost four million, she said."
    bench.qtbot.waitUntil(lambda: bench.window.evidence.plain.isVisible(), timeout=5_000)
    assert bench.window.evidence.plain.toPlainText().startswith("Call: Jane Roe\n")
    assert bench.window.panel.claims_list.hasFocus()
    bench.press(Key.Key_Z, ctrl=True)
    assert evidence(bench) == citations(bench, 1) == []


def test_what_was_typed_stays_when_the_form_is_left_or_refused(bench: Any) -> None:
    form = bench.controller.contacts.form
    bench.press(Key.Key_E, shift=True)
    assert form.at.text()
    assert form.cite.text() == "Cite it for claim 1"
    form.said.setPlainText("Half a sentence")
    bench.press(Key.Key_Escape, on=form.said)
    assert not form.isVisible()
    bench.press(Key.Key_E, shift=True)
    assert form.said.toPlainText() == "Half a sentence"
    bench.press(Key.Key_Return, on=form.said, ctrl=True)
    bench.idle()
    assert "names nobody" in bench.window.message.text
    assert form.isVisible()
    assert form.said.toPlainText() == "Half a sentence"
    assert evidence(bench) == []
    form.clear()


def test_tab_goes_round_in_the_form(bench: Any) -> None:
    form = bench.controller.contacts.form
    bench.press(Key.Key_E, shift=True)
    form.who.setFocus()
    seen = []
    for _ in range(len(form.stops())):
        seen.append(bench.window.focusWidget())
        bench.press(Key.Key_Tab, on=seen[-1])
    assert seen[0] is bench.window.focusWidget() is form.who
    assert set(seen) == set(form.stops())


def test_a_corrected_record_takes_the_place_and_the_citations_of_the_old_one(bench: Any) -> None:
    record(bench, "Jane Roe", "It cost four million.")
    bench.controller.run("correct_contact")
    form = bench.controller.contacts.form
    assert form.who.text() == "Jane Roe"
    form.said.setPlainText("It cost five million.")
    bench.press(Key.Key_Return, on=form.said, ctrl=True)
    bench.idle()
    old, new = evidence(bench)
    assert (old.citations, new.citations, new.replaces) == (0, 1, old.uid)
    session = Session.open(bench.path, "reader")
    assert read_contact(session, new).said == "It cost five million."
    session.close()
    bench.controller.exhibits.open_uid(old.uid)
    bench.idle()
    bench.qtbot.waitUntil(lambda: bench.controller.exhibits.opened.uid == old.uid, timeout=5_000)
    card = bench.controller.contacts._card
    assert "Corrected since" in card.button.text()
    card.button.click()
    bench.qtbot.waitUntil(lambda: bench.controller.exhibits.opened.uid == new.uid, timeout=5_000)


def test_the_hint_says_what_the_rule_still_asks_for_and_leads_to_the_grade(bench: Any) -> None:
    hint = bench.window.panel.sourcing
    bench.qtbot.waitUntil(lambda: hint.line.text() != "", timeout=5_000)
    assert hint.line.text() == "House rule: needs one primary source or 3 independent secondary sources."
    record(bench, "Jane Roe", "It cost four million.")
    bench.qtbot.waitUntil(lambda: hint.grade.isVisible(), timeout=5_000)
    assert hint.ungraded.text() == "1 source has no grade yet."
    hint.grade.click()
    details = bench.window.library.details
    assert details.isVisible()
    assert details.grade.hasFocus()
    details.grade.chosen.emit(Grade.SECONDARY)
    more = "House rule: needs one primary source or 2 more independent secondary sources."
    bench.qtbot.waitUntil(lambda: hint.line.text() == more, timeout=5_000)
    details.grade.chosen.emit(Grade.PRIMARY)
    bench.qtbot.waitUntil(lambda: hint.isHidden(), timeout=5_000)


def test_a_claim_verified_short_of_the_rule_is_told_of_marked_and_found_but_never_stopped(bench: Any) -> None:
    bench.idle()
    bench.press(Key.Key_V)
    assert bench.verdicts()[0] == "verified"
    assert bench.window.message.text.startswith(
        "Claim 1 is verified. The house rule still asks for one primary"
    )
    model = bench.window.panel.model
    assert model.is_short(bench.claims[0])
    assert not model.is_short(bench.claims[1])
    bench.press(Key.Key_J, Key.Key_J)
    action = bench.controller.actions.by_name["next_short"]
    assert isinstance(action, QAction)
    action.trigger()
    assert bench.current == 1


def test_the_rule_is_changed_in_a_line_above_the_claims(bench: Any) -> None:
    bench.press(Key.Key_V)
    form = bench.window.panel.house_rule
    bench.controller.run("house_rule")
    assert form.isVisible()
    form.primary.setValue(0)
    form.secondary.setValue(0)
    bench.press(Key.Key_Return, on=form.secondary)
    assert not form.isVisible()
    session = Session.open(bench.path, "reader")
    assert house_rule(session) == HouseRule(0, 0)
    session.close()
    model = bench.window.panel.model
    bench.qtbot.waitUntil(lambda: not model.is_short(bench.claims[0]), timeout=5_000)
    bench.controller.run("house_rule")
    form.primary.setValue(7)
    bench.press(Key.Key_Escape, on=form.primary)
    assert not form.isVisible()
    assert form.rule().primary == 7
    bench.press(Key.Key_Z, ctrl=True)
    bench.qtbot.waitUntil(lambda: model.is_short(bench.claims[0]), timeout=5_000)


def test_the_window_does_not_close_over_a_contact_that_is_not_recorded(bench: Any) -> None:
    form = bench.controller.contacts.form
    bench.press(Key.Key_E, shift=True)
    form.said.setPlainText("It was closed in 2019.")
    bench.press(Key.Key_Escape, on=form.said)
    assert not bench.window.close()
    assert form.isVisible()
    assert "not recorded" in bench.window.message.text
    form.who.setText("Jane Roe")
    bench.press(Key.Key_Return, on=form.said, ctrl=True)
    bench.idle()
    assert bench.window.close()
    assert [one.name.startswith("Call, Jane Roe") for one in evidence(bench)] == [True]


def test_evidence_that_arrives_does_not_interrupt_who_is_typing(notes: Any) -> None:
    form = notes.controller.contacts.form
    notes.press(Key.Key_E, shift=True)
    form.who.setText("Jane")
    notes.controller.exhibits.open_uid(evidence(notes)[0].uid)
    notes.qtbot.waitUntil(lambda: notes.controller.exhibits.opened is not None, timeout=5_000)
    assert form.isVisible()
    assert form.who.hasFocus()
    form.clear()
