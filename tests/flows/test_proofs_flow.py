"""Passages that no longer stand, newer versions, and citations for a part of a claim, in the real window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from sqlalchemy import text

from workbench.core.evidence import Citation
from workbench.desk import attaching, citing
from workbench.desk.session import Session

Key = Qt.Key
LEDGER = (("The bridge cost 4 million crowns.",), ("It was opened in 1931.", "Spring."))


@pytest.fixture
def cited(workspace: Path, pdf: Callable[..., bytes]) -> Path:
    """The workspace with a PDF whose second page claim 2 cites."""
    session = Session.open(workspace, "Ada")
    evidence = attaching.attach_bytes(session, pdf(*LEDGER), "ledger.pdf")
    article = session.articles()[0]
    claim = session.opened(article.id)[1][1]
    passage = citing.find_passage(session, evidence, 2, "opened in 1931")
    citing.cite(session, article.uid, claim, evidence, passage)
    session.close()
    return workspace


def citations(path: Path) -> list[Citation]:
    """All citations, as another session reads them from the disk."""
    session = Session.open(path, "reader")
    try:
        return session.citations(article_id=1)
    finally:
        session.close()


def card(bench: Any) -> str:
    """What the first citation of the current claim says."""
    found: str = bench.window.panel._detail.citations.item(0).text()
    return found


def test_opening_tells_of_a_passage_that_no_longer_stands_and_offers_its_place(
    make_bench: Callable[[Path], Any], cited: Path
) -> None:
    session = Session.open(cited, "Eve")
    with session.workspace.write() as connection:
        connection.execute(text("UPDATE citation SET page = 1"))
    session.close()
    bench = make_bench(cited)
    bench.open()
    bench.qtbot.waitUntil(lambda: "no longer stands" in bench.window.message.text, timeout=10_000)
    bench.press(Key.Key_J)
    assert "moved: stands on p. 2 now" in card(bench)
    cards = bench.window.panel._detail.citations
    menu = cards.menu(cards.item(0).data(Qt.ItemDataRole.UserRole))
    labels = [action.text() for action in menu.actions()]
    assert "Show where it stands now: p. 2" in labels
    next(action for action in menu.actions() if action.text().startswith("Cite it there")).trigger()
    bench.idle()
    (citation,) = citations(cited)
    assert citation.passage.page == 2
    bench.qtbot.waitUntil(lambda: "moved" not in card(bench), timeout=10_000)


def test_opening_the_evidence_proves_its_citations_against_the_page_itself(
    make_bench: Callable[[Path], Any], cited: Path
) -> None:
    session = Session.open(cited, "Eve")
    with session.workspace.write() as connection:
        connection.execute(text("UPDATE citation SET rects = '[[10.0, 10.0, 60.0, 22.0]]'"))
    session.close()
    bench = make_bench(cited)
    bench.open()
    bench.qtbot.wait(600)
    bench.idle()
    bench.press(Key.Key_J)
    assert "moved" not in card(bench)
    bench.press(Key.Key_Return)
    bench.qtbot.waitUntil(lambda: "moved: stands on p. 2 now" in card(bench), timeout=10_000)
    assert "no longer stands" in bench.window.message.text


def test_nothing_is_said_while_all_passages_stand(make_bench: Callable[[Path], Any], cited: Path) -> None:
    bench = make_bench(cited)
    bench.open()
    bench.qtbot.wait(600)
    bench.idle()
    assert "stand" not in bench.window.message.text
    bench.press(Key.Key_J)
    assert "“opened in 1931”" in card(bench)


def test_a_newer_version_offers_its_places_and_undo_brings_the_old_citation_back(
    make_bench: Callable[[Path], Any], cited: Path, pdf: Callable[..., bytes], tmp_path: Path
) -> None:
    bench = make_bench(cited)
    bench.open()
    (tmp_path / "ledger-2.pdf").write_bytes(pdf(("A title page.",), *LEDGER))
    bench.dialogs.files = [tmp_path / "ledger-2.pdf"]
    old = bench.controller.desk.session.evidence_list()[0]
    bench.window.library.replaced.emit(old.uid)
    bench.idle()
    assert "1 of its 1 citations stand there word for word" in bench.window.message.text
    bench.press(Key.Key_J)
    bench.qtbot.waitUntil(lambda: "newer version: stands on p. 3" in card(bench), timeout=10_000)
    bench.window.message.findChildren(QPushButton)[0].click()
    bench.idle()
    (citation,) = citations(cited)
    assert (citation.evidence_name, citation.passage.page) == ("ledger-2.pdf", 3)
    bench.press(Key.Key_Z, ctrl=True)
    bench.idle()
    (citation,) = citations(cited)
    assert (citation.evidence_name, citation.passage.page) == ("ledger.pdf", 2)


def test_words_selected_in_the_claim_are_what_the_passage_is_cited_for(
    make_bench: Callable[[Path], Any], cited: Path
) -> None:
    bench = make_bench(cited)
    bench.open()
    bench.press(Key.Key_J)
    claim = bench.controller.review.current
    at = claim.start + claim.text.index("1931")
    bench.press(Key.Key_Return)
    view = bench.window.evidence.pdf
    bench.qtbot.waitUntil(lambda: view.settled and bench.window.evidence.isVisible(), timeout=10_000)
    view.select_page()
    bench.qtbot.waitUntil(lambda: view.selected_passage() is not None, timeout=10_000)
    bench.window.source.view.select(at, at + 4)
    bench.press(Key.Key_C)
    bench.idle()
    citation = citations(cited)[-1]
    assert citation.part is not None
    assert citation.part.exact == "1931"
    assert citation.part.prefix == claim.text[: claim.text.index("1931")][-32:]
