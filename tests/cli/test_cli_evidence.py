"""attach, evidence, search."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

QUOTE = "84 registered more than the reference"


def _evidence(cli: Any, workspace: Path) -> list[dict[str, Any]]:
    return list(cli("evidence", "--workspace", workspace, "--json").json)


def test_a_quote_is_cited_with_its_place_on_the_page(cli: Any, workspace: Path, minutes: Path) -> None:
    (row,) = cli(
        *("attach", minutes, "--claim", 2, "--page", 1, "--quote", QUOTE, "--stance", "contradicts"),
        *("--workspace", workspace, "--json"),
    ).json
    data = minutes.read_bytes()
    assert row == {
        "evidence": 1,
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "pages": 1,
        "citation": 1,
    }
    (citation,) = cli("claims", "--workspace", workspace, "--json").json[1]["citations"]
    assert set(citation) == {"id", "evidence", "page", "quote", "stance", "rects"}
    assert citation["evidence"] == citation["page"] == 1
    assert " ".join(citation["quote"].split()) == QUOTE
    assert citation["stance"] == "contradicts"
    assert all(x0 < x1 and y0 < y1 for x0, y0, x1, y1 in citation["rects"])
    assert citation["rects"]


def test_attaching_and_citing_several_files_is_one_change(cli: Any, workspace: Path, minutes: Path) -> None:
    note = workspace.with_name("call.txt")
    note.write_text("He said it on the telephone.", encoding="utf-8")
    done = cli("attach", minutes, note, "--claim", 2, "--workspace", workspace, "--json")
    assert [row["citation"] for row in done.json] == [1, 2]
    cli("undo", "--workspace", workspace)
    assert _evidence(cli, workspace) == []
    assert cli("claims", "--workspace", workspace, "--json").json[1]["citations"] == []


def test_the_same_bytes_are_stored_once_and_cited_again(cli: Any, workspace: Path, minutes: Path) -> None:
    cli("attach", minutes, "--workspace", workspace)
    copy = workspace.with_name("copy.pdf")
    copy.write_bytes(minutes.read_bytes())
    twice = cli("attach", copy, copy, "--workspace", workspace, "--json").json
    assert [(row["evidence"], row["citation"]) for row in twice] == [(1, None), (1, None)]
    (cited,) = cli("attach", copy, "--claim", 3, "--workspace", workspace, "--json").json
    assert (cited["evidence"], cited["citation"]) == (1, 1)
    assert len(_evidence(cli, workspace)) == 1


def test_two_new_files_with_the_same_bytes_are_one_evidence(cli: Any, workspace: Path) -> None:
    for name in ("a.txt", "b.txt"):
        workspace.with_name(name).write_text("The same words.", encoding="utf-8")
    rows = cli("attach", "a.txt", "b.txt", "--workspace", workspace, "--json").json
    assert [row["evidence"] for row in rows] == [1, 1]
    assert len(_evidence(cli, workspace)) == 1
    assert cli("check", "--workspace", workspace).status == 0


@pytest.mark.parametrize(
    "wish",
    [
        ["--claim", 2, "--quote", "words that nobody wrote"],
        ["--claim", 2, "--page", 99],
        ["--claim", 2, "--page", 99, "--quote", QUOTE],
        ["--claim", 99],
        ["--quote", QUOTE],
        ["--claim", 2, "--stance", "perhaps"],
    ],
)
def test_a_wish_that_cannot_be_fulfilled_attaches_nothing(
    cli: Any, workspace: Path, minutes: Path, wish: list[object]
) -> None:
    done = cli("attach", minutes, *wish, "--workspace", workspace, "--json")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert _evidence(cli, workspace) == []
    assert cli("undo", "--workspace", workspace).out.startswith("Undone: Article 1")


def test_one_missing_file_among_others_attaches_nothing(cli: Any, workspace: Path, minutes: Path) -> None:
    done = cli("attach", minutes, "missing.pdf", "--workspace", workspace)
    assert done.status == 2
    assert "missing.pdf" in done.err
    assert _evidence(cli, workspace) == []


def test_a_broken_pdf_is_evidence_and_one_sentence_says_what_cannot_be_shown(
    cli: Any, workspace: Path
) -> None:
    broken = workspace.with_name("broken.pdf")
    broken.write_bytes(b"%PDF-1.7\nnothing that a reader could use")
    done = cli("attach", broken, "--claim", 2, "--page", 3, "--workspace", workspace, "--json")
    assert done.status == 0
    assert (done.json[0]["pages"], done.json[0]["citation"]) == (0, 1)
    assert done.err.startswith("broken.pdf: ")
    assert done.err.count("\n") == 1


def test_the_list_names_each_file_with_type_and_state(cli: Any, workspace: Path, minutes: Path) -> None:
    cli("attach", minutes, "--workspace", workspace)
    (row,) = _evidence(cli, workspace)
    assert set(row) == {"id", "name", "media_type", "bytes", "sha256", "pages", "state"}
    assert (row["name"], row["media_type"], row["state"]) == (minutes.name, "application/pdf", "ready")


def test_text_and_tables_of_a_page_can_be_read(cli: Any, workspace: Path, minutes: Path) -> None:
    cli("attach", minutes.with_name("annual-report.pdf"), "--workspace", workspace)
    pages = cli("evidence", 1, "--text", "--workspace", workspace, "--json").json
    assert [page["page"] for page in pages] == [1, 2, 3, 4]
    (second,) = cli("evidence", 1, "--text", "--page", 2, "--workspace", workspace, "--json").json
    assert second == pages[1]
    tables = cli("evidence", 1, "--tables", "--page", 2, "--workspace", workspace, "--json").json
    assert ["Marrow Creek", "March 14, 2023", "48,000", "$19.6 million"] in tables[0]["rows"]
    plain = cli("evidence", 1, "--tables", "--page", 2, "--workspace", workspace).out
    assert 'Marrow Creek,"March 14, 2023","48,000",$19.6 million' in plain
    assert cli("evidence", 1, "--text", "--page", 5, "--workspace", workspace).status == 2
    assert cli("evidence", 1, "--tables", "--page", 5, "--workspace", workspace).status == 2


def test_saving_gives_the_same_bytes_and_replaces_only_when_told(
    cli: Any, workspace: Path, minutes: Path
) -> None:
    cli("attach", minutes, "--workspace", workspace)
    target = workspace.with_name("out.pdf")
    done = cli("evidence", 1, "--save", target, "--workspace", workspace, "--json").json
    data = minutes.read_bytes()
    assert target.read_bytes() == data
    assert done == {"path": str(target), "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    target.write_text("mine", encoding="utf-8")
    assert cli("evidence", 1, "--save", target, "--workspace", workspace).status == 2
    assert target.read_text(encoding="utf-8") == "mine"
    assert cli("evidence", 1, "--save", target, "--force", "--workspace", workspace).status == 0
    assert target.read_bytes() == data
    assert [path.name for path in target.parent.glob(".*")] == []


def test_search_lands_on_the_words(cli: Any, workspace: Path, minutes: Path) -> None:
    cli("attach", minutes, "--workspace", workspace)
    (hit,) = cli("search", '"registered more"', "--limit", 5, "--workspace", workspace, "--json").json
    assert set(hit) == {"evidence", "page", "snippet", "rects", "score", "label", "ocr"}
    assert (hit["evidence"], hit["page"]) == (1, 1)
    assert "registered more" in hit["snippet"]
    assert all(len(rect) == 4 for rect in hit["rects"])
    assert hit["rects"]
    assert "registered more" in cli("search", "registered more", "--workspace", workspace).out
    assert json.loads(cli("search", "zyzzyva", "--workspace", workspace, "--json").out) == []
    assert cli("search", "...", "--workspace", workspace).status == 2
