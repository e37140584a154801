"""The program as one typer application, and what becomes of every kind of error."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from workbench import __version__
from workbench.cli import (
    articles,
    citations,
    contacts,
    evidence,
    recognising,
    removing,
    searching,
    sources,
    tables,
    unlocking,
    verdicts,
    workspace,
)
from workbench.cli.options import Given, JsonOption, Window, WorkspaceOption
from workbench.cli.output import complain
from workbench.core.errors import BugError, CancelledError, KnownError

PROGRAM = "fact-workbench"
WRONG, BUG, INTERRUPTED, PIPE_CLOSED = 2, 3, 130, 141  # the last two as shells count signals

app = typer.Typer(
    name=PROGRAM,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Check an article sentence by sentence against its evidence. Without a command: the window.",
)
_MODULES = (
    workspace, articles, verdicts, evidence, removing, citations, sources, contacts, unlocking, searching,
    tables, recognising,
)  # fmt: skip
for module in _MODULES:
    module.register(app)


@app.callback(invoke_without_command=True)
def program(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
    workspace_: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    if version:
        sys.stdout.write(f"{PROGRAM} {__version__}\n")
        raise typer.Exit
    ctx.obj = Given.of(ctx, workspace_, as_json)
    if ctx.invoked_subcommand is None:
        raise typer.Exit(ctx.obj.window(ctx.obj.workspace))


def run(arguments: Sequence[str], window: Window) -> int:
    """Carry out one command line and return its exit status; every failure is one line on standard error.

    `window` shows the window on a workspace (this package knows none).
    """
    if sys.stdout is None:  # closed before we began
        complain("There is no standard output to answer on; give the command one.")
        return WRONG
    _speak_utf8()
    try:
        status = app(list(arguments), prog_name=PROGRAM, standalone_mode=False, obj=Given(window))
        sys.stdout.flush()
    except (KeyboardInterrupt, CancelledError):
        status = INTERRUPTED
    except SystemExit:  # what typer and rich make of a reader that has gone away
        _drop_output()
        return PIPE_CLOSED
    except Exception as error:  # the last line of defence: whatever it is, it is said in one line
        return _failed(error)
    if status == INTERRUPTED:  # typer turns Ctrl+C into this status
        complain("Cancelled; nothing was left half done.")
    return status if isinstance(status, int) else 0


def _failed(error: Exception) -> int:
    if isinstance(error, typer.TyperException):
        complain(_usage(error))
        return WRONG
    if isinstance(error, KnownError):
        complain(str(error))
        return WRONG
    if isinstance(error, BrokenPipeError):
        _drop_output()
        return PIPE_CLOSED
    if isinstance(error, OSError) and _output_fails():
        _drop_output()
        complain(f"The answer could not be written: {error.strerror}. Free some space or send it elsewhere.")
        return WRONG
    return _bug(error)


def _output_fails() -> bool:
    """Whether standard output takes nothing more: what could not be written fails again."""
    try:
        sys.stdout.flush()
    except OSError:
        return True
    return False


def _usage(error: typer.TyperException) -> str:
    ctx: Any = getattr(error, "ctx", None)
    where = ctx.command_path if ctx is not None else PROGRAM
    return f"{error.format_message().rstrip('.')}; '{where} --help' shows how it is used."


def _bug(error: Exception) -> int:
    import logging  # noqa: PLC0415
    import traceback  # noqa: PLC0415

    from workbench.desk.logs import start_log  # noqa: PLC0415
    from workbench.desk.paths import log_file  # noqa: PLC0415

    log = logging.getLogger("workbench.cli")
    start_log()
    # Frames and type only: an error's own words may quote the article, which the log must never hold.
    frames = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s\n%s", type(error).__qualname__, frames)
    said = f" ({error})" if isinstance(error, BugError) else ""
    complain(f"This is a bug in {PROGRAM}: {type(error).__name__}{said}; please report it with {log_file()}.")
    return BUG


def _speak_utf8() -> None:
    """UTF-8 whatever the locale says; a file name that is none comes out escaped instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _drop_output() -> None:
    """Let nobody write the rest: Python would try once more on leaving and complain."""
    import os  # noqa: PLC0415

    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # no real file behind it
        sys.stdout = io.StringIO()
