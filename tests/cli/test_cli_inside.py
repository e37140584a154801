"""evidence --pages, evidence --attachments, unlock."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest


@pytest.fixture
def report(home: Path, pdf) -> Path:
    """A PDF of two pages with Roman labels and a file inside."""
    path = home / "report.pdf"
    with pikepdf.open(io.BytesIO(pdf(("One page.",), ()))) as document:
        document.attachments["a"] = pikepdf.AttachedFileSpec(document, b"Inner words.", filename="inner.txt")
        document.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.r)])
        document.save(path)
    return path


@pytest.fixture
def locked(home: Path, pdf) -> Path:
    path = home / "locked.pdf"
    with pikepdf.open(io.BytesIO(pdf(("Hidden words.",)))) as document:
        document.save(path, encryption=pikepdf.Encryption(user="mellon", owner="x", R=6))
    return path


def test_the_pages_of_evidence_are_listed(cli, workspace, report) -> None:
    cli("attach", report, "--workspace", workspace)
    first, second = cli("evidence", 1, "--pages", "--json", "--workspace", workspace).json
    assert (first["page"], first["label"], first["problem"], first["ocr"]) == (1, "i", "", False)
    assert first["characters"] >= len("One page.") and first["width"] > 0 < first["height"]
    assert set(first) == {"page", "label", "width", "height", "characters", "quality", "ocr", "problem"}
    assert (second["label"], second["characters"]) == ("ii", 0) and second["problem"]
    assert "blank" in cli("evidence", 1, "--pages", "--workspace", workspace).out


def test_files_inside_are_listed_and_taken(cli, workspace, report) -> None:
    cli("attach", report, "--workspace", workspace)
    there = ("--workspace", workspace)
    assert cli("evidence", 1, "--attachments", "--json", *there).json == [
        {"number": 1, "name": "inner.txt", "bytes": 12}
    ]
    assert "inner.txt" in cli("evidence", 1, "--attachments", *there).out
    taken = cli("evidence", 1, "--attachments", "--take", 1, "--json", *there).json
    assert (taken["part_of"], taken["bytes"]) == (1, 12)
    assert "Inner words." in cli("evidence", taken["evidence"], "--text", *there).out
    assert cli("evidence", 1, "--attachments", "--take", 2, *there).status == 2
    assert cli("evidence", 1, "--take", 1, *there).status == 2
    assert cli("evidence", taken["evidence"], "--attachments", "--json", *there).json == []


def test_a_locked_file_is_unlocked_with_a_line_of_standard_input(cli, workspace, locked, monkeypatch) -> None:
    there = ("--workspace", workspace)
    assert "password" in cli("attach", locked, *there).err
    for said, status in (("wrong\n", 2), ("", 2), ("mellon\n", 0)):
        monkeypatch.setattr("sys.stdin", io.StringIO(said))
        outcome = cli("unlock", 1, "--json", *there)
        assert outcome.status == status
        assert "mellon" not in outcome.out + outcome.err
    assert outcome.json == {"evidence": 1, "pages": 1, "kept": False}
    assert "Hidden words." in cli("evidence", 1, "--text", *there).out
    assert b"mellon" not in workspace.read_bytes()


def test_a_password_is_kept_only_when_asked_and_can_be_forgotten(cli, workspace, locked, monkeypatch) -> None:
    there = ("--workspace", workspace)
    cli("attach", locked, *there)
    monkeypatch.setattr("sys.stdin", io.StringIO("mellon\n"))
    assert "kept" in cli("unlock", 1, "--keep", *there).out
    assert cli("evidence", 1, "--attachments", "--json", *there).json == []
    assert cli("unlock", 1, "--forget", *there).status == 0
    assert cli("evidence", 1, "--attachments", *there).status == 2
    assert cli("unlock", 1, "--keep", "--forget", *there).status == 2
    assert cli("unlock", 9, *there).status == 2
