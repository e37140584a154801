"""Names of things."""

from __future__ import annotations

from workbench.core.identity import new_uid


def test_uids_are_unique_and_in_order_of_making() -> None:
    uids = [new_uid() for _ in range(1000)]
    assert sorted(set(uids)) == uids
