from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from workbench.core.anchor import Passage, Quote, Rect
from workbench.core.evidence import Evidence, Stance
from workbench.evidence.reader import PdfReader
from workbench.ui.evidence.pages import OutlineLine, PageCharacters, Tile
from workbench.ui.evidence.pane import EvidencePane
from workbench.ui.evidence.plain import MOST
from workbench.ui.theme import Theme

Make = Callable[..., Evidence]


def png(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return data.data()


@pytest.fixture
def cited(pane: EvidencePane) -> list[tuple[Passage, Stance]]:
    got: list[tuple[Passage, Stance]] = []
    pane.cite_requested.connect(
        lambda passages, stance: got.extend((passage, stance) for passage in passages)
    )
    return got


def test_without_evidence_it_says_what_to_do(pane: EvidencePane) -> None:
    assert "Drop a PDF here" in pane.card.sentence.text()
    assert not pane.tools.isVisible()
    assert pane.selected_passage() is None


def test_the_row_names_the_page_and_takes_a_number(
    qtbot: Any, pane: EvidencePane, pages: Callable[..., Any], evidence: Make
) -> None:
    pane.show_pdf(evidence(), pages(texts=("a",) * 40))
    assert (pane.tools.page.text(), pane.tools.of_pages.text()) == ("1", "of 40")
    pane.tools.page.setText("23")
    QTest.keyClick(pane.tools.page, Qt.Key.Key_Return)
    assert pane.pdf.page == 23
    assert pane.tools.page.text() == "23"


def test_citing_a_selection_carries_it_with_its_stance(
    qtbot: Any, pane: EvidencePane, pages: Callable[..., Any], evidence: Make, cited: list[Any]
) -> None:
    pane.show_pdf(evidence(), pages())
    qtbot.waitUntil(lambda: pane.pdf.settled)
    pane.pdf.select_page()
    pane.cite(Stance.CONTRADICTS)
    ((passage, stance),) = cited
    assert (passage.page, stance) == (1, Stance.CONTRADICTS)
    assert passage.quote == Quote("The bridge cost 12 million.\nIt opened in May. All\nwere glad.")
    assert passage == pane.selected_passage()


def test_citing_nothing_offers_the_page_and_the_whole_document(
    qtbot: Any, pane: EvidencePane, pages: Callable[..., Any], evidence: Make, cited: list[Any]
) -> None:
    pane.show_pdf(evidence(), pages())
    qtbot.waitUntil(lambda: pane.pdf.settled)
    pane.tools.cite.click()
    assert cited == [] and pane.notice.isVisible()
    pane.notice.buttons[0].click()
    pane.tools.cite.click()
    pane.notice.buttons[1].click()
    assert cited == [(Passage(1), Stance.SUPPORTS), (Passage(), Stance.SUPPORTS)]
    assert not pane.notice.isVisible()


def test_a_page_without_text_says_so_and_is_cited_whole(
    qtbot: Any, pane: EvidencePane, pages: Callable[..., Any], evidence: Make, cited: list[Any]
) -> None:
    pane.show_pdf(evidence(), pages(texts=("", "words")))
    qtbot.waitUntil(pane.notice.isVisible)
    assert "no text layer" in pane.notice.sentence.text()
    pane.cite()
    assert cited == [(Passage(1), Stance.SUPPORTS)]
    pane.pdf.go_to_page(2)
    qtbot.waitUntil(lambda: not pane.notice.isVisible())


def test_mark_up_is_shown_as_text_and_cited_as_a_whole(
    pane: EvidencePane, evidence: Make, cited: list[Any]
) -> None:
    pane.show_text(evidence("page.html", "text/html"), "<b>bold</b><img src='http://example.org/x.png'>")
    assert pane.plain.toPlainText() == "<b>bold</b><img src='http://example.org/x.png'>"
    pane.cite(Stance.CONTEXT)
    assert cited == [(Passage(), Stance.CONTEXT)]


def test_a_huge_text_shows_its_beginning_and_says_so(qtbot: Any, pane: EvidencePane, evidence: Make) -> None:
    pane.show_text(evidence("log.txt", "text/plain"), "x" * 500 + "\n" + "y" * MOST)
    assert "beginning" in pane.notice.sentence.text()
    uids: list[str] = []
    pane.open_outside_requested.connect(uids.append)
    pane.notice.buttons[0].click()
    assert uids == ["e1"]


def test_a_picture_is_shown_upon_decoding(qtbot: Any, pane: EvidencePane, evidence: Make) -> None:
    pane.show_image(evidence("photo.png", "image/png"), png(300, 200))
    qtbot.waitUntil(lambda: pane.picture.settled)
    middle = pane.picture.viewport().rect().center()
    assert pane.picture.viewport().grab().toImage().pixelColor(middle) == QColor("#336699")


def test_a_picture_is_moved_by_dragging_it(qtbot: Any, pane: EvidencePane, evidence: Make) -> None:
    pane.show_image(evidence("photo.png", "image/png"), png(900, 900))
    qtbot.waitUntil(lambda: pane.picture.settled)
    pane.picture.set_percent(300)
    view, bar = pane.picture.viewport(), pane.picture.verticalScrollBar()
    bar.setValue(200)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    QTest.mouseMove(view, QPoint(200, 150))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    assert bar.value() == 250


@pytest.mark.parametrize("data", [b"", b"not a picture", png(40, 40)[:60]], ids=["empty", "words", "cut off"])
def test_a_broken_picture_is_a_sentence(qtbot: Any, pane: EvidencePane, evidence: Make, data: bytes) -> None:
    pane.show_image(evidence("photo.png", "image/png"), data)
    qtbot.waitUntil(lambda: pane.picture.settled)
    qtbot.waitUntil(lambda: "cannot be shown" in pane.card.sentence.text())


def test_another_kind_of_file_is_named_with_its_hash(pane: EvidencePane, evidence: Make) -> None:
    pane.show_other(evidence("call.mp3", "audio/mpeg"))
    assert pane.card.sentence.text() == "call.mp3"
    assert "ab" * 32 in pane.card.particulars.text()
    uids: list[str] = []
    pane.open_outside_requested.connect(uids.append)
    pane.card.button.click()
    assert uids == ["e1"]


def test_a_problem_is_said_and_the_next_evidence_is_shown(
    qtbot: Any, pane: EvidencePane, pages: Callable[..., Any], evidence: Make
) -> None:
    pane.show_problem(evidence(), "The file is damaged.")
    assert pane.card.sentence.text() == "The file is damaged."
    pane.show_pdf(evidence(), pages())
    assert pane.pdf.isVisible() and not pane.card.isVisible()


def test_everything_fits_into_a_narrow_viewer_at_every_zoom(
    pane: EvidencePane, pages: Callable[..., Any], evidence: Make, theme: Theme
) -> None:
    pane.show_pdf(evidence("a very long name " * 10 + ".pdf"), pages())
    pane.resize(560, 700)
    for zoom, mode in ((100, "light"), (175, "dark")):
        theme.set_zoom(zoom)
        theme.set_mode(mode)
        assert pane.minimumSizeHint().width() <= 560


class Stored:
    """Bytes as evidence has them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)
        self.key = hashlib.sha256(data).hexdigest()

    def read_at(self, offset: int, length: int) -> bytes:
        return self._data[offset : offset + length]


class Real:
    """A PageSource over the real reader."""

    def __init__(self, reader: PdfReader, data: bytes) -> None:
        self._reader, self._stored = reader, Stored(data)
        self.sizes = reader.inspect(self._stored).sizes
        self.labels: tuple[str, ...] = ()

    def tile(self, page: int, scale: float, x: int, y: int, width: int, height: int) -> Tile:
        return self._reader.tile(self._stored, page, scale, x, y, width, height)

    def characters(self, page: int) -> PageCharacters:
        return self._reader.characters(self._stored, page)

    def outline(self) -> tuple[OutlineLine, ...]:
        return ()

    def stored(self, first: int, most: int) -> list[tuple[int, str]]:
        return []

    def picture(self, page: int, rect: Rect, scale: float) -> bytes:
        return self._reader.picture(self._stored, page, rect, scale)


def test_a_real_pdf_is_drawn_read_and_cited(
    qtbot: Any, pane: EvidencePane, evidence: Make, pdf: Callable[..., bytes]
) -> None:
    with PdfReader(draw_workers=1) as reader:
        pane.show_pdf(evidence(), Real(reader, pdf(("The bridge cost 12 million.",), ("Second page.",))))
        pane.light(Passage(2, Quote("Second page.")), Stance.SUPPORTS)
        qtbot.waitUntil(lambda: pane.pdf.page == 2 and pane.pdf.settled, timeout=20_000)
        (mark,) = pane.pdf._lights.marks(2)
        assert len(mark.rects) == 1
        shot = pane.pdf.viewport().grab().toImage()
        sheet = pane.pdf.sheet(2)
        spot = mark.rects[0]
        scale = pane.pdf.scale
        colour = shot.pixelColor(round(sheet.x() + spot.x0 * scale), round(sheet.y() + spot.y0 * scale))
        assert colour.green() > colour.red()  # tinted green: it supports
        pane.pdf.select_page()
        passage = pane.selected_passage()
        assert passage is not None and passage.quote is not None
        assert passage.quote.exact == "Second page."
        pane.clear()


def test_a_real_long_pdf_opens_at_its_last_page(qtbot: Any, pane: EvidencePane, evidence: Make) -> None:
    file = Path(__file__).parents[4] / "shared/data/pdf/normal/r-fullrefman-2415p.pdf"
    if not file.exists():
        pytest.skip("the shared test data is not here")
    with PdfReader(draw_workers=1) as reader:
        pane.show_pdf(evidence(), Real(reader, file.read_bytes()))
        pane.pdf.go_to_page(2415)
        qtbot.waitUntil(lambda: pane.pdf.settled, timeout=20_000)
        assert pane.pdf.has_text(2415)
        pane.clear()
