"""Starts Fact Workbench, or tests it, from a plain checkout; sets up what is missing first.

python3 packaging/start.py                the program (without a display: the sample case and its pictures)
python3 packaging/start.py test [...]     every check and test; further words go to pytest
python3 packaging/start.py setup          only the set-up
python3 packaging/start.py COMMAND [...]  any command of fact-workbench, e.g. claims, export, --help

Needs Python 3.11 and nothing else: the program's packages go into .venv, pinned by hash, and on Debian and
Ubuntu the missing system packages are installed (as root) or named (otherwise).
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  an older Python shall say so instead of failing on an import
    sys.stderr.write(
        "Fact Workbench needs Python 3.11 or newer, and this is Python %d.%d: install a newer one and run\n"  # noqa: UP031
        "this again with it, for example: python3.11 packaging/start.py\n" % sys.version_info[:2]
    )
    sys.exit(2)

import errno
import os
import subprocess

from environment import Environment
from notices import SetupError, say
from system import has_display, provide_system_packages

_PROGRAM = "fact-workbench"


def main(arguments: list[str]) -> int:
    """The exit status: 2 with one sentence on standard error when the set-up cannot be finished."""
    try:
        return _run(arguments)
    except SetupError as problem:
        say(str(problem))
    except KeyboardInterrupt:
        say("Stopped. Run the same command again to go on.")
        return 130
    except OSError as problem:
        say(_sentence(problem))
    return 2


def _run(arguments: list[str]) -> int:
    environment = Environment()
    provide_system_packages(needs_venv=environment.needs_ensurepip())
    environment.provide()
    # No match statement: a Python that is too old must be able to read this file.
    if arguments == ["setup"]:
        return 0
    if arguments[:1] == ["test"]:
        from checks import run_checks  # noqa: PLC0415  not needed to start the program

        return run_checks(environment, arguments[1:])
    if not arguments and not has_display():
        from sample import show_sample_case  # noqa: PLC0415  not needed with a display

        return show_sample_case(environment)
    return _become([environment.tool(_PROGRAM), *arguments])


def _become(command: list[str]) -> int:
    """Replaces this process by the program; Windows has no such thing and waits for it."""
    if os.name != "nt":
        sys.stderr.flush()
        os.execv(command[0], command)
    return subprocess.call(command)


def _sentence(problem: OSError) -> str:
    if problem.errno == errno.ENOSPC:
        return "The disk is full: make room (the set-up needs about 1 GB) and run the same command again."
    return f"The set-up stopped: {problem.strerror or problem} ({problem.filename or 'no file named'})."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
