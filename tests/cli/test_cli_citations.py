"""Citations are listed with their proof; a newer version of a file is linked and offered."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

MINUTES = ("The board met in March.", "The mill has 212 steps and", "was painted white in 1901.")


@pytest.fixture
def cited(cli: Any, workspace: Path, pdf: Callable[..., bytes], home: Path) -> Path:
    """The workspace with a PDF that claim 2 cites."""
    (home / "v1.pdf").write_bytes(pdf(MINUTES))
    done = cli("attach", home / "v1.pdf", "--claim", 2, "--quote", "212 steps", "--workspace", workspace)
    assert done.status == 0, done
    return workspace


def test_citations_are_listed_with_all_that_proves_them(cli: Any, cited: Path) -> None:
    (found,) = json.loads(cli("citations", 1, "--workspace", cited, "--json").out)
    assert (found["proof"], found["quote"], found["page"], found["claim"]) == ("held", "212 steps", 1, 2)
    assert found["method"] == "text_layer"
    assert found["prefix"].endswith("The mill has ")
    assert len(found["sha256"]) == 64
    assert found["rects"] == found["places"][0]["rects"]
    assert "held" in cli("citations", 1, "--workspace", cited).out


def test_a_newer_version_is_linked_and_citations_stay_until_they_are_taken_over(
    cli: Any, cited: Path, home: Path, pdf: Callable[..., bytes]
) -> None:
    (home / "v2.pdf").write_bytes(pdf(("A title page.",), MINUTES))
    done = json.loads(cli("replace", 1, home / "v2.pdf", "--workspace", cited, "--json").out)
    assert (done["evidence"], done["replaces"], done["taken_over"]) == (2, 1, 0)
    assert [(c["proof"], [p["page"] for p in c["places"]]) for c in done["citations"]] == [("moved", [2])]
    (still,) = json.loads(cli("citations", 1, "--workspace", cited, "--json").out)
    assert still["evidence"] == 1
    assert cli("check", "--workspace", cited).status == 0


def test_citations_are_taken_over_when_that_is_asked_for_and_undo_takes_it_back(
    cli: Any, cited: Path, home: Path, pdf: Callable[..., bytes]
) -> None:
    (home / "v2.pdf").write_bytes(pdf(("A title page.",), MINUTES))
    done = cli("replace", 1, home / "v2.pdf", "--take-over", "--workspace", cited, "--json")
    assert json.loads(done.out)["taken_over"] == 1
    (now,) = json.loads(cli("citations", 1, "--workspace", cited, "--json").out)
    assert (now["evidence"], now["page"], now["proof"]) == (2, 2, "held")
    assert cli("undo", "--workspace", cited).status == 0
    (back,) = json.loads(cli("citations", 1, "--workspace", cited, "--json").out)
    assert (back["evidence"], back["page"]) == (1, 1)


def test_the_same_bytes_are_refused_in_one_sentence(cli: Any, cited: Path, home: Path) -> None:
    done = cli("replace", 1, home / "v1.pdf", "--workspace", cited)
    assert done.status == 2
    assert done.err.count("\n") == 1
    assert "same bytes" in done.err
