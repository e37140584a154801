"""Makes the report from the domain's values."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from workbench.core.anchor import Quote
from workbench.core.article import Block, BlockKind, Revision
from workbench.core.claim import Claim, Decision
from workbench.core.contact import Contact
from workbench.core.errors import BugError
from workbench.core.evidence import Citation, Evidence, Method, Source
from workbench.core.grid import header_words
from workbench.core.verdict import Tally, Verdict
from workbench.report.clean import clean
from workbench.report.model import (
    Entry,
    Picture,
    Remainder,
    Report,
    ReportBlock,
    ReportCitation,
    ReportContact,
    ReportEvidence,
    Run,
    TitleBlock,
)
from workbench.report.words import statement
from workbench.text.moments import format_moment

_PNG_HEAD: Final = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def build(
    *,
    title: str,
    revision: Revision,
    claims: Sequence[Claim],
    decisions: Mapping[int, Decision],
    citations: Mapping[int, Sequence[Citation]],
    evidence: Sequence[Evidence],
    pictures: Mapping[int, bytes],
    workspace: str,
    reviewers: Sequence[str],
    generated_at: datetime,
    contacts: Mapping[int, Contact] | None = None,
) -> Report:
    """The report on `revision`; the same arguments give an equal report.

    `claims` are in text order and do not overlap. `decisions` (the last of each) and `citations` go by claim
    id, `pictures` (PNG) by citation id. `reviewers` are named first, then whoever else decided something.
    `evidence` must hold every cited file, `contacts` go by evidence id. Raises BugError when one of these
    promises is broken.
    """
    cited = [item for claim in claims for item in citations.get(claim.id, ())]
    listed = _listed(evidence, cited, contacts or {})
    entries = tuple(
        _entry(claim, decisions.get(claim.id), citations.get(claim.id, ()), listed, pictures)
        for claim in claims
    )
    names = dict.fromkeys(
        (*map(clean, reviewers), *(entry.decided_by for entry in entries if entry.decided_by))
    )
    tally = Tally.of(claim.verdict for claim in claims)
    return Report(
        title=TitleBlock(
            article=clean(title),
            language=clean(revision.language),
            source_name=clean(revision.name),
            media_type=clean(revision.media_type),
            sha256=revision.sha256,
            revision=revision.number,
            workspace=clean(workspace),
            generated_at=generated_at,
            reviewers=tuple(names),
        ),
        tally=tally,
        remainder=Remainder(
            unreviewed=_numbers(claims, Verdict.UNREVIEWED),
            unsourced=_numbers(claims, Verdict.UNSOURCED),
            disputed=_numbers(claims, Verdict.DISPUTED),
            statement=statement(tally),
        ),
        article=tuple(_article(revision, claims)),
        entries=entries,
        evidence=tuple(listed.values()),
    )


def _numbers(claims: Sequence[Claim], verdict: Verdict) -> tuple[int, ...]:
    return tuple(claim.number for claim in claims if claim.verdict is verdict)


def _listed(
    evidence: Sequence[Evidence], cited: Sequence[Citation], contacts: Mapping[int, Contact]
) -> dict[int, ReportEvidence]:
    """The evidence by its id, numbered in the order given."""
    used = Counter(citation.evidence_id for citation in cited)
    return {
        item.id: ReportEvidence(
            number=number,
            uid=item.uid,
            name=clean(item.name),
            media_type=clean(item.media_type),
            bytes=item.bytes,
            sha256=item.sha256,
            pages=item.pages,
            problem=clean(item.problem),
            citations=used[item.id],
            source=_source(item.source),
            contact=_contact(contacts[item.id]) if item.id in contacts else None,
        )
        for number, item in enumerate(evidence, 1)
    }


def _source(source: Source) -> Source:
    return replace(
        source,
        title=clean(source.title),
        author=clean(source.author),
        publisher=clean(source.publisher),
        published=clean(source.published),
        url=clean(source.url),
        accessed=clean(source.accessed),
        origin=clean(source.origin),
    )


def _contact(contact: Contact) -> ReportContact:
    head = (clean(contact.who), clean(contact.at), clean(contact.how))
    return ReportContact(contact.kind.value, *head, clean(contact.said))


def _entry(
    claim: Claim,
    decision: Decision | None,
    citations: Sequence[Citation],
    listed: Mapping[int, ReportEvidence],
    pictures: Mapping[int, bytes],
) -> Entry:
    # A decision that was taken back leaves the claim unreviewed: then nobody has decided it.
    decided = decision if claim.verdict is not Verdict.UNREVIEWED else None
    return Entry(
        number=claim.number,
        uid=claim.uid,
        start=claim.start,
        end=claim.end,
        kind=claim.kind,
        level=claim.level,
        text=clean(claim.text),
        verdict=claim.verdict,
        reason=claim.reason,
        note=clean(claim.note),
        decided_by=clean(decided.actor) if decided else "",
        decided_at=decided.at if decided else None,
        citations=tuple(_citation(item, listed, pictures.get(item.id)) for item in citations),
    )


def _citation(citation: Citation, listed: Mapping[int, ReportEvidence], png: bytes | None) -> ReportCitation:
    evidence = listed.get(citation.evidence_id)
    if evidence is None:
        raise BugError(
            f"Citation {citation.id} points at evidence {citation.evidence_id}, which the report lacks."
        )
    quote = citation.passage.quote or Quote("")
    headers = clean(header_words(citation.passage.headers))
    return ReportCitation(
        evidence=evidence.number,
        evidence_name=evidence.name,
        sha256=evidence.sha256,
        stance=citation.stance,
        method=citation.method,
        page=citation.passage.page,
        quote=clean(quote.exact),
        prefix="" if headers else clean(quote.prefix),  # round a cell there are other cells
        suffix="" if headers else clean(quote.suffix),
        rects=citation.passage.rects,
        picture=_picture(citation.id, png) if png else None,
        recognised=clean(citation.engine) if citation.method is Method.OCR else "",
        headers=headers,
        time=format_moment(citation.passage.moment) if citation.passage.moment else "",
    )


def _picture(citation_id: int, png: bytes) -> Picture:
    """The size stands in the first chunk: https://www.w3.org/TR/png-3/#11IHDR"""
    if not png.startswith(_PNG_HEAD) or len(png) < len(_PNG_HEAD) + 8:
        raise BugError(f"The picture of citation {citation_id} is not a PNG.")
    width, height = struct.unpack_from(">II", png, len(_PNG_HEAD))
    return Picture(png, width, height)


