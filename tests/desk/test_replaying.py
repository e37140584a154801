"""`check` plays the log again: what the tables hold must be what the log says was done."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.core.anchor import Passage
from workbench.core.article import Draft
from workbench.core.evidence import Stance
from workbench.core.verdict import Reason, Verdict
from workbench.desk import attaching, checking, citing, importing, marking, segmenting
from workbench.desk.session import Session


@pytest.fixture
def filled(tmp_path: Path, draft: Callable[..., Draft]) -> Path:
    """A workspace in which a little of everything has been done, and some of it undone."""
    path = tmp_path / "desk.fwb"
    session = Session.open(path, "Ada", create=True)
    article = importing.store(session, draft(["One claim.", "Two of them.", "Three."]))
    revision, claims = session.opened(article.id)
    evidence = attaching.attach_bytes(session, b"One claim.", "letter.txt")
    marking.judge(session, article.uid, claims[:2], Verdict.DISPUTED, Reason.CONTRADICTED, "why")
    claims = session.opened(article.id)[1]
    citing.cite(session, article.uid, claims[1], evidence, Passage())
    segmenting.split(session, article.uid, revision, claims[1], claims[1].start + 4)
    claims = session.opened(article.id)[1]
    segmenting.join(session, article.uid, revision, claims[2], claims[3])
    (citation, *_) = session.citations(article_id=article.id)
    citing.set_stance(session, article.uid, citation, Stance.CONTEXT)
    attaching.attach_bytes(session, b"another", "other.txt")
    session.undo()
    session.undo()
    session.redo()
    session.close()
    return path


def problems(path: Path) -> list[str]:
    return checking.check_file(path)


def test_a_workspace_in_which_everything_was_done_proves_itself(filled: Path) -> None:
    assert problems(filled) == []


@pytest.mark.parametrize(
    "forgery",
    [
        "update claim set note = 'forged' where id = 1",
        "update claim set verdict = 'verified', reason = null where id = 1",
        "update claim set verdict = 'verified' where id = 3",
        "update claim set retired = 1 where id = 1",
        "update citation set stance = 'contradicts'",
        "update citation set claim_id = 1",
        "update citation set present = 0",
        "update citation set page = 3",
        "delete from citation where id = 1",
        "update evidence set name = 'other-report.pdf' where id = 1",
        "update evidence set present = 0 where id = 1",
        "update article set title = 'Another story'",
        "update article set present = 0",
        "update decision set verdict = 'verified', reason = null, note = 'x' where claim_id = 1",
        "update revision set text = replace(text, 'One', 'Six')",
    ],
)
def test_a_forged_row_is_found(filled: Path, forgery: str) -> None:
    connection = sqlite3.connect(filled)
    with connection:
        assert connection.execute(forgery).rowcount
    connection.close()
    assert problems(filled)
