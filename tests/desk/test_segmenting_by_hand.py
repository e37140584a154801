"""Splitting and joining keep verdicts, notes and citations, lose no word and verify nothing."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from workbench.core.article import ArticleSummary, Draft
from workbench.core.claim import Claim
from workbench.core.errors import BadInputError, ConflictError
from workbench.core.verdict import Reason, Verdict
from workbench.desk import attaching, checking, citing, marking, segmenting
from workbench.desk.importing import store
from workbench.desk.session import Session


def claims_of(session: Session, article: ArticleSummary) -> list[Claim]:
    """The claims as they are now."""
    return session.opened(article.id)[1]


def split(session: Session, article: ArticleSummary, number: int, before: str) -> list[Claim]:
    """Split claim `number` before the word `before`; gives the claims afterwards."""
    revision, claims = session.opened(article.id)
    at = revision.text.index(before, claims[number - 1].start)
    segmenting.split(session, article.uid, revision, claims[number - 1], at)
    return claims_of(session, article)


def join(session: Session, article: ArticleSummary, number: int) -> list[Claim]:
    """Join claim `number` with the next one; gives the claims afterwards."""
    revision, claims = session.opened(article.id)
    segmenting.join(session, article.uid, revision, claims[number - 1], claims[number])
    return claims_of(session, article)


def cite(session: Session, article: ArticleSummary, claim: Claim, words: str) -> None:
    """Cite a stored note that holds `words`."""
    evidence = attaching.attach_bytes(session, f"note: {words}".encode(), f"{words}.txt")
    citing.cite(session, article.uid, claim, evidence, citing.find_passage(session, evidence, None, words))


def test_both_parts_of_a_split_have_the_verdict_the_note_and_the_citations(
    session: Session, article: ArticleSummary
) -> None:
    claim = claims_of(session, article)[1]
    cite(session, article, claim, "twelve")
    cite(session, article, claim, "steps")
    marking.judge(session, article.uid, [claim], Verdict.DISPUTED, Reason.SILENT, "counted")
    parts = split(session, article, 2, "212")[1:3]
    assert [part.text for part in parts] == ["It has", "212 steps."]
    assert [part.number for part in parts] == [2, 3]
    assert {part.judgement for part in parts} == {claims_of(session, article)[1].judgement}
    assert parts[0].judgement.note == "counted"
    cited = [[c.passage for c in session.citations(claim=part.uid)] for part in parts]
    assert cited[0] == cited[1]
    assert len(cited[0]) == 2
    assert parts[0].uid == claim.uid
    assert session.decisions(parts[1].uid)[0].judgement == parts[1].judgement
    assert checking.problems(session) == []


def test_a_join_keeps_both_notes_and_the_citations_of_both(session: Session, article: ArticleSummary) -> None:
    first, second, _ = claims_of(session, article)
    cite(session, article, first, "high")
    cite(session, article, second, "steps")
    marking.judge(session, article.uid, [first], note="from the map")
    marking.judge(session, article.uid, [second], note="counted")
    joined, _ = join(session, article, 1)
    assert joined.text == "The tower is high. It has 212 steps."
    assert (joined.uid, joined.note) == (first.uid, "from the map\ncounted")
    assert [c.passage.quote.exact for c in session.citations(claim=joined.uid) if c.passage.quote] == [
        "high",
        "steps",
    ]
    assert checking.problems(session) == []


def test_a_join_after_a_split_gives_the_claim_as_it_was(session: Session, article: ArticleSummary) -> None:
    marking.judge(session, article.uid, claims_of(session, article)[1:2], Verdict.VERIFIED, note="counted")
    before = claims_of(session, article)
    split(session, article, 2, "212")
    assert join(session, article, 2) == before


@pytest.mark.parametrize(("one", "other"), list(product(Verdict, Verdict)))
def test_a_join_is_never_more_settled_than_its_parts(
    session: Session, article: ArticleSummary, one: Verdict, other: Verdict
) -> None:
    first, second, _ = claims_of(session, article)
    marking.judge(session, article.uid, [first], one)
    marking.judge(session, article.uid, [second], other)
    joined = join(session, article, 1)[0].verdict
    assert joined in (one, other)
    assert joined.settled == (one.settled and other.settled)
    assert Verdict.DISPUTED not in (one, other) or joined is Verdict.DISPUTED


def test_claims_of_two_blocks_can_be_joined_without_losing_a_word(
    session: Session, article: ArticleSummary
) -> None:
    revision, claims = session.opened(article.id)
    join(session, article, 2)
    (first, joined) = claims_of(session, article)
    assert first == claims[0]
    assert joined.text == revision.text[claims[1].start : claims[2].end]


@pytest.mark.parametrize("at", [-1, 0, 3, 6, 18, 19, 500])
def test_a_split_that_would_leave_a_blank_part_is_one_sentence(
    session: Session, article: ArticleSummary, at: int
) -> None:
    revision, claims = session.opened(article.id)
    points = {3: claims[0].start + 3, 6: claims[0].start}
    if at == 3:
        segmenting.split(session, article.uid, revision, claims[0], points[at])
        return
    with pytest.raises(BadInputError, match="can only be split"):
        segmenting.split(session, article.uid, revision, claims[0], points.get(at, at))
    assert claims_of(session, article) == claims


@pytest.mark.parametrize(("first", "second"), [(0, 2), (1, 0), (1, 1)])
def test_only_neighbours_are_joined(
    session: Session, article: ArticleSummary, first: int, second: int
) -> None:
    revision, claims = session.opened(article.id)
    with pytest.raises(BadInputError, match="right after it"):
        segmenting.join(session, article.uid, revision, claims[first], claims[second])


def test_a_claim_that_was_split_meanwhile_is_not_split_again(
    session: Session, article: ArticleSummary
) -> None:
    revision, claims = session.opened(article.id)
    split(session, article, 2, "212")
    with pytest.raises(ConflictError):
        segmenting.split(session, article.uid, revision, claims[1], claims[1].end - 2)


def test_a_claim_that_was_split_off_has_its_own_life(session: Session, draft: Callable[..., Draft]) -> None:
    article = store(session, draft(["One two three four."]))
    split(session, article, 1, "two")
    split(session, article, 2, "three")
    split(session, article, 3, "four")
    four = claims_of(session, article)
    assert [claim.text for claim in four] == ["One", "two", "three", "four."]
    marking.judge(session, article.uid, four[2:3], Verdict.DISPUTED)
    join(session, article, 3)
    join(session, article, 1)
    assert [(c.text, c.verdict) for c in claims_of(session, article)] == [
        ("One two", Verdict.UNREVIEWED),
        ("three four.", Verdict.DISPUTED),
    ]
    for _ in range(6):
        session.undo()
    assert [claim.text for claim in claims_of(session, article)] == ["One two three four."]
    for _ in range(6):
        session.redo()
    assert [claim.text for claim in claims_of(session, article)] == ["One two", "three four."]
    assert checking.problems(session) == []
