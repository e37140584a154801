from __future__ import annotations

import threading
from typing import Any

import pytest

from workbench.core.errors import BadInputError
from workbench.ui.evidence.background import Background


def test_replaced_wishes_are_never_begun_and_results_come_in_order() -> None:
    gate, rung, done = threading.Event(), threading.Event(), []

    def work(key: int) -> int:
        gate.wait(5)
        done.append(key)
        return key * 2

    background: Background[int, int] = Background(work, rung.set, threads=1)
    background.want([1])
    while background._wanted:  # until the thread has taken the first wish
        pass
    background.want([2, 3])
    background.want([4, 1, 5])
    gate.set()
    results: list[Any] = []
    while not background.idle:
        results += background.take(8)
    background.close(5)
    assert done == [1, 4, 5]
    assert results == [(1, 2), (4, 8), (5, 10)]
    assert rung.is_set()


def test_results_that_nobody_takes_stop_the_work() -> None:
    background: Background[int, int] = Background(lambda key: key, lambda: None, threads=1)
    background.want(range(1, 100))
    seen: list[int] = []
    while len(seen) < 99:
        taken = background.take(100)
        assert len(taken) <= 9
        seen += [key for key, _ in taken]
    background.close(5)
    assert seen == list(range(1, 100))


def test_a_failure_is_a_result_and_the_thread_goes_on() -> None:
    def work(key: int) -> int:
        if key == 1:
            raise BadInputError("broken")
        return key

    background: Background[int, int] = Background(work, lambda: None, threads=1)
    background.want([1, 2])
    results: dict[int, Any] = {}
    while len(results) < 2:
        results.update(background.take(8))
    background.close(5)
    assert isinstance(results[1], BadInputError)
    assert results[2] == 2


@pytest.mark.parametrize("busy", [False, True])
def test_closing_ends_the_threads_and_rings_no_more(busy: bool) -> None:
    gate, rings = threading.Event(), []
    background: Background[int, bool] = Background(lambda _: gate.wait(5), lambda: rings.append(1), threads=2)
    if busy:
        background.want([1, 2])
    background.close()
    gate.set()
    background.close(5)
    assert not any(thread.is_alive() for thread in background._threads)
    assert rings == []
