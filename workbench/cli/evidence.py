"""Commands about evidence: attach, evidence."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.inside import show_attachments, show_pages
from workbench.cli.options import Given, JsonOption, WorkspaceOption
from workbench.cli.output import Column, complain, print_json, print_table, say
from workbench.cli.progress import progress_bar
from workbench.cli.values import number_of, stance_of
from workbench.core.errors import BadInputError

if TYPE_CHECKING:
    from workbench.core.anchor import Moment
    from workbench.core.evidence import Evidence, PageText, Stance
    from workbench.desk.filing import Filed, Purpose
    from workbench.desk.session import Session


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (attach, evidence):
        app.command()(command)


def attach(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE|FOLDER...")],
    claim: Annotated[str | None, typer.Option(metavar="CLAIM", help="Cite each file for this claim.")] = None,
    page: Annotated[int | None, typer.Option(min=1, help="The page that is cited, from 1.")] = None,
    quote: Annotated[str | None, typer.Option(help="The words that are cited, as they stand there.")] = None,
    time: Annotated[
        str | None, typer.Option(metavar="MM:SS", help="The time in a recording, or a stretch: 12:30-12:55.")
    ] = None,
    stance: Annotated[
        str | None, typer.Option(help="supports, contradicts or context.", show_default="supports")
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Store files as evidence; with --claim, cite them. All of it is one change.

    Of folders, with all in them, what can be read comes in; the rest is named on standard error.
    """
    given = Given.of(ctx, workspace, as_json)
    how = stance_of(stance or "supports")
    if claim is None and any(wish is not None for wish in (page, quote, time, stance)):
        raise BadInputError(
            "--page, --quote, --time and --stance say how a claim is cited; name it with --claim."
        )
    if page is not None and time is not None:
        raise BadInputError("--page is for documents and --time for recordings; give one of them.")
    if quote is not None and not quote.strip():
        raise BadInputError("--quote is empty; give the words that are cited, or leave it out.")
    number = None if claim is None else number_of(claim, "a claim", "claims ARTICLE")

    from workbench.desk.attaching import sweep  # noqa: PLC0415
    from workbench.desk.filing import file_gathered  # noqa: PLC0415 - heavy
    from workbench.desk.remarks import remarks  # noqa: PLC0415 - heavy
    from workbench.text.moments import parse_moment  # noqa: PLC0415

    moment = None if time is None else parse_moment(time)
    with given.session() as session, progress_bar("Attaching") as progress:
        purpose = None if number is None else _purpose(session, number, page, quote, how, moment)
        if not session.workspace.read_only:
            sweep(session)
        filed, problems = file_gathered(session, files, purpose, progress)
        said = [
            f"{one.evidence.name}: {remark}" for one in filed for remark in remarks(session, one.evidence)
        ]
    for remark in dict.fromkeys((*problems, *said)):
        complain(remark)
    if not filed and not problems:
        raise BadInputError(f"{files[0]} holds no files; there is nothing to attach.")
    if given.as_json:
        print_json([_filed(one) for one in filed])
        return
    for one in filed:
        cited = f", cited for claim {number}" if one.citation is not None else ""
        known = f" ({one.name} holds the same bytes)" if one.known and one.name != one.evidence.name else ""
        say(f"Evidence {one.evidence.id}: {one.evidence.name}{known}{cited}")


def evidence(
    ctx: typer.Context,
    number: Annotated[str | None, typer.Argument(metavar="ID", help="One piece of evidence.")] = None,
    text: Annotated[bool, typer.Option("--text", help="Print its text.")] = False,
    tables: Annotated[bool, typer.Option("--tables", help="Print the tables of a page.")] = False,
    pages: Annotated[bool, typer.Option("--pages", help="List its pages: label, size, text.")] = False,
    attachments: Annotated[
        bool, typer.Option("--attachments", help="List the files that lie inside a PDF.")
    ] = False,
    take: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="With --attachments: attach the Nth as evidence.")
    ] = None,
    page: Annotated[int | None, typer.Option(min=1, help="Only this page, from 1.")] = None,
    save: Annotated[Path | None, typer.Option(metavar="FILE", help="Write its bytes to a file.")] = None,
    force: Annotated[bool, typer.Option("--force", help="With --save: replace an existing file.")] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """List or show evidence. One piece: its text, its pages, the tables of a page, or its bytes."""
    given = Given.of(ctx, workspace, as_json)
    _check_wish(number, text, tables, page, save, pages, attachments)
    if take is not None and not attachments:
        raise BadInputError("--take goes with --attachments; add it.")
    with given.session() as session:
        if number is None:
            _list(given, session.evidence_list())
            return
        one = session.evidence(key=number_of(number, "evidence", "evidence"))
        if text:
            _print_text(given, session, one, page)
        elif tables:
            _print_tables(given, session, one, page or 1)
        elif pages:
            show_pages(given, session, one)
        elif attachments:
            show_attachments(given, session, one, take)
        elif save is not None:
            _save(given, session, one, save, force=force)
        else:
            _list(given, [one])


def _purpose(
    session: Session, number: int, page: int | None, quote: str | None, stance: Stance, moment: Moment | None
) -> Purpose:
    from workbench.desk.filing import Purpose  # noqa: PLC0415

    revision, _, claim = session.claim(number)
    return Purpose(session.article(revision.article_id).uid, claim, page, quote, stance, moment)


def _filed(one: Filed) -> dict[str, Any]:
    return {
        "evidence": one.evidence.id,
        "sha256": one.evidence.sha256,
        "bytes": one.evidence.bytes,
        "pages": one.evidence.pages,
        "citation": one.citation,
    }


def _check_wish(
    number: str | None, text: bool, tables: bool, page: int | None, save: Path | None, *lists: bool
) -> None:
    if text + tables + (save is not None) + sum(lists) > 1:
        raise BadInputError(
            "--text, --tables, --pages, --attachments and --save are different wishes; give one of them."
        )
    if number is None and (text or tables or any(lists) or save is not None or page is not None):
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
        print_json([_text_keys(text) for text in texts])
        return
    if one.problem:
        complain(f"{one.name}: {one.problem}")
    for text in texts:
        sure = f", recognised with {text.quality:.0%} confidence" if text.ocr else ""
        if sure or (page is None and one.pages):
            say(f"— page {text.page}{sure} —")
        say(text.text)


def _text_keys(text: PageText) -> dict[str, Any]:
    found = {"page": text.page, "text": text.text, "ocr": text.ocr}
    return {**found, "confidence": text.quality} if text.ocr else found


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
