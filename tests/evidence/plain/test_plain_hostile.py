"""Files that are meant to hurt: each gets a sentence, in bounded time and memory."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.core.errors import BadInputError
from workbench.evidence.media import sniff
from workbench.evidence.pages import Limits
from workbench.evidence.plain import kinds, problems
from workbench.evidence.plain.text import MOST, PlainText
from workbench.evidence.reader import PdfReader

Read = Callable[[bytes, str], PlainText]
Zip = Callable[[dict[str, str | bytes]], bytes]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WORDS = "<w:p><w:r><w:t>Words.</w:t></w:r></w:p>"


def test_an_archive_that_would_fill_the_memory_is_not_unpacked(read: Read, zip_of: Zip, word: Any) -> None:
    bomb = word(WORDS) | {"word/document.xml": b" " * (64 * 2**20)}
    assert read(zip_of(bomb), "a.docx") == PlainText("", problems.TOO_LARGE)


def test_an_archive_that_lies_about_its_sizes_is_damaged(read: Read, zip_of: Zip, word: Any) -> None:
    data = bytearray(zip_of({**word(WORDS)}))
    entry = data.rindex(b"word/document.xml") - 46  # in the list of entries at the end
    data[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    assert read(bytes(data), "a.docx").problem == problems.DAMAGED


@pytest.mark.parametrize(("place", "value"), [(10, b"\xff\xff"), (12, b"\xff\xff\xff\x7f")])
def test_a_list_of_entries_that_is_endless_is_not_read(
    read: Read, zip_of: Zip, word: Any, place: int, value: bytes
) -> None:
    data = bytearray(zip_of(word(WORDS)))
    end = data.rindex(b"PK\x05\x06")
    data[end + place : end + place + len(value)] = value
    assert read(bytes(data), "a.docx").problem == problems.TOO_LARGE


def test_an_archive_inside_itself_is_never_followed(read: Read, zip_of: Zip, word: Any) -> None:
    inner = zip_of(word(WORDS))
    for _ in range(5):
        inner = zip_of({**word(WORDS), "word/embeddings/inner.docx": inner})
    assert read(inner, "a.docx").text == "Words."


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]><x><p>&c;</p></x>',
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x><p><r><t>&f;</t></r></p></x>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>',
    ],
)
def test_entities_are_neither_expanded_nor_fetched(read: Read, zip_of: Zip, word: Any, document: str) -> None:
    parts = word(WORDS) | {"word/document.xml": document}
    assert read(zip_of(parts), "a.docx") == PlainText("", problems.ENTITIES)


def test_elements_inside_elements_end_somewhere(read: Read, zip_of: Zip, word: Any) -> None:
    deep = word("<w:sdt>" * 5000 + WORDS + "</w:sdt>" * 5000)
    assert read(zip_of(deep), "a.docx").problem in (problems.TOO_DEEP, problems.DAMAGED)


def test_text_without_end_is_cut_and_the_cut_is_said(read: Read, zip_of: Zip, word: Any) -> None:
    line = f"<w:p><w:r><w:t>{'x' * 60_000}</w:t></w:r></w:p>"
    found = read(zip_of(word(line * 100)), "a.docx")
    assert (len(found.text), found.problem) == (MOST, problems.CUT)


def test_a_broken_archive_says_that_it_is_damaged(read: Read, zip_of: Zip, word: Any) -> None:
    whole = zip_of(word(WORDS))
    assert read(whole[: len(whole) // 2], "a.docx").problem == problems.DAMAGED
    assert read(b"PK\x03\x04" + bytes(100), "a.docx").problem == problems.DAMAGED
    assert read(zip_of({"readme.txt": "no document"}), "a.docx").problem == problems.FOREIGN


def test_what_is_inside_decides_and_not_the_ending(read: Read, zip_of: Zip, word: Any) -> None:
    assert read(zip_of(word(WORDS)), "costs.xlsx").text == "Words."
    assert read(b"just words", "a.docx").problem == ""  # it is a text


def test_protected_and_old_files_say_what_to_do(read: Read, zip_of: Zip, word: Any) -> None:
    assert read(OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx").problem == problems.LOCKED
    assert read(OLE + "__substg1.0_001A".encode("utf-16-le"), "a.msg").problem == problems.OUTLOOK
    assert read(OLE + b"words", "a.doc").problem == problems.OLD
    manifest = '<m:manifest xmlns:m="m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    kind = {"mimetype": kinds.OPEN + "text", "content.xml": b"\x99", "META-INF/manifest.xml": manifest}
    assert read(zip_of(kind), "a.odt").problem == problems.LOCKED
    locked = bytearray(zip_of(word(WORDS)))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.find(mark)
        while at >= 0:
            locked[at + offset] |= 1
            at = locked.find(mark, at + 4)
    assert read(bytes(locked), "a.docx").problem == problems.LOCKED


def test_strange_compressions_are_not_unpacked(read: Read, word: Any) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        for name, data in word(WORDS).items():
            archive.writestr(name, data)
    assert read(file.getvalue(), "a.docx").problem == problems.DAMAGED


@pytest.mark.parametrize("name", ["a.docx", "a.eml", "a.rtf", "a.html", "a.xlsx"])
def test_whatever_is_broken_in_a_file_no_error_escapes(read: Read, zip_of: Zip, word: Any, name: str) -> None:
    whole = {
        ".docx": zip_of(word(WORDS * 20)),
        ".xlsx": zip_of(word(WORDS)),
        ".eml": b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nwords\n--x--\n" * 3,
        ".rtf": rb"{\rtf1\ansi{\fonttbl{\f0 A;}}\f0 Caf\'e9 \u8364? words\par}" * 3,
        ".html": b"<!doctype html><p>words &amp; <table><tr><td>x</td></tr></table>" * 3,
    }[Path(name).suffix]
    dice = random.Random(7)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 8)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        found = read(bytes(data[: dice.randint(1, len(data))]), name)
        assert "\n" not in found.problem


def test_a_file_that_hurts_its_worker_is_given_up_and_the_next_one_is_read(
    source: Any, zip_of: Zip, word: Any
) -> None:
    attributes = " ".join(f'a{number}="1"' for number in range(1_000_000))
    tree = word(f"<w:p {attributes}><w:r><w:t>Words.</w:t></w:r></w:p>" * 2)
    with PdfReader(limits=Limits(text_memory=200 * 2**20, table_seconds=10)) as reader:
        try:
            found = reader.plain(source(zip_of(tree)), kinds.WORD, "a.docx")
            assert found.problem or found.text
        except BadInputError as error:
            assert str(error) in (problems.SLOW, problems.CRASHED)
        good = reader.plain(source(zip_of(word(WORDS))), kinds.WORD, "b.docx")
        assert good == PlainText("Words.")


@pytest.mark.parametrize(
    "head",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?>\n<!-- made -->\n<svg:svg xmlns:svg='x'/>",
    ],
)
def test_pictures_that_are_programs_are_text(head: bytes) -> None:
    for name in ("a.svg", "a.png", "a"):
        assert sniff(name, head) == "text/xml"
