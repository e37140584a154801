"""Office files: what a reader of the file sees is what is read, and nothing that was taken out of it."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from workbench.evidence.plain import problems
from workbench.evidence.plain.numbers import shown
from workbench.evidence.plain.text import PlainText

Read = Callable[[bytes, str], PlainText]
Zip = Callable[[dict[str, str | bytes]], bytes]


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_tracked_deletions_never_appear_and_insertions_do(read: Read, zip_of: Zip, word: Any) -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>secret</w:delText><w:t>secret</w:t></w:r></w:del>'
    inserted = f'<w:ins w:id="2">{run("four")}</w:ins>'
    moved = f"<w:moveFrom>{run('elsewhere')}</w:moveFrom>"
    joined = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    body = paragraph(run("It cost "), deleted, inserted, moved, run(" million."))
    body += paragraph(joined, run("One ")) + paragraph(run("line."))
    gone = "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>secret</w:t></w:r></w:p></w:tc></w:tr>"
    cells = "".join(f"<w:tc>{paragraph(run(text))}</w:tc>" for text in "ab")
    body += f"<w:tbl>{gone}<w:tr>{cells}</w:tr></w:tbl>"
    found = read(zip_of(word(body)), "a.docx")
    assert found == PlainText("It cost four million.\nOne line.\na\tb")


def test_hidden_text_and_field_codes_are_left_out_and_text_boxes_are_read_once(
    read: Read, zip_of: Zip, word: Any
) -> None:
    box = f"<w:txbxContent>{paragraph(run('In a box.'))}</w:txbxContent>"
    alternative = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    field = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    body = paragraph(run("Seen"), run("hidden", "<w:vanish/>"), run("!", '<w:vanish w:val="0"/>'), field)
    body += paragraph(f"<w:r>{alternative}</w:r>")
    assert read(zip_of(word(body)), "a.docx").text == "Seen!\n\nIn a box."


def test_notes_and_comments_stand_behind_the_text_marked_as_such(read: Read, zip_of: Zip, word: Any) -> None:
    note = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    start, end = '<w:commentRangeStart w:id="3"/>', '<w:commentRangeEnd w:id="3"/>'
    body = paragraph(run("The bridge"), note, start, run(" is high"), end, run("."))
    footnotes = f'<w:footnote w:id="7">{paragraph(run("Since 1931."))}</w:footnote>'
    comment = '<w:comment w:id="3" w:author="Ada" w:date="2024-02-05T10:00:00Z">'
    comments = f"{comment}{paragraph(run('Really?'))}</w:comment>"
    found = read(zip_of(word(body, footnotes=footnotes, comments=comments)), "a.docx")
    assert found.text.split("\n\n") == [
        "The bridge[1] is high.",
        "[1] Since 1931.",
        "Comment by Ada, 2024-02-05 on “is high”: Really?",
    ]


def test_a_file_with_macros_is_read_and_says_so(read: Read, zip_of: Zip, word: Any) -> None:
    parts = word(paragraph(run("Words."))) | {"word/vbaProject.bin": b"\0"}
    assert read(zip_of(parts), "a.docm") == PlainText("Words.", problems.MACROS)


def workbook(fill: Callable[[Workbook], None]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    fill(book)
    book.save(file)
    return file.getvalue()


def test_sheets_stand_under_their_names_with_cells_as_shown(read: Read) -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        sheet.title = "Costs"
        sheet.append(["Bridge", datetime.date(2024, 3, 5), 0.125, 1234567.891, True])
        for cell, pattern in (("B1", "d mmm yyyy"), ("C1", "0.0%"), ("D1", '"€" #,##0.00')):
            sheet[cell].number_format = pattern
        sheet["C3"] = "far"
        sheet["C3"].comment = Comment("Look here.", "Ada")
        book.create_sheet("Notes")["A1"] = "two\nlines"
        book["Notes"].sheet_state = "hidden"

    found = read(workbook(fill), "a.xlsx")
    assert found.text.split("\n") == [
        "Costs",
        "Bridge\t5 Mar 2024\t12.5%\t€ 1,234,567.89\tTRUE",
        "\t\tfar",
        "Comment by Ada on C3: Look here.",
        "",
        "Notes (hidden)",
        "two lines",
    ]
    assert found.problem == ""


@pytest.mark.parametrize(
    ("value", "pattern", "words"),
    [
        (0.1 + 0.2, "General", "0.3"),
        (12345.6789, "0.00", "12345.68"),
        (-5.5, "#,##0.00_);(#,##0.00)", "(5.50)"),
        (-5.5, "#,##0.00", "-5.50"),
        (0, '0.00;-0.00;"none"', "none"),
        (1_500_000, '0.0,,"M"', "1.5M"),
        (42, "00000", "00042"),
        (1.5e-7, "0.00E+00", "1.50E-07"),
        (0.5, "0%", "50%"),
        (7, "[Red]0;[Blue]-0", "7"),
        (7, '0 "d"', "7 d"),
        (45356, "dd/mm/yyyy", "05/03/2024"),
        (45356.75, "yyyy-mm-dd hh:mm", "2024-03-05 18:00"),
        (45356.75, "m/d/yy h:mm AM/PM", "3/5/24 6:00 PM"),
        (0.5104166667, "h:mm:ss", "12:15:00"),
        (1.25, "[h]:mm", "30:00"),
        (45356, "dddd, mmmm d", "Tuesday, March 5"),
        (1e300, "yyyy", "1E+300"),
        (45356, "[$-409]d-mmm-yy;@", "5-Mar-24"),
    ],
)
def test_numbers_are_shown_in_their_formats(value: float, pattern: str, words: str) -> None:
    assert shown(value, pattern) == words


def test_a_workbook_that_counts_from_1904_is_read_so() -> None:
    assert shown(0, "yyyy-mm-dd", from_1904=True) == "1904-01-01"


def test_slides_come_in_the_order_of_the_show_with_their_notes(
    read: Read, zip_of: Zip, parts_of: Callable[..., str]
) -> None:
    def slide(*lines: str, attributes: str = "") -> str:
        space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="p"'
        texts = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
        return f"<p:sld {space} {attributes}><p:txBody>{texts}</p:txBody></p:sld>"

    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{office}/slide" Target="slides/slide{n}.xml"/>' for n in (1, 2)
    )
    ids = '<p:sldId id="256" r:id="r2"/><p:sldId id="257" r:id="r1"/>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": parts_of(officeDocument="ppt/presentation.xml"),
        "ppt/presentation.xml": f'<p:p xmlns:p="p" xmlns:r="{office}"><p:sldIdLst>{ids}</p:sldIdLst></p:p>',
        "ppt/_rels/presentation.xml.rels": f'<Relationships xmlns="{relations}">{rows}</Relationships>',
        "ppt/slides/slide1.xml": slide("Last words", attributes='show="0"'),
        "ppt/slides/slide2.xml": slide("Title", "A point"),
        "ppt/slides/_rels/slide2.xml.rels": parts_of(notesSlide="../notesSlides/n.xml"),
        "ppt/notesSlides/n.xml": slide("Say it slowly", "1"),
    }
    found = read(zip_of(parts), "a.pptx")
    assert found.text == "Slide 1\nTitle\nA point\nNotes: Say it slowly\n\nSlide 2 (hidden)\nLast words"


def open_document(body: str, kind: str = "text") -> dict[str, str | bytes]:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table")
    )
    inner = f"<office:body>{body}</office:body>"
    content = f'<office:document-content {spaces} xmlns:dc="dc">{inner}</office:document-content>'
    return {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content}


def test_open_documents_are_read_without_what_was_deleted(read: Read, zip_of: Zip) -> None:
    body = (
        "<text:tracked-changes><text:deletion><text:p>secret</text:p></text:deletion></text:tracked-changes>"
        "<text:p>The<text:s text:c='2'/>bridge<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>Of 1931.</text:p></text:note-body></text:note> stands<text:line-break/>"
        "still.</text:p>"
        "<text:p>So<office:annotation><dc:creator>Ada</dc:creator><dc:date>2024-02-05T10:00</dc:date>"
        "<text:p>Sure?</text:p></office:annotation>.</text:p>"
    )
    found = read(zip_of(open_document(body)), "a.odt")
    assert found.text == (
        "The  bridge[1] stands\nstill.\nSo.\n\n[1] Of 1931.\n\nComment by Ada, 2024-02-05: Sure?"
    )


def test_open_sheets_do_not_grow_by_repeated_cells(read: Read, zip_of: Zip) -> None:
    row = (
        '<table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>7</text:p>'
        '</table:table-cell><table:table-cell table:number-columns-repeated="1000000000"/></table:table-row>'
    )
    empty = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell/></table:table-row>'
    found = read(
        zip_of(open_document(f'<table:table table:name="Costs">{row}{empty}</table:table>', "spreadsheet")),
        "a.ods",
    )
    assert found.text == "Costs\n7\t7"


def test_rich_text_is_read_in_its_code_pages_without_what_was_deleted(read: Read) -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}"
        rb"{\info{\author Ada}}"
        rb"\f0 Caf\'e9 \b bold\b0\par {\f1 \'cf\'f0} \u8364?{\*\foo bar}{\deleted gone}\par "
        rb"a\cell b\cell\row}"
    )
    assert read(data, "a.rtf").text == "Café bold\nПр €\na\tb"


def test_a_web_page_is_read_in_the_encoding_that_it_names_with_tabs_between_cells(read: Read) -> None:
    page = (
        "<!doctype html><meta charset='windows-1251'><script>secret()</script>"
        "<p>Мост</p><table><tr><th>Год</th><td>1931</td></tr></table>"
    )
    assert read(page.encode("cp1251"), "a.html").text == "Мост\nГод\t1931"
