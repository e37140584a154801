"""Whatever was changed behind the program's back is found, and what keeps an article from print."""

from __future__ import annotations

import hashlib
import itertools
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from workbench.core.article import ArticleSummary
from workbench.core.errors import CancelledError
from workbench.core.verdict import Verdict
from workbench.desk import attaching, checking, citing, marking, segmenting
from workbench.desk.session import Session
from workbench.jobs.progress import Progress
from workbench.storage import claims as claim_rows


@pytest.fixture
def filled(session: Session, article: ArticleSummary, path: Path, pdf: Callable[..., bytes]) -> Path:
    """A closed workspace with verdicts, evidence and a citation."""
    claims = session.opened(article.id)[1]
    evidence = attaching.attach_bytes(session, pdf(("212 steps",)), "minutes.pdf")
    citing.cite(
        session, article.uid, claims[1], evidence, citing.find_passage(session, evidence, 1, "212 steps")
    )
    marking.judge(session, article.uid, claims[:2], Verdict.VERIFIED, note="seen")
    assert checking.problems(session) == []
    session.close()
    return path


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE claim SET verdict = 'disputed' WHERE id = 1", "The verdict of claim 1 is not the one"),
        ("UPDATE claim SET verdict = 'verified' WHERE id = 3", "The verdict of claim 3 is not the one"),
        ("UPDATE claim SET note = 'other' WHERE id = 2", "The verdict of claim 2 is not the one"),
        ("DELETE FROM decision WHERE claim_id = 1", "The verdict of claim 1 is not the one"),
        ("UPDATE claim SET verdict = 'nonsense' WHERE id = 1", "cannot be read as it was written"),
        ("UPDATE original SET data = X'00'", "The original bytes of article 1 are not those"),
        (
            "UPDATE evidence_chunk SET data = X'00'",
            "The stored bytes of evidence 1 (minutes.pdf) are not those",
        ),
        ("DELETE FROM evidence_chunk", "The stored bytes of evidence 1 (minutes.pdf) are not those"),
        ("UPDATE evidence SET bytes = 1", "The stored bytes of evidence 1 (minutes.pdf) are not those"),
        ("UPDATE citation SET quote = '213 steps'", "Citation 1 (minutes.pdf, page 1) has changed"),
        ("UPDATE citation SET claim_id = 99", "points at a missing row of claim"),
        ("UPDATE meta SET value = '0' WHERE key = 'audit_head'", "The end of the audit log is missing"),
        ("UPDATE revision SET text = CAST(X'FF' AS TEXT)", "damaged"),
        ("UPDATE revision SET text = replace(text, '212', '312')", "The text of article 1 is not the one"),
        (
            "UPDATE decision SET note = 'other' WHERE claim_id = 1",
            "A decision on claim 1 that the log",
        ),
        (
            "INSERT INTO decision SELECT 9, 3, 'verified', NULL, '', 'Eve', at FROM decision WHERE id = 1",
            "The log does not know of a decision on claim 3.",
        ),
        (
            "CREATE TRIGGER more AFTER INSERT ON decision BEGIN UPDATE claim SET note = ''; END",
            "was changed by another program",
        ),
        ("DROP TABLE undo", "was changed by another program"),
    ],
)
def test_whatever_was_changed_behind_the_programs_back_is_found(
    filled: Path, statement: str, said: str
) -> None:
    with closing(sqlite3.connect(filled)) as file:
        file.execute(statement)
        file.commit()
    found = checking.check_file(filled)
    assert any(said in sentence for sentence in found), found
    assert all("\n" not in sentence for sentence in found)


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (
            "UPDATE evidence_chunk SET data = X'00'; UPDATE evidence SET bytes = 1, sha256 = '{hash}'",
            "The stored bytes of evidence 1 (minutes.pdf) are not those that were attached.",
        ),
        (
            "UPDATE original SET data = X'00'; UPDATE revision SET sha256 = '{hash}'",
            "The original bytes of article 1 are not those that were imported.",
        ),
    ],
)
def test_bytes_that_were_replaced_together_with_their_hash_are_found_by_the_log(
    filled: Path, statements: str, said: str
) -> None:
    with closing(sqlite3.connect(filled)) as file:
        file.executescript(statements.format(hash=hashlib.sha256(bytes(1)).hexdigest()))
    assert said in checking.check_file(filled)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_a_page_of_the_file_that_was_overwritten_is_found(filled: Path, share: float) -> None:
    data = bytearray(filled.read_bytes())
    pages = len(data) // 16384
    start = int(pages * share) * 16384
    data[start : start + 16384] = b"\xaa" * 16384
    filled.write_bytes(data)
    assert checking.check_file(filled) != []


@pytest.mark.parametrize("again", [False, True])
def test_undone_split_and_joined_verdicts_agree_with_the_log(
    session: Session, article: ArticleSummary, again: bool
) -> None:
    revision, claims = session.opened(article.id)
    marking.judge(session, article.uid, claims[:1], Verdict.DISPUTED, note="why")
    first, second, _ = session.opened(article.id)[1]
    segmenting.join(session, article.uid, revision, first, second)
    segmenting.split(session, article.uid, revision, session.opened(article.id)[1][0], 4)
    for _ in range(3):
        session.undo()
        assert checking.problems(session) == []
    while again and session.redo():
        assert checking.problems(session) == []


def test_a_workspace_in_which_somebody_is_working_is_sound(
    session: Session, article: ArticleSummary, path: Path
) -> None:
    stop = threading.Event()
    other = Session.open(path, "Bob")

    def work() -> None:
        for verdict in itertools.cycle(Verdict):
            marking.judge(other, article.uid, other.opened(article.id)[1], verdict)
            if stop.is_set():
                return

    worker = threading.Thread(target=work)
    worker.start()
    try:
        found = [checking.problems(session) for _ in range(30)]
    finally:
        stop.set()
        worker.join()
        other.close()
    assert found == [[]] * 30


def test_a_verdict_between_two_reads_of_a_check_accuses_nobody(
    session: Session, article: ArticleSummary, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Session.open(path, "Bob")
    read = claim_rows.claims_of
    rest = list(Verdict)

    def slow(*args: Any) -> Any:
        found = read(*args)
        monkeypatch.setattr(claim_rows, "claims_of", read)
        marking.judge(other, article.uid, found, rest.pop())
        monkeypatch.setattr(claim_rows, "claims_of", slow)
        return found

    monkeypatch.setattr(claim_rows, "claims_of", slow)
    assert checking.problems(session) == []
    assert len(rest) < len(Verdict)
    other.close()


def test_checking_writes_nothing(filled: Path) -> None:
    before = filled.read_bytes()
    assert checking.check_file(filled) == []
    assert filled.read_bytes() == before


def test_checking_can_be_cancelled(session: Session) -> None:
    attaching.attach_bytes(session, b"words", "a.txt")
    progress = Progress()
    progress.cancel()
    with pytest.raises(CancelledError):
        checking.problems(session, progress)


def test_everything_but_verified_and_not_a_claim_is_open(session: Session, article: ArticleSummary) -> None:
    for verdict in Verdict:
        marking.judge(session, article.uid, session.opened(article.id)[1], verdict)
        still = checking.still_open(session.opened(article.id)[1])
        assert [item.why for item in still] == ([] if verdict.settled else [verdict.value] * 3)
