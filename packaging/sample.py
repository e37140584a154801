"""The sample case on a machine without a display: reports and pictures to look at elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from environment import Environment
from notices import SetupError, say


def show_sample_case(environment: Environment) -> int:
    """Runs the sample case in a new folder under build/ and prints where workspace, reports and pictures lie.

    SetupError when one of the two steps fails; it has then said why on standard error.
    """
    folder = _new_folder(environment.root / "build")
    say("There is no display here: running the sample case without a window ...")
    demo = _output([environment.tool("fact-workbench"), "demo", "--to", str(folder), "--json"])
    try:
        made = json.loads(demo)
        workspace, reports = made["workspace"], made["reports"]
    except (ValueError, KeyError, TypeError) as problem:
        raise SetupError("The sample case gave no list of what it made.") from problem
    pictures = _output([environment.python, "-m", "workbench.ui.pictures", workspace, str(folder)])
    print("Workspace:", f"  {workspace}", sep="\n")
    print("Reports:", *(f"  {path}" for path in reports), sep="\n")
    print("Pictures of the window:", *(f"  {path}" for path in pictures.splitlines()), sep="\n")
    return 0


def _new_folder(parent: Path) -> Path:
    """demo, or demo-2 and so on: a sample case that somebody has worked in is left as it is."""
    number = 1
    while True:
        folder = parent / ("demo" if number == 1 else f"demo-{number}")
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            return folder
        number += 1


def _output(command: list[str]) -> str:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", env=environment, check=False)
    if done.returncode:
        raise SetupError(
            f"The sample case could not be finished ({Path(command[0]).name} ended with {done.returncode})."
        )
    return done.stdout
