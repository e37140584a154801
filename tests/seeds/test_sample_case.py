"""The sample case is what it says: a script that fits its article, and evidence that holds every quote."""

from __future__ import annotations

import importlib.util
import json
import re
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pypdfium2
import pytest
from PIL import ImageChops, ImageStat

from workbench.core.evidence import Stance
from workbench.core.resources import data_path
from workbench.core.verdict import Reason, Verdict
from workbench.text.sentences import split

SEEDS = data_path("seeds")
ORIGIN = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"
ARTICLE = (SEEDS / "article.txt").read_text(encoding="utf-8")
CASE: dict[str, Any] = json.loads((SEEDS / "case.json").read_text(encoding="utf-8"))
MARKS: list[dict[str, Any]] = CASE["marks"]
CITATIONS: list[tuple[str, dict[str, Any]]] = [(m["sentence"], c) for m in MARKS for c in m["citations"]]
TYPESET = ("annual-report", "council-minutes", "job-advert")
OVERLAP = 9  # words in a row that count as copied


def page_texts(pdf: Path) -> list[str]:
    """The text of each page as the PDF engine reads it."""
    with pypdfium2.PdfDocument(pdf) as document:
        texts = []
        for number in range(len(document)):
            page = document[number]
            textpage = page.get_textpage()
            texts.append(textpage.get_text_range())
            textpage.close()
            page.close()
        return texts


def bare(text: str) -> str:
    """Without white space and without the marks that the PDF engine gives for a hyphen at a line end."""
    return re.sub(r"[\s\ufffe\x02\u00ad]+", "", text)


def words(text: str) -> list[str]:
    """Its words, lower case, without punctuation."""
    return re.findall(r"\w+", text.lower())


@pytest.fixture(scope="module")
def pages() -> dict[str, list[str]]:
    """Evidence file name to the texts of its pages."""
    return {name: page_texts(SEEDS / name) for name in CASE["evidence"]}


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """seeds/make_evidence.py as a module."""
    spec = importlib.util.spec_from_file_location("make_evidence", SEEDS / "make_evidence.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_file_of_the_case_is_there() -> None:
    names = [CASE["article"], *CASE["evidence"]]
    assert [name for name in names if not (SEEDS / name).is_file()] == []


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: mark["sentence"][:30])
def test_a_mark_names_one_sentence_and_a_known_verdict_and_reason(mark: dict[str, Any]) -> None:
    assert set(mark) == {"sentence", "verdict", "reason", "note", "citations"}
    assert ARTICLE.count(mark["sentence"]) == 1
    verdict = Verdict(mark["verdict"])
    assert verdict is not Verdict.UNREVIEWED
    if verdict in (Verdict.DISPUTED, Verdict.UNSOURCED):
        assert mark["reason"] in list(Reason)
    else:
        assert mark["reason"] is None


def test_marks_stand_in_text_order() -> None:
    places = [ARTICLE.index(mark["sentence"]) for mark in MARKS]
    assert places == sorted(places)


def test_a_mark_begins_where_a_sentence_begins_and_a_third_stays_unreviewed() -> None:
    starts = {start for start, _ in split(ARTICLE, CASE["language"])}
    marked = {mark["sentence"]: ARTICLE.index(mark["sentence"]) for mark in MARKS}
    assert [sentence for sentence, start in marked.items() if start not in starts] == []
    assert 0.6 <= len(marked) / len(starts) <= 0.75


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: mark["sentence"][:30])
def test_a_verdict_agrees_with_the_stances_of_its_citations(mark: dict[str, Any]) -> None:
    stances = {citation["stance"] for citation in mark["citations"]}
    assert (Stance.SUPPORTS in stances) or mark["verdict"] != Verdict.VERIFIED
    assert (Stance.CONTRADICTS in stances) == (mark["verdict"] == Verdict.DISPUTED)
    assert (mark["reason"] == Reason.CONTRADICTED) == (mark["verdict"] == Verdict.DISPUTED)


def test_all_verdicts_and_reasons_and_stances_are_shown() -> None:
    verdicts = Counter(mark["verdict"] for mark in MARKS)
    assert set(verdicts) == set(Verdict) - {Verdict.UNREVIEWED}
    assert {mark["reason"] for mark in MARKS} == {None, *Reason}
    assert {citation["stance"] for _, citation in CITATIONS} == set(Stance)
    assert {citation["evidence"] for _, citation in CITATIONS} == set(CASE["evidence"])


