"""The command `ocr`: what it prints, and what it refuses."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.evidence.ocr import engines


@pytest.fixture
def scanned(cli: Any, workspace: Path, home: Path, scan: Callable[..., bytes]) -> Path:
    """A workspace with a scan of one page."""
    path = home / "scan.pdf"
    path.write_bytes(scan("Forty lamps were lit\nalong the quay."))
    assert cli("attach", path, "--workspace", workspace).status == 0
    return workspace


@pytest.fixture
def english() -> None:
    if "eng" not in engines.readable():
        pytest.skip("no OCR engine with English is installed here")


@pytest.mark.usefixtures("english")
def test_ocr_prints_what_it_read_and_the_text_is_marked_afterwards(cli: Any, scanned: Path) -> None:
    done = json.loads(cli("ocr", 1, "--language", "en", "--json", "--workspace", scanned).out)
    (page,) = done["pages"]
    assert (done["evidence"], page["page"], page["characters"]) == (1, 1, 36)
    assert page["engine"] == engines.chosen(["eng"]).name
    assert page["languages"] == ["eng"]
    assert 0.7 < page["confidence"] <= 1
    said = cli("evidence", 1, "--text", "--workspace", scanned).out
    assert said.startswith("— page 1, recognised with ")
    (text,) = json.loads(cli("evidence", 1, "--text", "--json", "--workspace", scanned).out)
    assert (text["ocr"], text["confidence"]) == (True, pytest.approx(page["confidence"], abs=0.001))
    assert json.loads(cli("search", "quay", "--json", "--workspace", scanned).out)[0]["rects"]


@pytest.mark.usefixtures("english")
def test_a_quote_from_a_recognised_page_is_cited(cli: Any, scanned: Path) -> None:
    cli("ocr", 1, "--workspace", scanned)
    scan = scanned.parent / "scan.pdf"
    cited = cli(
        "attach", scan, "--claim", 2, "--quote", "lit along the quay", "--json", "--workspace", scanned
    )
    assert cited.status == 0, cited.err
    report = scanned.parent / "report.json"
    cli("export", 1, "--to", report, "--workspace", scanned)
    assert "recognised_by" in report.read_text(encoding="utf-8")


@pytest.mark.usefixtures("english")
def test_wrong_wishes_are_one_sentence_and_exit_2(cli: Any, scanned: Path) -> None:
    for arguments, said in (
        (("--page", 2), "there is no page 2"),
        (("--language", "km"), "Khmer cannot be read here yet"),
    ):
        failed = cli("ocr", 1, *arguments, "--workspace", scanned)
        assert failed.status == 2
        assert said in failed.err
        assert len(failed.err.splitlines()) == 1


def test_without_an_engine_the_sentence_says_what_to_install(
    cli: Any, scanned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "_kinds", tuple)
    failed = cli("ocr", 1, "--workspace", scanned)
    assert failed.status == 2
    assert "There is no program here that reads scanned pages" in failed.err
