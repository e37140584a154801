"""The whole article as a column of blocks, laid out where it is looked at and guessed elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Final

from workbench.core.anchor import Span
from workbench.core.article import Block, BlockKind
from workbench.ui.source.setblock import SetBlock
from workbench.ui.source.typeset import Typesetter

PIECE: Final = 6000  # code points: a longer block is laid out in pieces, so that none takes long
KEPT: Final = 200  # blocks whose lines are kept
_BULLET: Final = re.compile(r"(?:[-*+•–·]|\(?\w{1,3}[.)])\s")


class Flow:
    """Blocks one below the other. Vertical places are logical pixels from the top of the first block's gap.

    Heights that have not been settled are estimates; `tops` follow whatever is known.
    """

    def __init__(self, text: str, blocks: Sequence[Block], typesetter: Typesetter, width: int) -> None:
        self.text = text
        self.blocks = list(_set_blocks(text, blocks, typesetter))
        self._starts = [block.span.start for block in self.blocks]
        self._laid: OrderedDict[int, None] = OrderedDict()
        self.fit(width)

    def fit(self, width: int) -> None:
        """Take another column width: every height is a guess again."""
        self.width = width
        self._tops: list[int] | None = None
        self._laid.clear()
        self._unmeasured = 0
        for block in self.blocks:
            block.estimate(width)

    @property
    def height(self) -> int:
        """Of all blocks."""
        return self._all_tops()[-1]

    @property
    def settled(self) -> bool:
        """True when no height is a guess any more."""
        return self._unmeasured >= len(self.blocks)

    def top(self, number: int) -> int:
        """Where block `number`, with its gap, begins."""
        return self._all_tops()[number]

    def body(self, number: int) -> int:
        """Where the first line of block `number` begins."""
        return self._all_tops()[number] + self.blocks[number].gap

    def block_at(self, y: float) -> int:
        """The block at height `y`, the nearest if there is none."""
        return min(max(bisect_right(self._all_tops(), y) - 1, 0), len(self.blocks) - 1)

    def block_of(self, offset: int) -> int:
        """The block that holds the code point `offset`, or the last one before it."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def blocks_of(self, span: Span) -> range:
        """The blocks that `span` touches."""
        return range(self.block_of(span.start), self.block_of(max(span.start, span.end - 1)) + 1)

    def lay(self, numbers: Iterable[int]) -> bool:
        """Lay out these blocks; True when a height changed. Blocks not asked for lately are let go."""
        changed = False
        for number in numbers:
            block = self.blocks[number]
            if block.layout is None:
                before = block.height
                block.lay(self.text, self.width)
                changed |= block.height != before
            self._laid[number] = None
            self._laid.move_to_end(number)
        while len(self._laid) > KEPT:
            oldest, _ = self._laid.popitem(last=False)
            self.blocks[oldest].drop()
        if changed:
            self._tops = None
        return changed

    def measure_next(self) -> None:
        """Settle the height of the next block that is still a guess."""
        block = self.blocks[self._unmeasured]
        self._unmeasured += 1
        if not block.exact:
            before = block.height
            block.measure(self.text, self.width)
            if block.height != before:
                self._tops = None

    def _all_tops(self) -> list[int]:
        if self._tops is None:
            self._tops = list(accumulate((block.height for block in self.blocks), initial=0))
        return self._tops


def _set_blocks(text: str, blocks: Sequence[Block], typesetter: Typesetter) -> Iterable[SetBlock]:
    after = 0
    for block in blocks:
        style = typesetter.style(block.kind, block.level)
        gap = max(after, style.before)
        marker = _marker(text, block) if block.kind is BlockKind.LIST_ITEM else ""
        for start, end in _pieces(text, block.start, block.end):
            yield SetBlock(Span(start, end), style, gap, marker, typesetter.right_to_left)
            gap, marker = 0, ""
        after = style.after


def _pieces(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """`start` to `end` in stretches of about PIECE code points, cut at blanks."""
    cuts = [start]
    while end - cuts[-1] > PIECE * 3 // 2:
        cut = cuts[-1] + PIECE
        blank = text.rfind(" ", cuts[-1] + PIECE // 2, cut)
        cuts.append(cut if blank < 0 else blank + 1)
    return pairwise([*cuts, end])


def _marker(text: str, block: Block) -> str:
    """What stands before a list item: its own sign from the text before it, or a bullet.

    Empty when the block's text brings it along.
    """
    if _BULLET.match(text, block.start, block.end):
        return ""
    before = text[text.rfind("\n", 0, block.start) + 1 : block.start].strip()
    if before and len(before) <= 4 and before not in "-*+":
        return before
    return "•"
