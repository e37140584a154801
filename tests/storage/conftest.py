"""A workspace on disk with one imported article."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.core.article import Draft
from workbench.core.change import ImportArticle
from workbench.storage.workspace import Workspace


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the workspace of a test lies."""
    return tmp_path / "desk.fwb"


@pytest.fixture
def workspace(path: Path, draft: Callable[..., Draft]) -> Iterator[Workspace]:
    """An open workspace that holds one article of three claims."""
    workspace = Workspace.open(path, create=True)
    workspace.apply(ImportArticle("article", "revision", draft(["One.", "Two."], ["Three."])), "Ada")
    yield workspace
    workspace.close()
