"""Commands about evidence: attach, evidence, search."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.options import Given, JsonOption, WorkspaceOption
from workbench.cli.output import Column, complain, lit, print_json, print_table, say
from workbench.cli.progress import progress_bar
from workbench.cli.values import number_of, stance_of
from workbench.core.errors import BadInputError

if TYPE_CHECKING:
    from workbench.core.evidence import Evidence, Stance
    from workbench.desk.filing import Filed, Purpose
    from workbench.desk.session import Session


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (attach, evidence, search):
        app.command()(command)


def attach(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...")],
    claim: Annotated[str | None, typer.Option(metavar="CLAIM", help="Cite each file for this claim.")] = None,
    page: Annotated[int | None, typer.Option(min=1, help="The page that is cited, from 1.")] = None,
    quote: Annotated[str | None, typer.Option(help="The words that are cited, as they stand there.")] = None,
    stance: Annotated[
        str | None, typer.Option(help="supports, contradicts or context.", show_default="supports")
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Store files as evidence; with --claim, cite them. All of it is one change."""
    given = Given.of(ctx, workspace, as_json)
    how = stance_of(stance or "supports")
    if claim is None and (page is not None or quote is not None or stance is not None):
        raise BadInputError("--page, --quote and --stance say how a claim is cited; name it with --claim.")
    if quote is not None and not quote.strip():
        raise BadInputError("--quote is empty; give the words that are cited, or leave it out.")
    number = None if claim is None else number_of(claim, "a claim", "claims ARTICLE")

    from workbench.desk.attaching import sweep  # noqa: PLC0415
    from workbench.desk.filing import file_all  # noqa: PLC0415 - heavy

    with given.session() as session, progress_bar("Attaching") as progress:
        purpose = None if number is None else _purpose(session, number, page, quote, how)
        if not session.workspace.read_only:
            sweep(session)
        filed = file_all(session, files, purpose, progress)
        remarks = [remark for one in filed for remark in _remarks(session, one.evidence)]
    for remark in dict.fromkeys(remarks):
        complain(remark)
    if given.as_json:
        print_json([_filed(one) for one in filed])
        return
    for one in filed:
        cited = f", cited for claim {number}" if one.citation is not None else ""
        say(f"Evidence {one.evidence.id}: {one.evidence.name}{cited}")


