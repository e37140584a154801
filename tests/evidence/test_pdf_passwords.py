"""Protected PDFs: told apart, opened with a password, and the password is nowhere but in memory."""

from __future__ import annotations

import io

import pikepdf
import pytest

from workbench.core.errors import BadInputError
from workbench.evidence.reader import PdfReader

TEXT = "BT /F 20 Tf 40 150 Td (Some words) Tj ET"


@pytest.fixture
def locked(made, source):
    """`locked(password, R=6)`: a PDF of one page that opens with it."""

    def make(user="open", revision=6, owner="boss"):
        output = io.BytesIO()
        with pikepdf.open(io.BytesIO(made(TEXT).data)) as pdf:
            strong = revision > 4
            pdf.save(
                output,
                encryption=pikepdf.Encryption(
                    user=user, owner=owner, R=revision, aes=strong, metadata=strong
                ),
            )
        return source(output.getvalue())

    return make


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("revision", [3, 6])
def test_a_locked_file_says_so_and_opens_with_its_password(locked, revision) -> None:
    file = locked("schlüssel", revision)
    with PdfReader() as reader:
        info = reader.inspect(file)
        assert info.locked and info.pages == 0 and "password" in info.problem
        assert list(reader.page_texts(file)) == []
        assert reader.is_locked(file)
        opened = reader.unlock(file, "schlüssel")
        assert (opened.pages, opened.locked, opened.problem) == (1, False, "")
        assert reader.inspect(file, to_read=True).pages == 1
        assert [page.text.strip() for page in reader.page_texts(file)] == ["Some words"]
        assert reader.tile(file, 1, 1.0, 0, 0, 32, 32).width == 32
        assert reader.is_locked(file)
    with PdfReader() as another:
        assert another.inspect(file).locked


def test_a_wrong_password_is_a_sentence_and_leaves_the_file_locked(reader, locked) -> None:
    file = locked()
    for wrong in ("", "Open", "boss ", "x" * 500, "\ud800"):
        with pytest.raises(BadInputError, match="password"):
            reader.unlock(file, wrong)
    assert reader.inspect(file).locked


def test_the_owners_password_opens_it_too(locked) -> None:
    with PdfReader() as reader:
        assert reader.unlock(locked(), "boss").pages == 1


def test_a_password_is_taken_as_newer_files_prepare_it(locked) -> None:
    with PdfReader() as reader:
        assert reader.unlock(locked("IX"), "\u2168").pages == 1


def test_a_file_that_only_its_owner_may_change_is_not_locked(reader, locked) -> None:
    info = reader.inspect(locked(user=""))
    assert (info.pages, info.locked) == (1, False)


def test_a_password_that_is_kept_is_asked_for_once_and_used(locked) -> None:
    file, asked = locked(), []

    def recall(key):
        asked.append(key)
        return "open"

    with PdfReader(recall=recall) as reader:
        assert reader.inspect(file).pages == 1
        assert reader.inspect(file, to_read=True).pages == 1
        assert reader.tile(file, 1, 1.0, 0, 0, 32, 32).width == 32
    assert asked == [file.key]


def test_a_password_that_is_kept_later_is_found_at_the_next_opening(locked) -> None:
    file, kept = locked(), [""]
    with PdfReader(recall=lambda key: kept[0]) as reader:
        assert reader.inspect(file).locked
        kept[0] = "open"
        assert reader.inspect(file).pages == 1


def test_the_password_stays_when_a_worker_is_replaced(locked) -> None:
    file = locked()
    with PdfReader() as reader:
        reader.unlock(file, "open")
        for worker in reader._draw._all:
            worker.kill()
        assert reader.tile(file, 1, 1.0, 0, 0, 32, 32).width == 32
