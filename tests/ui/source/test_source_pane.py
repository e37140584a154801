from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from workbench.core.article import BlockKind
from workbench.ui.source.finding import find


def shown(pane, article):
    pane.show_article(article.text, article.blocks, article.claims, "en")
    return article


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("boats", "Boats and BOATS", ["Boats", "BOATS"]),
        ("a  b", "a\u00a0b and a\nb", ["a\u00a0b", "a\nb"]),
        ('"so"', "“so” it is", ["“so”"]),
        ("don't", "don’t", ["don’t"]),
        ("1-2", "1–2", ["1–2"]),
        ("(x)", "f(x) 😀 (x)", ["(x)", "(x)"]),
        ("   ", "a b", []),
    ],
)
def test_finding_reads_past_case_blanks_quotes_and_dashes(query, text, found):
    assert [text[slice(*span)] for span in find(text, query)] == found


def test_the_find_bar_counts_steps_round_and_returns_to_the_page(pane, long_article, qtbot):
    article = shown(pane, long_article)
    pane.open_find()
    bar = pane.find_bar
    qtbot.keyClicks(bar.input, "ledger")
    qtbot.waitUntil(lambda: bar.status == "1 of 60")
    qtbot.keyClick(bar.input, Qt.Key.Key_Return)
    assert bar.status == "2 of 60"
    qtbot.keyClick(bar.input, Qt.Key.Key_F3)
    assert bar.status == "3 of 60"
    for _ in range(3):
        qtbot.keyClick(bar.input, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.status == "60 of 60"
    hit = bar.current
    assert pane.view.sheet.extent(hit)[0] < pane.view.viewport().height()
    with qtbot.waitSignal(pane.view.current_changed) as chosen:
        qtbot.keyClick(bar.input, Qt.Key.Key_Escape)
    claim = next(claim for claim in article.claims if claim.uid == chosen.args[0])
    assert claim.start <= hit.start < claim.end
    assert bar.isHidden()
    assert pane.focusProxy() is pane.view
    assert not pane.view.scene.found


def test_the_find_bar_says_when_there_is_nothing(pane, long_article, qtbot):
    shown(pane, long_article)
    pane.open_find()
    pane.find_bar.input.setText("giraffe")
    pane.find_bar.search()
    assert pane.find_bar.status == "Not found"
    with qtbot.assertNotEmitted(pane.view.current_changed):
        pane.close_find()


def test_ctrl_f_opens_the_find_bar_with_what_is_selected(pane, long_article, qtbot):
    article = shown(pane, long_article)
    start = article.text.index("ledger")
    pane.view.select(start, start + 6)
    qtbot.keyClick(pane.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert pane.find_bar.isVisible()
    assert pane.find_bar.input.text() == "ledger"
    assert pane.find_bar.status == "1 of 60"


def test_without_an_article_the_pane_says_what_to_do_first(pane, qtbot):
    assert pane.empty
    page = pane.empty_page
    for button, signal in (
        (page.import_button, pane.import_requested),
        (page.paste_button, pane.paste_requested),
        (page.sample_button, pane.sample_requested),
    ):
        with qtbot.waitSignal(signal):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_an_article_replaces_the_empty_page_and_back(pane, make):
    shown(pane, make((BlockKind.PARAGRAPH, ["One."])))
    pane.set_header(["Revision 2", "English"], "Encoding guessed")
    assert not pane.empty
    assert pane.header == "Revision 2  ·  English  ·  Encoding guessed"
    pane.show_empty()
    assert pane.empty
    assert pane.view.text == ""
    assert pane.header == ""


def test_the_overview_frames_what_is_in_sight_and_jumps(pane, long_article, qtbot):
    article = shown(pane, long_article)
    qtbot.waitUntil(lambda: pane.view.sheet.flow.settled, timeout=5000)
    pane.heat.jump.emit(0.75)
    seen = pane.view.visible_text()
    assert seen.start < 0.75 * len(article.text) < seen.end


@pytest.mark.parametrize("zoom", [80, 200])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_kind_of_block_is_painted_in_every_look(pane, make, theme, zoom, mode, qtbot):
    shown(pane, make(*((kind, ["Something stands here.", "And more."]) for kind in BlockKind)))
    theme.set_mode(mode)
    theme.set_zoom(zoom)
    pane.resize(480, 500)
    for kind in range(len(BlockKind)):
        pane.set_current(f"c{2 * kind + 1}")
        image = pane.grab().toImage()
        assert image.pixelColor(2, 250) == theme.inks.paper
        _, _, rect = next(pane.view.sheet.rows(pane.view.claims.claims[2 * kind].span))
        at = pane.view.viewport().mapTo(pane, rect.center().toPoint())
        assert any(image.pixelColor(x, at.y()) != theme.inks.paper for x in range(at.x() - 30, at.x() + 30))


def test_the_empty_page_looks_the_same_after_zooming_there_and_back(pane, theme, qtbot):
    pane.show_empty()
    before = pane.grab().toImage()
    for zoom in (200, 80, 100):
        theme.set_zoom(zoom)
        qtbot.wait(1)
    assert pane.grab().toImage() == before


def test_an_unknown_language_is_said_in_words(pane):
    pane.set_header(["Revision 1", "und"])
    assert pane.header == "Revision 1  ·  language unknown"