def evidence(
    ctx: typer.Context,
    number: Annotated[str | None, typer.Argument(metavar="ID", help="One piece of evidence.")] = None,
    text: Annotated[bool, typer.Option("--text", help="Print its text.")] = False,
    tables: Annotated[bool, typer.Option("--tables", help="Print the tables of a page.")] = False,
    page: Annotated[int | None, typer.Option(min=1, help="Only this page, from 1.")] = None,
    save: Annotated[Path | None, typer.Option(metavar="FILE", help="Write its bytes to a file.")] = None,
    force: Annotated[bool, typer.Option("--force", help="With --save: replace an existing file.")] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """List or show evidence. One piece: its text, the tables of a page, or its bytes."""
    given = Given.of(ctx, workspace, as_json)
    _check_wish(number, text, tables, page, save)
    with given.session() as session:
        if number is None:
            _list(given, session.evidence_list())
            return
        one = session.evidence(key=number_of(number, "evidence", "evidence"))
        if text:
            _print_text(given, session, one, page)
        elif tables:
            _print_tables(given, session, one, page or 1)
        elif save is not None:
            _save(given, session, one, save, force=force)
        else:
            _list(given, [one])


def search(
    ctx: typer.Context,
    query: Annotated[list[str], typer.Argument(metavar="QUERY", help='Words, "phrases" and prefix*.')],
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many pages.")] = 50,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Search the text of all evidence. Every word must stand on the page."""
    from workbench.desk import searching  # noqa: PLC0415 - heavy

    given = Given.of(ctx, workspace, as_json)
    with given.session() as session:
        hits = searching.search(session, " ".join(query), limit)
        if given.as_json:
            hits = searching.with_rects(session, hits)
    if given.as_json:
        print_json(
            [
                {
                    "evidence": hit.evidence_id,
                    "page": hit.page,
                    "snippet": hit.snippet,
                    "rects": [list(rect) for rect in hit.rects],
                    "score": hit.score,
                }
                for hit in hits
            ]
        )
    elif not hits:
        say(f"Nothing found for “{' '.join(query)}”.")
    else:
        columns = (
            Column("", justify="right"),
            Column("Evidence", 1),
            Column("Page", justify="right"),
            Column("Text", 4),
        )
        print_table(columns, ((h.evidence_id, h.evidence_name, h.page, lit(h.snippet, h.lit)) for h in hits))


def _purpose(session: Session, number: int, page: int | None, quote: str | None, stance: Stance) -> Purpose:
    from workbench.desk.filing import Purpose  # noqa: PLC0415

    revision, _, claim = session.claim(number)
    return Purpose(session.article(revision.article_id).uid, claim, page, quote, stance)


def _remarks(session: Session, one: Evidence) -> list[str]:
    """What of the evidence cannot be shown or searched, one sentence each."""
    if one.problem:
        return [f"{one.name}: {one.problem}"]
    pages: dict[str, list[int]] = {}
    for text in session.page_texts(one):
        if text.problem:
            pages.setdefault(text.problem, []).append(text.page)
    return [f"{one.name}, {_which(numbers, one.pages)}: {said}" for said, numbers in pages.items()]


def _which(numbers: list[int], total: int) -> str:
    return f"page {numbers[0]}" if len(numbers) == 1 else f"{len(numbers):,} of {total:,} pages"


def _filed(one: Filed) -> dict[str, Any]:
    return {
        "evidence": one.evidence.id,
        "sha256": one.evidence.sha256,
        "bytes": one.evidence.bytes,
        "pages": one.evidence.pages,
        "citation": one.citation,
    }


def _check_wish(number: str | None, text: bool, tables: bool, page: int | None, save: Path | None) -> None:
    if text + tables + (save is not None) > 1:
        raise BadInputError("--text, --tables and --save are three different wishes; give one of them.")
    if number is None and (text or tables or save is not None or page is not None):
        raise BadInputError("The evidence is missing; give its number, 'evidence' lists them.")
    if page is not None and not (text or tables):
        raise BadInputError("--page goes with --text or --tables; add one of them.")
    if tables and page is None:
        raise BadInputError("--tables reads one page; name it with --page.")


def _list(given: Given, found: Sequence[Evidence]) -> None:
    if given.as_json:
        keys = ("id", "name", "media_type", "bytes", "sha256", "pages", "state")
        print_json([{key: getattr(one, key) for key in keys} for one in found])
    elif not found:
        say(f"There is no evidence in {given.workspace} yet; add some with 'attach FILE'.")
    else:
        columns = (
            Column("", justify="right"), Column("Name", 2), Column("Type"), Column("Bytes", justify="right"),
            Column("Pages", justify="right"), Column("Cited", justify="right"), Column("Remark", 1),
        )  # fmt: skip
        print_table(
            columns,
            (
                (e.id, e.name, e.media_type, f"{e.bytes:,}", e.pages or "", e.citations or "", e.problem)
                for e in found
            ),
        )


def _print_text(given: Given, session: Session, one: Evidence, page: int | None) -> None:
    texts = session.page_texts(one, page)
    if page is not None and not texts:
        raise BadInputError(
            f"There is no text of page {page} of evidence {one.id} ({one.name}); look at its pages."
        )
    if given.as_json:
        print_json([{"page": text.page, "text": text.text} for text in texts])
        return
    if one.problem:
        complain(f"{one.name}: {one.problem}")
    for text in texts:
        if page is None and one.pages:
            say(f"— page {text.page} —")
        say(text.text)


def _print_tables(given: Given, session: Session, one: Evidence, page: int) -> None:
    if not one.is_pdf:
        raise BadInputError(f"Evidence {one.id} ({one.name}) is no PDF; tables are read from PDF pages only.")
    tables = session.reader.tables(session.bytes_of(one), page)
    if given.as_json:
        print_json([{"rows": [list(row) for row in table]} for table in tables])
        return
    if not tables:
        say(f"No table found on page {page} of {one.name}.")
    for number, table in enumerate(tables):
        if number:
            say("")
        sheet = io.StringIO()
        csv.writer(sheet, lineterminator="\n").writerows(table)
        say(sheet.getvalue().rstrip("\n"))


def _save(given: Given, session: Session, one: Evidence, target: Path, *, force: bool) -> None:
    from workbench.desk.saving import save_copy  # noqa: PLC0415

    with progress_bar("Saving") as progress:
        save_copy(session, one, target, progress, replace=force)
    if given.as_json:
        print_json({"path": str(target), "bytes": one.bytes, "sha256": one.sha256})
    else:
        say(f"{target}: {one.bytes:,} bytes, SHA-256 {one.sha256}")
