"""Command to take evidence away: remove."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.options import Given, JsonOption, WorkspaceOption
from workbench.cli.output import print_json, say
from workbench.cli.values import number_of
from workbench.core.errors import BadInputError

if TYPE_CHECKING:
    from workbench.desk.removing import Use


def register(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command()(remove)


def remove(
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(metavar="EVIDENCE")],
    force: Annotated[bool, typer.Option("--force", help="Take its citations away with it.")] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take evidence out of the workspace; what is cited only with --force. 'undo' brings all of it back."""
    given = Given.of(ctx, workspace, as_json)
    key = number_of(number, "evidence", "evidence")

    from workbench.desk.removing import remove as take_away  # noqa: PLC0415 - heavy
    from workbench.desk.removing import uses_of  # noqa: PLC0415

    with given.session() as session:
        evidence = session.evidence(key=key)
        uses = uses_of(session, evidence)
        if uses and not force:
            raise BadInputError(
                f"Evidence {key} ({evidence.name}) is cited by {_claims(uses)}; nothing was removed. "
                "Add --force to take these citations away with it."
            )
        citations = len(session.citations(evidence=evidence.uid))
        take_away(session, evidence, expected=citations)
    if given.as_json:
        print_json({"removed": key, "citations": citations})
        return
    with_it = f" with {citations} citation{'' if citations == 1 else 's'}" if citations else ""
    say(f"Removed evidence {key}: {evidence.name}{with_it}")


def _claims(uses: Sequence[Use]) -> str:
    """ "claims 2 and 7 of “The Mill”; claim 1 of “The Pond”"."""
    return "; ".join(
        f"claim{'' if len(use.claims) == 1 else 's'} {_listed(use.claims)} of “{use.article}”" for use in uses
    )


def _listed(numbers: Sequence[int]) -> str:
    *most, last = map(str, numbers)
    return f"{', '.join(most)} and {last}" if most else last
