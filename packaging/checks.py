"""Everything that must hold before a change lands: style, types, import rules, and the tests."""

from __future__ import annotations

import os
import subprocess
import time

from environment import Environment
from notices import say

_CHECKS = {
    "ruff check": ["ruff", "check"],
    "ruff format": ["ruff", "format", "--check"],
    "mypy": ["mypy"],
    "import contracts": ["lint-imports"],
}
# More workers than this only wait for the disk.
_MOST_WORKERS = 4


def run_checks(environment: Environment, pytest_arguments: list[str]) -> int:
    """Runs all of them, even after a failure; pytest comes last, so that its closing line ends the output.

    The exit status is pytest's, or 1 when only another check failed.
    """
    failed = [name for name, command in _CHECKS.items() if not _holds(environment, name, command)]
    if failed:
        say(f"FAILED: {', '.join(failed)}. The tests follow.")
    status = subprocess.call(
        [environment.python, "-m", "pytest", *_workers(), *pytest_arguments],
        cwd=environment.root,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    return status or int(bool(failed))


def _holds(environment: Environment, name: str, command: list[str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(
        [environment.tool(command[0]), *command[1:]],
        cwd=environment.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    holds = done.returncode == 0
    say(f"{name}: {'ok' if holds else 'FAILED'} ({time.monotonic() - began:.1f} s)")
    if not holds:
        say(done.stdout.rstrip())
    return holds


def _workers() -> list[str]:
    """pytest-xdist's options: files stay whole, so that windows of one test file share a process."""
    count = min(os.cpu_count() or 1, _MOST_WORKERS)
    return ["-n", str(count), "--dist", "loadfile"] if count > 1 else []
