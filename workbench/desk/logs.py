"""The program's log: a small rotating file without article text."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler

from workbench.desk.paths import log_file


def start_log(level: int = logging.INFO) -> None:
    """Log to the user's log folder, once; where that cannot be written, log nothing."""
    root = logging.getLogger("workbench")
    if root.handlers:
        return
    path = log_file()
    handler: logging.Handler
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=512 * 1024, backupCount=2, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    root.setLevel(level)


def recent_log(lines: int = 40) -> str:
    """The end of the log, for a crash report."""
    try:
        return "\n".join(log_file().read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
    except OSError:
        return ""
