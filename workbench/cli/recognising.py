"""The command about scans: ocr."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.options import Given, JsonOption, WorkspaceOption
from workbench.cli.output import Column, complain, print_json, print_table, say
from workbench.cli.progress import progress_bar
from workbench.cli.values import number_of
from workbench.core.errors import BadInputError

if TYPE_CHECKING:
    from workbench.core.evidence import Evidence
    from workbench.desk.recognising import Recognised


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(ocr)


def ocr(
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(metavar="EVIDENCE", help="A PDF or a picture.")],
    page: Annotated[
        list[int] | None,
        typer.Option(metavar="N", min=1, help="Only this page, from 1; may be given several times."),
    ] = None,
    language: Annotated[
        list[str] | None,
        typer.Option(
            metavar="L",
            help="A language on the pages, such as eng, de or Russian; may be given several times.",
            show_default="guessed",
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Also pages that have a text; it is replaced.")
    ] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Recognise the text of scanned pages. Afterwards it can be searched and cited, marked as recognised."""
    from workbench.desk.recognising import recognise  # noqa: PLC0415 - heavy

    given = Given.of(ctx, workspace, as_json)
    languages = [part for one in language or () for part in one.replace("+", ",").split(",") if part.strip()]
    with given.session() as session, progress_bar("Recognising text") as progress:
        one = session.evidence(key=number_of(number, "evidence", "evidence"))
        done = recognise(session, one, page, languages if language else None, progress, force=force)
    if done.failures and not done.pages:
        raise BadInputError(f"{one.name}: {done.failures[0]}")
    for failure in done.failures:
        complain(f"{one.name}: {failure}")
    if given.as_json:
        print_json(_document(one, done))
    elif not done.pages and not done.failures:
        say(f"{one.name} has no page that needs recognising; --page N --force reads one all the same.")
    else:
        columns = (
            Column("Page", justify="right"), Column("Confidence", justify="right"),
            Column("Characters", justify="right"), Column("Read by", 1), Column("Languages", 1),
        )  # fmt: skip
        rows = (
            (p.page, f"{p.confidence:.0%}", f"{len(p.text):,}", p.engine, "+".join(p.languages))
            for p in done.pages
        )
        print_table(columns, rows)


def _document(one: Evidence, done: Recognised) -> dict[str, object]:
    return {
        "evidence": one.id,
        "pages": [
            {
                "page": page.page,
                "confidence": round(page.confidence, 4),
                "characters": len(page.text),
                "engine": page.engine,
                "languages": list(page.languages),
            }
            for page in done.pages
        ],
    }
