"""What a workspace file is, how its connections are set, and one sentence for all that can go wrong."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from workbench.core.change import RenameArticle
from workbench.core.errors import DamagedError, WorkspaceError
from workbench.storage import articles, audit, claims, connection, header
from workbench.storage.header import APPLICATION_ID, FORMAT
from workbench.storage.workspace import Workspace

RENAME = RenameArticle("article", "A case", "Another case")

CREATE = """
import sys
from pathlib import Path
from workbench.storage.audit import read_meta
from workbench.storage.workspace import Workspace

print("ready", flush=True)
sys.stdin.readline()
workspace = Workspace.open(Path(sys.argv[1]), create=True)
with workspace.read() as connection:
    print(read_meta(connection, "uid"))
workspace.close()
"""

FULL = """
import resource, sys
from pathlib import Path
from workbench.core.change import RenameArticle
from workbench.core.errors import WorkspaceError
from workbench.storage.workspace import Workspace

workspace = Workspace.open(Path(sys.argv[1]))
size = Path(sys.argv[1]).stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 40_000, size + 40_000))
before, done = "A case", 0
try:
    while done < 1000:
        after = f"{done} " + "long title " * 500
        workspace.apply(RenameArticle("article", before, after), "Ada")
        before, done = after, done + 1
except WorkspaceError as error:
    print(done)
    print(error)
