"""The audit log only grows, and any change to what it says is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.core.change import Judged, RenameArticle, SetVerdict
from workbench.core.verdict import Judgement, Reason, Verdict
from workbench.storage import audit
from workbench.storage import tables as t
from workbench.storage.workspace import Workspace

FIELDS = [
    "change",
    "at",
    "actor",
    "kind",
    "subject_kind",
    "subject",
    "article",
    "before",
    "after",
    "reverts",
    "hash",
]
ROWS = 6


@pytest.fixture
def filled(workspace: Workspace, path: Path) -> Iterator[Path]:
    """A closed workspace with six events: import, verdict, rename, undo, redo, verdict."""
    with workspace.read() as connection:
        claim = connection.execute(t.claim.select().order_by(t.claim.c.id)).first()
    assert claim is not None
    disputed = Judgement(Verdict.DISPUTED, Reason.CONTRADICTED, "sieht anders aus: ä")
    workspace.apply(SetVerdict("article", (Judged(claim.uid, Judgement(), disputed),)), "Ada")
    workspace.apply(RenameArticle("article", "A case", "Another"), "Bob")
    workspace.undo("Bob")
    workspace.redo("Ada")
    workspace.apply(SetVerdict("article", (Judged(claim.uid, disputed, Judgement(Verdict.VERIFIED)),)), "Ada")
    workspace.close()
    yield path


def problems(path: Path) -> list[str]:
    """What checking the chain finds."""
    workspace = Workspace.open(path)
    try:
        with workspace.read() as connection:
            return audit.problems(connection)
    finally:
        workspace.close()


def tamper(path: Path, *statements: tuple[str, tuple[object, ...]]) -> None:
    """Change the file behind the program's back."""
    with closing(sqlite3.connect(path)) as file:
        guards = file.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        assert len(guards) == 2
        for name, _ in guards:
            file.execute(f"DROP TRIGGER {name}")
        for statement, values in statements:
            file.execute(statement, values)
        for _, guard in guards:  # without them it would not be opened at all
            file.execute(guard)
        file.commit()


def test_an_untouched_chain_proves_itself(filled: Path) -> None:
    assert problems(filled) == []


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET actor = 'Eve'", "DELETE FROM audit_event"])
def test_the_log_can_neither_be_updated_nor_deleted(filled: Path, statement: str) -> None:
    with closing(sqlite3.connect(filled)) as file, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        file.execute(statement)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(row=st.integers(1, ROWS), field=st.sampled_from(FIELDS), data=st.data())
def test_any_changed_field_of_any_row_is_found(
    filled: Path, row: int, field: str, data: st.DataObject
) -> None:
    with closing(sqlite3.connect(filled)) as file:
        old = file.execute(f"SELECT {field} FROM audit_event WHERE id = ?", (row,)).fetchone()[0]
    values = st.one_of(
        st.text(max_size=9), st.binary(max_size=5), st.integers(-9, 9), st.just("null"), st.just("[1]")
    )
    new = data.draw(values.filter(lambda value: value != old and str(value) != old))
    change = f"UPDATE audit_event SET {field} = ? WHERE id = ?"
    tamper(filled, (change, (new, row)))
    assert problems(filled) == [f"The audit log does not agree with itself from event {row} on."]
    tamper(filled, (change, (old, row)))
    assert problems(filled) == []


def test_a_value_spelled_differently_is_found_too(filled: Path) -> None:
    tamper(filled, ("UPDATE audit_event SET after = replace(after, ',', ', ') WHERE id = 2", ()))
    assert problems(filled) != []


@pytest.mark.parametrize("kept", range(ROWS))
def test_a_log_that_was_cut_short_is_found(filled: Path, kept: int) -> None:
    tamper(filled, ("DELETE FROM audit_event WHERE id > ?", (kept,)))
    assert problems(filled) != []


@pytest.mark.parametrize("gone", range(1, ROWS + 1))
def test_a_missing_event_is_found(filled: Path, gone: int) -> None:
    tamper(filled, ("DELETE FROM audit_event WHERE id = ?", (gone,)))
    assert problems(filled) != []


@pytest.mark.parametrize(("one", "other"), [(1, 2), (2, 3), (5, 6), (1, 6)])
def test_events_in_another_order_are_found(filled: Path, one: int, other: int) -> None:
    move = "UPDATE audit_event SET id = ? WHERE id = ?"
    tamper(filled, (move, (99, one)), (move, (one, other)), (move, (other, 99)))
    assert problems(filled) != []


def test_an_event_that_was_slipped_in_at_the_end_is_found(filled: Path) -> None:
    columns = ", ".join(FIELDS)
    tamper(filled, (f"INSERT INTO audit_event({columns}) SELECT {columns} FROM audit_event WHERE id = 2", ()))
    assert problems(filled) != []


def test_decisions_are_added_and_never_edited(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as file:
        decisions = file.execute("SELECT verdict, reason, note, actor FROM decision ORDER BY id").fetchall()
    assert decisions == [
        ("disputed", "source-contradicts", "sieht anders aus: ä", "Ada"),
        ("verified", None, "", "Ada"),
    ]
