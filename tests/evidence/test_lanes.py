"""Batches that are read ahead, and handed out in order."""

from __future__ import annotations

import threading
from threading import Event

import pytest

from workbench.evidence.lanes import Lanes
from workbench.evidence.reader import PdfReader

TEXT = "BT /F 20 Tf 40 150 Td (Some words) Tj ET"


def numbers(first: int, last: int, stopped: Event) -> list[int]:
    return list(range(first, last + 1))


def refused(first: int, last: int, stopped: Event) -> list[int]:
    raise AssertionError("there was nothing to read again")


def all_of(lanes: Lanes[list[int]], first: int, last: int) -> list[int]:
    found: list[int] = []
    while first + len(found) <= last:
        found += lanes.batch(first + len(found))
    return found


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize(("first", "last"), [(1, 1), (1, 5), (3, 700), (650, 700)])
def test_every_page_comes_once_and_in_order(first, last, count) -> None:
    with Lanes(numbers, refused, first, last, count) as lanes:
        assert all_of(lanes, first, last) == list(range(first, last + 1))


def test_what_a_batch_left_unread_is_read_again_before_the_next_batch() -> None:
    again: list[tuple[int, int]] = []

    def half(first: int, last: int, stopped: Event) -> list[int]:
        return numbers(first, (first + last) // 2 - 1, stopped)

    def rest(first: int, last: int, stopped: Event) -> list[int]:
        again.append((first, last))
        return numbers(first, last, stopped)

    with Lanes(half, rest, 1, 500, 2) as lanes:
        assert all_of(lanes, 1, 500) == list(range(1, 501))
    assert again[0] == (2, 4)  # of a first batch of four
    assert len(again) == len(set(again))


def test_the_first_batch_is_alone_and_no_more_is_read_than_a_batch_ahead_of_each_lane() -> None:
    begun: list[int] = []

    def noted(first: int, last: int, stopped: Event) -> list[int]:
        begun.append(first)
        return numbers(first, last, stopped)

    with Lanes(noted, refused, 1, 10_000, 2) as lanes:
        assert lanes.batch(1) == [1, 2, 3, 4]
        assert lanes.batch(5)[0] == 5
    assert begun[0] == 1
    assert len(begun) <= 5  # two were taken, three lie ready


def test_leaving_ends_what_is_under_way() -> None:
    before = threading.active_count()
    reading = Event()

    def slow(first: int, last: int, stopped: Event) -> list[int]:
        if first > 4:
            reading.set()
            assert stopped.wait(20)
        return numbers(first, last, stopped)

    with Lanes(slow, refused, 1, 10_000, 2) as lanes:
        lanes.batch(1)
        assert reading.wait(20)
    assert threading.active_count() == before


def test_an_error_comes_where_the_batch_is_asked_for() -> None:
    def broken(first: int, last: int, stopped: Event) -> list[int]:
        if first > 4:
            raise ValueError("no second one")
        return numbers(first, last, stopped)

    with Lanes(broken, refused, 1, 100, 1) as lanes:
        assert lanes.batch(1) == [1, 2, 3, 4]
        with pytest.raises(ValueError, match="no second one"):
            lanes.batch(5)


def test_a_long_file_is_read_by_two_workers_of_which_one_stays(made) -> None:
    seen: set[int] = set()
    with PdfReader() as reader:
        numbers = []
        for page in reader.page_texts(made(TEXT, pages=1500)):
            numbers.append(page.page)
            seen.update(reader.pids())
            assert page.text.strip() == "Some words"
        assert numbers == list(range(1, 1501))
        assert len(seen) == 2
        assert len(reader.pids()) == 1


def test_a_short_file_is_read_by_one_worker(made) -> None:
    with PdfReader() as reader:
        assert len(list(reader.page_texts(made(TEXT, pages=200)))) == 200
        assert len(reader.pids()) == 1


def test_reading_that_is_given_up_leaves_a_reader_that_works(made) -> None:
    source = made(TEXT, pages=2000)
    with PdfReader() as reader:
        pages = reader.page_texts(source)
        assert next(pages).page == 1
        pages.close()
        assert [page.page for page in reader.page_texts(source, 1999)] == [1999, 2000]
