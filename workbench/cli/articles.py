"""Commands about articles: import, sentences, articles, claims."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.options import ArticleArgument, Given, JsonOption, WorkspaceOption
from workbench.cli.output import Column, complain, print_json, print_table, say
from workbench.cli.progress import progress_bar
from workbench.cli.values import article_of, language_of
from workbench.core.errors import BadInputError

if TYPE_CHECKING:
    from workbench.core.article import ArticleSummary, BlockKind, Draft, Sentence
    from workbench.core.claim import Claim
    from workbench.core.evidence import Citation
    from workbench.desk.session import Session

_STANDARD_INPUT = "-"
LanguageOption = Annotated[
    str | None, typer.Option("--language", metavar="CODE", help="Its language, such as en or zh-Hant.")
]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("import")(import_)
    for command in (sentences, articles, claims):
        app.command()(command)


def import_(
    ctx: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="'-' is standard input.")],
    title: Annotated[str | None, typer.Option(help="The title, for one file.")] = None,
    language: LanguageOption = None,
    revision_of: Annotated[str | None, typer.Option(metavar="ARTICLE", hidden=True)] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read articles into the workspace. All files or none; a missing workspace is created."""
    from workbench.desk.importing import store_all  # noqa: PLC0415 - heavy

    given = Given.of(ctx, workspace, as_json)
    if revision_of is not None:
        raise BadInputError("--revision-of comes with a later version; import the draft as a new article.")
    if title is not None and len(files) > 1:
        raise BadInputError("--title names one article; import the files one by one.")
    if files.count(_STANDARD_INPUT) > 1:
        raise BadInputError("Standard input ('-') can be read only once; name it once.")
    with progress_bar("Reading") as progress:
        drafts = []
        for number, file in enumerate(files):
            progress.report(number, len(files), file)
            drafts.append(_draft(file, title, language))
        progress.report(0, 0, "Storing")
        with given.session(create=True) as session:
            stored = store_all(session, drafts)
    for draft in drafts:
        for warning in draft.warnings:
            complain(f"{draft.name}: {warning}")
    if given.as_json:
        print_json([_imported(*pair) for pair in zip(stored, drafts, strict=True)])
        return
    for article, draft in zip(stored, drafts, strict=True):
        say(
            f"Article {article.id}, “{article.title}”: {len(draft.sentences):,} sentences ({draft.language})."
        )


def sentences(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="'-' is standard input.")],
    language: LanguageOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the sentences of a file; no workspace is touched."""
    given = Given.of(ctx, workspace, as_json)
    draft = _draft(file, None, language)
    if given.as_json:
        found = [_sentence(draft, sentence) for sentence in draft.sentences]
        print_json({"text": draft.text, "language": draft.language, "sentences": found})
        return
    columns = (Column("", justify="right"), Column("Kind"), Column("Sentence", 1))
    rows = (
        (number, _kind(draft.blocks[sentence.block].kind), draft.text[sentence.start : sentence.end])
        for number, sentence in enumerate(draft.sentences, 1)
    )
    print_table(columns, rows)


def articles(ctx: typer.Context, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """List the articles with their counts by verdict."""
    given = Given.of(ctx, workspace, as_json)
    with given.session() as session:
        found = session.articles()
    if given.as_json:
        print_json([_summary(article) for article in found])
    elif not found:
        say(f"There is no article in {given.workspace} yet; read one in with 'import FILE'.")
    else:
        titles = ("Claims", "Verified", "Disputed", "Unsourced", "Unreviewed", "Not a claim")
        counts = [Column(name, justify="right") for name in titles]
        print_table((Column("", justify="right"), Column("Title", 1), *counts), map(_row, found))


def claims(
    ctx: typer.Context,
    article: ArticleArgument = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the claims of an article. In text order, with verdicts and citations."""
    given = Given.of(ctx, workspace, as_json)
    with given.session() as session:
        found = article_of(session, article)
        _, rows = session.opened(found.id)
        cited = _citations(session, found)
    if given.as_json:
        print_json([_claim(claim, cited[claim.id]) for claim in rows])
        return
    columns = (
        Column("Claim", justify="right"),
        Column("Verdict"),
        Column("Cited", justify="right"),
        Column("Text", 1),
    )
    print_table(
        columns, ((claim.id, _verdict(claim), len(cited[claim.id]) or "", _text(claim)) for claim in rows)
    )


def _draft(file: str, title: str | None, language: str | None) -> Draft:
    from workbench.desk.importing import read_bytes, read_file  # noqa: PLC0415 - encodings, Markdown

    language = language_of(language)
    if file == _STANDARD_INPUT:
        return read_bytes(sys.stdin.buffer.read(), "standard input", title=title, language=language)
    return read_file(Path(file), title=title, language=language)


def _sentence(draft: Draft, sentence: Sentence) -> dict[str, Any]:
    return {
        "start": sentence.start,
        "end": sentence.end,
        "kind": draft.blocks[sentence.block].kind.value,
        "text": draft.text[sentence.start : sentence.end],
    }


def _imported(article: ArticleSummary, draft: Draft) -> dict[str, Any]:
    return {
        "article": article.id,
        "revision": article.revisions,
        "language": draft.language,
        "sentences": len(draft.sentences),
        "claims": article.tally.total,
    }


def _summary(article: ArticleSummary) -> dict[str, Any]:
    tally = article.tally
    return {
        "id": article.id,
        "title": article.title,
        "revisions": article.revisions,
        "claims": tally.total,
        "verified": tally.verified,
        "disputed": tally.disputed,
        "unsourced": tally.unsourced,
        "unreviewed": tally.unreviewed,
        "not_a_claim": tally.not_a_claim,
    }


def _row(article: ArticleSummary) -> tuple[object, ...]:
    tally = article.tally
    counts = (tally.verified, tally.disputed, tally.unsourced, tally.unreviewed, tally.not_a_claim)
    return article.id, article.title, tally.total, *counts


def _citations(session: Session, article: ArticleSummary) -> defaultdict[int, list[Citation]]:
    by_claim: defaultdict[int, list[Citation]] = defaultdict(list)
    for citation in session.citations(article_id=article.id):
        by_claim[citation.claim_id].append(citation)
    return by_claim


def _claim(claim: Claim, citations: list[Citation]) -> dict[str, Any]:
    return {
        "id": claim.id,
        "number": claim.number,
        "start": claim.start,
        "end": claim.end,
        "kind": claim.kind.value,
        "text": claim.text,
        "verdict": claim.verdict.value,
        "reason": claim.reason.value if claim.reason else None,
        "note": claim.note,
        "citations": [_citation(citation) for citation in citations],
    }


def _citation(citation: Citation) -> dict[str, Any]:
    passage = citation.passage
    return {
        "id": citation.id,
        "evidence": citation.evidence_id,
        "page": passage.page,
        "quote": passage.quote.exact if passage.quote else None,
        "stance": citation.stance.value,
        "rects": [list(rect) for rect in passage.rects],
    }


def _verdict(claim: Claim) -> str:
    return f"{claim.verdict} ({claim.reason})" if claim.reason else claim.verdict.value


def _text(claim: Claim) -> str:
    return f"{claim.text}\nNote: {claim.note}" if claim.note else claim.text


def _kind(kind: BlockKind) -> str:
    return "" if kind == "paragraph" else kind.replace("_", " ")
