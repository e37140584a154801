"""Parse, build, exit code."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    """Run the program as its command line asks and leave with its exit status."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support  # noqa: PLC0415 - only bundles need it

        freeze_support()
    from workbench.cli.app import run  # noqa: PLC0415 - a spawned worker imports this module, not the program

    sys.exit(run(sys.argv[1:], _window))


def _window(path: Path) -> int:
    from workbench.ui.app import run_window  # noqa: PLC0415 - Qt, which no other command needs

    return run_window(path)


if __name__ == "__main__":
    main()
