"""The search over all evidence: its list, its limits, its keys."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QToolButton

from workbench.core.anchor import Span
from workbench.core.evidence import PDF, Hit
from workbench.core.searching import Found, Kind, Wanted
from workbench.ui.evidence.hitlist import File, Further, HitModel, page_words
from workbench.ui.evidence.search import FIRST, FURTHER, SearchPanel
from workbench.ui.theme import Theme

Key = Qt.Key


def hit(evidence: int, page: int, snippet: str = "the \U0001f600 council voted") -> Hit:
    """A page with one lit word."""
    return Hit(evidence, f"file {evidence}.pdf", page, snippet, (Span(6, 13),), (), ("council",), 1.0)


def found(*hits: Hit, pages: int | None = None, more: bool = False) -> Found:
    """The answer to a search."""
    return Found(hits, len(hits) if pages is None else pages, more)


def choose(button: QToolButton, words: str) -> None:
    """Choose an entry of a menu."""
    button.menu().aboutToShow.emit()
    next(action for action in button.menu().actions() if action.text() == words).trigger()


def test_hits_stand_under_the_name_of_their_evidence() -> None:
    model = HitModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_hits([hit(2, 9), hit(1, 3), hit(2, 4)], "More")
    second, first = File(2, "file 2.pdf", Kind.PDF, 2), File(1, "file 1.pdf", Kind.PDF, 1)
    assert model.rows == [second, hit(2, 9), hit(2, 4), first, hit(1, 3), Further("More")]
    model.set_hits([])
    assert model.rowCount() == 0


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (hit(1, 7), "Page 7"),
        (replace(hit(1, 7), label="7"), "Page 7"),
        (replace(hit(1, 7), label="iv"), "Page iv (sheet 7)"),
        (replace(hit(1, 7), ocr=True), "Page 7 · read by OCR"),
        (replace(hit(1, 1), media_type="text/plain"), ""),
        (replace(hit(1, 1), media_type="image/png", ocr=True), "read by OCR"),
    ],
)
def test_a_hit_says_its_page_its_label_and_that_a_machine_read_it(page: Hit, words: str) -> None:
    assert page_words(HitModel(), page) == words


def test_typing_searches_once_when_it_rests(qtbot: Any, search: SearchPanel) -> None:
    asked: list[tuple[Wanted, int]] = []
    search.searched.connect(lambda *what: asked.append(what))
    QTest.keyClicks(search.line, "council ")
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [(Wanted("council"), FIRST)]


def test_arrows_pass_over_names_and_return_opens(search: SearchPanel) -> None:
    opened: list[tuple[int, bool]] = []
    search.opened.connect(lambda hit, focus: opened.append((hit.page, focus)))
    search.show_found(found(hit(1, 3), hit(2, 9)))
    for key in (Key.Key_Return, Key.Key_Down, Key.Key_Return, Key.Key_Down, Key.Key_Up, Key.Key_Return):
        QTest.keyClick(search.line, key)
    assert opened == [(3, True), (9, True), (3, True)]


def test_stepping_opens_one_page_after_the_other_and_leaves_the_keys_alone(search: SearchPanel) -> None:
    opened: list[tuple[int, bool]] = []
    search.opened.connect(lambda hit, focus: opened.append((hit.page, focus)))
    search.line.setText("words")
    search.show_found(found(*[hit(1, page) for page in range(1, FIRST)], hit(2, 9), pages=80))
    assert [search.step(-1), search.step(1), search.step(1)] == [False, True, True]
    assert opened == [(2, False), (3, False)]
    search.list.setCurrentIndex(search.model.index(search.model.rowCount() - 2))
    assert not search.step(1)  # the last row only offers more


def test_return_before_the_answer_searches_instead_of_opening_what_is_listed(search: SearchPanel) -> None:
    opened: list[Hit] = []
    asked: list[Wanted] = []
    search.opened.connect(lambda hit, _: opened.append(hit))
    search.searched.connect(lambda wanted, _: asked.append(wanted))
    search.show_found(found(hit(1, 3)))
    QTest.keyClicks(search.line, "new")
    QTest.keyClick(search.line, Key.Key_Return)
    assert (opened, asked) == ([], [Wanted("new")])


def test_late_answers_to_an_older_search_are_left_out(search: SearchPanel) -> None:
    search.line.setText("new words")
    search.show_found(found(hit(1, 3)), Wanted("old words"))
    assert search.model.rowCount() == 0
    search.show_found(found(hit(1, 3)), Wanted("new words"))
    assert search.model.rowCount() == 2


def test_nothing_found_and_words_that_cannot_be_searched_are_said(search: SearchPanel) -> None:
    assert "Type words" in search.status.text()
    assert search.syntax.isVisibleTo(search)
    search.line.setText("xyz")
    search.show_found(found())
    assert "Nothing" in search.status.text()
    search.show_found("There is no word.", Wanted("xyz"))
    assert search.status.text() == "There is no word."
    search.show_found(found(hit(1, 3)))
    assert not search.syntax.isVisibleTo(search)


@pytest.mark.parametrize(
    ("pages", "more", "said"),
    [(2, False, "found: 2"), (1800, False, "1,800. The best 2"), (10_000, True, "more than 10,000")],
)
def test_what_is_not_listed_is_counted(search: SearchPanel, pages: int, more: bool, said: str) -> None:
    search.line.setText("x")
    search.show_found(found(hit(1, 3), hit(1, 4), pages=pages, more=more))
    assert said in search.status.text()


def test_the_last_row_asks_for_more_and_the_chosen_page_stays(search: SearchPanel) -> None:
    asked: list[int] = []
    search.searched.connect(lambda _, most: asked.append(most))
    search.line.setText("x")
    first = [hit(1, page) for page in range(1, FIRST + 1)]
    search.show_found(found(*first, pages=700))
    assert isinstance(search.model.rows[-1], Further)
    QTest.keyClick(search.line, Key.Key_Down)
    chosen = search.current()
    search.list.activated.emit(search.model.index(search.model.rowCount() - 1))
    assert asked == [FURTHER[0]]
    search.show_found(found(*(hit(2, page) for page in range(1, 451)), *first, pages=700))
    assert search.current() == chosen
    assert isinstance(search.model.rows[-1], Further)


def test_limits_by_type_file_and_citation_are_part_of_what_is_wanted(search: SearchPanel) -> None:
    asked: list[Wanted] = []
    search.searched.connect(lambda wanted, _: asked.append(wanted))
    search.line.setText("pier")
    search.show_found(found(hit(4, 1), hit(7, 1)))
    choose(search.sifting.kinds, "PDF")
    choose(search.sifting.citing, "Not cited")
    choose(search.sifting.files, "file 7.pdf")
    assert asked[-1] == Wanted("pier", frozenset({7}), frozenset({Kind.PDF}), False)
    search.show_found(found())
    assert "within these limits" in search.status.text()
    search.sifting.clear()
    assert asked[-1] == Wanted("pier")


def test_hits_are_painted_in_both_themes_and_sizes(search: SearchPanel, theme: Theme) -> None:
    search.show_found(found(hit(1, 3), replace(hit(2, 9), media_type="message/rfc822"), pages=9))
    pictures = []
    for mode, zoom in (("light", 100), ("dark", 175)):
        theme.set_mode(mode)
        theme.set_zoom(zoom)
        QTest.qWait(50)
        image = search.list.viewport().grab().toImage()
        lit = theme.inks.found.rgb()
        places = ((x, y) for x in range(image.width()) for y in range(min(200, image.height())))
        assert any(image.pixel(x, y) == lit for x, y in places)
        pictures.append(image)
    assert pictures[0] != pictures[1]


def test_five_thousand_hits_are_taken_up_at_once(search: SearchPanel) -> None:
    hits = [replace(hit(1 + page // 50, page), media_type=PDF) for page in range(FURTHER[-1])]
    search.line.setText("x")
    search.show_found(found(*hits, pages=90_000, more=True))
    assert search.model.rowCount() == FURTHER[-1] + 100 + 1
