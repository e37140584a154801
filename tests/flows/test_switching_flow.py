"""Results that come too late: other articles, evidence, searches and workspaces asked for meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl

from workbench.core.errors import BadInputError
from workbench.core.searching import Found, Wanted
from workbench.core.verdict import Judgement, Verdict
from workbench.desk import searching
from workbench.desk.importing import read_bytes, store
from workbench.desk.session import Session
from workbench.jobs.progress import Progress

Key = Qt.Key
OTHER = "The Harbour\n\nThe harbour froze in May. Nobody noticed it for a week.\n"
LONG = 20  # seconds after which a test has failed


class Gate:
    """Holds back a method of a session for one of its answers, until it is opened."""

    def __init__(self, method: Callable[..., Any], hold: Callable[..., bool]) -> None:
        self._method = method
        self._hold = hold
        self.reached = threading.Event()
        self.open = threading.Event()

    def __call__(self, *args: Any, **named: Any) -> Any:
        found = self._method(*args, **named)
        if threading.current_thread() is not threading.main_thread() and self._hold(*args, **named):
            self.reached.set()
            self.open.wait(LONG)
        return found


def other_article(bench: Any) -> int:
    """The id of a second article."""
    article: int = store(bench.controller.desk.session, read_bytes(OTHER.encode(), "harbour.txt")).id
    bench.idle()
    return article


def reach(bench: Any, gate: Gate) -> None:
    bench.qtbot.waitUntil(gate.reached.is_set, timeout=LONG * 1000)


@pytest.fixture
def other_workspace(tmp_path: Path) -> Path:
    path = tmp_path / "other.fwb"
    session = Session.open(path, "Ada", create=True)
    store(session, read_bytes(OTHER.encode(), "harbour.txt"))
    session.close()
    return path


def test_of_two_articles_asked_for_the_second_is_shown(bench: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = bench.controller.desk
    first, second = desk.article.id, other_article(bench)
    gate = Gate(desk.session.opened, lambda article: article == second)
    monkeypatch.setattr(desk.session, "opened", gate)
    desk.open_article(second)
    reach(bench, gate)
    shown: list[int] = []
    desk.article_opened.connect(lambda: shown.append(desk.article.id))
    desk.open_article(first)
    bench.qtbot.waitUntil(lambda: shown == [first], timeout=LONG * 1000)
    gate.open.set()
    bench.idle()
    assert shown == [first]


def test_a_verdict_given_while_its_article_is_read_is_shown(
    bench: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = bench.controller.desk
    gate = Gate(desk.session.opened, lambda _: True)
    monkeypatch.setattr(desk.session, "opened", gate)
    desk.open_article(desk.article.id)
    reach(bench, gate)
    bench.press(Key.Key_V, shift=True)
    with bench.qtbot.waitSignal(desk.article_opened, timeout=LONG * 1000):
        gate.open.set()
    assert bench.claims[0].judgement == Judgement(Verdict.VERIFIED)


def test_of_two_pieces_of_evidence_asked_for_the_second_is_shown(
    bench: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / "slow.txt", tmp_path / "quick.txt"]
    for file in files:
        file.write_text(f"These words stand in {file.name}.", encoding="utf-8")
    bench.controller.intake.attach_files(files, None)
    bench.idle()
    session = bench.controller.desk.session
    slow, quick = session.evidence_list()
    gate = Gate(session.page_texts, lambda evidence, *_: evidence.uid == slow.uid)
    monkeypatch.setattr(session, "page_texts", gate)
    bench.controller.exhibits.open_uid(slow.uid)
    reach(bench, gate)
    bench.controller.exhibits.open_uid(quick.uid)
    plain = bench.window.evidence.plain
    bench.qtbot.waitUntil(lambda: "quick.txt" in plain.toPlainText(), timeout=LONG * 1000)
    gate.open.set()
    bench.idle()
    assert "quick.txt" in plain.toPlainText()


def test_evidence_of_the_workspace_before_is_not_shown_in_the_next(
    bench: Any, other_workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / "secret.txt", tmp_path / "other.txt"]  # one alone would be opened at once
    for file in files:
        file.write_text(f"Words of the first workspace in {file.name}.", encoding="utf-8")
    bench.controller.intake.attach_files(files, None)
    bench.idle()
    session = bench.controller.desk.session
    gate = Gate(session.page_texts, lambda *_: True)
    monkeypatch.setattr(session, "page_texts", gate)
    bench.controller.exhibits.open_uid(session.evidence_list()[0].uid)
    reach(bench, gate)
    bench.controller.open_workspace(other_workspace)
    bench.qtbot.waitUntil(lambda: bench.controller.desk.session is not session, timeout=LONG * 1000)
    gate.open.set()
    bench.qtbot.waitUntil(lambda: bool(bench.claims), timeout=LONG * 1000)
    bench.idle()
    assert bench.window.evidence.plain.toPlainText() == ""
    assert bench.window.windowTitle() == "The Harbour - Fact Workbench"


def test_the_workspace_before_is_closed_when_its_jobs_have_ended(
    bench: Any, other_workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, order, started = bench.controller.desk, [], threading.Event()
    before = desk.session
    close = before.close
    monkeypatch.setattr(before, "close", lambda: (order.append("closed"), close()))

    def work(_: Session, progress: Progress) -> None:
        started.set()
        while not progress.cancelled:
            threading.Event().wait(0.001)
        assert before.articles()
        order.append("ended")

    desk.run("Working", work)
    bench.qtbot.waitUntil(started.is_set, timeout=LONG * 1000)
    bench.controller.open_workspace(other_workspace)
    bench.qtbot.waitUntil(lambda: order == ["ended", "closed"], timeout=LONG * 1000)
    bench.qtbot.waitUntil(lambda: bool(bench.claims), timeout=LONG * 1000)
    assert desk.session.workspace.path == other_workspace
    assert not bench.window.message.isVisible()


def test_a_result_from_the_workspace_before_is_dropped(bench: Any, other_workspace: Path) -> None:
    desk, gate, got = bench.controller.desk, threading.Event(), []
    desk.run("Working", lambda *_: gate.wait(LONG), got.append)
    bench.controller.open_workspace(other_workspace)
    bench.qtbot.waitUntil(lambda: desk.session.workspace.path == other_workspace, timeout=LONG * 1000)
    gate.set()
    bench.idle()
    assert got == []


def test_a_note_typed_while_another_workspace_is_opened_is_written_where_it_belongs(
    bench: Any, other_workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(Session.open, lambda *_, **__: True)
    monkeypatch.setattr(Session, "open", gate)
    bench.controller.open_workspace(other_workspace)
    reach(bench, gate)
    bench.press(Key.Key_T)
    bench.qtbot.keyClicks(bench.window.focusWidget(), "half a thought")
    gate.open.set()
    bench.qtbot.waitUntil(
        lambda: "The Harbour" in [claim.text for claim in bench.claims], timeout=LONG * 1000
    )
    bench.idle()
    assert bench.stored()[0][2] == "half a thought"


def test_of_two_workspaces_asked_for_the_second_is_open_and_the_first_is_closed(
    bench: Any, other_workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    third, opened = tmp_path / "third.fwb", []
    gate = Gate(Session.open, lambda path, *_, **__: path == third)
    monkeypatch.setattr(Session, "open", lambda *a, **n: opened.append(gate(*a, **n)) or opened[-1])
    closed: list[Path] = []
    close = Session.close
    monkeypatch.setattr(
        Session, "close", lambda session: (close(session), closed.append(session.workspace.path))
    )
    bench.controller.open_workspace(third, create=True)
    reach(bench, gate)
    bench.controller.open_workspace(other_workspace)
    desk = bench.controller.desk
    bench.qtbot.waitUntil(lambda: desk.session.workspace.path == other_workspace, timeout=LONG * 1000)
    gate.open.set()
    bench.qtbot.waitUntil(lambda: third in closed, timeout=LONG * 1000)
    bench.idle()
    assert desk.session.workspace.path == other_workspace


def test_a_workspace_that_is_being_opened_when_the_window_closes_is_closed(
    bench: Any, other_workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(Session.open, lambda *_, **__: True)
    monkeypatch.setattr(Session, "open", gate)
    closed: list[Path] = []
    close = Session.close
    monkeypatch.setattr(
        Session, "close", lambda session: (close(session), closed.append(session.workspace.path))
    )
    bench.controller.open_workspace(other_workspace)
    reach(bench, gate)
    gate.open.set()
    bench.window.close()
    assert sorted(closed) == sorted([bench.path, other_workspace])


def test_a_search_that_typing_has_overtaken_is_given_up(bench: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(searching.search, lambda _session, wanted, *_: wanted.query == "har")
    asked: list[str] = []
    monkeypatch.setattr(
        searching,
        "search",
        lambda session, wanted, *most: asked.append(wanted.query) or gate(session, wanted, *most),
    )
    bench.controller.exhibits.find(Wanted("har"))
    reach(bench, gate)
    (running,) = bench.controller.jobs.alive
    bench.controller.exhibits.find(Wanted("harb"))
    assert running.progress.cancelled
    gate.open.set()
    bench.idle()
    assert asked == ["har", "harb"]


def test_many_dropped_files_are_one_job_and_a_bad_one_stops_no_other(bench: Any, tmp_path: Path) -> None:
    files = []
    for number in range(5):
        file = tmp_path / f"letter {number}.txt"
        file.write_text(f"Letter {number}.", encoding="utf-8")
        files.append(file)
    files.insert(2, tmp_path / "missing.txt")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    bench.controller.drop(mime)
    assert len([job for job in bench.controller.jobs.alive if job.title]) == 1
    bench.qtbot.waitUntil(lambda: "missing.txt" in bench.window.message.text, timeout=LONG * 1000)
    bench.idle()
    assert len(bench.controller.desk.session.evidence_list()) == 5
    assert not bench.window.evidence.isVisible()
    bench.qtbot.waitUntil(lambda: bench.window.library.model.rowCount() == 5, timeout=5000)


def test_long_jobs_do_not_hold_up_what_somebody_waits_for(bench: Any) -> None:
    gate = threading.Event()
    for _ in range(6):
        bench.controller.desk.run("In the way", lambda *_: gate.wait(LONG))
    desk = bench.controller.desk
    with bench.qtbot.waitSignal(desk.article_opened, timeout=LONG * 1000):
        desk.open_article(desk.article.id)
    assert not gate.is_set()
    gate.set()


def test_closing_does_not_wait_for_a_page_that_hangs(bench: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    session = bench.controller.desk.session
    killed, reached = threading.Event(), threading.Event()
    close = session.reader.close
    monkeypatch.setattr(session.reader, "close", lambda: (close(), killed.set()))
    ended: list[bool] = []

    def hang(*_: Any) -> None:
        reached.set()
        ended.append(killed.wait(LONG))

    bench.controller.desk.run("Reading a page that hangs", hang)
    bench.qtbot.waitUntil(reached.is_set, timeout=LONG * 1000)
    bench.window.close()
    assert ended == [True]
    assert not bench.window.isVisible()


def test_the_error_of_a_search_that_was_given_up_is_not_said(
    bench: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(lambda *_: None, lambda *_: True)

    def refuse(session: Session, wanted: Wanted, *_: Any) -> Found:
        if wanted.query == "first":
            gate(session)
            raise BadInputError("There is no word in it.")
        return Found((), 0)

    monkeypatch.setattr(searching, "search", refuse)
    bench.controller.exhibits.find(Wanted("first"))
    reach(bench, gate)
    bench.controller.exhibits.find(Wanted("second"))
    gate.open.set()
    bench.idle()
    assert not bench.window.message.isVisible()
