"""How long the report takes in each format."""

from __future__ import annotations

import os
from pathlib import Path

from generated import article_text, ledger_line, ledger_pdf
from measuring import Row, Setting, compared, interleaved, seconds

from workbench.core.article import ArticleSummary
from workbench.core.change import Together
from workbench.core.verdict import Verdict
from workbench.desk import citing, importing, marking
from workbench.desk.attaching import attach_file
from workbench.desk.exporting import export
from workbench.desk.session import Session

_SIZES = (50, 2000)  # claims
_PAGES = 20
_CITED = 10  # one claim in so many has a citation, and so a picture of its passage in the report
_NOTE = "Compared with the ledger and confirmed on the telephone."


def measure(setting: Setting) -> list[Row]:
    """A report of 50 and of 2,000 decided claims, against writing the same bytes."""
    session = Session.open(setting.folder / "report.fwb", "Bench", create=True)
    ledger = ledger_pdf(setting.folder / "ledger.pdf", _PAGES)
    rows = []
    for size in _SIZES:
        article = _checked(session, size, ledger)
        for ending in ("html", "pdf", "json"):
            rows.append(_row(session, article, setting.folder / f"report.{ending}", setting.rounds))
    session.close()
    return rows


def _checked(session: Session, size: int, ledger: Path) -> ArticleSummary:
    """An article of about `size` claims, all decided with a note, every tenth cited."""
    article = importing.store(session, importing.read_bytes(article_text(size).encode(), "article.txt"))
    evidence = attach_file(session, ledger)  # stored only once
    _, claims = session.opened(article.id)
    marking.judge(session, article.uid, claims, Verdict.VERIFIED, note=_NOTE)
    places = [citing.find_passage(session, evidence, n + 1, ledger_line(n + 1)) for n in range(_PAGES)]
    cites = [
        citing.citation_of(article.uid, claim, evidence, places[number % _PAGES])
        for number, claim in enumerate(claims[::_CITED])
    ]
    session.apply(Together(tuple(cites)))
    return article


def _row(session: Session, article: ArticleSummary, target: Path, rounds: int) -> Row:
    written = export(session, article, target)
    content = target.read_bytes()
    mine, bare = interleaved(
        rounds,
        lambda: seconds(lambda: export(session, article, target)),
        lambda: seconds(lambda: _written(target.with_suffix(".same"), content)),
    )
    size = f"{len(content) / 1e6:,.2f} MB"
    return compared(f"{written.claims:,} claims as {written.format}, {size}", mine, "the bytes written", bare)


def _written(target: Path, content: bytes) -> None:
    with target.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
