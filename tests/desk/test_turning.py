"""Undo and redo say in words what they did, and whose change it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event

from workbench.core.article import ArticleSummary, Draft
from workbench.core.change import Change, Together
from workbench.core.evidence import Stance
from workbench.core.verdict import Verdict
from workbench.desk import attaching, citing, history, marking, segmenting
from workbench.desk.history import Turned
from workbench.desk.importing import store
from workbench.desk.session import Session


def turned(session: Session) -> str:
    """What the last change was, in the words of an undo and of a redo, which must agree."""
    back = history.undo(session)
    forth = history.redo(session)
    assert back is not None
    assert forth is not None
    assert (back.words, back.actor) == (forth.words, forth.actor)
    return back.words


def test_every_kind_of_change_has_its_words(session: Session, article: ArticleSummary) -> None:
    revision, claims = session.opened(article.id)
    assert turned(session) == "Article 1, “A case”: imported"
    marking.judge(session, article.uid, claims[:2], Verdict.DISPUTED)
    assert turned(session) == "Claims 1, 2: disputed"
    marking.judge(session, article.uid, session.opened(article.id)[1][:1], note="why")
    assert turned(session) == "Claim 1: note"
    note = attaching.attach_bytes(session, b"words", "a.txt")
    assert turned(session) == "Evidence 1, a.txt: attached"
    passage = citing.find_passage(session, note, None, "words")
    for _ in range(2):
        citing.cite(session, article.uid, claims[2], note, passage)
    assert turned(session) == "Claim 3: cited"
    citing.set_stance(session, article.uid, session.citations(claim=claims[2].uid)[0], Stance.CONTEXT)
    assert turned(session) == "Claim 3: a citation context"
    attaching.withdraw(session, note)
    assert turned(session) == "Claim 3: citation withdrawn; Evidence 1, a.txt: withdrawn"
    first, second, _ = session.opened(article.id)[1]
    segmenting.join(session, article.uid, revision, first, second)
    assert turned(session) == "Claims 1, 2: joined"
    segmenting.split(session, article.uid, revision, session.opened(article.id)[1][0], 4)
    assert turned(session) == "Claims 1, 4: split"


def test_it_is_said_whose_change_it_was_when_it_is_somebody_elses(
    session: Session, article: ArticleSummary, path: Path
) -> None:
    other = Session.open(path, "Bob")
    marking.judge(other, article.uid, other.opened(article.id)[1][:1], Verdict.VERIFIED)
    claim = session.opened(article.id)[1][0].uid
    back = history.undo(session)
    assert back == Turned("Claim 1: verified", "Bob", back.changed) if back else False
    assert back is not None
    assert back.changed.claims == {claim}
    mine = history.redo(other)
    assert mine is not None
    assert mine.actor == ""
    assert (session.turn(back=False), history.redo(session)) == (None, None)
    other.close()


def test_only_a_few_things_are_named_and_read_however_many_there_are(
    session: Session, draft: Callable[..., Draft]
) -> None:
    article = store(session, draft([f"Sentence {number}." for number in range(1000)]))
    _, claims = session.opened(article.id)
    note = attaching.attach_bytes(session, b"words", "a.txt")
    passage = citing.find_passage(session, note, None, None)
    changes: list[Change] = [citing.citation_of(article.uid, claim, note, passage) for claim in claims]
    session.apply(Together(tuple(changes)))
    turn = session.turn(back=True)
    asked: list[str] = []
    with session.workspace.read() as connection:
        engine = connection.engine
    event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    told = history._told(session, turn)
    assert told is not None
    assert told.words == "Claim 1: cited; Claim 2: cited; Claim 3: cited; and 997 more"
    assert len(told.changed.claims) == 1000
    assert len(asked) < 10


@pytest.mark.parametrize("turn", [history.undo, history.redo])
def test_where_there_is_nothing_to_turn_nothing_is_said(
    session: Session, turn: Callable[[Session], Turned | None]
) -> None:
    assert turn(session) is None
