"""A file is written whole or not at all, and what was there stays until then."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.core.article import ArticleSummary
from workbench.core.errors import BadInputError, CancelledError
from workbench.desk.exporting import export
from workbench.desk.files import whole_file
from workbench.desk.session import Session


@pytest.mark.parametrize("replace", [True, False])
def test_a_new_file_is_there_when_the_block_ends_and_not_before(tmp_path: Path, replace: bool) -> None:
    target = tmp_path / "a.txt"
    with whole_file(target, replace=replace) as file:
        file.write(b"new")
        assert not target.exists()
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("error", [CancelledError, OSError(28, "No space left on device")])
def test_when_the_block_fails_what_was_there_stays(tmp_path: Path, error: BaseException) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    with pytest.raises((CancelledError, BadInputError)), whole_file(target) as file:
        file.write(b"half")
        raise error
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_an_existing_file_is_replaced_only_when_told(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    with pytest.raises(BadInputError, match="exists already"), whole_file(target, replace=False) as file:
        file.write(b"new")
    assert target.read_bytes() == b"old"
    with whole_file(target) as file:
        file.write(b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("name", [".", "folder", "missing/a.txt", "file/a.txt", "x" * 300, "x" * 300 + "/a"])
def test_a_place_that_cannot_be_written_is_one_sentence_and_nothing_is_left(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(BadInputError, match=r"^[^\n]+\.$"), whole_file(tmp_path / name) as file:
        file.write(b"new")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_named_by_a_dot_is_one_sentence() -> None:
    with pytest.raises(BadInputError, match="is a folder"), whole_file(Path()):
        pass


@pytest.mark.parametrize(
    "name", ["report.docx", "report", "folder.html", "missing/report.html", "ferry.md/report.html"]
)
def test_a_report_that_cannot_be_written_there_is_one_sentence_and_leaves_nothing(
    session: Session, article: ArticleSummary, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "reports"
    (folder / "folder.html").mkdir(parents=True)
    (folder / "ferry.md").touch()
    before = sorted(folder.rglob("*"))
    with pytest.raises(BadInputError, match=r"^[^\n]+\.$"):
        export(session, article, folder / name)
    assert sorted(folder.rglob("*")) == before


def test_a_new_report_replaces_the_old_one(session: Session, article: ArticleSummary, tmp_path: Path) -> None:
    target = tmp_path / "reports" / "report.json"
    target.parent.mkdir()
    target.write_text("old")
    export(session, article, target)
    assert target.read_bytes().startswith(b"{")
    assert list(target.parent.iterdir()) == [target]
