"""Tables on pages: read within a box, cited cell by cell with their headers, and proved again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.core import grid as grids
from workbench.core.anchor import Headers, Rect
from workbench.core.article import ArticleSummary
from workbench.core.change import Together
from workbench.core.errors import BadInputError
from workbench.core.evidence import Citation, Evidence, Method
from workbench.core.grid import Slots
from workbench.core.proof import Holding
from workbench.desk import attaching, citing, proving
from workbench.desk.exporting import export
from workbench.desk.session import Session
from workbench.desk.tables import TablePage, cell_passages, read_table, selected_rows
from workbench.jobs.progress import Progress

BOX = Rect(10, 35, 290, 115)


@pytest.fixture
def ships(session: Session, table_pdf: bytes) -> Evidence:
    """A PDF with a table."""
    return attaching.attach_bytes(session, table_pdf, "ships.pdf")


@pytest.fixture
def table(session: Session, ships: Evidence) -> TablePage:
    return read_table(session, ships, 1, BOX)


@pytest.fixture
def cite(
    session: Session, article: ArticleSummary, ships: Evidence, table: TablePage
) -> Callable[..., list[Citation]]:
    """Cites these cells for the first claim."""

    def make(*cells: Slots) -> list[Citation]:
        claim = session.opened(article.id)[1][0]
        changes = [citing.citation_of(article.uid, claim, ships, one) for one in cell_passages(table, cells)]
        session.apply(Together(tuple(changes)))
        return session.citations(claim=claim.uid)

    return make


def cell(row: int, column: int) -> Slots:
    return Slots(row, column, row + 1, column + 1)


def test_the_table_in_the_box_is_read_and_not_what_stands_above_it(table: TablePage) -> None:
    assert table.grid.texts() == [
        ["Port", "2024", "2025"],
        ["Orla", "120", "-7"],
        ["Harrow Sound", "95", "4"],
        ["Ness", "95", "1"],
    ]


def test_a_cited_cell_keeps_its_words_headers_and_place(
    cite: Callable[..., list[Citation]], table: TablePage
) -> None:
    (citation,) = cite(cell(2, 1))
    assert citation.method is Method.TABLE
    assert citation.passage.quote is not None
    assert citation.passage.quote.exact == "95"
    assert citation.passage.headers == Headers(("Harrow Sound",), ("2024",))
    assert citation.passage.rects == (table.grid.rect_of(cell(2, 1)),)


def test_a_cited_cell_holds_although_its_words_stand_twice_on_the_page(
    session: Session, ships: Evidence, cite: Callable[..., list[Citation]]
) -> None:
    proofs = proving.prove_thoroughly(session, cite(cell(2, 1), cell(3, 1)), ships, Progress())
    assert [proof.holding for proof in proofs] == [Holding.HELD, Holding.HELD]


def test_a_cell_whose_lines_lie_apart_in_the_text_of_the_page_holds(
    session: Session, ships: Evidence, article: ArticleSummary, table: TablePage
) -> None:
    tall = table.with_grid(grids.remove_line(table.grid, False, 3))  # "Harrow Sound" and "Ness" are one cell
    (passage,) = cell_passages(tall, [cell(2, 0)])
    assert passage.quote is not None
    assert passage.quote.exact == "Harrow Sound Ness"
    claim = session.opened(article.id)[1][0]
    citing.cite(session, article.uid, claim, ships, passage)
    cited = session.citations(claim=claim.uid)
    (proof,) = proving.prove_thoroughly(session, cited, ships, Progress())
    assert proof.holding is Holding.HELD
    elsewhere = replace(cited[0], passage=replace(passage, rects=(Rect(10, 100, 100, 115),)))
    (proof,) = proving.prove_thoroughly(session, [elsewhere], ships, Progress())
    assert proof.holding is Holding.CHANGED


def test_cells_without_words_are_not_cited(table: TablePage) -> None:
    wide = table.with_grid(grids.add_line(table.grid, True, table.grid.xs[-1] - 3))
    assert cell_passages(wide, [cell(1, 3)]) == ()


def test_what_is_copied_are_the_chosen_cells_in_their_places_or_all(table: TablePage) -> None:
    assert selected_rows(table.grid, [cell(1, 0), cell(2, 1)]) == [["Orla", ""], ["", "95"]]
    assert selected_rows(table.grid, []) == table.grid.texts()


def test_a_moved_line_cuts_the_words_anew(table: TablePage) -> None:
    moved = table.with_grid(grids.move_line(table.grid, False, 1, table.grid.ys[2] - 3))
    assert moved.grid.texts()[0] == ["Port Orla", "2024 120", "2025 -7"]


@pytest.mark.parametrize(
    ("page", "box", "said"),
    [
        (2, BOX, "no page 2"),
        (1, Rect(50, 50, 50, 90), "box is empty"),
        (1, Rect(280, 180, 295, 195), "no words in this box"),
    ],
)
def test_what_cannot_be_read_is_said(
    session: Session, ships: Evidence, page: int, box: Rect, said: str
) -> None:
    with pytest.raises(BadInputError, match=said):
        read_table(session, ships, page, box)


def test_only_pdfs_have_tables(session: Session) -> None:
    note = attaching.attach_bytes(session, b"a,b\n1,2\n", "note.txt")
    with pytest.raises(BadInputError, match="no PDF"):
        read_table(session, note, 1, BOX)


@pytest.mark.parametrize("kind", ["html", "json", "pdf"])
def test_a_report_names_the_headers_of_a_cited_cell(
    session: Session, article: ArticleSummary, cite: Callable[..., list[Citation]], tmp_path: Path, kind: str
) -> None:
    cite(cell(2, 1))
    target = tmp_path / f"report.{kind}"
    export(session, article, target)
    if kind == "pdf":
        evidence = attaching.attach_bytes(session, target.read_bytes(), "report.pdf")
        said = " ".join(" ".join(page.text.split()) for page in session.page_texts(evidence))
    else:
        said = target.read_text(encoding="utf-8")
    assert "Harrow Sound / 2024" in said