@pytest.mark.parametrize(("sentence", "citation"), CITATIONS, ids=lambda value: str(value)[:30])
def test_a_cited_quote_stands_on_the_page(
    sentence: str, citation: dict[str, Any], pages: dict[str, list[str]]
) -> None:
    assert set(citation) == {"evidence", "page", "quote", "stance"}
    Stance(citation["stance"])
    texts = pages[citation["evidence"]]
    assert 1 <= citation["page"] <= len(texts)
    if citation["quote"] is not None:
        assert bare(texts[citation["page"] - 1]).count(bare(citation["quote"])) == 1, sentence


def test_only_the_scan_is_cited_without_a_quote() -> None:
    unquoted = {citation["evidence"] for _, citation in CITATIONS if citation["quote"] is None}
    assert unquoted == {"letter-scan.pdf"}


def test_the_scan_is_one_small_page_without_text(pages: dict[str, list[str]]) -> None:
    assert pages["letter-scan.pdf"] == [""]
    assert (SEEDS / "letter-scan.pdf").stat().st_size < 150_000


def test_the_report_has_several_pages_and_the_minutes_break_words_at_line_ends(
    pages: dict[str, list[str]],
) -> None:
    assert len(pages["annual-report.pdf"]) == 4
    broken = re.findall(r"[a-z](?:[\ufffe\x02\u00ad]|-\r?\n)[a-z]", pages["council-minutes.pdf"][0])
    assert len(broken) >= 5


def test_some_quote_runs_over_a_broken_word(pages: dict[str, list[str]]) -> None:
    minutes = re.sub(r"\s+", " ", pages["council-minutes.pdf"][0])
    quotes = [c["quote"] for _, c in CITATIONS if c["evidence"] == "council-minutes.pdf"]
    assert any(quote not in minutes for quote in quotes)


@pytest.mark.parametrize("name", TYPESET)
def test_a_typeset_pdf_is_what_its_source_gives(name: str, script: ModuleType) -> None:
    made = script.typeset(name)
    assert made == script.typeset(name)
    assert made == (SEEDS / f"{name}.pdf").read_bytes(), (
        "run seeds/make_evidence.py again and commit the PDFs"
    )


def test_the_scan_is_the_same_at_every_run_and_looks_like_the_committed_one(
    script: ModuleType, tmp_path: Path
) -> None:
    made = script.scan()
    assert made == script.scan()
    (tmp_path / "scan.pdf").write_bytes(made)
    pictures = []
    for path in (tmp_path / "scan.pdf", SEEDS / "letter-scan.pdf"):
        with pypdfium2.PdfDocument(path) as document:
            pictures.append(document[0].render(scale=1).to_pil().convert("L"))
    difference = ImageStat.Stat(ImageChops.difference(*pictures)).mean[0]
    assert difference < 1.0  # grey levels; another processor may round a pixel differently


def test_the_article_has_the_awkward_traits() -> None:
    lines = ARTICLE.splitlines()
    assert lines[0] == "Skip to main content"
    assert lines[-1] == "Back to top"
    for trait in (
        "37 lectures2 commentaires",
        "borough’ s",
        "2/3rds",
        "(at 1:37)",
        '"滴水有数，寸心无欺"',
        "$145.2m",
        "EUR 9.4 million",
        "No. 8",
        "J. R. ",
        "U.S. and",
        "Ph.D.",
        "7:15 a.m.",
        "“[the board]",
        "‘seasonal drift’",
    ):
        assert trait in ARTICLE
    assert any(line.endswith(":") for line in lines)
    assert 1100 <= len(words(ARTICLE)) <= 1450


@pytest.mark.skipif(
    not ORIGIN.is_dir(), reason="the article that the project began with is not beside the checkout"
)
def test_no_nine_words_in_a_row_come_from_the_first_article() -> None:
    theirs = [words(path.read_text(encoding="utf-8")) for path in ORIGIN.glob("*.txt")]
    taken = {tuple(text[i : i + OVERLAP]) for text in theirs for i in range(len(text))}
    sources = [*SEEDS.glob("*.txt"), *SEEDS.glob("*.json"), *SEEDS.glob("*.md"), *SEEDS.glob("sources/*.typ")]
    assert sources
    for path in sources:
        ours = words(path.read_text(encoding="utf-8"))
        runs = {tuple(ours[i : i + OVERLAP]) for i in range(len(ours) - OVERLAP + 1)}
        assert not runs & taken, path.name