"""


@pytest.fixture
def closed(workspace: Workspace, path: Path) -> Path:
    """The file of a workspace that nobody has open."""
    workspace.close()
    return path


@pytest.fixture
def unwritable(closed: Path) -> Iterator[Path]:
    """The same, with no right to write in its mode bits."""
    closed.chmod(0o444)
    yield closed
    closed.chmod(0o644)


def sentence(path: Path, *, create: bool = False) -> str:
    """What opening says; it must be one line that names the file."""
    with pytest.raises(WorkspaceError) as caught:
        Workspace.open(path, create=create).close()
    said = str(caught.value)
    assert "\n" not in said
    assert str(path) in said
    return said


def test_a_new_file_says_what_it_is_in_its_header(closed: Path) -> None:
    with closing(sqlite3.connect(closed)) as file:
        found = {
            name: file.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version", "page_size")
        }
    assert found == {"application_id": APPLICATION_ID, "user_version": FORMAT, "page_size": 16384}
    assert closed.read_bytes()[68:72] == b"FWB1"


@pytest.mark.parametrize("intent", ["read", "write"])
def test_every_connection_has_the_safe_pragmas(workspace: Workspace, intent: str) -> None:
    wanted = {
        "foreign_keys": 1, "journal_mode": "wal", "synchronous": 2, "trusted_schema": 0, "cell_size_check": 1,
        "busy_timeout": 5000,
    }  # fmt: skip
    with getattr(workspace, intent)() as first, workspace.read() as second:
        for each in (first, second):
            assert {name: each.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted} == wanted


def test_a_closed_workspace_is_one_file(workspace: Workspace, path: Path) -> None:
    assert len(list(path.parent.iterdir())) > 1  # the log beside it, while it is open
    workspace.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_an_empty_file_becomes_a_workspace(path: Path) -> None:
    path.touch()
    Workspace.open(path, create=True).close()
    assert header.read_format(path) == FORMAT


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    Workspace.open(tmp_path / "new" / "folder" / "desk.fwb", create=True).close()
    assert [file.name for file in (tmp_path / "new" / "folder").iterdir()] == ["desk.fwb"]


def test_two_processes_that_create_at_once_get_the_same_workspace(path: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", CREATE, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    uids = {process.communicate(timeout=60)[0] for process in processes}
    assert len(uids) == 1
    assert uids != {""}
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_missing_file_is_not_made_unless_asked(path: Path) -> None:
    assert "There is no workspace at" in sentence(path)
    assert not path.exists()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "is a folder" in sentence(tmp_path, create=True)


@pytest.mark.parametrize("content", [b"Dear diary", b"", b"SQLite format 3\0" + bytes(84)])
def test_a_file_that_is_no_workspace_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert "is not a Fact Workbench workspace" in sentence(path)
    assert path.read_bytes() == content


def test_somebody_elses_database_is_refused_and_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE article(id)")
        file.commit()
    before = path.read_bytes()
    assert "is not a Fact Workbench workspace" in sentence(path, create=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER more AFTER INSERT ON decision BEGIN UPDATE claim SET verdict = 'verified'; END",
        "CREATE TRIGGER audit_event_no_insert BEFORE INSERT ON audit_event BEGIN SELECT 1; END",
        "DROP TRIGGER audit_event_no_update",
        "CREATE VIEW extra AS SELECT * FROM claim",
        "CREATE TABLE extra (id INTEGER)",
        "ALTER TABLE claim ADD COLUMN extra INTEGER",
        "DROP TABLE undo",
        "DROP INDEX ix_claim_article_id",
    ],
)
def test_a_workspace_whose_tables_another_program_has_changed_is_refused_and_left_alone(
    closed: Path, statement: str
) -> None:
    with closing(sqlite3.connect(closed)) as file:
        file.execute(statement)
        file.commit()
    before = closed.read_bytes()
    assert "was changed by another program" in sentence(closed)
    assert closed.read_bytes() == before


def test_what_the_database_keeps_for_its_own_use_is_no_change(closed: Path) -> None:
    with closing(sqlite3.connect(closed)) as file:
        file.execute("ANALYZE")
        file.execute("VACUUM")
    Workspace.open(closed).close()


@pytest.mark.parametrize(("version", "said"), [(FORMAT, "another program"), (0, "is not a Fact Workbench")])
def test_a_file_with_the_right_header_but_nothing_in_it_is_one_sentence(
    path: Path, version: int, said: str
) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        file.execute(f"PRAGMA user_version = {version}")
        file.execute("VACUUM")
    assert said in sentence(path)


def test_a_newer_format_that_only_the_log_knows_of_is_refused(closed: Path) -> None:
    with closing(sqlite3.connect(closed)) as file:  # keeps the log from being folded back
        file.execute(f"PRAGMA user_version = {FORMAT + 1}")
        assert header.read_format(closed) == FORMAT
        assert "newer version" in sentence(closed)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claim SET verdict = 'nonsense'",
        "UPDATE claim SET reason = 'nonsense'",
        "UPDATE block SET kind = 'nonsense'",
        "DELETE FROM block",
        "UPDATE revision SET added_at = 'yesterday'",
        "UPDATE revision SET warnings = '{'",
    ],
)
def test_values_that_this_program_never_wrote_are_one_sentence(closed: Path, statement: str) -> None:
    with closing(sqlite3.connect(closed)) as file:
        file.execute(statement)
        file.commit()
    workspace = Workspace.open(closed)
    with (
        closing(workspace),
        pytest.raises(DamagedError, match="cannot be read as it was written") as caught,
        workspace.read() as reading,
    ):
        claims.claims_of(reading, articles.current_revision(reading, 1))
    assert str(closed) in str(caught.value)


@pytest.mark.parametrize("wrong", ["{", "null", '{"verdict": "nonsense"}'])
def test_undoing_what_the_log_cannot_have_said_is_one_sentence(
    workspace: Workspace, path: Path, wrong: str
) -> None:
    workspace.apply(RENAME, "Ada")
    with workspace.write() as connection:
        run = connection.exec_driver_sql
        guard = run("SELECT sql FROM sqlite_schema WHERE name = 'audit_event_no_UPDATE'").scalar_one()
        run("DROP TRIGGER audit_event_no_update")
        run("UPDATE audit_event SET before = ? WHERE kind = 'rename_article'", (wrong,))
        run(guard)
    with pytest.raises(DamagedError):
        workspace.undo("Ada")


def test_an_error_of_the_database_never_quotes_what_was_to_be_stored(workspace: Workspace) -> None:
    with pytest.raises(IntegrityError) as caught, workspace.write() as writing:
        writing.exec_driver_sql("INSERT INTO article (uid, title) VALUES (?, ?)", ("u", "a secret title"))
    assert "secret" not in str(caught.value)
    engine = connection.engine_over(lambda: sqlite3.connect(":memory:"))
    with engine.connect() as empty, pytest.raises(OperationalError) as caught_too:
        empty.exec_driver_sql("INSERT INTO nowhere VALUES (?)", ("a secret title",))
    engine.dispose()
    assert "secret" not in str(caught_too.value)


@pytest.mark.parametrize("ending", ["-wal", "-shm"])
def test_a_read_only_file_that_somebody_works_on_is_not_taken_for_unchanging(
    workspace: Workspace, path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    connect = sqlite3.connect
    workspace.close()
    path.with_name(path.name + ending).touch()
    monkeypatch.setattr(
        connection.sqlite3, "connect", lambda name, **how: opened.append(name) or connect(name, **how)
    )
    path.chmod(0o444)
    try:
        Workspace.open(path).close()
    finally:
        path.chmod(0o644)
    assert opened
    assert not any("immutable" in uri for uri in opened)


def test_a_pipe_is_refused_without_waiting_for_it(path: Path) -> None:
    os.mkfifo(path)
    assert "is not a Fact Workbench workspace" in sentence(path, create=True)


def test_a_name_that_cannot_exist_is_one_sentence(tmp_path: Path) -> None:
    sentence(tmp_path / ("x" * 5000), create=True)


def test_a_file_where_a_folder_should_be_is_one_sentence(closed: Path) -> None:
    sentence(closed / "desk.fwb", create=True)


def test_a_workspace_of_a_newer_version_is_refused_and_left_alone(closed: Path) -> None:
    with closing(sqlite3.connect(closed)) as file:
        file.execute(f"PRAGMA user_version = {FORMAT + 1}")
    before = closed.read_bytes()
    assert "newer version" in sentence(closed)
    assert closed.read_bytes() == before


def test_a_locked_workspace_says_so(
    workspace: Workspace, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.close()
    monkeypatch.setattr(connection, "_BUSY_SECONDS", 0.1)  # nobody will let go of it
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert "is locked by another program" in sentence(path)


def test_a_write_that_finds_the_workspace_locked_changes_nothing(
    path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_BUSY_SECONDS", 0.1)
    impatient = Workspace.open(path)
    with workspace.write(), pytest.raises(WorkspaceError, match="locked"):
        impatient.apply(RENAME, "Bob")
    impatient.apply(RENAME, "Bob")
    impatient.close()


def test_a_workspace_without_write_permission_is_read_and_never_written(unwritable: Path) -> None:
    before = unwritable.read_bytes()
    workspace = Workspace.open(unwritable)
    assert workspace.read_only
    with workspace.read() as reading:
        assert audit.last_event(reading) == 1
    with pytest.raises(WorkspaceError, match="is read-only"):
        workspace.apply(RENAME, "Ada")
    workspace.close()
    assert unwritable.read_bytes() == before
    assert [file.name for file in unwritable.parent.iterdir()] == [unwritable.name]


def test_a_damaged_workspace_is_one_sentence(closed: Path) -> None:
    data = bytearray(closed.read_bytes())
    data[100:16384] = bytes(16284)  # the schema is gone, the header is left
    closed.write_bytes(data)
    assert "damaged" in sentence(closed) or "is not a Fact Workbench workspace" in sentence(closed)


def test_a_workspace_that_fails_to_open_does_not_keep_the_file_open(closed: Path) -> None:
    copy = closed.with_name("copy.fwb")
    shutil.copy(closed, copy)
    data = bytearray(copy.read_bytes())
    data[100:16384] = bytes(16284)
    copy.write_bytes(data)
    sentence(copy)
    assert str(copy) not in {file.path for file in psutil.Process().open_files()}


def test_when_the_disk_takes_no_more_the_last_acknowledged_change_stands_and_the_next_is_one_sentence(
    closed: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(closed)], capture_output=True, text=True, check=False, timeout=120
    )
    acknowledged, said = done.stdout.splitlines()
    assert done.stderr == ""
    assert str(closed) in said
    workspace = Workspace.open(closed)
    with workspace.read() as reading:
        assert audit.last_event(reading) == 1 + int(acknowledged)
        assert audit.problems(reading) == []
        assert connection.check_integrity(reading) == []
    workspace.close()


def test_opening_a_workspace_again_gives_the_same_content(workspace: Workspace, path: Path) -> None:
    workspace.apply(RENAME, "Ada")
    workspace.close()
    again = Workspace.open(path)
    with again.read() as reading:
        assert [event.entry.kind for event in audit.events(reading, "article")] == [
            "import_article",
            "rename_article",
        ]
    again.close()
