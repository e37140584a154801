"""What happens when SQLite's locks were lost and another process deletes the log underneath."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.core.article import Draft
from workbench.core.change import ImportArticle, RenameArticle
from workbench.core.identity import new_uid
from workbench.storage import articles
from workbench.storage.header import read_format
from workbench.storage.logwatch import is_open_here
from workbench.storage.workspace import Workspace

READ_ELSEWHERE = """
import sys
from pathlib import Path
from workbench.desk.session import Session
session = Session.open(Path(sys.argv[1]), "reader")
print(session.articles()[0].title)
session.close()
"""


@pytest.fixture
def workspace(tmp_path: Path, draft: Callable[..., Draft]) -> Iterator[Workspace]:
    workspace = Workspace.open(tmp_path / "desk.fwb", create=True)
    workspace.apply(ImportArticle("article", new_uid(), draft(["One."], title="0")), "Ada")
    yield workspace
    workspace.close()


def read_elsewhere(path: Path) -> str:
    command = [sys.executable, "-c", READ_ELSEWHERE, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def drop_locks(path: Path) -> None:
    """What a file dialog does that looks into the file."""
    os.close(os.open(path, os.O_RDONLY))


def test_a_change_after_the_log_was_deleted_is_kept_and_seen_by_others(workspace: Workspace) -> None:
    for number in range(3):
        drop_locks(workspace.path)
        assert read_elsewhere(workspace.path) == str(number)  # its closing deletes the log
        workspace.apply(RenameArticle("article", str(number), str(number + 1)), "Ada")
    drop_locks(workspace.path)
    assert read_elsewhere(workspace.path) == "3"
    with workspace.read() as connection:
        assert articles.summaries(connection)[0].title == "3"


def test_the_program_itself_never_opens_an_open_workspace_as_a_plain_file(workspace: Workspace) -> None:
    assert is_open_here(workspace.path)
    workspace.apply(RenameArticle("article", "0", "1"), "Ada")
    log = workspace.path.with_name("desk.fwb-wal")
    before = log.stat().st_ino
    read_format(workspace.path)
    assert read_elsewhere(workspace.path) == "1"
    assert log.stat().st_ino == before


def test_a_closed_workspace_is_an_ordinary_file_again(workspace: Workspace) -> None:
    workspace.close()
    assert not is_open_here(workspace.path)
