"""A quote is taken on trust only from a page that a person can read and the program cannot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.core.errors import BadInputError
from workbench.desk import attaching, citing
from workbench.desk.opening import refuse_open_workspace
from workbench.desk.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = Session.open(tmp_path / "desk.fwb", "Ada", create=True)
    yield session
    session.close()


@pytest.mark.parametrize(
    ("name", "data"), [("noise.bin", bytes(range(256)) * 40), ("broken.pdf", b"%PDF-1.7\n")]
)
def test_no_quote_is_accepted_from_what_nobody_can_read(session: Session, name: str, data: bytes) -> None:
    evidence = attaching.attach_bytes(session, data, name)
    with pytest.raises(BadInputError, match="cite it without a quote"):
        citing.find_passage(session, evidence, None, "anything at all")


def test_a_quote_may_be_transcribed_from_a_picture(session: Session) -> None:
    png = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de")
    evidence = attaching.attach_bytes(session, png, "letter.png")
    passage = citing.find_passage(session, evidence, None, "as it reads")
    assert passage.quote is not None


def test_the_open_workspace_is_never_written_over(session: Session, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="the workspace that is open"):
        refuse_open_workspace(session.workspace.path)
    (tmp_path / "link.pdf").symlink_to(session.workspace.path)
    with pytest.raises(BadInputError, match="the workspace that is open"):
        refuse_open_workspace(tmp_path / "link.pdf")
    refuse_open_workspace(tmp_path / "other.pdf")
