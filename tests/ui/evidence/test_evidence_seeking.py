"""Finding words in the document that is open."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from workbench.core.evidence import Evidence
from workbench.ui.evidence.pane import EvidencePane
from workbench.ui.evidence.seeking import Seeker, pattern_of, seek

Key = Qt.Key
Make = Callable[..., Evidence]


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("hyphenation", "the hyphen-\nation of", ["hyphen-\nation"]),
        ("RÉSUMÉ", "a resume, a résumé", ["resume", "résumé"]),
        ("resume", "mon résumé", ["résumé"]),
        ("office", "the oﬃce OFFICE", ["oﬃce", "OFFICE"]),
        ("the house", "the\n  house", ["the\n  house"]),
        ("well known", "well-known", ["well-known"]),
        ("wellknown", "well\u00adknown", ["well\u00adknown"]),
        ("it's 'so'", "it’s ‘so’", ["it’s ‘so’"]),
        ("1990-1995", "1990–1995", ["1990–1995"]),
        ("北京", "在北\n京", ["北\n京"]),
        ("the", "that he, but\nhe", []),
        ("a.b", "axb a.b", ["a.b"]),
    ],
)
def test_words_are_found_however_they_are_set(query: str, text: str, found: list[str]) -> None:
    pattern = pattern_of(query)
    assert pattern is not None
    assert [text[start:end] for start, end in seek(text, pattern)] == found


def test_blanks_alone_are_nothing_to_look_for() -> None:
    assert pattern_of(" \n\t") is None


class Arriving:
    """Pages that are read one after another."""

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)

    def stored(self, first: int, most: int) -> Sequence[tuple[int, str]]:
        return list(enumerate(self.texts, 1))[first - 1 : first - 1 + most]


def test_pages_that_are_read_later_are_searched_when_they_come() -> None:
    source, rung = Arriving("one", "two one"), threading.Event()
    seeker = Seeker(source, 3, rung.set)
    try:
        seeker.want(pattern_of("one"))
        found: list[Any] = []
        while len(found) < 2:
            assert rung.wait(5)
            rung.clear()
            found += seeker.take()[0]
        source.texts.append("one, one")
        while len(found) < 3:
            assert rung.wait(5)
            rung.clear()
            found += seeker.take()[0]
        assert found == [(1, 1), (2, 1), (3, 2)]
    finally:
        seeker.close()


def opened(qtbot: Any, pane: EvidencePane, pages: Callable[..., Any], evidence: Make, *texts: str) -> None:
    pane.show_pdf(evidence(), pages(texts=texts))
    qtbot.waitUntil(lambda: pane.pdf.settled)


def test_all_hits_are_counted_and_lit_and_stepped_through(
    qtbot: Any, pane: EvidencePane, pages: Callable[..., Any], evidence: Make
) -> None:
    opened(qtbot, pane, pages, evidence, "a bee", "nothing", "a bee and a BEE", *["x"] * 30, "bee")
    pane.findbar.open("bee")
    qtbot.waitUntil(lambda: pane.finder.searched and pane.findbar.count.text() == "1 of 4")
    QTest.keyClick(pane.findbar.input, Key.Key_Return)
    assert pane.findbar.count.text() == "2 of 4"
    qtbot.waitUntil(lambda: len(list(pane.pdf._hits.marks(3, pane.pdf.layers))) == 2)
    assert [mark.strong for mark in pane.pdf._hits.marks(3, pane.pdf.layers)] == [False, True]
    QTest.keyClick(pane.findbar.input, Key.Key_F3)
    QTest.keyClick(pane.findbar.input, Key.Key_F3)
    assert (pane.findbar.count.text(), pane.pdf.page) == ("4 of 4", 34)
    QTest.keyClick(pane.findbar.input, Key.Key_F3)
    assert pane.findbar.count.text() == "1 of 4"
    pane.pdf.setFocus()
    QTest.keyClick(pane.pdf, Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert pane.findbar.count.text() == "4 of 4"
    QTest.keyClick(pane.findbar.input, Key.Key_Escape)
    assert not pane.findbar.isVisible()
    assert not list(pane.pdf._hits.marks(34, pane.pdf.layers))


def test_the_first_hit_is_the_one_after_what_is_read(
    qtbot: Any, pane: EvidencePane, pages: Callable[..., Any], evidence: Make
) -> None:
    opened(qtbot, pane, pages, evidence, "bee", *["x"] * 20, "bee", *["x"] * 20, "bee")
    pane.pdf.go_to_page(10)
    pane.findbar.open("bee")
    qtbot.waitUntil(lambda: pane.findbar.count.text() == "2 of 3")
    assert pane.pdf.page == 22


def test_words_that_are_not_there_are_not_found(
    qtbot: Any, pane: EvidencePane, pages: Callable[..., Any], evidence: Make
) -> None:
    opened(qtbot, pane, pages, evidence, "bee")
    pane.findbar.open("wasp")
    qtbot.waitUntil(lambda: pane.findbar.count.text() == "Not found")
    pane.findbar.open("")
    pane.findbar.input.clear()
    assert pane.findbar.count.text() == ""


def test_ctrl_f_opens_the_bar_with_what_is_selected(
    qtbot: Any, pane: EvidencePane, pages: Callable[..., Any], evidence: Make
) -> None:
    opened(qtbot, pane, pages, evidence, "bee")
    pane.pdf.select_page()
    QTest.keyClick(pane.pdf, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert pane.findbar.isVisible() and pane.findbar.words == "bee"
    qtbot.waitUntil(lambda: pane.findbar.count.text() == "1 of 1")


def test_another_document_begins_without_a_search(
    qtbot: Any, pane: EvidencePane, pages: Callable[..., Any], evidence: Make
) -> None:
    opened(qtbot, pane, pages, evidence, "bee")
    pane.findbar.open("bee")
    qtbot.waitUntil(lambda: pane.findbar.count.text() == "1 of 1")
    before = threading.active_count()
    opened(qtbot, pane, pages, evidence, "wasp")
    assert not pane.findbar.isVisible()
    qtbot.waitUntil(lambda: threading.active_count() < before)


def test_words_are_found_in_a_long_text_as_well(qtbot: Any, pane: EvidencePane, evidence: Make) -> None:
    text = "one bee\n" + "nothing here\n" * 5000 + "two bees\n"
    pane.show_text(evidence("notes.txt", "text/plain"), text)
    qtbot.waitUntil(lambda: "two bees" in pane.plain.toPlainText())
    pane.plain.setFocus()
    QTest.keyClick(pane.plain, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(pane.findbar.input, "bee")
    QTest.keyClick(pane.findbar.input, Key.Key_Return)
    qtbot.waitUntil(lambda: pane.finder.searched and " of 2" in pane.findbar.count.text())
    pane.finder.step(-1)
    places = [mark.cursor.selectedText() for mark in pane.plain.extraSelections()]
    assert set(places) == {"bee"}
    assert pane.plain.textCursor().position() in (text.index("bee"), text.rindex("bee"))
