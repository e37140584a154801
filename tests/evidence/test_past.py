"""What took too long is remembered for a while."""

from __future__ import annotations

from workbench.evidence import past
from workbench.evidence.past import Past


def test_each_place_that_took_too_long_halves_the_time_for_its_file_down_to_a_floor() -> None:
    remembered = Past()
    assert remembered.seconds("a", 10.0) == 10.0
    found = []
    for page in range(1, 6):
        remembered.note_late("a", "texts", page)
        found.append(remembered.seconds("a", 10.0))
    assert found == [5.0, 2.5, 2.0, 2.0, 2.0]
    assert remembered.seconds("b", 10.0) == 10.0
    assert remembered.seconds("a", 0.5) == 0.5


def test_once_may_be_the_machines_fault_twice_is_hopeless() -> None:
    remembered = Past()
    remembered.note_late("a", "draw", 3)
    assert not remembered.is_hopeless("a", "draw", 3)
    remembered.note_late("a", "draw", 3)
    assert remembered.is_hopeless("a", "draw", 3)
    assert not remembered.is_hopeless("a", "draw", 4)
    assert not remembered.is_hopeless("a", "texts", 3)
    assert not remembered.is_hopeless("b", "draw", 3)


def test_it_is_forgotten_after_a_while(monkeypatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(past.time, "monotonic", lambda: now[0])
    remembered = Past()
    for _ in range(2):
        remembered.note_late("a", "draw", 3)
    now[0] += 299
    assert remembered.is_hopeless("a", "draw", 3)
    now[0] += 2
    assert not remembered.is_hopeless("a", "draw", 3)
    assert remembered.seconds("a", 10.0) == 10.0
