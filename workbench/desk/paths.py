"""Where the program keeps its files on this machine."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_NAME = "fact-workbench"
WORKSPACE_VARIABLE = "FACT_WORKBENCH_WORKSPACE"
ENDING = ".fwb"


def default_workspace() -> Path:
    """The workspace used when none is named: the environment's, else one file in the user's data folder."""
    named = os.environ.get(WORKSPACE_VARIABLE)
    return Path(named) if named else Path(platformdirs.user_data_dir(_NAME)) / f"workspace{ENDING}"


def settings_file() -> Path:
    """The user's settings."""
    return Path(platformdirs.user_config_dir(_NAME)) / "settings.toml"


def log_file() -> Path:
    """The program's log; it never holds article text."""
    return Path(platformdirs.user_log_dir(_NAME)) / "fact-workbench.log"
