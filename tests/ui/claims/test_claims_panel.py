"""The panel by hand: keys, filters, signals."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication

from workbench.core.verdict import Verdict

Key = Qt.Key


@pytest.fixture
def said(panel):
    """Every current_changed and selection_changed, in order."""
    said = []
    panel.current_changed.connect(said.append)
    panel.selection_changed.connect(said.append)
    return said


def shown(panel):
    return [panel.model.uid(row) for row in range(panel.model.rowCount())]


def chip(qtbot, panel, verdict):
    qtbot.mouseClick(panel._chips.chip(verdict), Qt.MouseButton.LeftButton)


def test_without_an_article_the_panel_says_what_to_do(panel):
    assert "Import one (Ctrl+I)" in panel._notice.text() and panel._notice.isVisible()
    assert not panel._list.isVisible()


def test_head_and_chips_count(panel, claims):
    panel.show_claims(claims("vvduno"))
    assert panel._head._count.text() == "5 of 6"
    assert panel._chips.chip(Verdict.UNREVIEWED).text() == "open 1"
    assert panel._chips.chip(Verdict.VERIFIED).accessibleName() == "Show verified: 2"


def test_everything_settled_points_to_the_report(panel, claims):
    rows = claims("vno")
    panel.show_claims(rows)
    assert not panel._notice.isVisible()
    panel.update_claims([replace(rows[2], verdict=Verdict.VERIFIED)])
    assert panel._notice.text() == "Everything is settled. Export the report (Ctrl+E)."
    panel.update_claims([replace(rows[2], verdict=Verdict.DISPUTED)])
    assert panel._notice.text() == "Nothing is open. Still disputed or unsourced: 1."


def test_arrow_keys_move_the_current_claim_and_say_so_once(qtbot, panel, said, claims):
    panel.show_claims(claims("ooo"))
    panel.set_current("1-1")
    panel.focus_list()
    said.clear()
    qtbot.keyClick(panel._list, Key.Key_Down)
    assert said == ["1-2", ["1-2"]]
    assert panel.current() == "1-2" and panel.selected() == ["1-2"]


def test_set_current_is_announced_only_when_it_changes_something(panel, said, claims):
    panel.show_claims(claims("ooo"))
    panel.set_current("1-2")
    panel.set_current("1-2")
    assert said.count("1-2") == 1


def test_several_are_selected_in_text_order(qtbot, panel, said, claims):
    panel.show_claims(claims("oooo"))
    panel.set_current("1-3")
    panel.focus_list()
    for _ in range(2):
        qtbot.keyClick(panel._list, Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert panel.selected() == ["1-1", "1-2", "1-3"] and ["1-1", "1-2", "1-3"] in said
    qtbot.keyClick(panel._list, Key.Key_Escape)
    assert panel.selected() == [panel.current()]


def test_letters_reach_the_actions_of_the_window_from_the_list(qtbot, panel, claims):
    window = panel.window()
    pressed = []
    for letter in ("V", "J", "K", "E", "Return", "/", "Shift+D"):
        action = QAction(window)
        action.setShortcut(QKeySequence(letter))
        action.triggered.connect(lambda _=False, said=letter: pressed.append(said))
        window.addAction(action)
    panel.show_claims(claims("ooo"))
    panel.set_current("1-1")
    panel.focus_list()
    for key in (Key.Key_V, Key.Key_J, Key.Key_K, Key.Key_E, Key.Key_Return, Key.Key_Slash):
        qtbot.keyClick(panel._list, key)
    qtbot.keyClick(panel._list, Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    assert pressed == ["V", "J", "K", "E", "Return", "/", "Shift+D"]
    assert panel.current() == "1-1"


def test_letters_that_nobody_wants_do_not_search_the_list(qtbot, panel, claims):
    panel.show_claims(claims("oooo"))
    panel.set_current("1-2")
    panel.focus_list()
    qtbot.keyClicks(panel._list, "cla*+-")
    assert panel.current() == "1-2"


def test_a_chip_filters_and_moves_to_the_nearest(qtbot, panel, said, claims):
    panel.show_claims(claims("vododo"))
    panel.set_current("1-2")
    chip(qtbot, panel, Verdict.DISPUTED)
    assert shown(panel) == ["1-3", "1-5"] and panel.current() == "1-3"
    chip(qtbot, panel, None)
    assert len(shown(panel)) == 6 and panel.current() == "1-3"
    assert said.count("1-3") == 1


def test_arrow_keys_go_from_chip_to_chip(qtbot, panel, claims):
    panel.show_claims(claims("vod"))
    panel._chips.chip(None).setFocus()
    qtbot.keyClick(panel._chips.chip(None), Key.Key_Right)
    assert panel._chips.chip(Verdict.UNREVIEWED).isChecked() and shown(panel) == ["1-2"]


def test_a_click_on_a_chip_leaves_the_focus_in_the_list(qtbot, panel, claims):
    panel.show_claims(claims("vod"))
    panel.focus_list()
    chip(qtbot, panel, Verdict.VERIFIED)
    assert panel._list.hasFocus()


def test_typing_a_filter_does_not_move_the_current_claim_until_the_list_is_entered(
    qtbot, panel, said, claims
):
    panel.show_claims(claims("ooo", ["pool one", "road", "pool two"]))
    panel.set_current("1-2")
    said.clear()
    panel.focus_filter()
    qtbot.keyClicks(panel._line, "POOL")
    assert shown(panel) == ["1-1", "1-3"] and panel.current() == "1-2" and said == []
    qtbot.keyClick(panel._line, Key.Key_Return)
    assert panel._list.hasFocus() and panel.current() == "1-3"


def test_one_escape_clears_the_filter_and_returns_to_the_list(qtbot, panel, claims):
    panel.show_claims(claims("oo"))
    panel.set_current("1-2")
    panel.focus_filter()
    qtbot.keyClicks(panel._line, "zzz")
    assert panel.model.rowCount() == 0 and "No claim matches" in panel._notice.text()
    assert not panel._detail.verdicts.isVisible()  # nothing is judged that the list does not show
    assert "filter hides" in panel._detail._hint.text()
    qtbot.keyClick(panel._line, Key.Key_Escape)
    assert panel._line.text() == "" and panel._list.hasFocus() and panel.current() == "1-2"
    assert panel._detail.verdicts.isVisible()
    panel.focus_filter()
    qtbot.keyClick(panel._line, Key.Key_Escape)
    assert panel._list.hasFocus()


def test_choosing_a_reason_gives_the_keys_back_to_the_list(qtbot, panel, claims):
    panel.show_claims(claims("do"))
    panel.set_current("1-1")
    reason = panel._detail.reason
    for leave in (lambda: reason.activated.emit(2), lambda: qtbot.keyClick(reason, Key.Key_Escape)):
        reason.setFocus()
        assert reason.hasFocus()
        leave()
        assert panel._list.hasFocus()


def test_tab_goes_from_the_list_to_the_verdicts_and_never_into_text_to_read(qtbot, panel, claims):
    panel.show_claims(claims("d"))
    panel.set_current("1-1")
    panel.focus_list()
    visited = []
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        visited.append(QApplication.focusWidget())
    assert panel._detail.verdicts.button(Verdict.VERIFIED) in visited and panel._detail.note in visited
    assert panel._detail.sentence not in visited and panel._detail.history not in visited


@pytest.mark.parametrize(("zoom", "width", "height"), [(100, 300, 640), (200, 320, 610)])
def test_a_small_window_keeps_the_verdicts_all_chips_and_the_current_row_in_sight(
    qtbot, panel, theme, claims, zoom, width, height
):
    panel.show_claims(claims("vdunoo" * 20))
    theme.set_zoom(zoom)
    panel.resize(width, height)
    panel.set_current("1-60")
    qtbot.wait(20)
    inside = panel.rect()
    shown = [panel._detail.verdicts.button(verdict) for verdict in list(Verdict)[1:]]
    shown += [panel._chips.chip(verdict) for verdict in (None, *Verdict)]
    for button in shown:
        assert inside.contains(button.rect().translated(button.mapTo(panel, button.rect().topLeft())))
        assert (
            button.height() >= button.sizeHint().height()
            and button.visibleRegion().boundingRect() == button.rect()
        )
    panel._detail.reason.show_reason(Verdict.DISPUTED, None)
    panel._detail.note.setFocus()
    assert not panel._detail.note.visibleRegion().isEmpty()  # what Tab reaches is scrolled into sight
    row = panel._list.visualRect(panel.model.index_of("1-60"))
    assert panel._list.viewport().rect().contains(row)


def test_marking_under_a_filter_moves_no_row_until_the_current_claim_moves_on(qtbot, panel, claims):
    rows = claims("oooo")
    panel.show_claims(rows)
    chip(qtbot, panel, Verdict.UNREVIEWED)
    panel.set_current("1-2")
    panel.update_claims([replace(rows[1], verdict=Verdict.VERIFIED)])
    QApplication.processEvents()
    assert shown(panel) == ["1-1", "1-2", "1-3", "1-4"]
    panel.set_current(panel.next_to_decide())
    assert panel.current() == "1-3"
    qtbot.waitUntil(lambda: shown(panel) == ["1-1", "1-3", "1-4"])
    assert panel.current() == "1-3" and panel.selected() == ["1-3"]


def test_a_claim_chosen_elsewhere_is_shown_although_the_filter_hides_its_like(qtbot, panel, claims):
    panel.show_claims(claims("ovo"))
    chip(qtbot, panel, Verdict.UNREVIEWED)
    panel.set_current("1-2")
    assert panel.current() == "1-2" and shown(panel) == ["1-1", "1-2", "1-3"]


def test_another_article_starts_without_a_filter_and_the_same_one_keeps_it(qtbot, panel, claims):
    panel.show_claims(claims("ovo"))
    panel.set_current("1-3")
    chip(qtbot, panel, Verdict.UNREVIEWED)
    panel.show_claims(claims("ooo"))
    assert panel.model.filter.verdict is Verdict.UNREVIEWED and panel.current() == "1-3"
    panel.show_claims(claims("vv", article=2))
    assert len(shown(panel)) == 2 and panel.current() is None
    assert panel._chips.chip(None).isChecked()


def test_moving_on_commits_the_note_to_the_claim_it_belongs_to(qtbot, panel, said, claims):
    panel.show_claims(claims("oo"))
    panel.set_current("1-1")
    panel.note_committed.connect(lambda uid, text: said.append((uid, text)))
    panel.focus_note()
    qtbot.keyClicks(panel._detail.note, "vd un")
    said.clear()
    panel.set_current("1-2")
    assert said.index(("1-1", "vd un")) < said.index("1-2")
    assert panel._detail.note.text() == ""


def test_escape_in_the_note_returns_to_the_list(qtbot, panel, claims):
    panel.show_claims(claims("oo"))
    panel.set_current("1-1")
    panel.focus_note()
    assert panel._detail.note.hasFocus()
    qtbot.keyClick(panel._detail.note, Key.Key_Escape)
    assert panel._list.hasFocus()


def test_a_late_detail_of_another_claim_is_ignored(panel, claims):
    rows = claims("oo", ["first", "second"])
    panel.show_claims(rows)
    panel.set_current("1-2")
    panel.show_detail(rows[0], [], [])
    assert panel._detail.sentence.toPlainText() == "second"


def test_the_whole_panel_fits_320_pixels_and_repaints_in_the_dark(qtbot, panel, theme, claims):
    panel.show_claims(claims("vdun" * 2600))
    theme.set_zoom(175)
    theme.set_mode("dark")
    panel.resize(320, 700)
    assert panel.minimumSizeHint().width() <= 320
    assert panel.palette().window().color() == theme.inks.panel
    image = panel.grab().toImage()
    assert image.pixelColor(2, 2) == theme.inks.panel


def test_a_replaced_claim_is_found_by_uid_among_ten_thousand(panel, claims):
    rows = claims("o" * 10_000)
    panel.show_claims(rows)
    panel.set_current("1-9000")
    panel.update_claims([replace(rows[8999], verdict=Verdict.DISPUTED)])
    assert panel._detail.verdicts.button(Verdict.DISPUTED).isChecked()
    assert panel.next_open() == "1-9001"
