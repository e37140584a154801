"""Citations prove themselves: held, moved, changed or ambiguous is said; nothing is moved by the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.anchor import Passage, Quote, Rect, Span
from workbench.core.article import ArticleSummary
from workbench.core.errors import BadInputError
from workbench.core.evidence import Citation, Evidence
from workbench.core.proof import Holding, Proof
from workbench.desk import attaching, checking, citing, proving, replacing
from workbench.desk.session import Session
from workbench.jobs.progress import Progress

PAGES = (
    ("The harbour board met.", "The tower has 212 steps and", "was painted white in 1901."),
    ("Annex: it is old.", "The lamp has 212 steps below it."),
)


@pytest.fixture
def minutes(session: Session, pdf: Callable[..., bytes]) -> Evidence:
    """A PDF of two pages."""
    return attaching.attach_bytes(session, pdf(*PAGES), "minutes.pdf")


@pytest.fixture
def cite(session: Session, article: ArticleSummary) -> Callable[..., Citation]:
    """Cites a quote of evidence for the first claim."""

    def make(evidence: Evidence, page: int | None, quote: str | None) -> Citation:
        claim = session.opened(article.id)[1][0]
        passage = citing.find_passage(session, evidence, page, quote)
        citing.cite(session, article.uid, claim, evidence, passage)
        return session.citations(claim=claim.uid)[-1]

    return make


def thoroughly(session: Session, citation: Citation, evidence: Evidence) -> Proof:
    """The proof of one citation as it is read from the bytes."""
    (proof,) = proving.prove_thoroughly(session, [citation], evidence, Progress())
    return proof


def no_rects(_page: int, _span: Span) -> tuple[Rect, ...]:
    return ()


def test_a_citation_keeps_all_that_proves_it(
    session: Session, minutes: Evidence, cite: Callable[..., Citation]
) -> None:
    citation = cite(minutes, 1, "212 steps")
    assert citation.sha256 == minutes.sha256
    assert citation.engine.startswith("pypdfium2 ")
    assert citation.passage.quote is not None
    assert citation.passage.quote.prefix.endswith("The tower has ")
    assert thoroughly(session, citation, minutes).holding is Holding.HELD
    (quick,) = proving.prove_article(session, 1, Progress())
    assert quick.holding is Holding.HELD


def test_words_that_stand_on_another_page_now_have_moved(
    session: Session, minutes: Evidence, cite: Callable[..., Citation]
) -> None:
    citation = cite(minutes, 1, "painted white")
    elsewhere = replace(citation, passage=replace(citation.passage, page=2))
    proof = thoroughly(session, elsewhere, minutes)
    assert proof.holding is Holding.MOVED
    assert [place.page for place in proof.places] == [1]
    assert proof.places[0].rects == citation.passage.rects


def test_words_that_stand_elsewhere_on_their_page_have_moved(
    session: Session, minutes: Evidence, cite: Callable[..., Citation]
) -> None:
    citation = cite(minutes, 1, "painted white")
    shifted = tuple(Rect(r.x0 + 3, r.y0, r.x1 + 3, r.y1) for r in citation.passage.rects)
    proof = thoroughly(session, replace(citation, passage=replace(citation.passage, rects=shifted)), minutes)
    assert proof.holding is Holding.MOVED


def test_a_lookalike_in_other_surroundings_is_not_taken_for_the_passage(
    session: Session, minutes: Evidence, cite: Callable[..., Citation]
) -> None:
    citation = cite(minutes, 1, "212 steps")
    texts = {1: "The harbour board met.", 2: "Annex: it is old.\nThe lamp has 212 steps below it."}
    proof = proving.prove(citation, minutes, texts, no_rects)
    assert proof.holding is Holding.CHANGED
    assert [place.page for place in proof.places] == [2]


def test_words_that_are_gone_have_changed_and_several_places_are_ambiguous(
    minutes: Evidence, cite: Callable[..., Citation]
) -> None:
    citation = cite(minutes, 1, "212 steps")
    assert proving.prove(citation, minutes, {1: "Nothing."}, no_rects).holding is Holding.CHANGED
    twice = {2: PAGES[0][1] + " " + PAGES[0][2], 3: PAGES[0][1] + " " + PAGES[0][2]}
    proof = proving.prove(citation, minutes, twice, no_rects)
    assert proof.holding is Holding.AMBIGUOUS
    assert [place.page for place in proof.places] == [2, 3]


def test_check_tells_of_a_citation_whose_place_was_changed_behind_the_programs_back(
    session: Session, minutes: Evidence, cite: Callable[..., Citation]
) -> None:
    from sqlalchemy import text  # noqa: PLC0415

    citation = cite(minutes, 1, "212 steps")
    assert checking.problems(session) == []
    with session.workspace.write() as connection:
        connection.execute(text("UPDATE citation SET page = 2"))
    problems = checking.problems(session)
    assert f"The page of citation {citation.id} is not what the log says was done." in problems
    assert any("has moved: its quote stands on page 1 now" in problem for problem in problems)


def test_a_new_version_is_linked_and_only_what_is_found_once_can_be_taken_over(
    session: Session,
    minutes: Evidence,
    cite: Callable[..., Citation],
    pdf: Callable[..., bytes],
    tmp_path: Path,
) -> None:
    cite(minutes, 1, "painted white")
    cite(minutes, 2, "Annex: it is old.")
    (tmp_path / "v2.pdf").write_bytes(pdf(("A new first page.",), PAGES[0], ("Other words.",)))
    new = replacing.replace_evidence(session, minutes, tmp_path / "v2.pdf", Progress())
    assert (new.replaces, new.pages) == (minutes.uid, 3)
    assert [c.evidence_uid for c in session.citations(article_id=1)] == [minutes.uid, minutes.uid]
    moved, gone = replacing.citations_against(session, minutes, new, Progress())
    assert (moved.holding, [place.page for place in moved.places]) == (Holding.MOVED, [2])
    assert gone.holding is Holding.CHANGED
    assert [replacing.can_be_taken_over(proof) for proof in (moved, gone)] == [True, False]
    assert replacing.take_over(session, [(moved, moved.places[0])]) == 1
    assert sorted(c.evidence_uid for c in session.citations(article_id=1)) == sorted([minutes.uid, new.uid])
    assert checking.problems(session) == []
    session.undo()
    assert {c.evidence_uid for c in session.citations(article_id=1)} == {minutes.uid}
    session.undo()
    assert [one.name for one in session.evidence_list()] == ["minutes.pdf"]
    assert checking.problems(session) == []


def test_the_same_file_is_no_new_version(
    session: Session, minutes: Evidence, pdf: Callable[..., bytes], tmp_path: Path
) -> None:
    (tmp_path / "again.pdf").write_bytes(pdf(*PAGES))
    with pytest.raises(BadInputError, match="same bytes"):
        replacing.replace_evidence(session, minutes, tmp_path / "again.pdf", Progress())


WORDS = st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "epsilon"]), min_size=12, max_size=40)


@given(WORDS, WORDS, st.data())
def test_a_quote_is_held_only_where_the_same_words_stand_around_it(
    before: list[str], after: list[str], data: st.DataObject
) -> None:
    text = " ".join(before)
    start = data.draw(st.integers(0, len(text) - 5))
    end = data.draw(st.integers(start + 4, len(text)))
    quote = Quote.cut(text, Span(start, end))
    if not quote.exact.strip():
        return
    other = " ".join(after)
    for found in proving._places(quote, other):
        now = Quote.cut(other, found)
        assert "".join(now.exact.split()) == "".join(quote.exact.split())
        near = min(len(proving._tight(quote.prefix)), len(proving._tight(now.prefix)), 6)
        assert near == 0 or proving._tight(now.prefix)[-near:] == proving._tight(quote.prefix)[-near:]
    assert Span(start, end) in proving._places(quote, text)


def test_a_whole_document_holds_by_its_bytes(
    session: Session, minutes: Evidence, cite: Callable[..., Citation]
) -> None:
    citation = cite(minutes, None, None)
    assert thoroughly(session, citation, minutes).holding is Holding.HELD
    assert citation.passage == Passage()
