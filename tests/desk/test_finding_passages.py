"""A quote is found where it stands exactly once; nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from workbench.core.anchor import Passage, Quote
from workbench.core.article import ArticleSummary
from workbench.core.errors import BadInputError, CancelledError
from workbench.core.evidence import Evidence, Method, Stance
from workbench.desk import attaching, checking, citing
from workbench.desk.session import Session
from workbench.jobs.progress import Progress

PAGES = (
    (
        "The harbour board met.",
        "The tower has 212 steps and",
        "was painted white in 1901.",
        "It is open. It is open.",
    ),
    ("Annex: it is old.", "The harbour board met again."),
)


@pytest.fixture
def minutes(session: Session, pdf: Callable[..., bytes]) -> Evidence:
    """A PDF of two pages."""
    return attaching.attach_bytes(session, pdf(*PAGES), "minutes.pdf")


@pytest.fixture
def scan(session: Session, tmp_path: Path) -> Evidence:
    """A PDF page that is only a picture."""
    Image.new("L", (100, 140), 255).save(tmp_path / "scan.pdf")
    return attaching.attach_file(session, tmp_path / "scan.pdf")


def test_a_quote_that_stands_once_is_given_with_page_context_and_rectangles(
    session: Session, minutes: Evidence
) -> None:
    passage = citing.find_passage(session, minutes, None, "212 steps")
    assert passage.page == 1
    assert passage.quote is not None
    assert passage.quote.exact == "212 steps"
    assert passage.quote.prefix.endswith("The tower has ")
    assert passage.quote.suffix.startswith(" and")
    (rect,) = passage.rects
    assert 72 < rect.x0 < rect.x1 < 400
    assert 792 - 720 + 20 - 14 < rect.y0 < rect.y1 < 792 - 720 + 20 + 8


def test_a_quote_over_a_line_break_has_a_rectangle_on_each_line(session: Session, minutes: Evidence) -> None:
    passage = citing.find_passage(session, minutes, 1, "212 steps and was   painted\nwhite")
    assert passage.quote is not None
    assert passage.quote.exact.split() == ["212", "steps", "and", "was", "painted", "white"]
    assert len(passage.rects) == 2
    assert all(upper.y1 <= lower.y0 + 4 and lower.x0 < upper.x0 for upper, lower in pairwise(passage.rects))


@pytest.mark.parametrize(
    ("page", "quote", "said"),
    [
        (None, "213 steps", "does not stand on minutes.pdf"),
        (2, "212 steps", "does not stand on page 2 of minutes.pdf"),
        (None, "The harbour board met", "stands 2 times on minutes.pdf"),
        (1, "It is open.", "stands 2 times on page 1 of minutes.pdf"),
        (3, "212 steps", "2 pages; there is no page 3"),
        (0, None, "there is no page 0"),
        (-1, "212", "there is no page -1"),
    ],
)
def test_a_quote_that_does_not_stand_there_exactly_once_is_one_sentence(
    session: Session, minutes: Evidence, page: int | None, quote: str | None, said: str
) -> None:
    with pytest.raises(BadInputError) as caught:
        citing.find_passage(session, minutes, page, quote)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_page_decides_between_two_places(session: Session, minutes: Evidence) -> None:
    assert citing.find_passage(session, minutes, 2, "The harbour board met").page == 2


def test_without_a_quote_it_is_the_page_or_the_file(session: Session, minutes: Evidence) -> None:
    assert citing.find_passage(session, minutes, 2, None) == Passage(2)
    assert citing.find_passage(session, minutes, None, "  ") == Passage()


def test_a_quote_from_a_scan_is_taken_as_transcribed(session: Session, scan: Evidence) -> None:
    assert citing.find_passage(session, scan, 1, " written by hand ") == Passage(1, Quote("written by hand"))
    with pytest.raises(BadInputError, match="there is no page 2"):
        citing.find_passage(session, scan, 2, "written by hand")


def test_a_text_has_quotes_and_no_pages(session: Session) -> None:
    note = attaching.attach_bytes(session, "Er sagte: „nie“.".encode(), "note.txt")
    passage = citing.find_passage(session, note, None, '"nie"')
    assert (passage.page, passage.quote) == (None, Quote("„nie“", "Er sagte: ", "."))
    with pytest.raises(BadInputError, match="does not stand"):
        citing.find_passage(session, note, None, "immer")
    with pytest.raises(BadInputError, match="there is no page 2"):
        citing.find_passage(session, note, 2, "nie")


def test_a_quote_is_not_looked_for_before_all_pages_are_read(
    session: Session, pdf: Callable[..., bytes]
) -> None:
    stopping = Progress(lambda p: p.cancel() if p.total == 80 else None)
    with pytest.raises(CancelledError):
        attaching.attach_bytes(session, pdf(*((f"word {n} here",) for n in range(80))), "long.pdf", stopping)
    (evidence,) = session.evidence_list()
    with pytest.raises(BadInputError, match="still being read"):
        citing.find_passage(session, evidence, None, "word 7 here")
    attaching.resume(session, Progress())
    assert citing.find_passage(session, evidence, None, "word 7 here").page == 8


def test_citations_of_every_kind_say_how_they_were_taken_and_prove_themselves(
    session: Session, article: ArticleSummary, minutes: Evidence, scan: Evidence
) -> None:
    picture = attaching.attach_bytes(session, b"\x89PNG\r\n\x1a\nxx", "photo.png")
    note = attaching.attach_bytes(session, b"He said never.", "note.txt")
    wanted = [
        (minutes, None, "212 steps", Method.TEXT_LAYER), (minutes, 2, None, Method.PAGE),
        (minutes, None, None, Method.WHOLE_FILE), (scan, 1, "by hand", Method.PAGE),
        (scan, None, "by hand", Method.WHOLE_FILE), (picture, None, "on the sign", Method.WHOLE_FILE),
        (note, None, "said never", Method.TEXT_LAYER), (note, None, None, Method.WHOLE_FILE),
    ]  # fmt: skip
    claim = session.opened(article.id)[1][0]
    for evidence, page, quote, _ in wanted:
        passage = citing.find_passage(session, evidence, page, quote)
        citing.cite(session, article.uid, claim, evidence, passage, Stance.CONTEXT)
    citations = session.citations(claim=claim.uid)
    assert [citation.method for citation in citations] == [method for *_, method in wanted]
    assert {citation.stance for citation in citations} == {Stance.CONTEXT}
    assert session.opened(article.id)[1][0].citations == len(wanted)
    assert checking.problems(session) == []
