"""Making the report of an article from one consistent reading of the workspace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from workbench.core.anchor import Rect
from workbench.core.article import ArticleSummary
from workbench.core.errors import KnownError
from workbench.core.evidence import Citation, Evidence
from workbench.desk.contacts import read_contact
from workbench.desk.files import whole_file
from workbench.desk.opening import refuse_open_workspace
from workbench.desk.session import Session
from workbench.desk.snapshot import Snapshot
from workbench.jobs.progress import Progress
from workbench.report.builder import build
from workbench.report.export import Written, format_of, write

_SCALE = 2.0  # pixels a point: sharp in print, small in the file
_MARGIN = 28.0  # points of the page shown around a passage
_DRAWERS = 2  # as many as there are processes that draw
_FEW = 8  # pictures; another process takes longer to start than they take to draw


class _Cutting(NamedTuple):
    """What one picture is cut from; citations of the same passage share it."""

    evidence: Evidence
    page: int
    rects: tuple[Rect, ...]


def export(
    session: Session, article: ArticleSummary, target: Path, progress: Progress | None = None
) -> Written:
    """Write the report of `article` to `target`, whose ending gives the format.

    The target is replaced only when the report is complete. BadInputError in one sentence for an unknown
    ending or a place that cannot be written; CancelledError when `progress` was cancelled.
    """
    progress = progress or Progress()
    format_of(target)  # a wrong ending is said before the work, not after it
    refuse_open_workspace(target)
    seen = session.snapshot(article.id)
    by_claim: dict[int, list[Citation]] = defaultdict(list)
    for citation in seen.citations:
        by_claim[citation.claim_id].append(citation)
    report = build(
        title=seen.article.title,
        revision=seen.revision,
        claims=seen.claims,
        decisions=seen.decisions,
        citations=by_claim,
        evidence=seen.evidence,
        pictures=_pictures(session, seen, progress),
        workspace=session.workspace.path.name,
        reviewers=(),
        generated_at=datetime.now(UTC),
        contacts={one.id: read_contact(session, one) for one in seen.evidence if one.is_contact},
    )
    progress.report(0, 0, "Writing")
    with whole_file(target) as file:
        return write(report, file, target)


def _pictures(session: Session, seen: Snapshot, progress: Progress) -> dict[int, bytes]:
    """PNG of each cited passage by citation id; a page that cannot be drawn has none."""
    files = {evidence.id: evidence for evidence in seen.evidence}
    cited: dict[_Cutting, list[int]] = defaultdict(list)
    for citation in seen.citations:
        evidence, passage = files[citation.evidence_id], citation.passage
        if evidence.is_pdf and passage.page is not None:
            cited[_Cutting(evidence, passage.page, passage.rects)].append(citation.id)
    drawn = _drawn(session, list(cited), progress)
    return {key: drawn[cutting] for cutting, keys in cited.items() if cutting in drawn for key in keys}


def _drawn(session: Session, cuttings: Sequence[_Cutting], progress: Progress) -> dict[_Cutting, bytes]:
    """The pictures that can be drawn, a few at a time."""
    sizes = {}
    for evidence in {cutting.evidence for cutting in cuttings}:
        progress.check()
        sizes[evidence.id] = _sizes(session, evidence)
    pictures = {}
    pool = ThreadPoolExecutor(_DRAWERS if len(cuttings) > _FEW else 1, thread_name_prefix="drawing")
    try:
        waiting = {
            pool.submit(_picture, session, cutting, sizes[cutting.evidence.id]): cutting
            for cutting in cuttings
        }
        for number, done in enumerate(as_completed(waiting)):
            progress.report(number, len(cuttings), "Cutting out the passages")
            if picture := done.result():
                pictures[waiting[done]] = picture
    finally:
        pool.shutdown(cancel_futures=True)
    return pictures


def _sizes(session: Session, evidence: Evidence) -> Sequence[tuple[float, float]]:
    try:
        return session.reader.inspect(session.bytes_of(evidence)).sizes
    except KnownError:
        return ()


def _picture(session: Session, cutting: _Cutting, sizes: Sequence[tuple[float, float]]) -> bytes | None:
    evidence, page, rects = cutting
    try:
        area = _area(rects, *sizes[page - 1]) if rects else None
        scale = _SCALE if rects else _SCALE / 2
        return session.reader.picture(session.bytes_of(evidence), page, area, scale, rects)
    except (KnownError, IndexError):  # the report says page and quote all the same
        return None


def _area(rects: Sequence[Rect], width: float, height: float) -> Rect:
    """The strip of the page around the passage: full width, so that it can be recognised."""
    top = max(0.0, min(rect.y0 for rect in rects) - _MARGIN)
    bottom = min(height, max(rect.y1 for rect in rects) + _MARGIN)
    return Rect(0.0, top, width, bottom)
