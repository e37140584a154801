"""import, sentences, articles, claims."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

CLAIM_KEYS = {
    *("id", "number", "start", "end", "kind", "text", "verdict", "reason", "note", "citations"),
}


def test_import_creates_the_workspace_and_says_what_it_read(cli: Any, article: Path, home: Path) -> None:
    done = cli("import", article, "--workspace", "new.fwb", "--json")
    assert done.status == 0
    assert done.err == ""
    assert done.json == [{"article": 1, "revision": 1, "language": "en", "sentences": 5, "claims": 5}]
    assert (home / "new.fwb").is_file()


def test_claims_are_slices_of_the_text_that_sentences_shows(cli: Any, article: Path, workspace: Path) -> None:
    shown = cli("sentences", article, "--json").json
    claims = cli("claims", 1, "--workspace", workspace, "--json").json
    assert set(shown) == {"text", "language", "sentences"}
    assert all(set(claim) == CLAIM_KEYS for claim in claims)
    for sentence, claim in zip(shown["sentences"], claims, strict=True):
        assert set(sentence) == {"start", "end", "kind", "text"}
        assert shown["text"][sentence["start"] : sentence["end"]] == sentence["text"] == claim["text"]
        assert (sentence["start"], sentence["end"]) == (claim["start"], claim["end"])
        assert sentence["kind"] == claim["kind"]
    assert [claim["number"] for claim in claims] == [1, 2, 3, 4, 5]
    assert claims[0]["kind"] == "headline"
    assert {(c["verdict"], c["reason"], c["note"]) for c in claims} == {("unreviewed", None, "")}


def test_several_files_are_one_change(cli: Any, article: Path) -> None:
    other = article.with_name("other.md")
    other.write_text("# Other\n\nOne sentence stands here.\n", encoding="utf-8")
    assert len(cli("import", article, other, "--workspace", "w.fwb", "--json").json) == 2
    assert cli("undo", "--workspace", "w.fwb").status == 0
    assert cli("articles", "--workspace", "w.fwb", "--json").json == []
    cli("redo", "--workspace", "w.fwb")
    assert [a["id"] for a in cli("articles", "--workspace", "w.fwb", "--json").json] == [1, 2]


def test_one_bad_file_among_good_ones_stores_nothing_and_makes_no_workspace(
    cli: Any, article: Path, home: Path
) -> None:
    done = cli("import", article, home / "missing.txt", "--workspace", "w.fwb")
    assert done.status == 2
    assert not (home / "w.fwb").exists()


def test_standard_input_is_read_as_dash(cli: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Es regnet. Der Fluss steigt.")))
    done = cli("import", "-", "--title", "Wetter", "--language", "de", "--workspace", "w.fwb", "--json")
    assert done.json == [{"article": 1, "revision": 1, "language": "de", "sentences": 2, "claims": 2}]
    assert cli("articles", "--workspace", "w.fwb", "--json").json[0]["title"] == "Wetter"


def test_articles_counts_by_verdict(cli: Any, workspace: Path) -> None:
    cli("mark", 2, "verified", "--workspace", workspace)
    cli("mark", 1, "not-a-claim", "--workspace", workspace)
    (row,) = cli("articles", "--workspace", workspace, "--json").json
    assert row == {
        "id": 1,
        "title": "The Mill Closes",
        "revisions": 1,
        "claims": 5,
        "verified": 1,
        "disputed": 0,
        "unsourced": 0,
        "unreviewed": 3,
        "not_a_claim": 1,
    }


def test_an_article_is_named_by_number_by_title_or_not_at_all_when_it_is_the_only_one(
    cli: Any, workspace: Path, article: Path
) -> None:
    by_number = cli("claims", 1, "--workspace", workspace, "--json").out
    assert cli("claims", "the mill closes", "--workspace", workspace, "--json").out == by_number
    assert cli("claims", "--workspace", workspace, "--json").out == by_number
    cli("import", article, "--title", "Another", "--workspace", workspace)
    assert cli("claims", "--workspace", workspace).status == 2
    assert cli("claims", "another", "--workspace", workspace, "--json").json[0]["id"] == 6


def test_tables_for_people_hold_the_sentences_and_no_control_characters(cli: Any, home: Path) -> None:
    (home / "odd.txt").write_text(
        "A red \x1b[31mflag stands here. [bold]Two[/bold] men left.", encoding="utf-8"
    )
    cli("import", "odd.txt", "--workspace", "w.fwb")
    done = cli("claims", "--workspace", "w.fwb")
    assert "[bold]Two[/bold] men left." in done.out
    assert "\x1b" not in done.out


def test_revision_of_is_refused_in_one_line(cli: Any, workspace: Path, article: Path) -> None:
    done = cli("import", article, "--revision-of", 1, "--workspace", workspace)
    assert done.status == 2
    assert "later version" in done.err
