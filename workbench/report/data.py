"""The report as JSON: complete, keys in a fixed order. docs/reports.md describes every key."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from dataclasses import asdict
from typing import Any, Final

from workbench.report.model import (
    Entry,
    Picture,
    Report,
    ReportBlock,
    ReportCitation,
    ReportEvidence,
    TitleBlock,
)

VERSION: Final = 1  # goes up when a key changes its meaning or goes away


def render(report: Report) -> bytes:
    """The report as UTF-8 JSON with a final line feed; the same report gives the same bytes."""
    return (json.dumps(document(report), ensure_ascii=False, indent=2) + "\n").encode()


def document(report: Report) -> dict[str, Any]:
    """What `render` writes, as plain lists and dictionaries."""
    tally = report.tally
    return {
        "format": "fact-workbench-report",
        "version": VERSION,
        "title": _title(report.title),
        "ready": report.remainder.ready,
        "statement": report.remainder.statement,
        "open": {
            "unreviewed": list(report.remainder.unreviewed),
            "unsourced": list(report.remainder.unsourced),
            "disputed": list(report.remainder.disputed),
        },
        "tally": {
            "claims": tally.total,
            "verified": tally.verified,
            "disputed": tally.disputed,
            "unsourced": tally.unsourced,
            "unreviewed": tally.unreviewed,
            "not_a_claim": tally.not_a_claim,
        },
        "article": [_block(block) for block in report.article],
        "claims": [_entry(entry) for entry in report.entries],
        "evidence": [_evidence(item) for item in report.evidence],
    }


def _title(title: TitleBlock) -> dict[str, Any]:
    return {
        "article": title.article,
        "language": title.language,
        "source_name": title.source_name,
        "media_type": title.media_type,
        "sha256": title.sha256,
        "revision": title.revision,
        "workspace": title.workspace,
        "generated_at": title.generated_at.isoformat(),
        "reviewers": list(title.reviewers),
    }


def _block(block: ReportBlock) -> dict[str, Any]:
    runs = [
        {"text": run.text, "claim": run.claim, "verdict": run.verdict, "ends": run.ends} for run in block.runs
    ]
    return {"kind": block.kind, "level": block.level, "runs": runs}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "uid": entry.uid,
        "start": entry.start,
        "end": entry.end,
        "kind": entry.kind,
        "level": entry.level,
        "text": entry.text,
        "verdict": entry.verdict,
        "reason": entry.reason,
        "note": entry.note,
        "decided_by": entry.decided_by or None,
        "decided_at": entry.decided_at.isoformat() if entry.decided_at else None,
        "citations": [_citation(citation) for citation in entry.citations],
    }


def _citation(citation: ReportCitation) -> dict[str, Any]:
    return {
        "evidence": citation.evidence,
        "evidence_name": citation.evidence_name,
        "sha256": citation.sha256,
        "stance": citation.stance,
        "method": citation.method,
        **({"recognised_by": citation.recognised} if citation.recognised else {}),
        "page": citation.page,
        "quote": citation.quote,
        "prefix": citation.prefix,
        "suffix": citation.suffix,
        "rects": [list(rect) for rect in citation.rects],
        "picture": _picture(citation.picture) if citation.picture else None,
        **({"headers": citation.headers} if citation.headers else {}),
        **({"time": citation.time} if citation.time else {}),
    }


def _picture(picture: Picture) -> dict[str, Any]:
    return {
        "media_type": "image/png",
        "width": picture.width,
        "height": picture.height,
        "sha256": hashlib.sha256(picture.png).hexdigest(),
        "base64": b64encode(picture.png).decode("ascii"),
    }


def _evidence(item: ReportEvidence) -> dict[str, Any]:
    return {
        "number": item.number,
        "uid": item.uid,
        "name": item.name,
        "media_type": item.media_type,
        "bytes": item.bytes,
        "sha256": item.sha256,
        "pages": item.pages,
        "problem": item.problem,
        "citations": item.citations,
        "source": asdict(item.source),
        "contact": asdict(item.contact) if item.contact else None,
    }
