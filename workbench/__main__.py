"""Parse, build, exit code."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the program as its command line asks and leave with its exit status."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support  # noqa: PLC0415 - only bundles need it

        freeze_support()
    from workbench.cli.app import run  # noqa: PLC0415 - a spawned worker imports this module, not the program

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
