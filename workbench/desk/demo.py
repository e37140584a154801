"""The sample case: an invented article with its evidence and part of the checking done (seeds/)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.core.article import ArticleSummary
from workbench.core.change import Change, Judged, SetVerdict, Together
from workbench.core.claim import Claim
from workbench.core.evidence import Evidence, Stance
from workbench.core.resources import data_path
from workbench.core.verdict import Judgement, Reason, Verdict
from workbench.desk.attaching import attach_file
from workbench.desk.citing import citation_of, find_passage
from workbench.desk.exporting import export
from workbench.desk.importing import read_file, store
from workbench.desk.session import Session
from workbench.jobs.progress import Progress

REPORTS = ("report.html", "report.pdf", "report.json")


@dataclass(frozen=True, slots=True)
class Case:
    """The script of the sample case, as seeds/case.json has it."""

    title: str
    language: str
    article: Path
    evidence: tuple[Path, ...]
    marks: Sequence[Mapping[str, Any]]


def sample_case() -> Case:
    """Read the sample case that ships with the program."""
    folder = data_path("seeds")
    script = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    files = tuple(folder / name for name in script["evidence"])
    return Case(script["title"], script["language"], folder / script["article"], files, script["marks"])


def load_sample(session: Session, progress: Progress | None = None, *, marked: bool = True) -> ArticleSummary:
    """Import the sample article with its evidence; with `marked`, also the decisions made so far."""
    progress = progress or Progress()
    case = sample_case()
    article = store(session, read_file(case.article, title=case.title, language=case.language))
    files: dict[str, Evidence] = {}
    for number, path in enumerate(case.evidence):
        progress.report(number, len(case.evidence), path.name)
        files[path.name] = attach_file(session, path)
    if marked:
        _, claims = session.opened(article.id)
        session.apply(Together(tuple(_changes(session, article.uid, claims, case, files))))
    return session.article(article.id)


def run(
    session: Session, folder: Path, progress: Progress | None = None
) -> tuple[ArticleSummary, list[Path]]:
    """The sample case end to end: import, evidence, marks, and the reports in `folder`."""
    article = load_sample(session, progress)
    return article, [export(session, article, folder / name, progress).path for name in REPORTS]


def _changes(
    session: Session, article: str, claims: Sequence[Claim], case: Case, files: Mapping[str, Evidence]
) -> list[Change]:
    changes: list[Change] = []
    items = []
    for mark in case.marks:
        claim = next(claim for claim in claims if claim.text.startswith(mark["sentence"]))
        reason = Reason(mark["reason"]) if mark["reason"] else None
        after = Judgement(Verdict(mark["verdict"]), reason, mark["note"])
        items.append(Judged(claim.uid, claim.judgement, after))
        for cited in mark["citations"]:
            evidence = files[cited["evidence"]]
            passage = find_passage(session, evidence, cited["page"], cited["quote"])
            changes.append(citation_of(article, claim, evidence, passage, Stance(cited["stance"])))
    return [SetVerdict(article, tuple(items)), *changes]
