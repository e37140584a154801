from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from workbench.jobs.ahead import ahead


def test_every_item_comes_once_and_in_order() -> None:
    with ahead(iter(range(100)), 3) as items:
        assert list(items) == list(range(100))


def test_nothing_comes_of_nothing() -> None:
    with ahead(iter(()), 1) as items:
        assert list(items) == []


def test_the_next_items_are_made_while_the_first_is_worked_on_but_no_more_than_there_is_room_for() -> None:
    made: list[int] = []
    third = threading.Event()

    def source() -> Iterator[int]:
        for number in range(50):
            made.append(number)
            if number == 3:
                third.set()
            yield number

    with ahead(source(), 2) as items:
        assert next(items) == 0
        assert third.wait(10)
        assert len(made) == 4  # one was taken, two wait, one is in the thread's hand
        assert list(items) == list(range(1, 50))


def test_an_error_comes_where_the_items_are_asked_for_behind_those_that_were_made() -> None:
    def source() -> Iterator[int]:
        yield 1
        raise ValueError("no second one")

    with ahead(source(), 5) as items:
        assert next(items) == 1
        with pytest.raises(ValueError, match="no second one"):
            next(items)


def test_leaving_early_ends_the_thread_although_there_is_no_room() -> None:
    before = threading.active_count()
    with pytest.raises(KeyError), ahead(iter(range(1000)), 1) as items:
        assert next(items) == 0
        raise KeyError
    assert threading.active_count() == before
