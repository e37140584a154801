"""Commands about decisions: mark, undo, redo, gate, history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.options import ArticleArgument, Given, JsonOption, WorkspaceOption
from workbench.cli.output import Column, print_json, print_table, say
from workbench.cli.values import article_of, marks_of, reason_of
from workbench.core.errors import BadInputError
from workbench.core.verdict import Verdict

if TYPE_CHECKING:
    from workbench.desk.history import Turned

NO = 1  # the exit status of "the answer is no"


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (mark, undo, redo, gate, history):
        app.command()(command)


def mark(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="CLAIM... VERDICT",
            help="Numbers, then verified, disputed, unsourced, not-a-claim or unreviewed.",
        ),
    ],
    note: Annotated[str | None, typer.Option(help="How it was checked; replaces the note there is.")] = None,
    reason: Annotated[
        str | None,
        typer.Option(help="Why it is disputed or unsourced, such as no-source or source-contradicts."),
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give claims a verdict; several claims are one change."""
    given = Given.of(ctx, workspace, as_json)
    numbers, verdict = marks_of(words)
    why = reason_of(reason)
    if why and verdict not in (Verdict.DISPUTED, Verdict.UNSOURCED):
        raise BadInputError(
            f"A reason goes with disputed or unsourced, not with {verdict}; leave --reason out."
        )

    from workbench.desk.marking import KEEP, find, judge_all  # noqa: PLC0415 - heavy

    with given.session() as session:
        claims = find(session, numbers)
        judge_all(session, claims, verdict, KEEP if why is None else why, KEEP if note is None else note)
        last = [session.decisions(claim.uid)[:1] for claim in claims]
    if given.as_json:
        rows = zip(numbers, last, strict=True)
        print_json(
            [{"claim": n, "verdict": verdict.value, "decision": d[0].id if d else None} for n, d in rows]
        )
        return
    for number in numbers:
        say(f"Claim {number}: {verdict}")


def undo(ctx: typer.Context, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Take back the last change. Whoever made it and whenever, without limit."""
    from workbench.desk import history as log  # noqa: PLC0415 - heavy

    given = Given.of(ctx, workspace, as_json)
    with given.session() as session:
        _tell(given, "undone", log.undo(session), "Nothing to undo.")


def redo(ctx: typer.Context, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Bring back what was undone last."""
    from workbench.desk import history as log  # noqa: PLC0415 - heavy

    given = Given.of(ctx, workspace, as_json)
    with given.session() as session:
        _tell(given, "redone", log.redo(session), "Nothing to redo.")


def gate(
    ctx: typer.Context,
    article: ArticleArgument = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say whether an article may be published. Lists what is open; exit status 1 while anything is."""
    from workbench.desk.checking import still_open  # noqa: PLC0415 - heavy

    given = Given.of(ctx, workspace, as_json)
    with given.session() as session:
        found = article_of(session, article)
        _, claims = session.opened(found.id)
    waiting = still_open(claims)
    if given.as_json:
        print_json({"ready": not waiting, "open": [{"claim": o.claim.id, "why": o.why} for o in waiting]})
    elif waiting:
        say(f"Not ready: {len(waiting):,} of {len(claims):,} claims of “{found.title}” are open.")
        columns = (Column("Claim", justify="right"), Column("Why"), Column("Text", 1))
        print_table(columns, ((o.claim.id, o.why, o.claim.text) for o in waiting))
    else:
        say(f"Ready: all {len(claims):,} claims of “{found.title}” are settled.")
    if waiting:
        raise typer.Exit(NO)


def history(
    ctx: typer.Context,
    article: ArticleArgument = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the audit log of an article. Who changed what, when, before and after."""
    from workbench.desk import history as log  # noqa: PLC0415 - heavy

    given = Given.of(ctx, workspace, as_json)
    with given.session() as session:
        events = log.events(session, article_of(session, article))
    if given.as_json:
        print_json([_event(event) for event in events])
        return
    columns = (
        Column("", justify="right"),
        Column("When"),
        Column("Who"),
        Column("What"),
        Column("Subject"),
        Column("Now", 1),
    )
    print_table(
        columns,
        (
            (
                e.id,
                f"{e.at.astimezone():%Y-%m-%d %H:%M:%S}",
                e.actor,
                e.kind.replace("_", " "),
                e.subject,
                _facts(e.after),
            )
            for e in events
        ),
    )


def _tell(given: Given, key: str, turned: Turned | None, nothing: str) -> None:
    if given.as_json:
        print_json({key: turned and turned.words})
    elif turned is None:
        say(nothing)
    else:
        say(f"{key.capitalize()}: {turned.words}" + (f" (by {turned.actor})" if turned.actor else ""))


def _event(event: Any) -> dict[str, Any]:
    return {
        "id": event.id,
        "at": event.at.isoformat(timespec="milliseconds"),
        "actor": event.actor,
        "kind": event.kind,
        "subject": event.subject,
        "before": event.before,
        "after": event.after,
    }


def _facts(after: Any) -> str:
    """What is so now, without identifiers and empty fields."""
    names = ("title", "name", "verdict", "reason", "note", "page", "quote", "stance", "present")
    return ", ".join(f"{name} {after[name]}" for name in names if after and after.get(name) not in (None, ""))
