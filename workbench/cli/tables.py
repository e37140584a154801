"""The command about tables: the one within a box of a page."""

from __future__ import annotations

import math
from typing import Annotated

import typer

from workbench.cli.options import Given, JsonOption, WorkspaceOption
from workbench.cli.output import print_json, say
from workbench.cli.values import number_of
from workbench.core.anchor import Rect
from workbench.core.errors import BadInputError
from workbench.core.grid import as_csv

_EDGES = "PDF points from the top left corner of the page as displayed."


def register(app: typer.Typer) -> None:
    """Add this command to the program."""
    # An edge just outside the page is a number, not an option.
    app.command(context_settings={"ignore_unknown_options": True})(table)


def table(
    ctx: typer.Context,
    evidence: Annotated[str, typer.Argument(metavar="EVIDENCE", help="The evidence's number.")],
    page: Annotated[int, typer.Argument(metavar="PAGE", min=1, help="The page, from 1.")],
    x0: Annotated[float, typer.Argument(metavar="X0", help=f"The box's left edge. {_EDGES}")],
    y0: Annotated[float, typer.Argument(metavar="Y0", help="Its upper edge.")],
    x1: Annotated[float, typer.Argument(metavar="X1", help="Its right edge.")],
    y1: Annotated[float, typer.Argument(metavar="Y1", help="Its lower edge.")],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read the table within a box of a page, as CSV."""
    given = Given.of(ctx, workspace, as_json)
    edges = (x0, y0, x1, y1)
    if not all(map(math.isfinite, edges)):
        raise BadInputError("The box has an edge that is no number; give four numbers of PDF points.")
    box = Rect(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    from workbench.desk.tables import read_table  # noqa: PLC0415 - heavy

    with given.session() as session:
        one = session.evidence(key=number_of(evidence, "evidence", "evidence"))
        grid = read_table(session, one, page, box).grid
    if given.as_json:
        print_json({"rows": grid.texts()})
    else:
        say(as_csv(grid.texts()).rstrip("\n"))
