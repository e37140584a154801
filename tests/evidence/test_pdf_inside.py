"""What a PDF carries besides its pages: a table of contents, page labels, files. Nothing of it is run."""

from __future__ import annotations

import io
import sys

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem

from workbench.core.errors import BadInputError
from workbench.evidence import outline
from workbench.evidence.pages import Embedded, OutlineEntry

TEXT = "BT /F 20 Tf 40 150 Td (Some words) Tj ET"


@pytest.fixture
def changed(made, source):
    """`changed(change, pages=3)`: a PDF after `change(pdf)`."""

    def make(change, pages=3):
        output = io.BytesIO()
        with pikepdf.open(io.BytesIO(made(TEXT, pages=pages).data)) as pdf:
            change(pdf)
            pdf.save(output)
        return source(output.getvalue())

    return make


def contents(reader, file):
    return list(reader.outline(file, reader.inspect(file)))


def test_the_outline_has_titles_pages_and_levels_in_reading_order(reader, changed) -> None:
    def change(pdf):
        with pdf.open_outline() as tree:
            first = OutlineItem("One\r\n is   \x00first", 0)
            first.children.append(OutlineItem("保留灯塔 🗼", 2))
            tree.root.extend([first, OutlineItem("Two", 1)])

    assert contents(reader, changed(change)) == [
        OutlineEntry("One is first", 1, 0),
        OutlineEntry("保留灯塔 🗼", 3, 1),
        OutlineEntry("Two", 2, 0),
    ]


def test_an_entry_that_leaves_the_document_leads_nowhere(reader, changed) -> None:
    def change(pdf):
        away = Dictionary(S=Name.URI, URI=pikepdf.String("http://127.0.0.1:9/"))
        launch = Dictionary(S=Name.Launch, F=pikepdf.String("calc.exe"))
        items = [pdf.make_indirect(Dictionary(Title="x", A=action)) for action in (away, launch)]
        items[0].Next = items[1]
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=items[0], Last=items[1], Count=2))

    assert [(entry.page, entry.level) for entry in contents(reader, changed(change))] == [(0, 0), (0, 0)]


def test_an_outline_that_goes_in_circles_ends(reader, changed) -> None:
    def change(pdf):
        a, b = (pdf.make_indirect(Dictionary(Title=title)) for title in "ab")
        a.Next, b.Next, a.First, b.First = b, a, b, a
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=a, Last=b, Count=2))

    assert sorted(entry.title for entry in contents(reader, changed(change))) == ["a", "b"]


def test_an_outline_is_cut_where_it_is_too_deep(reader, changed) -> None:
    def change(pdf):
        item = None
        for _ in range(200):
            above = pdf.make_indirect(Dictionary(Title="deep"))
            if item is not None:
                above.First = item
            item = above
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item, Count=1))

    levels = [entry.level for entry in contents(reader, changed(change))]
    assert levels == list(range(outline.MOST_LEVELS))


def test_pages_have_the_labels_that_the_document_gives_them(reader, changed) -> None:
    def change(pdf):
        roman, decimal = Dictionary(S=Name.r), Dictionary(S=Name.D, P="A-", St=7)
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, roman, 2, decimal]))

    file = changed(change, pages=4)
    info = reader.inspect(file)
    assert reader.labels(file, info) == ("i", "ii", "A-7", "A-8")
    assert [page.label for page in reader.page_texts(file)] == ["i", "ii", "A-7", "A-8"]


def test_a_label_that_is_the_pages_number_is_none(reader, changed, made) -> None:
    plain = made(TEXT, pages=2)
    assert reader.labels(plain, reader.inspect(plain)) == ()
    file = changed(lambda pdf: pdf.Root.__setattr__("PageLabels", Dictionary(Nums=[0, Dictionary(S=Name.D)])))
    assert reader.labels(file, reader.inspect(file)) == ()


def test_attachments_are_listed_and_taken_out(reader, changed) -> None:
    def change(pdf):
        pdf.attachments["../../etc/Bericht 1.txt"] = pikepdf.AttachedFileSpec(
            pdf, b"Some bytes", filename="x"
        )
        pdf.attachments["../../etc/Bericht 1.txt"].obj.UF = "../../etc/Bericht 1.txt"
        pinned = pikepdf.AttachedFileSpec(pdf, bytes(1000), filename="pinned.bin")
        note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, FS=pinned.obj, Rect=[0, 0, 9, 9])
        pdf.pages[1].Annots = pdf.make_indirect(Array([pdf.make_indirect(note)]))

    file = changed(change)
    assert reader.attachments(file) == (Embedded(0, "Bericht 1.txt", 10), Embedded(1, "pinned.bin", 1000))
    assert reader.attachment(file, 0) == b"Some bytes"
    assert reader.attachment(file, 1) == bytes(1000)
    for index in (-1, 2):
        with pytest.raises(BadInputError, match="no attachment"):
            reader.attachment(file, index)


def test_a_file_without_attachments_has_none(reader, made) -> None:
    assert reader.attachments(made(TEXT)) == ()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux limits a process's memory")
def test_an_attachment_that_swells_beyond_all_bounds_stays_where_it_is(reader, changed) -> None:
    def change(pdf):
        spec = pikepdf.AttachedFileSpec(pdf, b"x" * (300 * 2**20), filename="bomb")
        pdf.attachments["bomb"] = spec

    with pytest.raises(BadInputError, match="larg"):
        reader.attachment(changed(change), 0)


def test_a_broken_list_of_attachments_harms_nobody(reader, changed) -> None:
    def change(pdf):
        pdf.Root.Names = Dictionary(EmbeddedFiles=pdf.make_indirect(Dictionary()))
        tree = pdf.Root.Names.EmbeddedFiles
        tree.Kids = Array([tree])

    assert reader.attachments(changed(change)) == ()


def test_the_engine_has_no_script_engine() -> None:
    assert not {"V8", "XFA"} & set(pypdfium2.PDFIUM_INFO.flags)


def test_a_document_that_wants_to_run_things_is_only_shown(reader, shared) -> None:
    file = shared("hostile/derived/js_openaction_launch.pdf")
    assert reader.inspect(file).problem == ""
    assert [page.text.strip() for page in reader.page_texts(file)] == ["Hello hostile world"]
