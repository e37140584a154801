"""Older formats come up to date in one transaction, after a proved backup, to what the models say."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect
from sqlalchemy.exc import OperationalError

from workbench.core.errors import WorkspaceError
from workbench.storage import header, migrations, shape
from workbench.storage.header import FORMAT
from workbench.storage.migrations import SCRIPTS, migrate, upgrade
from workbench.storage.schema import TABLES
from workbench.storage.workspace import Workspace

REBUILD = """
import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    with op.batch_alter_table("claim", recreate="always") as batch:
        batch.add_column(sa.Column("priority", sa.Integer(), nullable=False, server_default="7"))
    op.create_table("tag", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String()))
"""
FAIL = REBUILD + "    op.execute('INSERT INTO nowhere VALUES (1)')\n"
BREAK_LINKS = REBUILD + "    op.execute('DELETE FROM article')\n"


@pytest.fixture
def filled(workspace: Workspace, path: Path) -> Path:
    """A closed workspace of the present format with an article in it."""
    workspace.close()
    return path


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A folder for the steps of a format to come."""
    folder = tmp_path / "scripts"
    (folder / "versions").mkdir(parents=True)
    (folder / "env.py").touch()
    for step in (SCRIPTS / "versions").glob("0*.py"):
        (folder / "versions" / step.name).write_text(step.read_text())
    return folder


def next_step(scripts: Path, code: str) -> Path:
    """Add the step to the format after the present one."""
    (scripts / "versions" / "0003_next.py").write_text(code)
    return scripts


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all ordinary tables."""
    with closing(sqlite3.connect(path)) as file:
        names = [row[0] for row in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            name: file.execute(f"SELECT * FROM {name}").fetchall() for name in names if "search" not in name
        }


@pytest.fixture
def built(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A database built by all steps from nothing."""
    engine = create_engine(f"sqlite:///{tmp_path / 'built.db'}")
    with engine.begin() as empty:
        upgrade(empty, 0, FORMAT)
    engine.dispose()
    with closing(sqlite3.connect(tmp_path / "built.db")) as file:
        yield file


def shape_after(code: str, path: Path, scripts: Path) -> str:
    """The shape that the file at `path` will have after the step `code`."""
    copy = path.with_name("later.db")
    shutil.copy(path, copy)
    backup = migrate(copy, FORMAT + 1, next_step(scripts, code))
    engine = create_engine(f"sqlite:///{copy}")
    with engine.connect() as connection:
        found = shape.shape_of(connection)
    engine.dispose()
    for file in (backup, *path.parent.glob("later.db*")):
        if file:
            file.unlink()
    return found


def objects(file: sqlite3.Connection) -> dict[str, str]:
    """Everything in the schema by name, its definition without line breaks and quotes."""
    found = file.execute(
        "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('index', 'trigger')"
    )
    return {name: " ".join(sql.replace('"', "").split()) for name, sql in found}


def test_the_steps_give_the_schema_that_the_models_say(built: sqlite3.Connection, tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'built.db'}")
    with engine.connect() as migrated:
        context = MigrationContext.configure(migrated, opts={"compare_type": True})
        differences = compare_metadata(context, TABLES)
        names = set(inspect(migrated).get_table_names())
    engine.dispose()
    beyond = {name for name in names if name.startswith("evidence_search")}
    assert names - beyond == set(TABLES.tables)
    assert [d for d in differences if not (d[0] == "remove_table" and d[1].name in beyond)] == []


def test_the_steps_give_the_indexes_and_triggers_of_a_new_file(
    built: sqlite3.Connection, filled: Path
) -> None:
    with closing(sqlite3.connect(filled)) as new:
        assert objects(built) == objects(new)
        keys = "SELECT count(*) FROM sqlite_schema WHERE type = 'index'"
        assert built.execute(keys).fetchone() == new.execute(keys).fetchone()
    assert built.execute("PRAGMA user_version").fetchone() == (FORMAT,)


def test_the_steps_give_the_shape_of_a_new_file(built: sqlite3.Connection, tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'built.db'}")
    with engine.connect() as connection:
        assert shape.shape_of(connection) == shape.SHAPE
    engine.dispose()


