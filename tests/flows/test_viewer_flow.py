"""Regions, the viewer's own window, following the claim, and the way from a passage to its claims."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from workbench.core.evidence import Citation, Method
from workbench.desk.session import Session

Key = Qt.Key


@pytest.fixture
def ledger(tmp_path: Path, pdf: Callable[..., bytes]) -> Path:
    """A PDF of two pages."""
    path = tmp_path / "ledger.pdf"
    path.write_bytes(pdf(("The bridge cost 4 million crowns.",), ("It was opened in 1931.", "Spring.")))
    return path


def read(bench: Any, work: Callable[[Session], Any]) -> Any:
    """What another session reads from the disk."""
    session = Session.open(bench.path, "reader")
    try:
        return work(session)
    finally:
        session.close()


def citations(bench: Any, number: int = 1) -> list[Citation]:
    """The citations of a claim on the disk."""
    found: list[Citation] = read(bench, lambda session: session.citations(claim=bench.claims[number - 1].uid))
    return found


def attach(bench: Any, file: Path) -> None:
    """Press E, choose `file`, wait until it is shown."""
    bench.dialogs.files = [file]
    bench.press(Key.Key_E)
    bench.idle()
    bench.qtbot.waitUntil(lambda: bench.window.evidence.isVisible(), timeout=10_000)
    bench.idle()
    canvas = bench.window.evidence.canvas
    bench.qtbot.waitUntil(lambda: canvas.settled and len(canvas.stack) > 0, timeout=10_000)


def cite_words(bench: Any, page: int) -> None:
    """Select the text of `page` and press C on it."""
    view = bench.window.evidence.pdf
    view.go_to_page(page)
    bench.qtbot.waitUntil(lambda: page in view.layers, timeout=10_000)
    view.select_page()
    bench.press(Key.Key_C, on=view)
    bench.idle()


def capture(bench: Any) -> None:
    """Draw a region with keys and cite it."""
    canvas = bench.window.evidence.canvas
    canvas.setFocus()
    bench.press(Key.Key_R, Key.Key_Down, on=canvas)
    bench.press(Key.Key_Down, Key.Key_Right, on=canvas, shift=True)
    bench.press(Key.Key_C, on=canvas)
    bench.idle()


def test_a_region_is_cited_with_its_pixels_and_lit_again(bench: Any, ledger: Path) -> None:
    attach(bench, ledger)
    capture(bench)
    (citation,) = citations(bench)
    assert citation.method is Method.REGION
    assert (citation.passage.page, citation.passage.quote) == (1, None)
    (rect,) = citation.passage.rects
    kept = QImage.fromData(read(bench, lambda session: session.picture(citation.picture)))
    assert kept.width() == pytest.approx((rect.x1 - rect.x0) * 3, abs=3)
    assert not bench.window.evidence.pdf.capturing
    cards = bench.window.panel.citations_list
    bench.qtbot.waitUntil(lambda: bool(cards._pictures), timeout=10_000)
    bench.press(Key.Key_Return)
    (mark,) = bench.window.evidence.pdf._lights.marks(1)
    assert mark.strong and mark.area and mark.rects == (rect,)
    bench.press(Key.Key_Z, ctrl=True)
    assert [c.method for c in citations(bench)] == [Method.WHOLE_FILE]


def test_a_region_of_a_picture_is_in_its_pixels(bench: Any, tmp_path: Path) -> None:
    file = tmp_path / "scan.png"
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    image.save(str(file))
    attach(bench, file)
    capture(bench)
    (citation,) = citations(bench)
    (rect,) = citation.passage.rects
    assert citation.method is Method.REGION
    assert 0 <= rect.x0 < rect.x1 <= 800 and 0 <= rect.y0 < rect.y1 <= 600
    kept = QImage.fromData(read(bench, lambda session: session.picture(citation.picture)))
    assert (kept.width(), kept.height()) == (rect.x1 - rect.x0, rect.y1 - rect.y0)
    bench.press(Key.Key_Return)
    (mark,) = bench.window.evidence.picture._lights.marks(1)
    assert mark.strong


def test_f8_puts_the_viewer_below_beside_and_into_a_window_of_its_own(bench: Any, ledger: Path) -> None:
    attach(bench, ledger)
    window = bench.window
    places = []
    for _ in range(4):
        places.append((window.below, window.is_apart))
        bench.controller.run("beside")
    assert places == [(True, False), (False, False), (False, True), (True, False)]
    assert window.evidence.isVisible()


def test_closing_the_viewers_window_brings_the_viewer_back(bench: Any, ledger: Path) -> None:
    attach(bench, ledger)
    bench.controller.sight._set_apart(True)
    apart = bench.window.apart
    assert apart.isVisible() and "ledger.pdf" in apart.windowTitle()
    apart.resize(640, 700)
    apart.close()
    assert not bench.window.is_apart and bench.window.evidence.isVisible()
    assert bench.controller.sight._settings.evidence_window
    bench.controller.sight._set_apart(True)
    assert bench.window.apart is apart and apart.width() == 640


def test_verdicts_are_given_from_the_viewers_window(bench: Any, ledger: Path) -> None:
    attach(bench, ledger)
    bench.controller.sight._set_apart(True)
    view = bench.window.evidence.pdf
    bench.window.apart.activateWindow()
    view.setFocus()
    bench.qtbot.waitUntil(view.hasFocus)
    first = bench.current
    bench.press(Key.Key_J, on=view)
    assert bench.current == first + 1
    bench.press(Key.Key_V, on=view)
    assert bench.verdicts()[first] == "verified"
    view.set_percent(800)
    before, current = view.verticalScrollBar().value(), bench.current
    bench.press(Key.Key_Down, on=view)  # arrows scroll here
    assert (view.verticalScrollBar().value(), bench.current) == (before + 32, current)
    bench.controller.run("close_evidence")
    assert not bench.window.apart.isVisible()


def test_letters_typed_into_a_field_of_the_viewers_window_are_no_verdicts(bench: Any, ledger: Path) -> None:
    attach(bench, ledger)
    bench.controller.sight._set_apart(True)
    bench.window.apart.activateWindow()
    bench.window.evidence.findbar.open()
    bench.qtbot.waitUntil(bench.window.evidence.findbar.input.hasFocus)
    bench.qtbot.keyClicks(bench.window.evidence.findbar.input, "vdun")
    assert bench.window.evidence.findbar.words == "vdun"
    assert set(bench.verdicts()) == {"unreviewed"}


def test_the_viewer_follows_the_claim_when_it_is_asked_to(bench: Any, ledger: Path) -> None:
    attach(bench, ledger)
    cite_words(bench, 1)
    bench.press(Key.Key_J)
    cite_words(bench, 2)
    view = bench.window.evidence.pdf
    bench.press(Key.Key_K)
    bench.qtbot.wait(300)
    assert view._lights.strong_page == 0
    bench.controller.run("follow")
    bench.qtbot.waitUntil(lambda: view._lights.strong_page == 1)
    bench.press(Key.Key_J)
    bench.qtbot.waitUntil(lambda: view._lights.strong_page == 2)
    assert bench.window.panel.claims_list.hasFocus()


def test_the_keys_go_from_a_cited_passage_to_its_claim(bench: Any, ledger: Path) -> None:
    attach(bench, ledger)
    bench.press(Key.Key_J)
    cite_words(bench, 2)
    bench.press(Key.Key_K)
    number, view = bench.current, bench.window.evidence.pdf
    view.setFocus()
    bench.press(Key.Key_BracketRight, on=view)
    assert view.page == 2 or view._lights.strong_page == 2
    bench.press(Key.Key_Return, on=view)
    assert bench.current == number + 1


def test_a_passage_of_several_claims_offers_them(bench: Any, ledger: Path) -> None:
    attach(bench, ledger)
    cite_words(bench, 1)
    bench.press(Key.Key_J)
    cite_words(bench, 1)
    uids = [claim.uid for claim in bench.claims[:2]]
    menu = bench.controller.viewing.claims_menu(uids)
    assert [action.text().split()[0] for action in menu.actions()] == ["1", "2"]
    menu.actions()[0].trigger()
    assert bench.current == 1


def test_files_inside_a_pdf_are_listed_and_attached(bench: Any, ledger: Path) -> None:
    document = pypdfium2.PdfDocument(ledger.read_bytes())
    document.new_attachment("figures.txt").set_data(b"4 million")
    out = io.BytesIO()
    document.save(out)
    file = ledger.with_name("bundle.pdf")
    file.write_bytes(out.getvalue())
    attach(bench, file)
    menu = bench.controller.viewing._attachments
    bench.qtbot.waitUntil(lambda: len(menu.actions()) == 1, timeout=10_000)
    assert "figures.txt" in menu.actions()[0].text()
    menu.actions()[0].trigger()
    bench.idle()
    names = read(bench, lambda session: [evidence.name for evidence in session.evidence_list()])
    assert names == ["bundle.pdf", "figures.txt"]


def test_ctrl_f_finds_in_what_has_the_focus(bench: Any, ledger: Path) -> None:
    attach(bench, ledger)
    viewer = bench.window.evidence
    viewer.pdf.setFocus()
    bench.press(Key.Key_F, on=viewer.pdf, ctrl=True)
    assert viewer.findbar.isVisible()
    bench.qtbot.keyClicks(viewer.findbar.input, "spring")
    bench.qtbot.waitUntil(lambda: viewer.findbar.count.text() == "1 of 1", timeout=10_000)
    bench.press(Key.Key_Escape, on=viewer.findbar.input)
    bench.window.panel.focus_list()
    bench.press(Key.Key_F, ctrl=True)
    assert not viewer.findbar.isVisible()
