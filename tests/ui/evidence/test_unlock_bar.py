"""A protected file asks for its password in the viewer, once, and without a dialog."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from workbench.ui.evidence.unlock import UnlockBar
from workbench.ui.theme import Theme


@pytest.fixture
def bar(qtbot: Any) -> UnlockBar:
    bar = UnlockBar(Theme("light"))
    qtbot.addWidget(bar)
    bar.resize(420, 120)
    bar.ask("This file is protected by a password.")
    qtbot.waitExposed(bar)
    return bar


def test_what_is_typed_is_hidden_and_given_with_the_choice(qtbot: Any, bar: UnlockBar) -> None:
    assert bar.line.echoMode() is QLineEdit.EchoMode.Password
    assert not bar.button.isEnabled()
    QTest.keyClicks(bar.line, "mellon")
    bar.keep.click()
    with qtbot.waitSignal(bar.given) as given:
        QTest.keyClick(bar.line, Qt.Key.Key_Return)
    assert given.args == ["mellon", True]
    assert not bar.button.isEnabled(), "it is being tried"


def test_nothing_is_asked_for_without_a_password(qtbot: Any, bar: UnlockBar) -> None:
    with qtbot.assertNotEmitted(bar.given):
        QTest.keyClick(bar.line, Qt.Key.Key_Return)


def test_a_wrong_password_can_be_put_right_and_none_stays_behind(bar: UnlockBar) -> None:
    QTest.keyClicks(bar.line, "melon")
    QTest.keyClick(bar.line, Qt.Key.Key_Return)
    bar.say("This password does not open the file.")
    assert bar.sentence.text().startswith("This password")
    assert bar.line.selectedText() and bar.button.isEnabled()
    bar.stop()
    assert (bar.isVisible(), bar.line.text(), bar.keep.isChecked()) == (False, "", False)


def test_everything_on_it_has_a_name(bar: UnlockBar) -> None:
    for widget in (bar, bar.line):
        assert widget.accessibleName()
    for button in (bar.keep, bar.button):
        assert button.text()
