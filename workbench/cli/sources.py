"""Commands about where evidence comes from: source, house-rule."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.options import Given, JsonOption, WorkspaceOption
from workbench.cli.output import print_json, say
from workbench.cli.values import grade_of, number_of

if TYPE_CHECKING:
    from workbench.core.evidence import Evidence

_NAMES = {
    "title": "Title",
    "author": "Author",
    "publisher": "Publisher",
    "published": "Date",
    "url": "URL",
    "accessed": "Accessed",
    "grade": "Source grade",
    "origin": "Origin",
    "confidential": "Confidential",
}


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(source)
    app.command("house-rule")(house_rule)


def source(
    ctx: typer.Context,
    evidence: Annotated[list[str], typer.Argument(metavar="EVIDENCE...", help="Numbers of evidence.")],
    title: Annotated[str | None, typer.Option(help="What it is called.")] = None,
    author: Annotated[str | None, typer.Option(help="Who wrote it.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    published: Annotated[str | None, typer.Option(help="Its date, such as 2026-05-04 or 2026.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it was found.")] = None,
    accessed: Annotated[str | None, typer.Option(help="The date when it was found there.")] = None,
    grade: Annotated[str | None, typer.Option(help="primary, secondary or none.")] = None,
    origin: Annotated[
        str | None, typer.Option(help="What it goes back to; secondary sources of one origin count once.")
    ] = None,
    confidential: Annotated[
        bool | None, typer.Option("--confidential/--no-confidential", help="Is it to be kept confidential?")
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show where evidence comes from, or say so. Several fields and files are one change."""
    given = Given.of(ctx, workspace, as_json)
    said: dict[str, Any] = {
        "title": title, "author": author, "publisher": publisher, "published": published, "url": url,
        "accessed": accessed, "origin": origin, "confidential": confidential,
    }  # fmt: skip
    said = {name: value for name, value in said.items() if value is not None}
    if grade is not None:
        said["grade"] = grade_of(grade)
    numbers = [number_of(word, "evidence", "evidence") for word in evidence]

    from workbench.desk.describing import describe  # noqa: PLC0415 - heavy

    with given.session() as session:
        found = [session.evidence(key=number) for number in dict.fromkeys(numbers)]
        if said:
            describe(session, found, said)
        now = [session.evidence(uid=one.uid) for one in found]
    if given.as_json:
        documents = [{"evidence": one.id, **source_document(one)} for one in now]
        print_json(documents[0] if len(documents) == 1 else documents)
        return
    for one in now:
        say(f"Evidence {one.id}: {one.name}")
        rows = [(_NAMES[name], value) for name, value in asdict(one.source).items() if value]
        if rows:
            for name, value in rows:
                say(f"  {name}: {'yes' if value is True else value}")
        else:
            say(f"Nothing is said of its source yet; 'source {one.id} --help' shows what can be.")


def house_rule(
    ctx: typer.Context,
    primary: Annotated[
        int | None, typer.Option(min=0, max=99, help="So many primary sources are enough; 0: never.")
    ] = None,
    secondary: Annotated[
        int | None, typer.Option(min=0, max=99, help="Or so many independent secondary ones; 0: never.")
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show or set how many sources a claim needs. It warns; the editor decides."""
    from dataclasses import replace  # noqa: PLC0415

    from workbench.desk import sourcing  # noqa: PLC0415 - heavy

    given = Given.of(ctx, workspace, as_json)
    with given.session() as session:
        rule = sourcing.house_rule(session)
        if primary is not None:
            rule = replace(rule, primary=primary)
        if secondary is not None:
            rule = replace(rule, secondary=secondary)
        if primary is not None or secondary is not None:
            sourcing.set_house_rule(session, rule)
    if given.as_json:
        print_json(asdict(rule))
        return
    ways = [f"{number} {kind}" for number, kind in (
        (rule.primary, "primary"), (rule.secondary, "independent secondary")
    ) if number]  # fmt: skip
    say(f"A claim needs {' or '.join(ways)} source(s)." if ways else "A claim needs no number of sources.")


def source_document(one: Evidence) -> dict[str, Any]:
    """The source of evidence as JSON has it."""
    return asdict(one.source)
