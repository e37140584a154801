"""The report as a tagged PDF, set by typst from resources/report/report.typ."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final, NamedTuple

from workbench.core.errors import BadInputError, BugError
from workbench.core.resources import data_path
from workbench.report import words
from workbench.report.chart import bars
from workbench.report.clean import direction, isolated
from workbench.report.model import Entry, Report, ReportBlock, ReportCitation, ReportEvidence
from workbench.report.references import Ranges, cited_by, open_claims

CHILD_FROM: Final = (
    1500  # claims; typesetting takes about 0.35 MB each, which only a process of its own gives back
)

_LONG_WORD: Final = re.compile(r"\S{40}(?=\S)")
_MISSING: Final = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)


class Typeset(NamedTuple):
    """A finished PDF, or the message that says why there is none."""

    pdf: bytes
    error: str


def render(report: Report) -> tuple[bytes, tuple[str, ...]]:
    """The report as PDF, and remarks for the person who exports it.

    PDF/A-2a and PDF/UA-1 while every character has a glyph in some font here; else a plain tagged PDF, and a
    remark names the character. The same report gives the same bytes on the same machine. Raises BadInputError
    when memory runs out.
    """
    with tempfile.TemporaryDirectory(prefix="report-") as name:
        folder = Path(name)
        _lay_out(report, folder)
        archival = _run(report, folder, strict=True)
        if not archival.error:
            return archival.pdf, ()
        missing = _MISSING.search(archival.error)
        if missing is None:
            raise BugError(f"The report could not be typeset: {archival.error}")
        plain = _run(report, folder, strict=False)
        if plain.error:
            raise BugError(f"The report could not be typeset: {plain.error}")
        return plain.pdf, (_remark(missing[1]),)


def typeset(folder: Path, strict: bool, timestamp: int) -> Typeset:
    """Compile `folder`/report.typ; nothing outside `folder` and the fonts is read. Runs in any process.

    `strict` asks for an archive's standard and a screen reader's: then a missing glyph is an error.
    """
    # Late: 80 MB of library that only an export needs.
    import typst  # noqa: PLC0415

    compiler = typst.Compiler(folder / "report.typ", root=folder)
    try:
        pdf, _ = compiler.compile_with_warnings(
            pdf_standards=["a-2a", "ua-1"] if strict else [], timestamp=timestamp
        )
    except typst.TypstError as error:
        return Typeset(b"", error.message)  # the error itself does not survive the way between processes
    assert isinstance(pdf, bytes)  # a list of pages is for pictures only
    return Typeset(pdf, "")


def _run(report: Report, folder: Path, *, strict: bool) -> Typeset:
    at = report.title.generated_at
    timestamp = int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp())
    if len(report.entries) < CHILD_FROM:
        return typeset(folder, strict, timestamp)
    try:
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            return pool.submit(typeset, folder, strict, timestamp).result()
    except BrokenProcessPool as error:
        claims = words.counted(len(report.entries), "claim")
        raise BadInputError(
            f"A PDF of {claims} needs more memory than there is; export HTML instead."
        ) from error


def _remark(text: str) -> str:
    """`text` comes quoted by typst: characters above ASCII may stand as \\u{...}."""
    shown = re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), text)
    codes = " ".join(f"U+{ord(character):04X}" for character in dict.fromkeys(shown))
    return (
        f"No font here shows “{shown}” ({codes}): the PDF shows boxes and is no PDF/A; install such a font."
    )


def _lay_out(report: Report, folder: Path) -> None:
    """What typst reads: the template, the data, and the pictures by name."""
    shutil.copyfile(data_path("resources", "report", "report.typ"), folder / "report.typ")
    pictures: list[bytes] = []
    data = _data(report, pictures)
    (folder / "report.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    for number, png in enumerate(pictures):
        (folder / f"{number}.png").write_bytes(png)


def _data(report: Report, pictures: list[bytes]) -> dict[str, Any]:
    """Everything in words; the template only sets it. Every string from outside goes through `_flow`."""
    title = report.title
    at: datetime = title.generated_at
    citing = cited_by(report)
    return {
        "title": _flow(title.article),
        "dir": direction(title.article),
        "workspace": _flow(title.workspace),
        "lang": _language(title.language),
        "year": at.year,
        "month": at.month,
        "day": at.day,
        "reviewers": [_flow(name) for name in title.reviewers],
        "made": words.moment(at),
        "revision": f"Revision {title.revision}"
        + ("" if title.language == "und" else f", language {title.language}"),
        "source": f"{_flow(title.source_name)} ({_flow(title.media_type)})",
        "sha256": title.sha256,
        "ready": report.remainder.ready,
        "statement": report.remainder.statement,
        "open": [
            {"verdict": verdict, "label": words.VERDICTS[verdict], "claims": _links(ranges)}
            for verdict, ranges in open_claims(report)
        ],
        "bars": [
            {
                "verdict": bar.verdict,
                "label": bar.label,
                "count": f"{bar.count:,}",
                "share": bar.share,
                "percent": bar.percent,
            }
            for bar in bars(report.tally)
        ],
        "total": f"{words.counted(len(report.entries), 'claim')}, "
        f"{words.counted(len(report.evidence), 'piece')} of evidence",
        "marks": dict(words.MARKS),
        "article": [_block(block) for block in report.article],
        "claims": [_entry(entry, pictures) for entry in report.entries],
        "evidence": [_evidence(item, citing[item.number]) for item in report.evidence],
    }


def _block(block: ReportBlock) -> dict[str, Any]:
    runs = [
        {"text": _flow(run.text), "claim": run.claim, "verdict": run.verdict, "ends": run.ends}
        for run in block.runs
    ]
    return {"kind": block.kind, "level": block.level, "dir": direction(block.text), "runs": runs}


def _entry(entry: Entry, pictures: list[bytes]) -> dict[str, Any]:
    decided = (
        f"Decided by {_flow(entry.decided_by)}, {words.moment(entry.decided_at)}" if entry.decided_at else ""
    )
    return {
        "number": entry.number,
        "verdict": entry.verdict,
        "label": words.VERDICTS[entry.verdict],
        "reason": words.REASONS[entry.reason] if entry.reason else "",
        "kind": words.KINDS[entry.kind],
        "text": _flow(entry.text),
        "dir": direction(entry.text),
        "note_dir": direction(entry.note),
        "note": [_flow(line) for line in entry.note.split("\n")] if entry.note else [],
        "decided": decided,
        "citations": [_citation(citation, pictures) for citation in entry.citations],
    }


def _citation(citation: ReportCitation, pictures: list[bytes]) -> dict[str, Any]:
    where = words.place(citation.page, citation.recognised, citation.time)
    picture = None
    if citation.picture:
        picture = {
            "file": f"{len(pictures)}.png",
            "width": citation.picture.width / 2,
            "alt": f"The passage as it stands in {citation.evidence_name}, {where}",
        }
        pictures.append(citation.picture.png)
    return {
        "stance": citation.stance,
        "label": words.STANCES[citation.stance],
        "evidence": citation.evidence,
        "name": _flow(citation.evidence_name),
        "place": where,
        "quote": _flow(citation.quote),
        "dir": direction(citation.quote),
        "prefix": _flow(citation.prefix),
        "suffix": _flow(citation.suffix),
        "headers": _flow(citation.headers),
        "sha256": citation.sha256,
        "picture": picture,
    }


def _evidence(item: ReportEvidence, ranges: Ranges) -> dict[str, Any]:
    title = item.source.title
    said = item.contact.said if item.contact else ""
    return {
        "number": item.number,
        "name": _flow(title or item.name),
        "file": _flow(item.name) if title and title != item.name else "",
        "confidential": item.source.confidential,
        "facts": _flow(words.facts(item)),
        "sources": [_flow(line) for line in words.sources(item.source)],
        "said": [_flow(line) for line in said.split("\n")] if said else [],
        "said_dir": direction(said),
        "problem": _flow(item.problem),
        "claims": _links(ranges),
        "sha256": item.sha256,
    }


def _links(ranges: Ranges) -> list[dict[str, Any]]:
    return [{"claim": first, "label": label} for first, label in ranges]


def _flow(text: str) -> str:
    """Clean text ready to be set: blanks drawn together, words too long for a line opened, isolated.

    The blanks at either end stay (one each): they stand between a sentence and its neighbour.
    """
    return isolated(_LONG_WORD.sub("\\g<0>\u200b", re.sub(r"[ \t\n]+", " ", text)))


def _language(tag: str) -> str:
    """The primary subtag, which is all that typst takes; "" when there is none."""
    primary = tag.partition("-")[0].lower()
    return primary if re.fullmatch("[a-z]{2,3}", primary) and primary != "und" else ""
