"""Names of things."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from uuid import RFC_4122, UUID

import pytest

from workbench.core.identity import new_uid


def test_uids_are_unique_and_in_order_of_making() -> None:
    uids = [new_uid() for _ in range(1000)]
    assert sorted(set(uids)) == uids


def test_a_clock_that_is_set_back_changes_nothing_in_that(monkeypatch: pytest.MonkeyPatch) -> None:
    before = new_uid()
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now - 3600 * 10**9)
    after = new_uid()
    assert after > before


def test_a_uid_is_a_uuid_of_version_7_that_tells_the_time() -> None:
    uid = UUID(new_uid())
    assert (uid.version, uid.variant) == (7, RFC_4122)
    assert abs((uid.int >> 80) - time.time() * 1000) < 60_000


def test_threads_never_get_the_same() -> None:
    with ThreadPoolExecutor(4) as pool:
        uids = [uid for some in pool.map(lambda _: [new_uid() for _ in range(500)], range(8)) for uid in some]
    assert len(set(uids)) == len(uids)
