"""Two sittings on one file: the slower one is told, and nothing of what it wanted is written."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from workbench.core.anchor import Passage
from workbench.core.change import (
    Change,
    Cite,
    Judged,
    Piece,
    RenameArticle,
    Resegment,
    SetPresence,
    SetStance,
    SetVerdict,
    Together,
)
from workbench.core.change import Item as Thing
from workbench.core.errors import ConflictError
from workbench.core.evidence import Method, Stance
from workbench.core.verdict import Judgement, Verdict
from workbench.storage import audit, blobs, claims, evidence
from workbench.storage import tables as t
from workbench.storage.workspace import Workspace

BLANK = Judgement()
VERIFIED, DISPUTED = Judgement(Verdict.VERIFIED), Judgement(Verdict.DISPUTED, None, "no")


@pytest.fixture
def other(workspace: Workspace, path: Path) -> Iterator[Workspace]:
    """A second sitting on the same file, as another process would have it."""
    other = Workspace.open(path)
    yield other
    other.close()


@pytest.fixture
def uids(workspace: Workspace) -> list[str]:
    """The three claims."""
    with workspace.read() as connection:
        return list(connection.execute(select(t.claim.c.uid).order_by(t.claim.c.id)).scalars())


def everything(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    with workspace.read() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(table))]
            for name, table in t.article.metadata.tables.items()
        }


def refused(workspace: Workspace, change: Change) -> None:
    """`change` must raise ConflictError and leave every table as it was."""
    before = everything(workspace)
    with pytest.raises(ConflictError):
        workspace.apply(change, "Bob")
    assert everything(workspace) == before


def store_note(workspace: Workspace) -> None:
    """Put a tiny file with the uid "note" into the workspace, as attached."""
    with workspace.write() as connection:
        key = evidence.begin_import(connection, "note", "note.txt", "text/plain", 2)
        blobs.insert_chunks(connection, key, 0, [b"hi"])
        evidence.finish_bytes(connection, key, 2, "00")
        connection.execute(t.evidence.update().values(state="ready"))


def cite(claim: str, uid: str = "citation") -> Cite:
    """Tie `claim` to the note."""
    return Cite("article", uid, claim, "note", Passage(), Stance.SUPPORTS, Method.WHOLE_FILE)


def test_a_verdict_on_a_claim_that_was_judged_meanwhile_is_refused(
    workspace: Workspace, other: Workspace, uids: list[str]
) -> None:
    other.apply(SetVerdict("article", (Judged(uids[1], BLANK, DISPUTED),)), "Ada")
    refused(workspace, SetVerdict("article", tuple(Judged(uid, BLANK, VERIFIED) for uid in uids)))


def test_all_parts_of_one_change_are_refused_when_the_last_one_conflicts(
    workspace: Workspace, uids: list[str]
) -> None:
    verdict = SetVerdict("article", (Judged(uids[0], BLANK, VERIFIED),))
    refused(workspace, Together((verdict, RenameArticle("article", "Another title", "A third"))))


def test_a_claim_that_was_joined_away_meanwhile_can_be_neither_judged_nor_cited_nor_split(
    workspace: Workspace, other: Workspace, uids: list[str]
) -> None:
    store_note(workspace)
    one, two = Piece(uids[0], 0, 4, BLANK), Piece(uids[1], 5, 9, BLANK)
    other.apply(Resegment("join", "article", "revision", (one, two), (Piece(uids[0], 0, 9, BLANK),)), "Ada")
    refused(workspace, SetVerdict("article", (Judged(uids[1], BLANK, VERIFIED),)))
    refused(workspace, cite(uids[1]))
    parts = (Piece(uids[1], 5, 7, BLANK), Piece("new", 7, 9, BLANK))
    refused(workspace, Resegment("split", "article", "revision", (two,), parts))


def test_a_split_does_not_undo_a_verdict_that_was_given_meanwhile(
    workspace: Workspace, other: Workspace, uids: list[str]
) -> None:
    other.apply(SetVerdict("article", (Judged(uids[0], BLANK, DISPUTED),)), "Ada")
    parts = (Piece(uids[0], 0, 2, BLANK), Piece("new", 2, 4, BLANK))
    refused(workspace, Resegment("split", "article", "revision", (Piece(uids[0], 0, 4, BLANK),), parts))


def test_a_join_does_not_hide_a_citation_that_was_made_meanwhile(
    workspace: Workspace, other: Workspace, uids: list[str]
) -> None:
    store_note(workspace)
    other.apply(cite(uids[1]), "Ada")
    pieces = (Piece(uids[0], 0, 4, BLANK), Piece(uids[1], 5, 9, BLANK))
    refused(workspace, Resegment("join", "article", "revision", pieces, (Piece(uids[0], 0, 9, BLANK),)))


def test_evidence_that_was_withdrawn_meanwhile_cannot_be_cited(
    workspace: Workspace, other: Workspace, uids: list[str]
) -> None:
    store_note(workspace)
    other.apply(SetPresence("evidence", (Thing("note"),), present=False), "Ada")
    refused(workspace, cite(uids[0]))


def test_evidence_that_was_cited_meanwhile_is_not_withdrawn_from_under_the_citation(
    workspace: Workspace, other: Workspace, uids: list[str]
) -> None:
    store_note(workspace)
    workspace.apply(cite(uids[0]), "Ada")
    other.apply(cite(uids[1], "second"), "Bob")
    seen = SetPresence("citation", (Thing("citation", "article", uids[0]),), present=False)
    gone = SetPresence("evidence", (Thing("note"),), present=False)
    refused(workspace, Together((seen, gone)))
    both = SetPresence("citation", (*seen.items, Thing("second", "article", uids[1])), present=False)
    workspace.apply(Together((both, gone)), "Ada")
    workspace.undo("Ada")
    workspace.redo("Ada")


def test_drivers_that_count_only_the_last_row_are_asked_row_by_row(
    workspace: Workspace, uids: list[str]
) -> None:
    with workspace.read() as connection:
        dialect = connection.dialect
    dialect.supports_sane_multi_rowcount = False
    workspace.apply(SetVerdict("article", tuple(Judged(uid, BLANK, VERIFIED) for uid in uids)), "Ada")
    stale = (Judged(uids[0], BLANK, DISPUTED), Judged(uids[1], VERIFIED, DISPUTED))
    refused(workspace, SetVerdict("article", stale))


def test_a_citation_that_was_withdrawn_meanwhile_gets_no_new_stance_and_is_not_withdrawn_twice(
    workspace: Workspace, other: Workspace, uids: list[str]
) -> None:
    store_note(workspace)
    workspace.apply(cite(uids[0]), "Ada")
    gone = SetPresence("citation", (Thing("citation", "article", uids[0]),), present=False)
    other.apply(gone, "Ada")
    refused(workspace, gone)
    refused(workspace, SetStance("article", uids[0], "citation", Stance.SUPPORTS, Stance.CONTEXT))


def test_a_title_that_was_changed_meanwhile_is_kept(workspace: Workspace, other: Workspace) -> None:
    other.apply(RenameArticle("article", "A case", "Hers"), "Ada")
    refused(workspace, RenameArticle("article", "A case", "His"))


def test_undo_takes_back_the_last_change_of_whoever_made_it(workspace: Workspace, other: Workspace) -> None:
    other.apply(RenameArticle("article", "A case", "Hers"), "Ada")
    workspace.undo("Bob")
    assert everything(other)["article"][0][2] == "A case"
    assert everything(other)["audit_event"][-1][3] == "Bob"


def test_a_change_of_somebody_else_is_announced_exactly_once_and_ones_own_never(
    workspace: Workspace, other: Workspace
) -> None:
    assert not workspace.changed_elsewhere()  # what was there when it was opened, and its own import
    workspace.apply(RenameArticle("article", "A case", "1"), "Ada")
    assert [workspace.changed_elsewhere(), other.changed_elsewhere(), other.changed_elsewhere()] == [
        False,
        True,
        False,
    ]
    other.apply(RenameArticle("article", "1", "2"), "Bob")
    workspace.apply(RenameArticle("article", "2", "3"), "Ada")  # its own comes last
    assert [workspace.changed_elsewhere(), workspace.changed_elsewhere()] == [True, False]
    assert [other.changed_elsewhere(), other.changed_elsewhere()] == [True, False]
    workspace.undo("Ada")
    workspace.redo("Ada")
    assert not workspace.changed_elsewhere()


def test_a_refused_change_does_not_hide_the_next_one_of_somebody_else(
    workspace: Workspace, other: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ConflictError

    with monkeypatch.context() as broken:
        broken.setattr(audit, "remember", fail)  # it fails after its event was written
        with pytest.raises(ConflictError):
            workspace.apply(RenameArticle("article", "A case", "1"), "Ada")
    assert not workspace.changed_elsewhere()
    other.apply(RenameArticle("article", "A case", "2"), "Bob")
    assert workspace.changed_elsewhere()


def test_many_threads_mark_at_once_and_every_mark_is_recorded(workspace: Workspace, uids: list[str]) -> None:
    foreign: list[bool] = []

    def work(uid: str) -> None:
        before = BLANK
        for number in range(8):
            after = Judgement(Verdict.VERIFIED, None, str(number))
            workspace.apply(SetVerdict("article", (Judged(uid, before, after),)), "Ada")
            foreign.append(workspace.changed_elsewhere())
            before = after

    threads = [threading.Thread(target=work, args=(uid,)) for uid in uids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with workspace.read() as connection:
        found = claims.judgements(connection, uids)
        assert audit.problems(connection) == []
        assert audit.last_event(connection) == 1 + 8 * len(uids)
    assert {judgement.note for judgement, _ in found.values()} == {"7"}
    assert foreign == [False] * (8 * len(uids))


def test_a_reader_sees_one_state_while_somebody_writes(workspace: Workspace, other: Workspace) -> None:
    with closing(other), workspace.read() as connection:
        before = connection.execute(select(t.article.c.title)).scalar()
        other.apply(RenameArticle("article", "A case", "Another"), "Bob")
        assert connection.execute(select(t.article.c.title)).scalar() == before
