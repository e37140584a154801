"""kill -9 at any moment: what was acknowledged is there, what was not finished is swept or resumed."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.core.article import ArticleSummary, Draft
from workbench.core.verdict import Verdict
from workbench.desk import attaching, checking, searching
from workbench.desk.importing import store
from workbench.desk.session import Session
from workbench.jobs.progress import Progress

HEAD = """
import sys, time
from pathlib import Path
from workbench.core.verdict import Verdict
from workbench.desk import attaching, marking
from workbench.desk.session import Session
from workbench.jobs.progress import Progress

session = Session.open(Path(sys.argv[1]), "Ada")

def wait(word):
    print(word, flush=True)
    time.sleep(600)
"""
MARK = """
article = session.articles()[0]
for claim in session.opened(article.id)[1]:
    marking.judge(session, article.uid, [claim], Verdict.VERIFIED)
    print(claim.number, flush=True)
"""
IMPORT = """
def listen(progress):
    if progress.done >= SHARE * progress.total:
        wait("stored")

attaching.attach_file(session, Path(sys.argv[2]), Progress(listen))
"""
DECLARED = """
session.subscribe(lambda changed: wait("declared"))
attaching.attach_file(session, Path(sys.argv[2]))
"""
READING = """
reading = lambda progress: wait("reading") if progress.total == 100 and progress.done == 65 else None
attaching.attach_file(session, Path(sys.argv[2]), Progress(reading))
"""


@pytest.fixture
def child(path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts a process that works in the workspace; all are dead at the end."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str, *arguments: Path) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", HEAD + code, str(path), *map(str, arguments)]
        started.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for process in started:
        with process:
            process.kill()


def kill_after(process: subprocess.Popen[str], lines: int) -> list[str]:
    """Everything that `process` said until it was killed, soon after its first `lines` lines."""
    assert process.stdout is not None
    said = [process.stdout.readline().strip() for _ in range(lines)]
    process.send_signal(signal.SIGKILL)
    return [*said, *process.communicate()[0].split()]


@pytest.mark.parametrize("lines", [1, 7, 40])
def test_every_acknowledged_mark_is_there(
    session: Session,
    path: Path,
    draft: Callable[..., Draft],
    child: Callable[..., subprocess.Popen[str]],
    lines: int,
) -> None:
    article = store(session, draft([f"Sentence {number}." for number in range(400)]))
    session.close()
    acknowledged = {int(line) for line in kill_after(child(MARK), lines)}
    session = Session.open(path, "Ada")
    marked = {c.number for c in session.opened(article.id)[1] if c.verdict is Verdict.VERIFIED}
    assert len(acknowledged) >= lines
    assert acknowledged <= marked
    assert len(marked) <= len(acknowledged) + 1  # one may be written and not yet said
    assert checking.problems(session) == []
    session.undo()
    assert session.article(article.id).tally.verified == len(marked) - 1
    session.close()


@pytest.mark.parametrize("share", [0.1, 0.45, 0.9])
def test_an_import_that_was_killed_is_not_seen_and_is_swept_at_the_next_start(
    session: Session, path: Path, tmp_path: Path, child: Callable[..., subprocess.Popen[str]], share: float
) -> None:
    session.close()
    file = tmp_path / "big.bin"
    file.write_bytes(b"\xff\x00many" * 2_000_000)
    kill_after(child(IMPORT.replace("SHARE", str(share)), file), 1)
    session = Session.open(path, "Ada")
    assert session.evidence_list() == []
    assert checking.problems(session) == []
    attaching.resume(session, Progress())
    with session.workspace.read() as connection:
        for table in ("evidence", "evidence_chunk"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0
    assert attaching.attach_file(session, file).bytes == 12_000_000
    session.close()


@pytest.mark.parametrize(("code", "word"), [(DECLARED, "declared"), (READING, "reading")])
def test_pages_that_were_not_read_are_read_at_the_next_start(
    session: Session,
    path: Path,
    tmp_path: Path,
    pdf: Callable[..., bytes],
    child: Callable[..., subprocess.Popen[str]],
    code: str,
    word: str,
) -> None:
    session.close()
    file = tmp_path / "long.pdf"
    file.write_bytes(pdf(*((f"lighthouse number {number}",) for number in range(1, 101))))
    assert kill_after(child(code, file), 1)[0] == word
    session = Session.open(path, "Ada")
    (evidence,) = session.evidence_list()
    assert len(session.page_texts(evidence)) < 100
    attaching.resume(session, Progress())
    (evidence,) = session.evidence_list()
    assert [text.page for text in session.page_texts(evidence)] == list(range(1, 101))
    assert len(searching.search(session, "lighthouse", 200).hits) == 100
    assert checking.problems(session) == []
    session.close()


def test_a_text_that_was_not_read_is_read_at_the_next_start(
    session: Session, path: Path, tmp_path: Path, child: Callable[..., subprocess.Popen[str]]
) -> None:
    session.close()
    file = tmp_path / "note.txt"
    file.write_bytes(b"a lighthouse")
    kill_after(child(DECLARED, file), 1)
    session = Session.open(path, "Ada")
    assert not searching.search(session, "lighthouse").hits
    attaching.resume(session, Progress())
    assert len(searching.search(session, "lighthouse").hits) == 1
    session.close()


def test_resuming_reads_nothing_twice_and_wants_nothing_when_all_is_read(
    session: Session, article: ArticleSummary, pdf: Callable[..., bytes]
) -> None:
    for name, data in (
        ("a.pdf", pdf(("words",))),
        ("b.txt", b"words"),
        ("c.bin", b"\0\1"),
        ("d.pdf", b"%PDF-"),
    ):
        attaching.attach_bytes(session, data, name)
    heard: list[object] = []
    session.subscribe(heard.append)
    attaching.resume(session, Progress())
    assert heard == []