def _article(revision: Revision, claims: Sequence[Claim]) -> Iterator[ReportBlock]:
    """Every block with its runs, in one pass over blocks and claims."""
    text, first = revision.text, 0
    for block in _tiled(revision):
        while first < len(claims) and claims[first].end <= block.start:
            first += 1
        runs, cursor, index = [], block.start, first
        while index < len(claims) and claims[index].start < block.end:
            claim = claims[index]
            start, end = max(claim.start, block.start), min(claim.end, block.end)
            if start < cursor:
                raise BugError(f"Claim {claim.number} overlaps the one before it.")
            runs.append(Run(clean(text[cursor:start])))
            runs.append(Run(clean(text[start:end]), claim.number, claim.verdict, ends=claim.end <= block.end))
            cursor, index = end, index + 1
        runs.append(Run(clean(text[cursor : block.end])))
        yield ReportBlock(block.kind, block.level, tuple(run for run in runs if run.text))


def _tiled(revision: Revision) -> Iterator[Block]:
    """The blocks, and a paragraph for any words between them: no word may go missing from the report."""
    cursor = 0
    for block in (*revision.blocks, Block(BlockKind.BOILERPLATE, len(revision.text), len(revision.text))):
        if revision.text[cursor : block.start].strip():
            yield Block(BlockKind.PARAGRAPH, cursor, block.start)
        if block.start < block.end:
            yield block
        cursor = block.end
