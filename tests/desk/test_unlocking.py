"""Protected PDFs in a workspace: a password opens them for a sitting, and is kept only when asked."""

from __future__ import annotations

import io
import sqlite3

import pikepdf
import pytest

from workbench.core.errors import BadInputError
from workbench.desk.attaching import attach_bytes, resume
from workbench.desk.pages import PdfPages
from workbench.desk.session import Session
from workbench.desk.unlocking import forget_password, unlock
from workbench.jobs.progress import Progress

PASSWORD = "correct horse 7"


@pytest.fixture
def locked(session, pdf):
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(("The lighthouse burned.",), ("Second page.",)))) as document:
        document.save(output, encryption=pikepdf.Encryption(user=PASSWORD, owner="boss", R=6))
    return attach_bytes(session, output.getvalue(), "secret.pdf")


def stored(path) -> bytes:
    with sqlite3.connect(path) as database:
        return "\n".join(database.iterdump()).encode()


def test_a_locked_pdf_is_evidence_that_says_what_it_needs(session, locked) -> None:
    assert (locked.pages, session.page_texts(locked)) == (0, [])
    assert "password" in locked.problem
    pages = PdfPages(session, locked)
    assert pages.locked and pages.sizes == ()


def test_its_pages_are_read_once_it_is_unlocked_and_the_password_is_not_stored(session, locked, path) -> None:
    opened = unlock(session, locked, PASSWORD)
    assert (opened.pages, opened.problem) == (2, "")
    assert [page.text.strip() for page in session.page_texts(opened)] == [
        "The lighthouse burned.", "Second page.",
    ]  # fmt: skip
    assert not PdfPages(session, opened).locked
    assert PdfPages(session, opened).tile(1, 1.0, 0, 0, 8, 8).width == 8
    session.close()
    assert PASSWORD.encode() not in stored(path)
    with_others = Session.open(path, "Ben")
    try:
        again = with_others.evidence(uid=opened.uid)
        assert PdfPages(with_others, again).locked
        resume(with_others, Progress())
        assert len(with_others.page_texts(again)) == 2
    finally:
        with_others.close()


def test_a_password_that_is_kept_opens_the_file_by_itself_until_it_is_forgotten(
    session, locked, path
) -> None:
    unlock(session, locked, PASSWORD, keep=True)
    assert PASSWORD.encode() in stored(path)
    for keeps in (True, False):
        other = Session.open(path, "Ben")
        try:
            assert PdfPages(other, other.evidence(uid=locked.uid)).locked is not keeps
            forget_password(other, locked)
        finally:
            other.close()
    assert PASSWORD.encode() not in stored(path)


def test_a_wrong_password_changes_nothing(session, locked, path) -> None:
    for wrong in ("", "wrong"):
        with pytest.raises(BadInputError, match="password"):
            unlock(session, locked, wrong, keep=True)
    assert session.evidence(uid=locked.uid) == locked
    assert PdfPages(session, locked).locked


def test_what_needs_no_password_says_so(session, pdf) -> None:
    for data, name in ((pdf(("Open",)), "open.pdf"), (b"words", "words.txt")):
        with pytest.raises(BadInputError, match="no password"):
            unlock(session, attach_bytes(session, data, name), PASSWORD)
