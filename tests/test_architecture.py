"""The walls of the house stand: who may import whom, and what a start must not load."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
QT = ("PySide6", "shiboken6", "qtawesome", "qtpy")
HEAVY = (
    "sqlmodel",
    "sqlalchemy",
    "alembic",
    "pypdfium2",
    "pdfplumber",
    "typst",
    "jinja2",
    "charset_normalizer",
)


def loaded_by(module: str) -> set[str]:
    """The top-level packages in memory after `import module` in a fresh process."""
    code = f"import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "module", ["workbench.desk.session", "workbench.desk.attaching", "workbench.cli.app"]
)
def test_the_desk_and_the_command_line_load_no_qt(module: str) -> None:
    assert loaded_by(module).isdisjoint(QT)


def test_the_desk_loads_neither_migrations_nor_pdf_libraries_before_they_are_needed() -> None:
    assert loaded_by("workbench.desk.session").isdisjoint({"alembic", "pypdfium2", "pdfplumber", "typst"})


def test_the_command_line_shows_its_help_without_a_database() -> None:
    assert loaded_by("workbench.cli.app").isdisjoint(HEAVY)


def test_the_core_knows_nothing_but_the_standard_library() -> None:
    known = {"workbench", *sys.stdlib_module_names}
    core = sorted(path.stem for path in (ROOT / "workbench" / "core").glob("[!_]*.py"))
    modules = ", ".join(f"workbench.core.{name}" for name in core)
    bare = loaded_by("sys")
    assert core
    assert loaded_by(modules) - bare <= known


def test_the_import_contracts_hold() -> None:
    command = shutil.which("lint-imports", path=str(Path(sys.executable).parent)) or shutil.which(
        "lint-imports"
    )
    if command is None:
        pytest.skip("import-linter is not installed")
    done = subprocess.run([command, "--no-cache"], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout
