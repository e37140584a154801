"""The sheet under the viewport: what stands where on the screen, and what must stay where it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF

from workbench.core.anchor import Span
from workbench.core.article import Block
from workbench.ui.source.claimindex import ClaimIndex
from workbench.ui.source.flow import Flow
from workbench.ui.source.setblock import SetBlock
from workbench.ui.source.typeset import Column, Typesetter


class Anchor(NamedTuple):
    """A code point and the height on the screen that its line's top stands at."""

    offset: int
    y: float


@dataclass(frozen=True, slots=True)
class Hit:
    """What a point lies on: the character, the gap between characters nearest to it (code points)."""

    character: int
    gap: int
    on_text: bool


class Sheet:
    """An article in a viewport of `width` by `height`, scrolled to `y`; all in logical pixels.

    Methods that speak of the screen lay out the blocks they need. Laying out corrects guessed heights above
    and below; what is visible and already laid out keeps its place on the screen.
    """

    def __init__(self, text: str, blocks: Sequence[Block], typesetter: Typesetter) -> None:
        self.text = text
        self.claims = ClaimIndex()
        self._source = tuple(blocks)
        self.width = self.height = 1
        self.y = 0
        self.adopt(typesetter)

    def adopt(self, typesetter: Typesetter) -> None:
        """Set the article anew, in other sizes or faces."""
        self.typesetter = typesetter
        self.column: Column = typesetter.column(self.width)
        self.flow = Flow(self.text, self._source, typesetter, self.column.width)
        self.head = typesetter.scaled(40)

    @property
    def empty(self) -> bool:
        """True when there is nothing to show."""
        return not self.flow.blocks

    @property
    def full_height(self) -> int:
        """Of the page, with its margins; room below so that the last line can be read in comfort."""
        return self.head + self.flow.height + max(self.head, self.height // 4)

    @property
    def lowest(self) -> int:
        """The largest `y` that shows no more than the end of the page."""
        return max(0, self.full_height - self.height)

    def resize(self, width: int, height: int) -> None:
        """Fit another viewport; the text is set anew only when the column's width changes."""
        self.width, self.height = max(1, width), max(1, height)
        column = self.typesetter.column(self.width)
        if column.width != self.column.width:
            self.flow.fit(column.width)
        self.column = column

    def below(self, y: float) -> bool:
        """Whether the height `y` of the screen lies under the last line of the page."""
        return y > self.head + self.flow.height - self.y

    def visible(self) -> range:
        """The blocks in the viewport as far as heights are known."""
        if self.empty:
            return range(0)
        first = self.flow.block_at(self.y - self.head)
        return range(first, self.flow.block_at(self.y - self.head + self.height) + 1)

    def settle(self, anchor: int | None = None) -> None:
        """Lay out what is visible. Block `anchor`, else the first one laid out already, does not move."""
        blocks = self.flow.blocks
        while True:
            shown = self.visible()
            if all(blocks[number].layout is not None for number in shown):
                self.flow.lay(shown)  # they are in use: keep them
                return
            if anchor is None:
                anchor = next((n for n in shown if blocks[n].exact), shown.start)
            offset = self.flow.top(anchor) - self.y
            self.flow.lay(shown)
            self.y = min(max(self.flow.top(anchor) - offset, 0), self.lowest)

    def measure(self, until: float) -> None:
        """Settle heights out of sight until the clock (perf_counter) says so; nothing in sight moves."""
        first = self.visible().start
        offset = self.flow.top(first) - self.y
        while not self.flow.settled and perf_counter() < until:
            self.flow.measure_next()
        self.y = self.flow.top(first) - offset

    def anchor(self, preferred: Span | None = None) -> Anchor | None:
        """What to hold on to while everything is set anew: `preferred` if in sight, else the first line."""
        if self.empty:
            return None
        if preferred is not None:
            top, _ = self.extent(preferred)
            if 0 <= top < self.height:
                return Anchor(preferred.start, top)
        hit = self.hit(QPointF(self.column.left, 0))
        return Anchor(hit.character, self.extent(Span(hit.character, hit.character + 1))[0])

    def place(self, anchor: Anchor) -> None:
        """Scroll so that the anchor's line stands at its height on the screen."""
        number = self.flow.block_of(anchor.offset)
        self.flow.lay([number])
        block = self.flow.blocks[number]
        line = block.lines[block.line_of(block.unit(anchor.offset))] if block.lines else None
        top = self.head + self.flow.body(number) + (line.top if line else 0)
        self.y = min(max(round(top - anchor.y), 0), self.lowest)
        self.settle(number)

    def extent(self, span: Span) -> tuple[float, float]:
        """Top and bottom on the screen of the lines of `span`."""
        numbers = self.flow.blocks_of(span)
        self.flow.lay({numbers[0], numbers[-1]})
        first, last = self.flow.blocks[numbers[0]], self.flow.blocks[numbers[-1]]
        if not (first.lines and last.lines):
            return self.origin(numbers[0]).y(), self.origin(numbers[-1]).y()
        top = first.lines[first.line_of(first.unit(span.start))].top
        bottom = last.lines[last.line_of(max(0, last.unit(span.end) - 1))].bottom
        return self.origin(numbers[0]).y() + top, self.origin(numbers[-1]).y() + bottom

    def origin(self, number: int) -> QPointF:
        """Where the text of block `number` begins on the screen."""
        return QPointF(self.column.left, self.head + self.flow.body(number) - self.y)

    def hit(self, point: QPointF) -> Hit:
        """The text nearest to a point of the screen. The sheet must not be empty."""
        number = self.flow.block_at(self.y - self.head + point.y())
        self.flow.lay([number])
        block = self.flow.blocks[number]
        inside = point - self.origin(number)
        if not block.lines:
            return Hit(block.span.start, block.span.start, False)
        line = block.line_at(inside.y())
        box = block.lines[line]
        on_text = box.top <= inside.y() < box.bottom and box.left <= inside.x() < box.right
        character = block.offset(block.unit_at(line, inside.x(), between=False))
        gap = block.offset(block.unit_at(line, inside.x(), between=True))
        return Hit(min(character, max(block.span.start, block.span.end - 1)), gap, on_text)

    def rows(self, span: Span) -> Iterator[tuple[SetBlock, int, QRectF]]:
        """The lines of `span` in sight: block, line number, and the rectangle from line top to bottom."""
        shown = self.visible()
        for number in self.flow.blocks_of(span):
            block = self.flow.blocks[number]
            if number not in shown or block.layout is None:
                continue
            origin = self.origin(number)
            for line, left, right in block.segments(span):
                box = block.lines[line]
                rect = QRectF(origin.x() + left, origin.y() + box.top, right - left, box.bottom - box.top)
                yield block, line, rect

    def shown_text(self) -> Span:
        """The code points of the blocks in the viewport."""
        shown = self.visible()
        blocks = self.flow.blocks
        return Span(blocks[shown[0]].span.start, blocks[shown[-1]].span.end) if shown else Span(0, 0)

    def visible_text(self) -> Span:
        """The code points in the viewport, to the block and within blocks in proportion."""
        if self.empty:
            return Span(0, 0)
        return Span(self._offset_near(0), self._offset_near(self.height))

    def _offset_near(self, y: float) -> int:
        place = self.y - self.head + y
        number = self.flow.block_at(place)
        block = self.flow.blocks[number]
        part = (place - self.flow.top(number)) / max(1, block.height)
        return block.span.start + round(min(max(part, 0), 1) * (block.span.end - block.span.start))
