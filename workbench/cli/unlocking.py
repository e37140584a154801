"""The command for PDFs that need a password: unlock."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer

from workbench.cli.options import Given, JsonOption, WorkspaceOption
from workbench.cli.output import print_json, say
from workbench.cli.progress import progress_bar
from workbench.cli.values import number_of
from workbench.core.errors import BadInputError


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(unlock)


def unlock(
    ctx: typer.Context,
    evidence: Annotated[str, typer.Argument(metavar="EVIDENCE", help="The number of a locked PDF.")],
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the password in the workspace, readable for whoever has it.")
    ] = False,
    forget: Annotated[bool, typer.Option("--forget", help="Remove a kept password.")] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read the pages of a PDF that needs a password: typed unseen, or the first line of standard input."""
    from workbench.desk.unlocking import forget_password  # noqa: PLC0415 - heavy
    from workbench.desk.unlocking import unlock as open_with  # noqa: PLC0415

    given = Given.of(ctx, workspace, as_json)
    if keep and forget:
        raise BadInputError("--keep and --forget are opposites; give one of them.")
    with given.session() as session:
        one = session.evidence(key=number_of(evidence, "evidence", "evidence"))
        if forget:
            forget_password(session, one)
            said = f"No password is kept for {one.name} any more."
        else:
            password = _password(one.name)
            with progress_bar("Reading") as progress:
                one = open_with(session, one, password, keep, progress)
            pages = "1 page" if one.pages == 1 else f"{one.pages:,} pages"
            kept = " The password is kept in the workspace." if keep else ""
            said = f"{one.name}: {pages} can be read now.{kept}"
    if given.as_json:
        print_json({"evidence": one.id, "pages": one.pages, "kept": keep})
    else:
        say(said)


def _password(name: str) -> str:
    try:
        if sys.stdin is not None and not sys.stdin.isatty():
            return sys.stdin.readline().removesuffix("\n").removesuffix("\r")
        return getpass.getpass(f"Password of {name}: ")
    except (EOFError, UnicodeDecodeError) as error:
        raise BadInputError("The password cannot be read; type it, or give it as a line of text.") from error
