"""Where a caret may stand: between characters as the script sees them, and at the starts of words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextLayout

from workbench.core.anchor import Span
from workbench.ui.source.setblock import SetBlock
from workbench.ui.source.sheet import Sheet

SHOWN: Final = 24  # code points of the words named in a menu
_WORDS: Final = QTextLayout.CursorMode.SkipWords


def step(sheet: Sheet, offset: int, direction: int, *, by_word: bool) -> int:
    """The next place for the caret after `offset`, before it for `direction` -1; may enter another block."""
    number = sheet.flow.block_of(offset)
    blocks = sheet.flow.blocks
    if direction > 0 and offset >= blocks[number].span.end and number + 1 < len(blocks):
        return blocks[number + 1].span.start
    if direction < 0 and offset <= blocks[number].span.start and number > 0:
        return blocks[number - 1].span.end
    block, layout = _laid(sheet, number)
    mode = _WORDS if by_word else QTextLayout.CursorMode.SkipCharacters
    move = layout.nextCursorPosition if direction > 0 else layout.previousCursorPosition
    return block.offset(move(block.unit(offset), mode))


def snapped(sheet: Sheet, offset: int) -> int:
    """`offset`, or the nearest start of a word when it lies inside one."""
    block, layout = _laid(sheet, sheet.flow.block_of(offset))
    unit = block.unit(offset)
    before = layout.previousCursorPosition(min(unit + 1, len(layout.text())), _WORDS)
    after = layout.nextCursorPosition(unit, _WORDS)
    if before == unit:
        return offset
    return block.offset(before if unit - before <= after - unit else after)


def next_words(text: str, span: Span) -> str:
    """The first words of `span`, short enough for a menu."""
    words = " ".join(text[span.start : min(span.end, span.start + 2 * SHOWN)].split())
    return words if len(words) <= SHOWN else words[:SHOWN].rsplit(" ", 1)[0] + "…"


def point_of(sheet: Sheet, offset: int) -> QPointF:
    """The middle of the line at `offset` on the screen."""
    number = sheet.flow.block_of(offset)
    block, _ = _laid(sheet, number)
    if not block.lines:
        return sheet.origin(number)
    line = block.line_of(block.unit(offset))
    box = block.lines[line]
    return sheet.origin(number) + QPointF(block.x_of(line, block.unit(offset)), (box.top + box.bottom) / 2)


def _laid(sheet: Sheet, number: int) -> tuple[SetBlock, QTextLayout]:
    sheet.flow.lay([number])
    block = sheet.flow.blocks[number]
    assert block.layout is not None
    return block, block.layout
