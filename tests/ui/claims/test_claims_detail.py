"""The current claim in full."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent

from workbench.core.anchor import Passage, Quote
from workbench.core.claim import Decision
from workbench.core.evidence import Citation, Method, Stance
from workbench.core.verdict import Judgement, Reason, Verdict
from workbench.ui.claims.detail import ClaimDetail


@pytest.fixture
def detail(qtbot, theme):
    detail = ClaimDetail(theme)
    qtbot.addWidget(detail)
    detail.resize(320, 900)
    detail.show()
    return detail


@pytest.fixture
def citation():
    passage = Passage(12, Quote("eight percent"))
    return Citation(1, "c1", 1, "1-1", 1, "e1", "report.pdf", passage, Stance.SUPPORTS, Method.TEXT_LAYER)


@pytest.fixture
def asked(detail):
    asked = []
    detail.verdict_requested.connect(lambda verdict, stay: asked.append((verdict, stay)))
    return asked


def click(qtbot, widget, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, modifier)


def test_a_verdict_button_asks_and_changes_only_with_the_claim(qtbot, detail, asked, claims):
    (claim,) = claims("o")
    detail.show_claim(claim)
    button = detail.verdicts.button(Verdict.VERIFIED)
    click(qtbot, button)
    assert asked == [(Verdict.VERIFIED, False)] and not button.isChecked()
    detail.show_claim(replace(claim, verdict=Verdict.VERIFIED))
    assert button.isChecked()


def test_shift_stays_and_the_verdict_in_force_is_taken_back(qtbot, detail, asked, claims, monkeypatch):
    (claim,) = claims("d")
    detail.show_claim(claim)
    click(qtbot, detail.verdicts.button(Verdict.UNSOURCED), Qt.KeyboardModifier.ShiftModifier)
    click(qtbot, detail.verdicts.button(Verdict.DISPUTED))
    assert asked == [(Verdict.UNSOURCED, True), (Verdict.UNREVIEWED, True)]
    assert detail.verdicts.button(Verdict.DISPUTED).isChecked()


def test_a_reason_can_be_given_only_where_one_is_due(detail, claims):
    for claim, due in zip(claims("ovdun"), (False, False, True, True, False), strict=True):
        detail.show_claim(claim)
        assert detail.reason.isVisible() is due


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_choosing_a_reason_asks_for_it_and_a_closed_box_takes_no_letter_arrow_or_wheel(qtbot, detail, claims):
    (claim,) = claims("d")
    detail.show_claim(claim)
    asked = []
    detail.reason_requested.connect(asked.append)
    detail.reason.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_N, Qt.Key.Key_End):
        qtbot.keyClick(detail.reason, key)
    assert asked == [] and detail.reason.currentIndex() == 0
    qtbot.keyClick(detail.reason, Qt.Key.Key_Return)
    assert detail.reason.view().isVisible()
    qtbot.keyClick(detail.reason.view(), Qt.Key.Key_Down)
    qtbot.keyClick(detail.reason.view(), Qt.Key.Key_Return)
    assert asked == [Reason.NO_SOURCE]
    assert detail.reason.itemText(0) == "no reason given"
    detail.show_claim(claim)
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    detail.reason.wheelEvent(wheel)
    assert detail.reason.currentIndex() == 0 and asked == [Reason.NO_SOURCE]


def test_return_opens_a_citation_signs_set_its_stance_and_delete_removes_it(qtbot, detail, claims, citation):
    (claim,) = claims("o")
    detail.show_detail(claim, [], [citation])
    done = []
    detail.citation_opened.connect(done.append)
    detail.stance_requested.connect(lambda uid, stance: done.append((uid, stance)))
    detail.citation_removed.connect(lambda uid: done.append(("removed", uid)))
    detail.citations.setCurrentRow(0)
    qtbot.keyClick(detail.citations, Qt.Key.Key_Return)
    qtbot.keyClick(detail.citations, Qt.Key.Key_Minus)
    qtbot.keyClick(detail.citations, Qt.Key.Key_Period)
    qtbot.keyClick(detail.citations, Qt.Key.Key_Delete)
    assert done == ["c1", ("c1", Stance.CONTRADICTS), ("c1", Stance.CONTEXT), ("removed", "c1")]


def test_a_click_opens_a_citation_once_and_showing_it_opens_nothing(qtbot, detail, claims, citation):
    opened = []
    detail.citation_opened.connect(opened.append)
    detail.show_detail(claims("o")[0], [], [citation])
    assert opened == []
    place = detail.citations.visualItemRect(detail.citations.item(0)).center()
    qtbot.mouseClick(detail.citations.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == ["c1"]


def test_a_citation_is_said_with_stance_page_evidence_and_quote(detail, claims, citation):
    whole = replace(citation, uid="c2", passage=Passage(), stance=Stance.CONTEXT)
    detail.show_detail(claims("o")[0], [], [citation, whole])
    said = [detail.citations.item(row).text() for row in (0, 1)]
    assert said == ["supports: p. 12, report.pdf: “eight percent”", "context: report.pdf, whole document"]


def test_the_context_menu_marks_the_stance_in_force(qtbot, detail, claims, citation):
    detail.show_detail(claims("o")[0], [], [citation])
    menu = detail.citations.menu(citation)
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["supports"]
    asked = []
    detail.stance_requested.connect(lambda uid, stance: asked.append((uid, stance)))
    next(action for action in menu.actions() if action.text() == "contradicts").trigger()
    assert asked == [("c1", Stance.CONTRADICTS)]


def test_history_stands_newest_first_with_who_reason_and_note_as_plain_text(detail, claims):
    then = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    decisions = [
        Decision(1, 1, Judgement(Verdict.UNSOURCED, Reason.NO_SOURCE), "Ada", then),
        Decision(2, 1, Judgement(Verdict.VERIFIED, None, "<b>called</b>"), "Ben", then + timedelta(days=1)),
    ]
    detail.show_detail(claims("v")[0], decisions, [])
    text = detail.history.toPlainText()
    assert text.index("Ben") < text.index("<b>called</b>") < text.index("Ada") < text.index("no source")


def test_another_claim_does_not_inherit_citations_and_history(detail, claims, citation):
    first, second = claims("vo")
    decision = Decision(1, 1, Judgement(Verdict.VERIFIED), "Ada", datetime(2026, 3, 1, tzinfo=UTC))
    detail.show_detail(first, [decision], [citation])
    detail.show_claim(replace(first, note="seen"))
    assert detail.citations.count() == 1 and detail.history.isVisible()
    detail.show_claim(second)
    assert detail.citations.count() == 0 and not detail.history.isVisible()


def test_several_claims_show_their_number_and_only_the_verdicts(detail, claims):
    rows = claims("vvo")
    detail.show_claim(rows[0])
    detail.show_several(rows)
    assert detail._summary.text() == "3 claims selected"
    assert detail.verdicts.isVisible() and not detail.note.isVisible() and not detail.attach.isVisible()
    detail.show_several(rows[:2])
    assert detail.verdicts.button(Verdict.VERIFIED).isChecked()


def test_nothing_is_wider_than_320_pixels_even_at_175_percent(qtbot, theme, detail, claims, citation):
    long = replace(citation, evidence_name="averylongname" * 20)
    claim = replace(claims("d")[0], text="https://example.org/" + "path" * 200)
    theme.set_zoom(175)
    detail.show_detail(claim, [], [long])
    qtbot.wait(1)
    assert detail._area.widget().width() <= detail._area.viewport().width()
    assert detail.minimumSizeHint().width() <= 320


def test_a_very_long_sentence_leaves_the_verdicts_in_sight(qtbot, detail, claims):
    detail.show_claim(replace(claims("o")[0], text="word " * 2000))
    qtbot.wait(1)
    assert detail.verdicts.geometry().bottom() < 500


def test_every_control_has_a_name_for_the_screen_reader(detail, claims, citation):
    detail.show_detail(claims("d")[0], [], [citation])
    controls = [detail.sentence, detail.reason, detail.note, detail.citations, detail.history]
    controls += [detail.attach, detail.cite, *(detail.verdicts.button(v) for v in list(Verdict)[1:])]
    for control in controls:
        assert QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name), control


def test_a_note_that_changes_elsewhere_while_it_is_typed_is_said_and_by_whom(qtbot, detail, claims):
    (claim,) = claims("v")
    detail.show_claim(claim)
    detail.note.setFocus()
    qtbot.keyClicks(detail.note, "mine")
    theirs = replace(claim, note="theirs")
    decision = Decision(
        1, 1, Judgement(Verdict.VERIFIED, None, "theirs"), "Ben", datetime(2026, 3, 1, tzinfo=UTC)
    )
    detail.show_detail(theirs, [decision], [])
    assert detail.note.text() == "mine"
    assert detail._news.text() == "Ben changed it to “theirs” meanwhile: your text is kept."
    committed = []
    detail.note_committed.connect(lambda uid, text: committed.append(text))
    detail.note.flush()
    assert committed == ["mine"] and "theirs" not in detail._news.text()
