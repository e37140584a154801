"""Commands about citations: what they say and whether they still hold, and newer versions of files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.options import ArticleArgument, Given, JsonOption, WorkspaceOption
from workbench.cli.output import Column, print_json, print_table, say
from workbench.cli.progress import progress_bar
from workbench.cli.values import article_of, number_of

if TYPE_CHECKING:
    from workbench.core.proof import Proof


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (citations, replace):
        app.command()(command)


def citations(
    ctx: typer.Context,
    article: ArticleArgument = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the citations of an article, and prove each again: held, moved, changed or ambiguous."""
    from workbench.desk.proving import prove_all  # noqa: PLC0415 - heavy

    given = Given.of(ctx, workspace, as_json)
    with given.session() as session, progress_bar("Proving") as progress:
        proofs = prove_all(session, article_of(session, article).id, progress)
    if given.as_json:
        print_json([_proof(proof) for proof in proofs])
        return
    columns = (
        Column("", justify="right"), Column("Claim", justify="right"), Column("Evidence", 1),
        Column("Page", justify="right"), Column("Quote", 2), Column("Proof"),
    )  # fmt: skip
    print_table(columns, map(_row, proofs))


def replace(
    ctx: typer.Context,
    evidence: Annotated[str, typer.Argument(metavar="EVIDENCE", help="The old version.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The newer version of it.")],
    take_over: Annotated[
        bool, typer.Option("--take-over", help="Cite the new version wherever a quote stands there once.")
    ] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Store a newer version of a file. The old one stays; its citations are looked for in the new one."""
    from workbench.desk import replacing  # noqa: PLC0415 - heavy

    given = Given.of(ctx, workspace, as_json)
    with given.session() as session, progress_bar("Attaching") as progress:
        old = session.evidence(key=number_of(evidence, "evidence", "evidence"))
        new = replacing.replace_evidence(session, old, file, progress)
        proofs = replacing.citations_against(session, old, new, progress)
        able = [(proof, proof.places[0]) for proof in proofs if replacing.can_be_taken_over(proof)]
        taken = replacing.take_over(session, able) if take_over else 0
    if given.as_json:
        found = [_proof(proof) for proof in proofs]
        print_json({"evidence": new.id, "replaces": old.id, "taken_over": taken, "citations": found})
        return
    say(f"Evidence {new.id}: {new.name}, the newer version of evidence {old.id} ({old.name})")
    say(f"{len(able)} of {len(proofs)} citations stand there word for word, {taken} taken over.")


def _proof(proof: Proof) -> dict[str, Any]:
    citation, passage = proof.citation, proof.citation.passage
    return {
        "id": citation.id,
        "claim": citation.claim_id,
        "evidence": citation.evidence_id,
        "page": passage.page,
        "label": passage.label,
        "quote": passage.quote.exact if passage.quote else None,
        "prefix": passage.quote.prefix if passage.quote else "",
        "suffix": passage.quote.suffix if passage.quote else "",
        "rects": [list(rect) for rect in passage.rects],
        "part": citation.part.exact if citation.part else None,
        "stance": citation.stance,
        "method": citation.method,
        "engine": citation.engine,
        "sha256": citation.sha256,
        "proof": proof.holding,
        "places": [
            {"page": place.page, "rects": [list(rect) for rect in place.rects]} for place in proof.places
        ],
    }


def _row(proof: Proof) -> tuple[Any, ...]:
    citation, passage = proof.citation, proof.citation.passage
    quote = passage.quote.exact if passage.quote else ""
    page = passage.page or ""
    return citation.id, citation.claim_id, citation.evidence_name, page, quote, proof.holding.value
