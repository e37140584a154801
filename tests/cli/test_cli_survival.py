"""What is left after kill -9 and after Ctrl+C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

_BURST = """
import sys
from pathlib import Path
from workbench.core.verdict import Verdict
from workbench.desk.marking import judge
from workbench.desk.session import Session

session = Session.open(Path(sys.argv[1]), "burst")
article = session.articles()[0]
while True:
    _, claims = session.opened(article.id)
    for claim in claims:
        verdict = Verdict.DISPUTED if claim.verdict is Verdict.VERIFIED else Verdict.VERIFIED
        judge(session, article.uid, [claim], verdict)
        print(claim.id, verdict.value, flush=True)
"""


def test_every_acknowledged_mark_survives_kill_9(cli: Any, program: Any, workspace: Path) -> None:
    words = [sys.executable, "-c", _BURST, str(workspace)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=program.environment(), text=True) as burst:
        assert burst.stdout is not None
        lines = [burst.stdout.readline() for _ in range(60)]
        burst.send_signal(signal.SIGKILL)
        lines += burst.stdout.readlines()
    marks = [line.split() for line in lines if line.endswith("\n")]
    claims = cli("claims", "--workspace", workspace, "--json").json
    decided = [
        (event["subject"], event["after"]["verdict"])
        for event in cli("history", 1, "--workspace", workspace, "--json").json
        if event["kind"] == "set_verdict"
    ]
    acknowledged = [(f"claim:{claim}", verdict) for claim, verdict in marks]
    assert decided[: len(acknowledged)] == acknowledged
    assert len(decided) - len(acknowledged) <= 1  # committed, but killed before it could say so
    newest = dict(decided)
    assert all(claim["verdict"] == newest[f"claim:{claim['id']}"] for claim in claims)
    assert cli("check", "--workspace", workspace).status == 0


def _started(program: Any, workspace: Path, file: Path) -> subprocess.Popen[bytes]:
    """An attach that has begun to store and cannot be done yet."""
    before = workspace.stat().st_size
    running = subprocess.Popen(
        program.command("attach", file, "--workspace", workspace),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=program.environment(),
    )  # fmt: skip
    log = workspace.with_name(workspace.name + "-wal")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and running.poll() is None:
        if (log.exists() and log.stat().st_size > 6_000_000) or workspace.stat().st_size > before + 6_000_000:
            break
        time.sleep(0.005)
    assert running.poll() is None
    return running


def _big(workspace: Path) -> Path:
    path = workspace.with_name("big.bin")
    path.write_bytes(os.urandom(1_000_000) * 150)
    return path


def test_an_import_that_is_killed_leaves_nothing_that_counts(cli: Any, program: Any, workspace: Path) -> None:
    file = _big(workspace)
    with _started(program, workspace, file) as running:
        running.send_signal(signal.SIGKILL)
    assert cli("check", "--workspace", workspace).status == 0
    assert cli("evidence", "--workspace", workspace, "--json").json == []
    small = workspace.with_name("small.txt")
    small.write_text("Short.", encoding="utf-8")
    assert cli("attach", small, "--workspace", workspace, "--json").status == 0  # sweeps the remains
    assert [row["name"] for row in cli("evidence", "--workspace", workspace, "--json").json] == ["small.txt"]
    assert cli("check", "--workspace", workspace).status == 0


def test_ctrl_c_takes_the_import_back(cli: Any, program: Any, workspace: Path) -> None:
    file = _big(workspace)
    with _started(program, workspace, file) as running:
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert out == b""
    assert err.count(b"\n") == 1
    assert b"Traceback" not in err
    assert cli("evidence", "--workspace", workspace, "--json").json == []
    assert cli("check", "--workspace", workspace).status == 0
