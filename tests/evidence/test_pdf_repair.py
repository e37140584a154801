"""What pdfium refuses, or loses pages of, is read from a repaired copy; and a sentence says so."""

from __future__ import annotations

import io

import pikepdf
import pytest

from workbench.evidence import repair
from workbench.evidence.blocks import BlockFile
from workbench.evidence.files import RepairFailedError
from workbench.evidence.reader import PdfReader

TEXT = "BT /F 20 Tf 40 150 Td (Some words) Tj ET"


def words(reader, source):
    return [page.text.strip() for page in reader.page_texts(source)]


def block_file(data: bytes) -> BlockFile:
    return BlockFile(len(data), lambda offset, length: data[offset : offset + length])


def broken_off(data: bytes) -> bytes:
    """A download that ended before the table of objects."""
    return data[: data.index(b"xref\n0")]


def rootless(data: bytes) -> bytes:
    """Nothing leads to the pages any more."""
    return data.replace(b"/Type/Catalog", b"/Type/Rubbish").replace(b"/Root 1 0 R", b"/Rubb 1 0 R")


def circular(data: bytes) -> bytes:
    """A page tree that leads back to itself."""
    start = data.index(b"/Kids[") + len(b"/Kids[")
    end = data.index(b"]", start)
    return data[:start] + b"2 0 R".ljust(end - start) + data[end:]


def countless(data: bytes) -> bytes:
    """A page tree that claims far more pages than it has."""
    return data.replace(b"/Count 3/Kids", b"/Count 1000000/Kids")


@pytest.mark.parametrize("harm", [rootless, circular, countless])
def test_all_pages_of_a_damaged_file_are_shown_and_it_is_said(reader, source, made, harm) -> None:
    whole = made(TEXT, pages=3)
    damaged = source(harm(whole.data))
    info = reader.inspect(damaged)
    assert (info.pages, info.sizes) == (3, ((300.0, 200.0),) * 3)
    assert "repaired copy" in info.problem and info.problem.endswith(".")
    assert words(reader, damaged) == ["Some words"] * 3
    assert reader.tile(damaged, 3, 1.0, 0, 0, 64, 64).data == reader.tile(whole, 3, 1.0, 0, 0, 64, 64).data
    assert reader.characters(damaged, 2) == reader.characters(whole, 2)
    assert damaged.data == harm(whole.data)


def test_pages_without_a_tree_come_in_the_order_they_have_in_the_file(made) -> None:
    whole = made(TEXT, pages=5).data
    kept = repair.repaired(block_file(rootless(broken_off(whole))), "")
    with pikepdf.open(io.BytesIO(kept)) as pdf:
        assert len(pdf.pages) == 5
    for number in range(5, 10):  # the pages' own numbers
        whole = whole.replace(
            b"%d 0 obj\n<</Type/Page/" % number, b"%d 0 obj\n<</Tab %d/Type/Page/" % (14 - number, number)
        )
    kept = repair.repaired(block_file(rootless(broken_off(whole))), "")
    with pikepdf.open(io.BytesIO(kept)) as pdf:
        assert [int(page.obj.Tab) for page in pdf.pages] == [5, 6, 7, 8, 9]


def test_a_file_that_broke_off_before_its_table_of_objects_is_read_to_the_end(reader, source, made) -> None:
    assert words(reader, source(broken_off(made(TEXT, pages=3).data))) == ["Some words"] * 3


def test_what_pages_have_from_the_nodes_above_them_stays_theirs(reader, source, made) -> None:
    page = made(TEXT, "").data.replace(b"/Count 1", b"/Count 1/MediaBox[0 0 320 240]/Rotate 90")
    assert reader.inspect(source(broken_off(page))).sizes == ((240.0, 320.0),)


def test_a_sound_file_is_not_remarked_on(reader, made) -> None:
    assert reader.inspect(made(TEXT, pages=2)).problem == ""


def test_a_wrong_place_of_the_table_of_objects_alone_is_no_damage_worth_a_word(reader, source, made) -> None:
    data = made(TEXT).data
    start = data.rindex(b"startxref\n") + len(b"startxref\n")
    info = reader.inspect(source(data[:start] + b"7" + data[start:]))
    assert (info.pages, info.problem) == (1, "")


def test_an_empty_page_of_a_damaged_file_may_have_lost_what_was_on_it(reader, source, made) -> None:
    blank = made("", pages=2)
    assert [page.problem for page in reader.page_texts(blank)] == ["This page is blank."] * 2
    assert all("lost" in page.problem for page in reader.page_texts(source(broken_off(blank.data))))


def test_what_cannot_be_repaired_has_no_pages_and_a_sentence(reader, source) -> None:
    for data in (b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n", b"%PDF-1.7\n" + bytes(range(256)) * 20):
        info = reader.inspect(source(data))
        assert (info.pages, info.sizes) == (0, ()) and info.problem.endswith(".")


def test_no_file_that_is_too_large_for_a_workers_memory_is_repaired(made, monkeypatch) -> None:
    data = broken_off(made(TEXT).data)
    assert repair.repaired(block_file(data), "")
    monkeypatch.setattr(repair, "MOST", len(data) - 1)
    assert repair.repaired(block_file(data), "") == b""


def test_a_repair_that_never_ends_is_given_up_and_the_file_shown_as_it_is(source, made, monkeypatch) -> None:
    asked: list[bool] = []

    def one(pool, request, source, seconds):
        asked.append(request["repair"])
        if request["repair"]:
            raise RepairFailedError
        return plain(pool, request, source, seconds)

    with PdfReader() as reader:
        plain = reader._files._one
        monkeypatch.setattr(reader._files, "_one", one)
        assert reader.inspect(made(TEXT)).pages == 1
        assert reader.inspect(made(TEXT)).pages == 1
    assert asked == [True, False, False]


@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("T02-01_001_document-catalog-No-document-catalog", 1),
        ("T02-02_002_page-tree-kids-links-recursive", 1),
        ("T02-02_007_page-tree-wrong-count", 1),
        ("Pages-tree-refs", 1),
        ("derived/bitflips_400", 49),
        ("derived/count_lies_1e6", 1),
        ("derived/trunc_50pct", 33),
        ("derived/trunc_99pct", 50),
    ],
)
def test_damaged_files_from_the_world_are_rescued(reader, shared, name, pages) -> None:
    info = reader.inspect(shared(f"hostile/{name}.pdf"))
    assert info.pages == pages and "damaged" in info.problem
