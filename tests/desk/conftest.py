"""A sitting at the desk with one small article."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.core.article import ArticleSummary, Draft
from workbench.desk.importing import store
from workbench.desk.session import Session


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the workspace of a test lies."""
    return tmp_path / "desk.fwb"


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    """An open, empty workspace."""
    session = Session.open(path, "Ada", create=True)
    yield session
    session.close()


@pytest.fixture
def article(session: Session, draft: Callable[..., Draft]) -> ArticleSummary:
    """An article of three claims in two paragraphs."""
    return store(session, draft(["The tower is high.", "It has 212 steps."], ["保留灯塔, said 🗼 the café."]))