def test_a_step_keeps_all_rows_and_leaves_a_proved_backup(filled: Path, scripts: Path) -> None:
    before = content(filled)
    backup = migrate(filled, FORMAT + 1, next_step(scripts, REBUILD))
    assert backup is not None
    after = content(filled)
    assert after.pop("tag") == []
    assert after.pop("claim") == [(*row, 7) for row in before["claim"]]
    assert after == {name: rows for name, rows in before.items() if name != "claim"}
    assert header.read_format(filled) == FORMAT + 1
    assert content(backup) == before
    assert header.read_format(backup) == FORMAT
    Workspace.open(backup).close()
    with pytest.raises(WorkspaceError, match="newer version"):
        Workspace.open(filled)


def test_a_backup_that_is_there_already_is_never_replaced(filled: Path, scripts: Path) -> None:
    first = filled.with_name("desk.format-2.backup.fwb")
    first.write_bytes(b"what somebody kept")
    backup = migrate(filled, FORMAT + 1, next_step(scripts, REBUILD))
    assert first.read_bytes() == b"what somebody kept"
    assert backup == filled.with_name("desk.format-2.backup-2.fwb")
    assert header.read_format(backup) == FORMAT


def test_a_file_that_another_process_has_migrated_meanwhile_is_left_alone(
    filled: Path, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_step(scripts, REBUILD)
    back_up = migrations._back_up

    def slow(path: Path, found: int) -> Path:
        backup = back_up(path, found)
        if len(list(path.parent.glob("*backup*"))) == 1:
            migrate(path, FORMAT + 1, scripts)  # while the first process has made only its backup
        return backup

    monkeypatch.setattr(migrations, "_back_up", slow)
    assert migrate(filled, FORMAT + 1, scripts) is None
    assert header.read_format(filled) == FORMAT + 1
    assert [backup.name for backup in filled.parent.glob("*backup*")] == ["desk.format-2.backup-2.fwb"]


def test_a_migration_that_only_the_log_knows_of_is_not_done_again(filled: Path, scripts: Path) -> None:
    next_step(scripts, REBUILD)
    with closing(sqlite3.connect(filled)) as file:  # keeps the log from being folded back
        file.execute("SELECT count(*) FROM article").fetchone()
        assert migrate(filled, FORMAT + 1, scripts) is not None
        assert header.read_format(filled) == FORMAT
        assert migrate(filled, FORMAT + 1, scripts) is None


@pytest.mark.parametrize(("code", "error"), [(FAIL, OperationalError), (BREAK_LINKS, WorkspaceError)])
def test_a_step_that_fails_leaves_the_file_as_it_was(
    filled: Path, scripts: Path, code: str, error: type[Exception]
) -> None:
    before = content(filled)
    with pytest.raises(error):
        migrate(filled, FORMAT + 1, next_step(scripts, code))
    assert content(filled) == before
    assert header.read_format(filled) == FORMAT
    Workspace.open(filled).close()


def test_a_read_only_file_is_not_migrated(filled: Path, scripts: Path) -> None:
    filled.chmod(0o444)
    try:
        with pytest.raises(WorkspaceError, match="older format"):
            migrate(filled, FORMAT + 1, next_step(scripts, REBUILD))
    finally:
        filled.chmod(0o644)
    assert header.read_format(filled) == FORMAT


def test_opening_an_older_file_migrates_it(
    filled: Path, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_step(scripts, REBUILD)
    for module in ("workspace", "header"):
        monkeypatch.setattr(f"workbench.storage.{module}.FORMAT", FORMAT + 1)
    monkeypatch.setattr(shape, "SHAPE", shape_after(REBUILD, filled, scripts))
    monkeypatch.setattr(migrate, "__defaults__", (FORMAT + 1, scripts))
    Workspace.open(filled).close()
    assert header.read_format(filled) == FORMAT + 1
    assert sorted(file.name for file in filled.parent.iterdir() if file.is_file()) == [
        "desk.format-2.backup.fwb",
        "desk.fwb",
    ]
