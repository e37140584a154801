"""Commands about the whole: the window, demo, export, check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.options import ArticleArgument, Given, JsonOption, WorkspaceOption
from workbench.cli.output import complain, print_json, say
from workbench.cli.progress import progress_bar
from workbench.cli.values import article_of
from workbench.core.errors import BadInputError

NO = 1  # the exit status of "the answer is no"
_DEMO_FOLDER = Path("fact-workbench-demo")
_DEMO_WORKSPACE = "demo.fwb"


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("open")(open_)
    for command in (demo, export, check):
        app.command()(command)


def open_(
    ctx: typer.Context,
    path: Annotated[str | None, typer.Argument(metavar="WORKSPACE")] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Open the window; a missing workspace is created."""
    if path is not None and workspace is not None and path != workspace:
        raise BadInputError(f"{path} and {workspace} are two workspaces; name one.")
    given = Given.of(ctx, path if path is not None else workspace, as_json)
    raise typer.Exit(given.window(given.workspace))


def demo(
    ctx: typer.Context,
    to: Annotated[Path, typer.Option(metavar="DIR", help="The folder it is made in.")] = _DEMO_FOLDER,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make the sample case. Workspace, evidence, marks and reports, end to end, without a screen."""
    from workbench.cli.sample import make_sample  # noqa: PLC0415 - heavy

    given = Given.of(ctx, workspace, as_json)
    with progress_bar("Making the sample case") as progress:
        sample = make_sample(given, given.named or to / _DEMO_WORKSPACE, to, progress)
    if given.as_json:
        print_json(
            {
                "workspace": str(sample.workspace),
                "article": sample.article,
                "reports": [str(path) for path in sample.reports],
            }
        )
        return
    for path in (sample.workspace, *sample.reports):
        say(str(path))


def export(
    ctx: typer.Context,
    to: Annotated[
        Path, typer.Option(metavar="FILE", help="Its ending gives the format: .html, .pdf, .json.")
    ],
    article: ArticleArgument = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the report of an article to a file."""
    from workbench.desk.exporting import export as write  # noqa: PLC0415 - heavy

    given = Given.of(ctx, workspace, as_json)
    with given.session() as session, progress_bar("Writing the report") as progress:
        written = write(session, article_of(session, article), to, progress)
    for remark in written.remarks:
        complain(remark)
    if given.as_json:
        print_json({"path": str(written.path), "format": written.format, "claims": written.claims})
    else:
        say(str(written.path))


def check(ctx: typer.Context, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Prove the workspace. Database, every evidence byte, the audit chain; exit status 1 with problems."""
    from workbench.desk.checking import check_file  # noqa: PLC0415 - heavy
    from workbench.desk.logs import start_log  # noqa: PLC0415

    given = Given.of(ctx, workspace, as_json)
    start_log()
    with progress_bar("Checking") as progress:
        problems = check_file(given.workspace, progress)
    if given.as_json:
        print_json({"ok": not problems, "problems": problems})
    elif problems:
        for problem in problems:
            say(problem)
    else:
        say(f"{given.workspace} is sound.")
    if problems:
        raise typer.Exit(NO)
