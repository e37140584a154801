"""Files inside a PDF become Evidence of their own, tied to it, in one step that undo takes back."""

from __future__ import annotations

import io

import pikepdf
import pytest

from workbench.core.errors import BadInputError, NotFoundError
from workbench.desk.attaching import attach_bytes
from workbench.desk.embedded import attach_embedded, attachments_of


@pytest.fixture
def folder(session, pdf):
    """A PDF with two files inside, one of them without a name."""
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(("See attachment.",)))) as document:
        document.attachments["a"] = pikepdf.AttachedFileSpec(
            document, b"Twelve words of text.", filename="notes.txt"
        )
        document.attachments["b"] = pikepdf.AttachedFileSpec(document, pdf(("Inner page.",)), filename="")
        for key in ("/F", "/UF"):
            document.attachments["b"].obj[key] = pikepdf.String("")
        document.save(output)
    return attach_bytes(session, output.getvalue(), "report.pdf")


def test_the_files_inside_are_listed_with_names(session, folder) -> None:
    assert [(one.index, one.name) for one in attachments_of(session, folder)] == [
        (0, "notes.txt"), (1, "report, attachment 2"),
    ]  # fmt: skip
    assert attachments_of(session, attach_bytes(session, b"words", "words.txt")) == ()


def test_one_of_them_becomes_evidence_that_is_part_of_the_file_in_one_step(session, folder) -> None:
    taken = attach_embedded(session, folder, 0)
    assert (taken.name, taken.part_of, taken.media_type) == ("notes.txt", folder.uid, "text/plain")
    assert session.bytes_of(taken).read_at(0, 100) == b"Twelve words of text."
    session.undo()
    assert [one.uid for one in session.evidence_list()] == [folder.uid]
    session.redo()
    assert session.evidence(uid=taken.uid).part_of == folder.uid


def test_a_pdf_inside_a_pdf_is_read(session, folder) -> None:
    taken = attach_embedded(session, folder, 1)
    assert [page.text.strip() for page in session.page_texts(taken)] == ["Inner page."]


def test_what_is_evidence_already_is_only_tied_to_the_file(session, folder) -> None:
    known = attach_bytes(session, b"Twelve words of text.", "mine.txt")
    assert attach_embedded(session, folder, 0).uid == known.uid
    assert session.evidence(uid=known.uid).part_of == folder.uid
    assert attach_embedded(session, folder, 0).uid == known.uid
    session.undo()
    assert session.evidence(uid=known.uid).part_of == ""


def test_what_is_not_there_is_a_sentence(session, folder) -> None:
    with pytest.raises(NotFoundError, match="no attachment 3"):
        attach_embedded(session, folder, 2)
    with pytest.raises((BadInputError, NotFoundError)):
        attach_embedded(session, folder, -1)
