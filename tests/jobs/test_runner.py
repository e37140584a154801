"""Jobs end in exactly one state, their listener hears of it, and closing leaves nothing running."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from workbench.core.errors import BadInputError, CancelledError
from workbench.jobs.progress import Progress
from workbench.jobs.runner import Job, JobRunner, JobState, Lane

LONG = 30  # seconds after which a test has failed


class Heard:
    """A listener that remembers, and can be waited on."""

    def __init__(self) -> None:
        self.states: list[tuple[int, JobState]] = []
        self.reports: list[tuple[int, int, str]] = []
        self._changed = threading.Condition()

    def __call__(self, job: Job) -> None:
        with self._changed:
            self.states.append((job.number, job.state))
            self.reports.append((job.progress.done, job.progress.total, job.progress.note))
            self._changed.notify_all()

    def wait_for(self, job: Job) -> None:
        """Until `job` is over and has been announced."""
        with self._changed:
            assert self._changed.wait_for(
                lambda: any(n == job.number and s.over for n, s in self.states), LONG
            )


@pytest.fixture
def heard() -> Heard:
    """The listener of `runner`."""
    return Heard()


@pytest.fixture
def runner(heard: Heard) -> Iterator[JobRunner]:
    """A runner of two threads."""
    runner = JobRunner(heard, threads=2)
    yield runner
    runner.close()


def test_a_job_gives_its_result(runner: JobRunner, heard: Heard) -> None:
    job = runner.submit("Counting", lambda _: 42)
    heard.wait_for(job)
    assert (job.title, job.state, job.result, job.error) == ("Counting", JobState.DONE, 42, None)
    assert [state for _, state in heard.states] == [JobState.RUNNING, JobState.DONE]
    assert runner.alive == []


def test_the_listener_hears_every_report(runner: JobRunner, heard: Heard) -> None:
    def work(progress: Progress) -> None:
        progress.report(1, 3, "first")
        progress.report(2, 3)

    heard.wait_for(runner.submit("Reporting", work))
    assert heard.reports[1:3] == [(1, 3, "first"), (2, 3, "first")]


@pytest.mark.parametrize("error", [BadInputError("no"), RuntimeError("bug"), MemoryError()])
def test_a_failure_is_kept_and_other_jobs_go_on(runner: JobRunner, heard: Heard, error: Exception) -> None:
    def work(_: Progress) -> None:
        raise error

    failed, fine = runner.submit("Failing", work), runner.submit("Going on", lambda _: "fine")
    heard.wait_for(failed)
    heard.wait_for(fine)
    assert (failed.state, failed.error, fine.result) == (JobState.FAILED, error, "fine")


def until_cancelled(started: threading.Event) -> Callable[[Progress], None]:
    """Work that ends only when it is cancelled."""

    def work(progress: Progress) -> None:
        started.set()
        for step in range(LONG * 1000):
            progress.report(step, 0)
            threading.Event().wait(0.001)

    return work


def test_a_running_job_stops_when_it_is_cancelled(runner: JobRunner, heard: Heard) -> None:
    started = threading.Event()
    job = runner.submit("Long", until_cancelled(started))
    assert started.wait(LONG)
    assert runner.alive == [job]
    job.progress.cancel()
    heard.wait_for(job)
    assert (job.state, job.error, runner.alive) == (JobState.CANCELLED, None, [])


def test_a_job_that_is_cancelled_before_its_turn_never_starts(runner: JobRunner, heard: Heard) -> None:
    gates = [threading.Event() for _ in range(2)]
    for gate in gates:
        runner.submit("In the way", lambda _, gate=gate: gate.wait(LONG))  # type: ignore[misc]
    ran: list[bool] = []
    job = runner.submit("Waiting", lambda _: ran.append(True))
    job.progress.cancel()
    for gate in gates:
        gate.set()
    heard.wait_for(job)
    assert (job.state, ran) == (JobState.CANCELLED, [])


def test_closing_ends_running_and_waiting_jobs_and_says_so_of_each(heard: Heard) -> None:
    runner, started = JobRunner(heard, threads=1), threading.Event()
    jobs = [runner.submit("Long", until_cancelled(started)) for _ in range(4)]
    assert started.wait(LONG)
    runner.close()
    assert [job.state for job in jobs] == [JobState.CANCELLED] * 4
    assert {number for number, state in heard.states if state is JobState.CANCELLED} == {1, 2, 3, 4}
    assert runner.alive == []
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("job")]


def test_work_that_finished_although_somebody_cancelled_is_done(runner: JobRunner, heard: Heard) -> None:
    def work(progress: Progress) -> str:
        progress.cancel()
        return "finished"

    job = runner.submit("Quick", work)
    heard.wait_for(job)
    assert (job.state, job.result) == (JobState.DONE, "finished")


def test_long_jobs_do_not_hold_up_those_that_somebody_waits_for(runner: JobRunner, heard: Heard) -> None:
    gate = threading.Event()
    long = [runner.submit("Long", lambda _: gate.wait(LONG)) for _ in range(3)]
    soon = runner.submit("Soon", lambda _: "here", lane=Lane.SOON)
    heard.wait_for(soon)
    assert (soon.result, len(runner.alive)) == ("here", 3)
    gate.set()
    for job in long:
        heard.wait_for(job)


def test_the_jobs_of_one_owner_are_cancelled_and_can_be_waited_for(runner: JobRunner, heard: Heard) -> None:
    started, owner, gate = threading.Event(), object(), threading.Event()
    mine = runner.submit("Mine", until_cancelled(started), owner=owner)
    other = runner.submit("Another's", lambda _: gate.wait(LONG), owner=object())
    assert started.wait(LONG)
    assert runner.cancel(owner) == [mine]
    mine.wait()
    assert (mine.state, runner.alive) == (JobState.CANCELLED, [other])
    gate.set()
    heard.wait_for(other)


def test_a_part_reports_into_the_whole_and_is_cancelled_with_it() -> None:
    heard: list[float] = []
    whole = Progress(lambda p: heard.append(p.done / p.total))
    whole.report(0, 4, "first of four")
    part = whole.part(1, 4)
    part.report(1, 2)
    part.report(2, 2)
    assert heard == [0, 0.375, 0.5]
    assert whole.note == "first of four"
    whole.cancel()
    with pytest.raises(CancelledError):
        part.report(2, 2)


def test_progress_asks_whether_to_go_on_at_each_report() -> None:
    heard: list[int] = []
    progress = Progress(lambda p: heard.append(p.done))
    progress.report(1, 2)
    progress.cancel()
    assert progress.cancelled
    with pytest.raises(CancelledError):
        progress.report(2, 2)
    with pytest.raises(CancelledError):
        progress.check()
    assert (heard, progress.done) == ([1], 1)
