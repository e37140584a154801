"""The house rule in words, and its sign in the list."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from workbench.core.house import HouseRule, Sourcing
from workbench.desk.sourcing import Lack
from workbench.ui.claims.sourcing import HouseRuleForm, SourcingHint, lack_words
from workbench.ui.theme import Theme


@pytest.mark.parametrize(
    ("lack", "has", "words"),
    [
        (Lack(1, 3), Sourcing(0, 0, 0), "one primary source or 3 independent secondary sources"),
        (Lack(1, 1), Sourcing(0, 2, 0), "one primary source or one more independent secondary source"),
        (Lack(1, 0), Sourcing(1, 0, 0), "one more primary source"),
        (Lack(0, 2), Sourcing(0, 1, 0), "2 more independent secondary sources"),
    ],
)
def test_what_is_missing_is_said_for_each_way_that_is_open(lack: Lack, has: Sourcing, words: str) -> None:
    assert lack_words(lack, has) == words


def test_the_hint_is_quiet_where_the_rule_is_met_or_nothing_is_asked(qtbot: QtBot) -> None:
    hint = SourcingHint(Theme("light"))
    qtbot.addWidget(hint)
    hint.show_sourcing(Sourcing(1, 0, 2), HouseRule())
    assert hint.isHidden()
    hint.show_sourcing(None, HouseRule())
    assert hint.isHidden()
    hint.show_sourcing(Sourcing(0, 0, 2), HouseRule())
    assert not hint.isHidden()
    assert hint.ungraded.text() == "2 sources have no grade yet."
    assert hint.grade.text() == "Give them a grade"


def test_the_form_gives_the_rule_that_stands_in_its_fields(qtbot: QtBot) -> None:
    form = HouseRuleForm(Theme("dark"))
    qtbot.addWidget(form)
    form.open(HouseRule(2, 5))
    with qtbot.waitSignal(form.chosen) as said:
        form.done.click()
    assert said.args == [HouseRule(2, 5)]
    assert form.isHidden()
