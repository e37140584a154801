"""Recording contacts, describing evidence, and counting sources for the house rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from workbench.core.article import ArticleSummary
from workbench.core.contact import Contact, ContactKind
from workbench.core.errors import BadInputError, ConflictError
from workbench.core.evidence import Grade, Method, Source, Stance
from workbench.core.house import HouseRule, Sourcing
from workbench.desk.attaching import attach_bytes
from workbench.desk.checking import problems
from workbench.desk.citing import cite, find_passage
from workbench.desk.contacts import contacts, correct, people, read_contact, record
from workbench.desk.describing import describe, origins, proposed
from workbench.desk.history import redo, undo
from workbench.desk.searching import search
from workbench.desk.session import Session
from workbench.desk.sourcing import Lack, house_rule, lacking, set_house_rule, sourcing_of, ungraded

CALL = Contact(ContactKind.CALL, "Jane Roe", "2026-05-04 14:30", "+44 1", "The tower has 212 steps.")


def test_a_contact_is_kept_cited_and_described_as_one_change(
    session: Session, article: ArticleSummary
) -> None:
    _, claims = session.opened(article.id)
    made = record(
        session, CALL, claims[:2], Stance.CONTRADICTS, Source(grade=Grade.PRIMARY, confidential=True)
    )
    assert made.evidence.is_contact
    assert made.evidence.source == Source(grade=Grade.PRIMARY, confidential=True)
    assert read_contact(session, made.evidence) == CALL
    cited = session.citations(evidence=made.evidence.uid)
    assert [citation.id for citation in cited] == made.citations
    assert {citation.stance for citation in cited} == {Stance.CONTRADICTS}
    assert {c.passage.quote.exact for c in cited if c.passage.quote} == {CALL.said}
    assert problems(session) == []
    undo(session)
    assert session.evidence_list() == session.citations(article_id=article.id) == []
    redo(session)
    assert session.evidence(uid=made.evidence.uid).source.confidential
    assert problems(session) == []


def test_a_contact_is_found_and_quoted_like_any_text(session: Session, article: ArticleSummary) -> None:
    _, claims = session.opened(article.id)
    made = record(session, CALL)
    (hit,) = search(session, '"212 steps"').hits
    assert hit.evidence_id == made.evidence.id
    passage = find_passage(session, made.evidence, None, "212 steps")
    cite(session, article.uid, claims[0], made.evidence, passage)
    (citation,) = session.citations(claim=claims[0].uid)
    assert citation.method is Method.TEXT_LAYER
    assert problems(session) == []


def test_the_same_record_is_kept_once_and_cited_once_for_each_claim(
    session: Session, article: ArticleSummary
) -> None:
    _, claims = session.opened(article.id)
    first = record(session, CALL, claims[:1])
    again = record(session, CALL, claims[:2])
    assert again.evidence.id == first.evidence.id
    assert len(session.citations(evidence=first.evidence.uid)) == 2


@pytest.mark.parametrize("gap", [{"who": " "}, {"said": "\n"}])
def test_a_record_without_a_person_or_words_is_refused_and_nothing_kept(
    session: Session, gap: dict[str, str]
) -> None:
    with pytest.raises(BadInputError):
        record(session, replace(CALL, **gap))
    assert session.evidence_list() == []


def test_a_correction_takes_over_citations_and_description_and_leaves_the_old_record(
    session: Session, article: ArticleSummary
) -> None:
    _, claims = session.opened(article.id)
    old = record(session, CALL, claims[:1], source=Source(grade=Grade.SECONDARY, origin="The mill")).evidence
    cite(session, article.uid, claims[1], old, find_passage(session, old, None, "212 steps"), Stance.CONTEXT)
    better = replace(CALL, said="The tower has 212 steps, and 12 more since May.")
    new = correct(session, old, better).evidence
    assert new.replaces == old.uid
    assert new.source == Source(grade=Grade.SECONDARY, origin="The mill")
    taken = {c.claim_id: c for c in session.citations(evidence=new.uid)}
    assert taken[claims[0].id].passage.quote.exact == better.said  # type: ignore[union-attr]
    assert taken[claims[1].id].passage.quote.exact == "212 steps"  # type: ignore[union-attr]
    assert taken[claims[1].id].stance is Stance.CONTEXT
    assert session.citations(evidence=old.uid) == []
    assert [one.id for one, _ in contacts(session)] == [old.id, new.id]
    assert problems(session) == []
    undo(session)
    assert len(session.citations(evidence=old.uid)) == 2
    assert [one.id for one, _ in contacts(session)] == [old.id]
    with pytest.raises(BadInputError):
        correct(session, old, CALL)


def test_people_reached_before_come_last_first(session: Session) -> None:
    record(session, CALL)
    record(session, replace(CALL, who="Ali Noor"))
    record(session, replace(CALL, said="Yes."))
    assert people(session) == ["Jane Roe", "Ali Noor"]


def test_only_what_differs_is_recorded_and_words_are_tidied(session: Session) -> None:
    one = attach_bytes(session, b"A", "a.txt")
    assert describe(session, [one], {"title": "  The\n ledger ", "grade": Grade.PRIMARY})
    now = session.evidence(uid=one.uid)
    assert now.source == Source(title="The ledger", grade=Grade.PRIMARY)
    assert not describe(session, [now], {"title": "The ledger"})
    told = undo(session)
    assert told is not None
    assert told.words == "Evidence 1, a.txt: title, source grade"
    assert session.evidence(uid=one.uid).source == Source()


def test_a_field_that_somebody_else_changed_meanwhile_is_not_overwritten(session: Session) -> None:
    seen = attach_bytes(session, b"A", "a.txt")
    describe(session, [seen], {"author": "Ada"})
    with pytest.raises(ConflictError):
        describe(session, [seen], {"author": "Bob"})
    describe(session, [seen], {"title": "The ledger"})  # another field is no conflict
    assert session.evidence(uid=seen.uid).source == Source(title="The ledger", author="Ada")


def test_origins_in_use_come_by_frequency(session: Session) -> None:
    files = [attach_bytes(session, letter.encode(), f"{letter}.txt") for letter in "abc"]
    describe(session, files[:1], {"origin": "Agency"})
    describe(session, files[1:], {"origin": "Press office"})
    assert origins(session) == ["Press office", "Agency"]


def test_pages_mail_and_pdf_propose_what_they_say_of_themselves(
    session: Session, pdf: Callable[..., bytes]
) -> None:
    page = b'<html><title>Tower &amp; town</title><meta name="author" content="A. Noor"><p>Hello</html>'
    found = proposed(session, attach_bytes(session, page, "page.html"))
    assert found == ("Tower & town", "A. Noor", "")
    plain = attach_bytes(session, pdf(("Nothing is said of it.",)), "plain.pdf")
    assert proposed(session, plain) == ("", "", "")
    assert proposed(session, attach_bytes(session, b"Words.", "words.txt")) == ("", "", "")


def test_the_rule_is_kept_undone_and_bounded(session: Session) -> None:
    assert house_rule(session) == HouseRule(1, 3)
    assert set_house_rule(session, HouseRule(2, 0))
    assert not set_house_rule(session, HouseRule(2, 0))
    assert house_rule(session) == HouseRule(2, 0)
    with pytest.raises(BadInputError):
        set_house_rule(session, HouseRule(-1, 3))
    undo(session)
    assert house_rule(session) == HouseRule(1, 3)


def test_supporting_sources_are_counted_once_each_and_by_origin(
    session: Session, article: ArticleSummary
) -> None:
    _, claims = session.opened(article.id)
    files = [attach_bytes(session, letter.encode() * 9, f"{letter}.txt") for letter in "abcde"]
    describe(session, files[:3], {"grade": Grade.SECONDARY})
    describe(session, files[:2], {"origin": "Wire"})
    describe(session, files[4:], {"grade": Grade.PRIMARY})
    for one in files[:4]:
        cite(session, article.uid, claims[0], one, find_passage(session, one, None, None))
    cite(session, article.uid, claims[0], files[0], find_passage(session, files[0], None, "aaaaaaaaa"))
    against = find_passage(session, files[4], None, None)
    cite(session, article.uid, claims[0], files[4], against, Stance.CONTRADICTS)
    assert sourcing_of(session, article.id) == {claims[0].uid: Sourcing(0, 2, 1)}
    assert sourcing_of(session, article.id, [claims[1].uid]) == {}
    assert [one.id for one in ungraded(session, claims[0].uid)] == [files[3].id]


def test_what_is_lacking_is_said_for_each_way_that_is_open() -> None:
    assert lacking(Sourcing(0, 1, 0), HouseRule(1, 3)) == Lack(1, 2)
    assert lacking(Sourcing(0, 1, 0), HouseRule(0, 3)) == Lack(0, 2)
    assert lacking(Sourcing(1, 0, 0), HouseRule(1, 3)) is None
    assert lacking(Sourcing(0, 3, 0), HouseRule(1, 3)) is None
    assert lacking(Sourcing(0, 0, 0), HouseRule(0, 0)) is None
