"""The command search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.options import Given, JsonOption, WorkspaceOption
from workbench.cli.output import Column, complain, lit, print_json, print_table, say
from workbench.cli.values import kind_of, number_of

if TYPE_CHECKING:
    from workbench.core.evidence import Hit
    from workbench.core.searching import Found


def register(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command()(search)


def search(
    ctx: typer.Context,
    query: Annotated[list[str], typer.Argument(metavar="QUERY", help='Words, "phrases", prefix* and -word.')],
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many pages.")] = 50,
    evidence: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only this evidence; may be repeated.")
    ] = None,
    kinds: Annotated[
        list[str] | None,
        typer.Option("--type", metavar="TYPE", help="pdf, text, web, office, mail, picture, contact ..."),
    ] = None,
    cited: Annotated[
        bool | None, typer.Option("--cited/--not-cited", help="Only pages that are cited, or are not.")
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Search the text of all evidence. Every word must stand on the page, and none that a hyphen refuses."""
    from workbench.core.searching import Wanted  # noqa: PLC0415
    from workbench.desk import searching  # noqa: PLC0415 - heavy

    given = Given.of(ctx, workspace, as_json)
    words = " ".join(query)
    kept = frozenset(number_of(one, "evidence", "evidence") for one in evidence or ())
    wanted = Wanted(words, kept, frozenset(map(kind_of, kinds or ())), cited)
    with given.session() as session:
        for key in sorted(kept):
            session.evidence(key=key)  # says when it is not there
        found = searching.search(session, wanted, limit)
        hits = searching.with_rects(session, found.hits) if given.as_json else list(found.hits)
    if given.as_json:
        print_json([_plain(hit) for hit in hits])
    elif not hits:
        say(f"Nothing found for “{words}”.")
    else:
        _print(found)


def _plain(hit: Hit) -> dict[str, Any]:
    return {
        "evidence": hit.evidence_id,
        "page": hit.page,
        "snippet": hit.snippet,
        "rects": [list(rect) for rect in hit.rects],
        "score": hit.score,
        "label": hit.label or str(hit.page),
        "ocr": hit.ocr,
    }


def _print(found: Found) -> None:
    columns = (
        Column("", justify="right"), Column("Evidence", 1), Column("Page", justify="right"),
        Column("Text", 4),
    )  # fmt: skip
    hits = found.hits
    rows = ((h.evidence_id, h.evidence_name, _page(h), lit(h.snippet, h.lit)) for h in hits)
    print_table(columns, rows)
    if found.more:
        complain(f"More than {found.pages:,} pages have these words; more words find the right ones.")
    elif found.pages > len(hits):
        complain(f"The best {len(hits):,} of {found.pages:,} pages; --limit shows more.")


def _page(hit: Hit) -> str:
    page = f"{hit.page} ({hit.label})" if hit.label and hit.label != str(hit.page) else str(hit.page)
    return f"{page} OCR" if hit.ocr else page
