"""Commands about contacts: contact add, contact list."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

from workbench.cli.options import Given, JsonOption, WorkspaceOption
from workbench.cli.output import Column, print_json, print_table, say
from workbench.cli.values import contact_kind_of, grade_of, number_of, stance_of
from workbench.core.contact import Contact
from workbench.core.errors import BadInputError
from workbench.core.evidence import Source


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    group = typer.Typer(no_args_is_help=True, help="Record calls, messages, interviews and observations.")
    group.command()(add)
    group.command("list")(listed)
    app.add_typer(group, name="contact")


def add(
    ctx: typer.Context,
    who: Annotated[str, typer.Option(help="Who was reached; for an observation, who saw it.")],
    kind: Annotated[str, typer.Option(help="call, message, interview or observation.")],
    said: Annotated[str, typer.Option(metavar="TEXT", help="What was confirmed, said or seen.")],
    at: Annotated[
        str | None, typer.Option(metavar="TIME", help="When, such as 2026-05-04 14:30.", show_default="now")
    ] = None,
    how: Annotated[str, typer.Option(help="A number, an address, a place.")] = "",
    claim: Annotated[
        list[str] | None, typer.Option(metavar="CLAIM", help="Cite it for this claim; may be repeated.")
    ] = None,
    stance: Annotated[
        str | None, typer.Option(help="supports, contradicts or context.", show_default="supports")
    ] = None,
    grade: Annotated[str | None, typer.Option(help="primary, secondary or none.")] = None,
    confidential: Annotated[bool, typer.Option("--confidential", help="Keep it confidential.")] = False,
    corrects: Annotated[
        str | None, typer.Option(metavar="EVIDENCE", help="Put it in the place of this earlier record.")
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Record a contact as evidence, and cite it. The record is permanent and may be disclosed."""
    given = Given.of(ctx, workspace, as_json)
    when = at if at is not None else f"{datetime.now():%Y-%m-%d %H:%M}"  # as the clock on the wall says
    contact = Contact(contact_kind_of(kind), who, when, how, said)
    if stance is not None and not claim:
        raise BadInputError("--stance says how a claim is cited; name it with --claim.")
    if corrects is not None and claim:
        raise BadInputError("A correction takes the citations of the old record over; leave --claim out.")
    how_cited = stance_of(stance or "supports")
    numbers = [number_of(word, "a claim", "claims ARTICLE") for word in claim or ()]
    source = Source(grade=grade_of(grade), confidential=confidential) if grade or confidential else None

    from workbench.desk.contacts import correct, record  # noqa: PLC0415 - heavy
    from workbench.desk.marking import find  # noqa: PLC0415

    with given.session() as session:
        if corrects is None:
            made = record(session, contact, find(session, numbers), how_cited, source)
        else:
            old = session.evidence(key=number_of(corrects, "evidence", "evidence"))
            made = correct(session, old, contact, source)
    if given.as_json:
        print_json({"evidence": made.evidence.id, "citations": made.citations})
        return
    cited = f", cited {len(made.citations)} time(s)" if made.citations else ""
    say(f"Evidence {made.evidence.id}: {made.evidence.name}{cited}")


def listed(ctx: typer.Context, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """List the recorded contacts, oldest first."""
    from workbench.desk.contacts import contacts  # noqa: PLC0415 - heavy

    given = Given.of(ctx, workspace, as_json)
    with given.session() as session:
        found = contacts(session)
    replaced = {one.replaces for one, _ in found}
    if given.as_json:
        print_json([_document(one, contact, corrected=one.uid in replaced) for one, contact in found])
    elif not found:
        say(f"There are no contacts in {given.workspace} yet; record one with 'contact add'.")
    else:
        columns = (
            Column("", justify="right"), Column("Kind"), Column("Who", 1), Column("When"), Column("Said", 3),
            Column("Cited", justify="right"), Column("Remark"),
        )  # fmt: skip
        rows = (
            (
                one.id, contact.kind, contact.who, contact.at, contact.said, one.citations or "",
                "corrected since" if one.uid in replaced else "",
            )
            for one, contact in found
        )  # fmt: skip
        print_table(columns, rows)


def _document(one: Any, contact: Contact, *, corrected: bool) -> dict[str, Any]:
    return {
        "evidence": one.id,
        "kind": contact.kind,
        "who": contact.who,
        "at": contact.at,
        "how": contact.how,
        "said": contact.said,
        "confidential": one.source.confidential,
        "citations": one.citations,
        "corrected": corrected,
    }
