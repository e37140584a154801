"""The command search: where it looks, and that a page that cannot be drawn spoils no answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from workbench.core.errors import BadInputError
from workbench.evidence.reader import PdfReader


@pytest.fixture
def search(cli: Any, workspace: Path, minutes: Path, tmp_path: Path) -> Any:
    """The command on a workspace with the minutes (1) and a letter (2); gives what it prints as JSON."""
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear council, the letter of the harbour master.", encoding="utf-8")
    assert cli("attach", minutes, letter, "--workspace", workspace).status == 0

    def call(*arguments: object) -> list[dict[str, Any]]:
        done = cli("search", "--workspace", workspace, "--json", *arguments)
        assert done.status == 0, done.err
        return list(done.json)

    return call


def files(hits: list[dict[str, Any]]) -> set[int]:
    """The evidence of the hits."""
    return {hit["evidence"] for hit in hits}


def test_the_search_is_limited_by_file_type_and_citation(
    cli: Any, search: Any, workspace: Path, minutes: Path
) -> None:
    assert files(search("council")) == {1, 2}
    assert files(search("council", "--evidence", 2)) == {2}
    assert files(search("council", "--evidence", 2, "--evidence", 1)) == {1, 2}
    assert files(search("council", "--type", "pdf")) == {1}
    assert files(search("council", "--type", "TEXT", "--type", "mail")) == {2}
    assert search("council", "--cited") == []
    claims = cli("claims", 1, "--workspace", workspace, "--json").json
    cited = ("--claim", claims[0]["id"], "--page", 1)
    assert cli("attach", minutes, *cited, "--workspace", workspace).status == 0
    assert {(hit["evidence"], hit["page"]) for hit in search("council", "--cited")} == {(1, 1)}
    assert (1, 1) not in {(hit["evidence"], hit["page"]) for hit in search("council", "--not-cited")}


def test_a_refused_word_and_a_query_behind_two_hyphens(search: Any) -> None:
    assert files(search("council -harbour")) == {1}
    assert files(search("--", "-harbour", "council")) == {1}


def test_wrong_limits_are_one_sentence(cli: Any, search: Any, workspace: Path) -> None:
    for wrong, said in ((("--type", "parchment"), "not a type"), (("--evidence", 99), "no evidence 99")):
        done = cli("search", "council", *wrong, "--workspace", workspace)
        assert (done.status, done.err.count("\n")) == (2, 1)
        assert said in done.err


def test_a_page_that_cannot_be_drawn_leaves_out_its_rectangles_only(
    search: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert all(hit["rects"] for hit in search("council", "--type", "pdf"))
    whole = PdfReader.characters

    def characters(self: PdfReader, source: Any, page: int) -> Any:
        if page == 1:
            raise BadInputError("This page cannot be read.")
        return whole(self, source, page)

    monkeypatch.setattr(PdfReader, "characters", characters)
    hits = search("council", "--type", "pdf")
    assert {hit["page"]: bool(hit["rects"]) for hit in hits} == {
        hit["page"]: hit["page"] != 1 for hit in hits
    }
    assert 1 in {hit["page"] for hit in hits}


def test_what_was_left_out_is_said_to_people(cli: Any, search: Any, workspace: Path) -> None:
    done = cli("search", "council", "--limit", 1, "--workspace", workspace)
    assert "The best 1 of" in done.err
