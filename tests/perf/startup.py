"""How soon the window is there, and its article, after the process was started."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generated import article_text
from measuring import Row, Setting, compared, interleaved

from workbench.desk.importing import read_bytes, store
from workbench.desk.session import Session

_DRIVER = Path(__file__).with_name("milestones.py")
_PATIENCE = 120  # seconds


def measure(setting: Setting) -> list[Row]:
    """First paint and first article, without a screen and, where Xvfb is installed, on a virtual one."""
    workspace = setting.folder / "start.fwb"
    session = Session.open(workspace, "Bench", create=True)
    store(session, read_bytes(article_text(300).encode(), "article.txt"))
    session.close()
    rows = _on("offscreen", {"QT_QPA_PLATFORM": "offscreen"}, workspace, setting.rounds)
    if shutil.which("Xvfb"):
        with _screen() as environment:
            rows += _on("xcb", environment, workspace, setting.rounds)
    return rows


def _on(platform: str, environment: Mapping[str, str], workspace: Path, rounds: int) -> list[Row]:
    def start(*arguments: str) -> dict[str, float]:
        return _started(arguments, environment)

    start("workbench", str(workspace))  # fills the caches of the file system and of Python
    real, bare = interleaved(rounds, lambda: start("workbench", str(workspace)), lambda: start("bare"))
    yardstick = "a bare main window painted"
    painted = [found["painted"] for found in bare]
    return [
        compared(f"{platform}: the window painted", [f["painted"] for f in real], yardstick, painted),
        compared(f"{platform}: its article painted", [f["ready"] for f in real], yardstick, painted),
    ]


def _started(arguments: tuple[str, ...], environment: Mapping[str, str]) -> dict[str, float]:
    """Seconds from the start of the process to each milestone."""
    begin = time.monotonic()
    done = subprocess.run(
        [sys.executable, str(_DRIVER), *arguments],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        check=True,
        timeout=_PATIENCE,
        text=True,
    )
    reached: dict[str, float] = json.loads(done.stdout.splitlines()[0])
    return {name: at - begin for name, at in reached.items()}


@contextmanager
def _screen() -> Iterator[dict[str, str]]:
    """A virtual screen, and the environment that shows windows on it."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            number = server.stdout.readline().strip()
            yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"}
        finally:
            server.terminate()
