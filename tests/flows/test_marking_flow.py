"""Marking by keys in the real window; what counts is what another process reads from the disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from workbench.core.change import Judged, SetVerdict
from workbench.core.verdict import Judgement, Verdict
from workbench.desk.session import Session

Key = Qt.Key


def test_the_window_opens_on_the_first_unreviewed_claim_with_the_list_in_focus(bench: Any) -> None:
    assert bench.window.windowTitle() == "A Bridge Too Late - Fact Workbench"
    assert bench.current == 1
    assert bench.window.panel.claims_list.hasFocus()


@pytest.mark.parametrize(
    ("key", "verdict"),
    [(Key.Key_V, "verified"), (Key.Key_D, "disputed"), (Key.Key_U, "unsourced"), (Key.Key_N, "not-a-claim")],
)
def test_one_key_decides_and_moves_on(bench: Any, key: Qt.Key, verdict: str) -> None:
    bench.press(key)
    assert bench.verdicts()[0] == verdict
    assert bench.current == 2


def test_with_shift_the_claim_stays_current(bench: Any) -> None:
    bench.press(Key.Key_D, shift=True)
    assert bench.verdicts()[0] == "disputed"
    assert bench.current == 1


def test_keys_act_on_the_source_text_as_on_the_list(bench: Any) -> None:
    bench.window.source.view.setFocus()
    bench.press(Key.Key_V, on=bench.window.source.view)
    assert bench.verdicts()[0] == "verified"


def test_deciding_skips_claims_that_are_decided(bench: Any) -> None:
    bench.press(Key.Key_J)
    bench.press(Key.Key_V, shift=True)
    bench.press(Key.Key_K)
    bench.press(Key.Key_V)
    assert bench.current == 3


def test_undo_and_redo_go_to_the_claim_that_they_change(bench: Any) -> None:
    bench.press(Key.Key_V, Key.Key_D)
    bench.press(Key.Key_Z, ctrl=True)
    assert bench.verdicts()[:2] == ["verified", "unreviewed"]
    assert bench.current == 2
    bench.press(Key.Key_Z, ctrl=True, shift=True)
    assert bench.verdicts()[:2] == ["verified", "disputed"]


def test_undo_reaches_back_across_a_restart(make_bench: Callable[[Path], Any], workspace: Path) -> None:
    first = make_bench(workspace)
    first.open()
    first.press(Key.Key_V, Key.Key_D)
    first.window.close()
    second = make_bench(workspace)
    second.open()
    second.press(Key.Key_Z, ctrl=True)
    second.press(Key.Key_Z, ctrl=True)
    assert set(second.verdicts()) == {"unreviewed"}


def test_several_selected_claims_are_one_change(bench: Any) -> None:
    bench.press(Key.Key_Down, Key.Key_Down, shift=True)
    bench.press(Key.Key_V)
    assert bench.verdicts()[:3] == ["verified"] * 3
    bench.press(Key.Key_Z, ctrl=True)
    assert set(bench.verdicts()) == {"unreviewed"}


def test_a_note_is_kept_when_escape_returns_to_the_list(bench: Any) -> None:
    bench.press(Key.Key_T)
    editor = bench.window.focusWidget()
    bench.qtbot.keyClicks(editor, "Vinyl du Nord")
    bench.press(Key.Key_Escape, on=editor)
    assert bench.stored()[0] == (1, "unreviewed", "Vinyl du Nord")
    assert bench.window.panel.claims_list.hasFocus()


def test_a_note_in_the_making_survives_closing_the_window(bench: Any) -> None:
    bench.press(Key.Key_T)
    bench.qtbot.keyClicks(bench.window.focusWidget(), "half a thought")
    bench.window.close()
    assert bench.stored()[0][2] == "half a thought"


def test_another_process_s_verdict_appears_in_the_window(bench: Any) -> None:
    session = Session.open(bench.path, "Bob")
    article = session.articles()[0]
    _, claims = session.opened(article.id)
    session.apply(SetVerdict(article.uid, (Judged(claims[2].uid, Judgement(), Judgement(Verdict.DISPUTED)),)))
    session.close()
    bench.qtbot.waitUntil(lambda: bench.claims[2].verdict is Verdict.DISPUTED, timeout=5000)


def test_splitting_at_the_cursor_and_joining_again_keep_the_verdict(bench: Any) -> None:
    before = len(bench.claims)
    bench.press(Key.Key_J)
    bench.press(Key.Key_V, shift=True)
    claim = bench.claims[1]
    bench.controller.review.split(claim.uid, claim.start + claim.text.index("Orla"))
    assert [c.text for c in bench.claims[1:3]] == ["The bridge over the", "Orla was opened in 1931."]
    assert bench.verdicts()[1:3] == ["verified", "verified"]
    bench.press(Key.Key_M)
    assert len(bench.claims) == before
    assert bench.claims[1].text == claim.text
    bench.press(Key.Key_Z, ctrl=True)
    bench.press(Key.Key_Z, ctrl=True)
    assert [c.text for c in bench.claims][1] == claim.text
    assert bench.verdicts()[1] == "verified"


def test_a_conflict_is_a_message_and_loses_nothing(bench: Any) -> None:
    session = Session.open(bench.path, "Bob")
    article = session.articles()[0]
    _, claims = session.opened(article.id)
    session.apply(SetVerdict(article.uid, (Judged(claims[0].uid, Judgement(), Judgement(Verdict.DISPUTED)),)))
    session.close()
    bench.press(Key.Key_V)
    assert bench.verdicts()[0] == "disputed"
    assert "nothing was written" in bench.window.message.text
