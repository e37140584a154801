"""Making the report of an article from one consistent reading of the workspace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from workbench.core.anchor import Rect
from workbench.core.article import ArticleSummary
from workbench.core.errors import KnownError
from workbench.core.evidence import Citation, Evidence
from workbench.desk.session import Session
from workbench.jobs.progress import Progress
from workbench.report.builder import build
from workbench.report.export import Written, format_of, write

_SCALE = 2.0  # pixels a point: sharp in print, small in the file
_MARGIN = 28.0  # points of the page shown around a passage
_PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class _Parts:
    """What one picture is cut from."""

    citation: Citation
    evidence: Evidence
    size: tuple[float, float]


def export(
    session: Session, article: ArticleSummary, target: Path, progress: Progress | None = None
) -> Written:
    """Write the report of `article` to `target`, whose ending gives the format.

    The target is replaced only when the report is complete. BadInputError in one sentence for an unknown
    ending or a place that cannot be written; CancelledError when `progress` was cancelled.
    """
    progress = progress or Progress()
    format_of(target)  # a wrong ending is said before the work, not after it
    revision, claims = session.opened(article.id)
    decisions = session.last_decisions(article.id)
    citations = session.citations(article_id=article.id)
    by_claim: dict[int, list[Citation]] = defaultdict(list)
    for citation in citations:
        by_claim[citation.claim_id].append(citation)
    report = build(
        title=article.title,
        revision=revision,
        claims=claims,
        decisions=decisions,
        citations=by_claim,
        evidence=session.evidence_list(),
        pictures=_pictures(session, citations, progress),
        workspace=session.workspace.path.name,
        reviewers=(),
        generated_at=datetime.now(UTC),
    )
    progress.report(0, 0, "Writing")
    return write(report, target)


def _pictures(session: Session, citations: Sequence[Citation], progress: Progress) -> dict[int, bytes]:
    """PNG of each cited passage by citation id; a page that cannot be drawn has none."""
    files = {evidence.id: evidence for evidence in session.evidence_list()}
    sizes: dict[int, tuple[tuple[float, float], ...]] = {}
    pictures: dict[int, bytes] = {}
    for number, citation in enumerate(citations):
        progress.report(number, len(citations), "Cutting out the passages")
        evidence, page = files[citation.evidence_id], citation.passage.page
        if evidence.media_type != _PDF or page is None:
            continue
        try:
            if evidence.id not in sizes:
                sizes[evidence.id] = session.reader.inspect(session.bytes_of(evidence)).sizes
            parts = _Parts(citation, evidence, sizes[evidence.id][page - 1])
            pictures[citation.id] = _picture(session, parts)
        except (KnownError, IndexError):  # the report says page and quote all the same
            continue
    return pictures


def _picture(session: Session, parts: _Parts) -> bytes:
    rects = parts.citation.passage.rects
    page = parts.citation.passage.page or 1
    area = _area(rects, *parts.size) if rects else None
    scale = _SCALE if rects else _SCALE / 2
    return session.reader.picture(session.bytes_of(parts.evidence), page, area, scale, rects)


def _area(rects: Sequence[Rect], width: float, height: float) -> Rect:
    """The strip of the page around the passage: full width, so that it can be recognised."""
    top = max(0.0, min(rect.y0 for rect in rects) - _MARGIN)
    bottom = min(height, max(rect.y1 for rect in rects) + _MARGIN)
    return Rect(0.0, top, width, bottom)
