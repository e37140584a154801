"""Recognised pages are stored, searched and cited like others, and never pass for a text layer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from workbench.core.article import ArticleSummary
from workbench.core.errors import BadInputError, CancelledError
from workbench.core.evidence import Evidence, Method
from workbench.desk import citing
from workbench.desk.attaching import attach_bytes
from workbench.desk.characters import page_characters
from workbench.desk.pages import PdfPages
from workbench.desk.recognising import (
    confidences,
    default_languages,
    languages_there,
    recognise,
    unread_pages,
)
from workbench.desk.searching import search
from workbench.desk.session import Session
from workbench.evidence.ocr import engines
from workbench.jobs.progress import Progress

Scan = Callable[..., bytes]
ONE = "The lighthouse keeper\ncounted 412 ships."
TWO = "Nobody counted them\nin the winter."


@pytest.fixture(autouse=True)
def engine() -> None:
    if "eng" not in engines.readable():
        pytest.skip("no OCR engine with English is installed here")


@pytest.fixture
def ships(session: Session, scan: Scan) -> Evidence:
    """A scan of two pages."""
    return attach_bytes(session, scan(ONE, TWO), "ships.pdf")


def test_scanned_pages_are_read_stored_and_found(session: Session, ships: Evidence) -> None:
    assert unread_pages(session, ships) == [1, 2]
    done = recognise(session, ships)
    assert [page.text for page in done.pages] == [ONE, TWO]
    texts = session.page_texts(ships)
    assert [(text.text, text.problem, text.ocr) for text in texts] == [(ONE, "", True), (TWO, "", True)]
    assert confidences(session, ships) == {text.page: text.quality for text in texts}
    assert all(0.7 < text.quality <= 1 for text in texts)
    assert [hit.page for hit in search(session, "lighthouse").hits] == [1]
    assert unread_pages(session, ships) == []


def test_a_recognised_passage_is_cited_as_such_with_place_engine_and_confidence(
    session: Session, ships: Evidence, article: ArticleSummary
) -> None:
    recognise(session, ships)
    passage = citing.find_passage(session, ships, None, "keeper counted 412 ships")
    assert (passage.page, passage.quote and passage.quote.exact) == (1, "keeper\ncounted 412 ships")
    assert len(passage.rects) == 2
    width, height = PdfPages(session, ships).sizes[0]
    assert all(0 < r.x0 < r.x1 < width and 0 < r.y0 < r.y1 < height for r in passage.rects)
    claim = session.opened(article.id)[1][0]
    citing.cite(session, article.uid, claim, ships, passage)
    cited = session.citations(claim=claim.uid)[0]
    assert cited.method is Method.OCR
    assert cited.engine.startswith(engines.chosen(["eng"]).name + ", ")
    assert cited.engine.endswith(" %")


def test_the_viewer_gets_the_recognised_words_where_they_stand(session: Session, ships: Evidence) -> None:
    recognise(session, ships, [2])
    pages = PdfPages(session, ships)
    assert pages.characters(2).text == TWO == page_characters(session, ships, 2).text
    assert pages.characters(1).text == ""
    assert list(pages.recognised()) == [2]


def test_a_text_layer_is_replaced_only_when_that_is_forced(
    session: Session, pdf: Callable[..., bytes]
) -> None:
    text = attach_bytes(session, pdf(("The bridge cost 4 million crowns in the year 1931.",)), "text.pdf")
    before = session.page_texts(text)
    assert recognise(session, text).pages == ()
    with pytest.raises(BadInputError, match="has a text of its own"):
        recognise(session, text, [1])
    assert session.page_texts(text) == before
    assert recognise(session, text, [1], ["eng"], force=True).pages[0].text
    assert session.page_texts(text)[0].ocr


def test_a_second_time_gives_what_was_read_before(session: Session, ships: Evidence) -> None:
    first = recognise(session, ships)
    assert recognise(session, ships).pages == first.pages
    assert recognise(session, ships, [2]).pages == first.pages[1:]


def test_pages_that_were_read_stay_when_the_rest_is_cancelled(session: Session, scan: Scan) -> None:
    many = attach_bytes(session, scan(*[f"Page number {n}" for n in range(6)]), "many.pdf")
    progress = Progress(lambda report: report.cancel() if report.done else None)
    with pytest.raises(CancelledError):
        recognise(session, many, progress=progress)
    read = list(confidences(session, many))
    assert 1 <= len(read) < 6
    assert len(recognise(session, many).pages) == 6


def test_a_page_that_says_nothing_stays_without_text_and_is_not_read_again(
    session: Session, scan: Scan
) -> None:
    empty = attach_bytes(session, scan("", "Words here."), "empty.pdf")
    recognise(session, empty)
    assert [text.ocr for text in session.page_texts(empty)][1]
    assert 1 not in unread_pages(session, empty)


def test_a_picture_has_one_page_whose_places_are_pixels(session: Session, scan: Scan) -> None:
    photo = attach_bytes(session, scan("The sign on the\nharbour wall", kind="PNG"), "sign.png")
    assert unread_pages(session, photo) == [1]
    assert recognise(session, photo).pages[0].text == "The sign on the\nharbour wall"
    passage = citing.find_passage(session, photo, None, "harbour wall")
    assert passage.page is None
    assert abs(passage.rects[0].x0 - 60) < 4
    assert [hit.evidence_id for hit in search(session, "harbour").hits] == [photo.id]
    assert citing.recognised_by(session, photo, passage).startswith(engines.chosen(["eng"]).name)


def test_what_has_no_pages_and_pages_that_are_not_there_are_refused(
    session: Session, ships: Evidence
) -> None:
    note = attach_bytes(session, b"Only words.", "note.txt")
    with pytest.raises(BadInputError, match=r"note\.txt has no pages"):
        recognise(session, note)
    with pytest.raises(BadInputError, match="has 2 pages; there is no page 3"):
        recognise(session, ships, [3])
    with pytest.raises(BadInputError, match="Name at least one language"):
        recognise(session, ships, languages=[])


def test_without_an_engine_one_sentence_says_what_to_install(
    session: Session, ships: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "_kinds", tuple)
    with pytest.raises(BadInputError, match="no program here that reads scanned pages"):
        recognise(session, ships)
    with pytest.raises(BadInputError, match="no program here that reads scanned pages"):
        languages_there()


def test_languages_are_guessed_from_the_articles_and_english(
    session: Session, article: ArticleSummary
) -> None:
    assert "eng" in default_languages(session)
    assert set(default_languages(session)) <= {name for name, _ in languages_there()}
