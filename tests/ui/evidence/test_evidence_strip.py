"""Page pictures, contents, and what pages are called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest

from workbench.core.anchor import Passage, Quote, Rect
from workbench.core.evidence import Evidence, Stance
from workbench.ui.evidence.lights import Cited
from workbench.ui.evidence.outline import OutlineModel
from workbench.ui.evidence.pane import EvidencePane

Key = Qt.Key
Make = Callable[..., Evidence]


@dataclass(frozen=True)
class Line:
    title: str
    page: int
    level: int


CONTENTS = (Line("Preface", 1, 0), Line("Part one", 3, 0), Line("First", 4, 1), Line("Second", 30, 1))


def test_entries_stand_below_those_of_a_lower_level() -> None:
    model = OutlineModel((*CONTENTS, Line("Deep", 31, 7), Line("Part two", 40, 0)))
    none = QModelIndex()
    assert [model.data(model.index(row, 0, none)) for row in range(model.rowCount(none))] == [
        "Preface",
        "Part one",
        "Part two",
    ]
    part = model.index(1, 0, none)
    assert [model.data(model.index(row, 0, part)) for row in range(2)] == ["First", "Second"]
    deep = model.index(0, 0, model.index(1, 0, part))
    assert (model.data(deep), model.page(deep)) == ("Deep", 31)
    assert model.parent(model.parent(deep)) == part
    assert model.data(model.index_of(29)) == "First"
    assert not model.index_of(0).isValid()


def test_a_thousand_pages_cost_only_the_pictures_in_sight(
    qtbot: Any, pane: EvidencePane, pages: Callable[..., Any], evidence: Make
) -> None:
    source = pages(texts=("a",) * 20_000)
    pane.show_strip(True)
    pane.show_pdf(evidence(), source)
    pictures = pane.strip.thumbnails
    qtbot.waitUntil(lambda: len(pictures._pictures) >= 3)
    assert {page for page, _, _ in source.asked} <= set(range(1, 12))
    QTest.keyClick(pictures, Key.Key_End)
    assert pane.pdf.page == 20_000
    qtbot.waitUntil(lambda: any(page == 20_000 for page, _ in pictures._pictures))
    shot = pictures.viewport().grab().toImage()
    assert shot.pixelColor(shot.width() // 2, 20).isValid()


def test_pictures_are_chosen_by_keys_and_mouse(
    qtbot: Any, pane: EvidencePane, pages: Callable[..., Any], evidence: Make
) -> None:
    pane.show_pdf(evidence(), pages(texts=("a",) * 50))
    pane.show_strip(True)
    pictures = pane.strip.thumbnails
    QTest.keyClick(pictures, Key.Key_Down)
    assert pane.pdf.page == 2
    QTest.mouseClick(pictures.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    assert pane.pdf.page == 1
    assert "Page 1 of 50" in pictures.accessibleDescription()


def test_the_contents_lead_to_their_pages(
    qtbot: Any, pane: EvidencePane, pages: Callable[..., Any], evidence: Make
) -> None:
    pane.show_pdf(evidence(), pages(texts=("a",) * 50, contents=CONTENTS))
    pane.show_strip(True)
    qtbot.waitUntil(pane.strip.contents_tab.isVisible)
    pane.strip.contents_tab.click()
    outline = pane.strip.outline
    outline.setCurrentIndex(outline.model().index(1, 0, QModelIndex()))
    QTest.keyClick(outline, Key.Key_Return)
    assert pane.pdf.page == 3
    pane.pdf.go_to_page(35)
    assert outline.model().data(outline.currentIndex()) in ("Second", "Part one")


def test_without_contents_there_is_no_tab_for_them(
    qtbot: Any, pane: EvidencePane, pages: Callable[..., Any], evidence: Make
) -> None:
    pane.show_pdf(evidence(), pages(texts=("a",) * 5))
    pane.show_strip(True)
    assert pane.strip.isVisible() and not pane.strip.contents_tab.isVisible()


def test_a_page_goes_by_its_label(
    qtbot: Any, pane: EvidencePane, pages: Callable[..., Any], evidence: Make
) -> None:
    labels = ("i", "ii", "iii", "iv", *map(str, range(1, 37)))
    pane.show_pdf(evidence(), pages(texts=("a",) * 40, labels=labels))
    assert (pane.tools.page.text(), pane.tools.of_pages.text()) == ("i", "(1 of 40)")
    for typed, page, shown in (("IV", 4, "iv"), ("7", 11, "7"), ("40", 40, "36"), ("nonsense", 40, "36")):
        pane.tools.page.setText(typed)
        QTest.keyClick(pane.tools.page, Key.Key_Return)
        assert (pane.pdf.page, pane.tools.page.text()) == (page, shown)


def test_a_cited_passage_knows_the_label_of_its_page(
    qtbot: Any, pane: EvidencePane, pages: Callable[..., Any], evidence: Make
) -> None:
    pane.show_pdf(evidence(), pages(labels=("xi", "xii")))
    qtbot.waitUntil(lambda: pane.pdf.settled)
    pane.pdf.select_page()
    passage = pane.selected_passage()
    assert passage is not None and passage.label == "xi"


def test_cited_pages_are_marked_beside_their_pictures(
    pane: EvidencePane, pages: Callable[..., Any], evidence: Make
) -> None:
    pane.show_pdf(evidence(), pages(texts=("a",) * 5))
    pane.set_citations([Cited(Passage(3, Quote("a"), (Rect(1, 1, 9, 9),)), Stance.SUPPORTS, "c")])
    assert pane.strip.thumbnails._cited == {3}
