"""Tables: read within a box on a page, and their cells as passages that can be cited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.core.anchor import Passage, Quote, Rect
from workbench.core.errors import BadInputError
from workbench.core.evidence import Evidence
from workbench.core.grid import Grid, Slots, cut
from workbench.desk.characters import page_characters
from workbench.desk.session import Session
from workbench.evidence.grid import find_grid
from workbench.evidence.pages import PageCharacters
from workbench.text.matching import find_all


@dataclass(frozen=True, slots=True)
class TablePage:
    """A Grid with the characters of its page, from which its words are cut anew when a line moves."""

    grid: Grid
    characters: PageCharacters

    def with_grid(self, grid: Grid) -> TablePage:
        """`grid` with its words."""
        return TablePage(cut(grid, self.characters.text, self.characters.rects), self.characters)


def read_table(session: Session, evidence: Evidence, page: int, rect: Rect) -> TablePage:
    """The table within `rect` (PDF points, as displayed) of `page` (from 1).

    BadInputError in one sentence when there is no such page, no box, or not a word in it. Words that a
    machine read off a picture are cut as well as those of a text layer; there the gaps between them tell
    the columns.
    """
    _check(evidence, page, rect)
    grid = session.reader.grid(session.bytes_of(evidence), page, rect)
    characters = page_characters(session, evidence, page)
    if grid is None:
        grid = find_grid(page, rect, characters.text, characters.rects, (), ())
    if grid is None:
        raise BadInputError(
            f"There are no words in this box on page {page} of {evidence.name}; draw it round the table."
        )
    return TablePage(grid, characters)


def cell_passages(table: TablePage, cells: Iterable[Slots]) -> tuple[Passage, ...]:
    """Each of these cells as a Passage with its headers; cells without words are left out."""
    passages = []
    for slots in sorted(set(cells)):
        text = table.grid.cell_at(slots.top, slots.left).text
        if text:
            rect = table.grid.rect_of(slots)
            quote = _quote(text, rect, table.characters)
            headers = table.grid.headers_of(slots)
            passages.append(Passage(table.grid.page, quote, (rect,), headers=headers))
    return tuple(passages)


def selected_rows(grid: Grid, cells: Sequence[Slots]) -> list[list[str]]:
    """The words of these cells by row, of the whole table when there are none.

    What lies between them without being one of them is empty.
    """
    rows = grid.texts()
    if not cells:
        return rows
    kept = {(cell.top, cell.left) for cell in cells}
    top, bottom = min(c.top for c in cells), max(c.bottom for c in cells)
    left, right = min(c.left for c in cells), max(c.right for c in cells)
    return [[rows[r][c] if (r, c) in kept else "" for c in range(left, right)] for r in range(top, bottom)]


def _quote(text: str, rect: Rect, characters: PageCharacters) -> Quote:
    """The cell's words; with those before and behind them where they stand in one piece on the page."""
    for span in find_all(text, characters.text):
        if _inside(rect, characters.rects_of(span)):
            around = Quote.cut(characters.text, span)
            return Quote(text, around.prefix, around.suffix)
    return Quote(text)


def _inside(cell: Rect, rects: Sequence[Rect]) -> bool:
    middles = [((rect.x0 + rect.x1) / 2, (rect.y0 + rect.y1) / 2) for rect in rects]
    return all(cell.x0 <= x <= cell.x1 and cell.y0 <= y <= cell.y1 for x, y in middles)


def _check(evidence: Evidence, page: int, rect: Rect) -> None:
    if not evidence.is_pdf:
        raise BadInputError(f"{evidence.name} is no PDF; tables are read from the pages of PDFs only.")
    if page < 1 or (evidence.pages and page > evidence.pages):
        count = "only one page" if evidence.pages == 1 else f"{evidence.pages} pages"
        raise BadInputError(f"{evidence.name} has {count}; there is no page {page}.")
    if not (rect.x0 < rect.x1 and rect.y0 < rect.y1):
        raise BadInputError("The box is empty; give its left, top, right and bottom edges in PDF points.")
