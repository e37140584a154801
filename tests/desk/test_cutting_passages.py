"""The pictures of cited passages in a report."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.core.article import ArticleSummary
from workbench.core.change import Together
from workbench.core.errors import CancelledError
from workbench.core.evidence import Evidence
from workbench.desk import attaching, citing
from workbench.desk.exporting import export
from workbench.desk.session import Session
from workbench.jobs.progress import Progress

LINES = [f"Line number {number}x of the ledger." for number in range(12)]


@pytest.fixture
def ledger(session: Session, pdf: Callable[..., bytes]) -> Evidence:
    """A PDF of one page."""
    return attaching.attach_bytes(session, pdf(LINES), "ledger.pdf")


def cite(session: Session, article: ArticleSummary, evidence: Evidence, quotes: list[str]) -> None:
    """Cite each of the quotes for each claim."""
    _, claims = session.opened(article.id)
    passages = [citing.find_passage(session, evidence, 1, quote) for quote in quotes]
    session.apply(
        Together(
            tuple(
                citing.citation_of(article.uid, claim, evidence, passage)
                for claim in claims
                for passage in passages
            )
        )
    )


def count(monkeypatch: pytest.MonkeyPatch, session: Session) -> list[tuple[object, ...]]:
    """What the reader is asked to draw from now on."""
    drawn: list[tuple[object, ...]] = []
    draw = session.reader.picture

    def counted(*args: object) -> bytes:
        drawn.append(args[1:])
        return draw(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(session.reader, "picture", counted)
    return drawn


def test_each_passage_is_drawn_once_however_often_it_is_cited(
    session: Session,
    article: ArticleSummary,
    ledger: Evidence,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cite(session, article, ledger, LINES)
    drawn = count(monkeypatch, session)
    export(session, article, tmp_path / "report.html")
    assert len(drawn) == len(set(map(str, drawn))) == len(LINES)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    pictures = [part.partition('"')[0] for part in page.split("data:image/png;base64,")[1:]]
    assert len(pictures) == len(LINES) * 3
    assert len(set(pictures)) == len(LINES)
    assert base64.b64decode(pictures[0]).startswith(b"\x89PNG")


def test_a_cancelled_report_stops_drawing_and_writes_nothing(
    session: Session,
    article: ArticleSummary,
    ledger: Evidence,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cite(session, article, ledger, LINES)
    drawn = count(monkeypatch, session)
    with pytest.raises(CancelledError):
        export(session, article, tmp_path / "report.html", Progress(lambda p: p.cancel()))
    assert len(drawn) < len(LINES)
    assert not (tmp_path / "report.html").exists()


def test_a_passage_on_a_page_that_cannot_be_drawn_is_reported_without_a_picture(
    session: Session, article: ArticleSummary, tmp_path: Path
) -> None:
    broken = attaching.attach_bytes(session, b"%PDF-1.7\nbroken", "broken.pdf")
    claim = session.opened(article.id)[1][0]
    citing.cite(session, article.uid, claim, broken, citing.find_passage(session, broken, 1, None))
    export(session, article, tmp_path / "report.json")
    assert "broken.pdf" in json.dumps(json.loads((tmp_path / "report.json").read_text(encoding="utf-8")))
