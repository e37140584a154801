"""Evidence comes in whole or not at all, once, and as it was; memory does not grow with it."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from workbench.core.article import ArticleSummary
from workbench.core.errors import BadInputError, CancelledError, WorkspaceError
from workbench.core.events import Changed
from workbench.core.evidence import EvidenceState
from workbench.core.verdict import Verdict
from workbench.desk import attaching, checking, citing, marking, searching
from workbench.desk.session import Session
from workbench.jobs.progress import Progress
from workbench.storage import audit, blobs
from workbench.storage import evidence as rows
from workbench.storage import tables as t

CHUNK = blobs.CHUNK_BYTES

MEMORY = """
import resource, sys
from pathlib import Path
from workbench.desk import attaching
from workbench.desk.session import Session

session = Session.open(Path(sys.argv[1]), "Ada", create=True)
attaching.attach_file(session, Path(sys.argv[2]))  # everything that is needed is loaded now
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
attaching.attach_file(session, Path(sys.argv[3]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
session.close()
"""


def rows_left(session: Session) -> list[int]:
    """How many rows evidence, chunks, pages and search index hold."""
    with session.workspace.read() as connection:
        return [
            connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
            for table in ("evidence", "evidence_chunk", "evidence_page", "evidence_search")
        ]


def big_file(folder: Path, size: int) -> Path:
    """A file of `size` bytes that repeats no chunk."""
    path = folder / "big.bin"
    with path.open("wb") as file:
        for number in range(0, size, CHUNK):
            file.write(number.to_bytes(8, "big") * ((min(CHUNK, size - number) + 7) // 8))
        file.truncate(size)
    return path


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 17 * CHUNK + 5])
def test_a_file_is_stored_byte_for_byte_in_chunks(session: Session, tmp_path: Path, size: int) -> None:
    file = big_file(tmp_path, size)
    data = file.read_bytes()
    evidence = attaching.attach_file(session, file)
    assert (evidence.bytes, evidence.sha256) == (size, hashlib.sha256(data).hexdigest())
    assert (evidence.name, evidence.state) == ("big.bin", EvidenceState.READY)
    assert session.bytes_of(evidence).read_at(0, size + 9) == data
    assert rows_left(session)[1] == -(-size // CHUNK)
    assert checking.problems(session) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(offset=st.integers(0, 2 * CHUNK + 20), length=st.integers(0, 2 * CHUNK + 20))
def test_any_part_of_a_stored_file_can_be_read(
    session: Session, tmp_path: Path, offset: int, length: int
) -> None:
    file = big_file(tmp_path, 2 * CHUNK + 10)
    source = session.bytes_of(attaching.attach_file(session, file))
    assert source.read_at(offset, length) == file.read_bytes()[offset : offset + length]


def test_the_same_bytes_are_stored_once_under_whatever_name(session: Session, tmp_path: Path) -> None:
    first = attaching.attach_bytes(session, b"the same words", "a.txt")
    (tmp_path / "b.txt").write_bytes(b"the same words")
    before = rows_left(session)
    assert attaching.attach_file(session, tmp_path / "b.txt") == first
    assert rows_left(session) == before
    assert attaching.attach_bytes(session, b"other words ok", "a.txt").id != first.id
    assert [len(session.evidence_list()), session.undo() is not None, len(session.evidence_list())] == [
        2,
        True,
        1,
    ]


def test_the_same_bytes_that_come_in_twice_at_once_are_stored_once(session: Session) -> None:
    data, meeting, found = bytes(CHUNK) + b"same", threading.Barrier(2, timeout=30), []

    def work(name: str) -> None:
        met: list[bool] = []

        def meet(_: Progress) -> None:  # neither is done when both have looked for the bytes
            if not met:
                met.append(True)
                meeting.wait()

        found.append(attaching.attach_bytes(session, data, name, Progress(meet)))

    threads = [threading.Thread(target=work, args=(name,)) for name in ("a.bin", "b.bin")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [evidence.id for evidence in found] == [session.evidence_list()[0].id] * 2
    assert rows_left(session)[:2] == [1, 2]
    session.undo()
    assert session.undo() is None


def test_withdrawn_evidence_that_is_attached_again_comes_back_as_it_was(session: Session) -> None:
    first = attaching.attach_bytes(session, b"some words", "a.txt")
    session.undo()
    assert session.evidence_list() == []
    assert searching.search(session, "words").hits == ()
    assert attaching.attach_bytes(session, b"some words", "b.txt") == first
    assert [hit.evidence_id for hit in searching.search(session, "words").hits] == [first.id]
    session.undo()
    assert session.evidence_list() == []
    assert checking.problems(session) == []


def test_pages_of_withdrawn_evidence_can_be_read_before_it_comes_back(
    session: Session, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(b"some words")
    attaching.attach_file(session, tmp_path / "a.txt")
    session.undo()
    stored = attaching.store_file(session, tmp_path / "a.txt", Progress())
    assert attaching.read_pages(session, stored.evidence, Progress()).sha256 == stored.evidence.sha256


def test_a_cancelled_import_leaves_nothing(session: Session, tmp_path: Path) -> None:
    def stop_at(share: float) -> Progress:
        return Progress(lambda p: p.cancel() if p.total and p.done >= share * p.total else None)

    file = big_file(tmp_path, 150 * CHUNK)
    for share in (0.0, 0.3, 0.5, 0.9):
        with pytest.raises(CancelledError):
            attaching.attach_file(session, file, stop_at(share))
        assert rows_left(session) == [0, 0, 0, 0]
    assert session.undo() is None
    assert checking.problems(session) == []


def test_an_import_that_cannot_be_declared_leaves_nothing(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise WorkspaceError("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(audit, "append", fail)
        with pytest.raises(WorkspaceError):
            attaching.attach_bytes(session, b"some words", "a.txt")
    assert rows_left(session) == [0, 0, 0, 0]


def test_a_large_import_is_taken_back_in_small_transactions(
    session: Session, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others, discard, seen = Session.open(path, "Bob"), rows.discard_import, []

    def watched(connection: Connection, key: int) -> bool:
        seen.append(rows_left(others)[1])  # what others see before this transaction
        return discard(connection, key)

    monkeypatch.setattr(rows, "discard_import", watched)
    with pytest.raises(CancelledError):
        file = big_file(tmp_path, 150 * CHUNK)
        attaching.attach_file(
            session, file, Progress(lambda p: p.cancel() if p.done > p.total // 2 else None)
        )
    others.close()
    assert seen == [150, 86, 22, 0]


def test_nothing_of_an_import_is_seen_before_it_is_proved(session: Session, tmp_path: Path) -> None:
    file = big_file(tmp_path, 20 * CHUNK)
    seen: list[int] = []
    attaching.attach_file(session, file, Progress(lambda _: seen.append(len(session.evidence_list()))))
    assert seen
    assert set(seen) == {0}


def test_verdicts_are_given_while_a_file_comes_in(
    session: Session, article: ArticleSummary, tmp_path: Path
) -> None:
    started, judged = threading.Event(), threading.Event()

    def listen(progress: Progress) -> None:
        started.set()
        assert judged.wait(30)

    def work() -> None:
        attaching.attach_file(session, big_file(tmp_path, 40 * CHUNK), Progress(listen))

    importing = threading.Thread(target=work)
    importing.start()
    assert started.wait(30)
    claims = session.opened(article.id)[1]
    marking.judge(session, article.uid, claims, Verdict.VERIFIED)
    judged.set()
    importing.join()
    assert session.article(article.id).tally.verified == len(claims)
    assert checking.problems(session) == []


@pytest.mark.parametrize("row", [1, 3, 5])
def test_one_changed_byte_of_stored_evidence_is_found(
    session: Session, path: Path, tmp_path: Path, row: int
) -> None:
    evidence = attaching.attach_file(session, big_file(tmp_path, 4 * CHUNK + 100))
    session.close()
    with closing(sqlite3.connect(path)) as file:
        data = bytearray(file.execute("SELECT data FROM evidence_chunk WHERE id = ?", (row,)).fetchone()[0])
        data[len(data) // 2] ^= 1
        file.execute("UPDATE evidence_chunk SET data = ? WHERE id = ?", (bytes(data), row))
        file.commit()
    session = Session.open(path, "Ada")
    assert checking.problems(session) == [
        f"The stored bytes of evidence {evidence.id} (big.bin) are not those that were attached."
    ]
    session.close()


def test_a_large_file_does_not_need_more_memory_than_a_few_chunks(tmp_path: Path) -> None:
    small, large = tmp_path / "small.bin", tmp_path / "large.bin"
    small.write_bytes(b"\1" * (6 * 1024 * 1024))
    with large.open("wb") as file:
        file.write(b"\2")
        file.truncate(80 * 1024 * 1024)
    command = [sys.executable, "-c", MEMORY, str(tmp_path / "desk.fwb"), str(small), str(large)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    grown = int(done.stdout) * (1 if sys.platform == "darwin" else 1024)
    assert grown < 16 * 1024 * 1024


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "long"])
def test_what_cannot_be_read_is_one_sentence_and_leaves_nothing(
    session: Session, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / (kind if kind != "long" else "x" * 5000)
    if kind == "folder":
        path.mkdir()
    if kind == "pipe":
        os.mkfifo(path)
    with pytest.raises(BadInputError) as caught:
        attaching.attach_file(session, path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert rows_left(session) == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("broken.pdf", b"%PDF-1.7\nthis is no PDF at all"),
        ("empty.pdf", b""),
        ("empty.txt", b""),
        ("late.txt", b"plain words " * 1000 + bytes(range(256)) * 4000),
        ("half.txt", "half a pair \ud800 in UTF-16 words".encode("utf-16", "surrogatepass")),
        ("nul.html", b"<html><body>words&#0; &#xD800;</body></html>"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("caf\udce9.txt", b"a name that is not text"),
    ],
)
def test_whatever_the_file_holds_it_is_evidence(session: Session, name: str, data: bytes) -> None:
    evidence = attaching.attach_bytes(session, data, name)
    assert session.evidence_list() == [evidence]
    assert session.bytes_of(evidence).read_at(0, len(data) + 1) == data
    assert bool(evidence.problem) == (name in {"broken.pdf", "empty.pdf", "late.txt"})
    assert "\n" not in evidence.problem
    assert checking.problems(session) == []


def test_html_is_searched_by_what_a_reader_sees(session: Session) -> None:
    attaching.attach_bytes(session, b"<html><script>secret()</script><p>A lighthouse</p></html>", "page.html")
    assert len(searching.search(session, "lighthouse").hits) == 1
    assert searching.search(session, "secret").hits == ()
    assert searching.search(session, "html").hits == ()


def test_pages_of_a_pdf_are_found_by_number_with_rectangles(
    session: Session, pdf: Callable[..., bytes]
) -> None:
    evidence = attaching.attach_bytes(session, pdf(("one tower",), ("two towers",), ("no word",)), "a.pdf")
    assert (evidence.pages, evidence.problem, evidence.media_type) == (3, "", "application/pdf")
    hits = searching.with_rects(session, searching.search(session, "tower*").hits)
    assert sorted(hit.page for hit in hits) == [1, 2]
    for hit in hits:
        (rect,) = hit.rects
        assert 72 < rect.x0 < rect.x1 < 200
        assert 50 < rect.y0 < rect.y1 < 80


def test_evidence_is_withdrawn_with_its_citations_and_comes_back_with_them(
    session: Session, article: ArticleSummary
) -> None:
    evidence = attaching.attach_bytes(session, b"some words", "a.txt")
    for claim in session.opened(article.id)[1][:2]:
        citing.cite(
            session, article.uid, claim, evidence, citing.find_passage(session, evidence, None, "some")
        )
    before = session.citations(article_id=article.id)
    attaching.withdraw(session, session.evidence(uid=evidence.uid))
    assert (session.evidence_list(), session.citations(article_id=article.id)) == ([], [])
    session.undo()
    assert session.citations(article_id=article.id) == before
    assert session.evidence(uid=evidence.uid).citations == 2


def test_listeners_hear_of_new_evidence_and_again_when_its_pages_are_read(session: Session) -> None:
    heard: list[Changed] = []
    session.subscribe(heard.append)
    evidence = attaching.attach_bytes(session, b"some words", "a.txt")
    assert len(heard) >= 2
    assert {changed.evidence for changed in heard} == {frozenset({evidence.uid})}


def test_an_import_of_a_process_that_still_runs_is_not_swept(session: Session) -> None:
    started = psutil.Process(os.getppid()).create_time()
    with session.workspace.write() as connection:
        connection.execute(
            t.evidence.insert().values(
                uid="u", name="n", media_type="", bytes=1, sha256="", pages=0, pages_read=0, problem="",
                state="importing", importer=f"{os.uname().nodename}:{os.getppid()}:{started}", present=True,
                added_at="2026-01-01T00:00:00+00:00", version=1,
            )
        )  # fmt: skip
    attaching.sweep(session)
    assert rows_left(session)[0] == 1
