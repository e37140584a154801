"""docs/workspace.md describes the file as it is, and its recipes for proving it by hand work."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from workbench.core.change import RenameArticle
from workbench.storage.workspace import Workspace

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "workspace.md").read_text(encoding="utf-8")


@pytest.fixture
def filled(workspace: Workspace, path: Path) -> Path:
    """A closed workspace with some history, not all of it ASCII."""
    workspace.apply(RenameArticle("article", "A case", "Der Fall 灯塔 🗼"), "Zoë")
    workspace.undo("Ada")
    workspace.close()
    return path


def prove(path: Path) -> subprocess.CompletedProcess[str]:
    """Run the page's Python on a workspace."""
    (recipe,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    return subprocess.run(
        [sys.executable, "-c", recipe, str(path)], capture_output=True, text=True, check=False
    )


def test_every_table_is_described_and_no_other(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as file:
        names = {row[0] for row in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    tables = PAGE.split("## Tables")[1].split("### ")[0]
    described = set(re.findall(r"^\| `(\w+)` \|", tables, re.MULTILINE))
    assert described == {name for name in names if not re.match("evidence_search_|sqlite_", name)}


def test_the_recipe_for_the_chain_proves_a_sound_log_and_refutes_a_changed_one(filled: Path) -> None:
    assert prove(filled).stdout.startswith("3 events, ")
    with closing(sqlite3.connect(filled)) as file:
        file.execute("DROP TRIGGER audit_event_no_update")
        file.execute("UPDATE audit_event SET actor = 'Eve' WHERE id = 2")
        file.commit()
    assert "event 2 was changed" in prove(filled).stderr


def test_the_sql_of_the_recipes_runs(filled: Path) -> None:
    (recipe,) = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    statements = re.findall(r'desk\.fwb "(.*?)"', recipe, re.DOTALL)
    assert len(statements) == 6
    with closing(sqlite3.connect(filled)) as file:
        for statement in statements:
            for part in statement.split(";"):
                file.execute(part).fetchall()
        assert file.execute(statements[-1]).fetchall() == []
        file.execute("INSERT INTO decision VALUES (1, 1, 'verified', NULL, '', 'Ada', '')")
        assert file.execute(statements[-1]).fetchall() == [(1,)]
