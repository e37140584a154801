"""Typed blocks of plain text: which lines are headings, items, captions, cells or left-overs of a page."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from workbench.core.anchor import Span
from workbench.core.article import Block, BlockKind
from workbench.text.boilerplate import is_boilerplate
from workbench.text.language import UNKNOWN
from workbench.text.lines import units
from workbench.text.listing import BULLETS
from workbench.text.sentences import split_unit
from workbench.text.stops import CLOSING

_HEADING_LENGTH: Final = 100  # code points
_HEADING_WORDS: Final = 14
_HEADLINE_LENGTH: Final = 200
_HEADLINE_WORDS: Final = 30
_IDEOGRAPHIC_LENGTH: Final = 30
_LOOK_AHEAD: Final = 4  # headings may stand over one another

_ITEM: Final = re.compile(
    rf"(?:[{BULLETS}]\s*|[-*+]\s+|\(?(?:\d{{1,3}}|[A-Za-z]|[ivx]{{2,5}})(?:\.\)|[.)])\s+)\S"
)
_CAPTION: Final = re.compile(
    r"\(?(?:(?:photo|image|picture|illustration|caption|photograph|graphic|figure|video|"
    r"credit|foto|bild|abbildung|grafik|"
    r"légende|crédit|imagen|imagem|immagine|didascalia|afbeelding|фото|图片?|圖片?|写真)"
    r"s?(?:\s(?:by|de|von|di|credit))?\s*"
    r"[\d.]*\s*[:：/|©]|(?:fig(?:ure)?|abb(?:ildung)?|table|tabelle|tableau|tabla|рис|图|圖|表)\.?\s?\d+[.:：]?\s"
    r"|\(?(?:photo|foto|image)(?:graph)?\s(?:by|von|de)\s)",
    re.IGNORECASE,
)
_CAPTION_END: Final = re.compile(
    r"\((?:photo|foto|image|picture|bild)\b[^()]{0,80}\)$|\b(?:/ ?AFP|Getty Images|/ ?Reuters)\)?$", re.I
)
# Who took or drew a picture, after what it shows: "... bench. Photograph: M. Field", "(AP Photo/M. Field)".
_CREDIT: Final = re.compile(
    r"(?:(?:^|[.!?。)\]»”\"]\s+|\()(?:photo(?:graph|graphie)?s?|foto(?:grafi[ae])?s?|bild|image|picture|"
    r"illustration|graphic|grafik|cr[ée]dits?(?:\s+photos?)?|photo\s+credit|fotocredit|cr[ée]dito)"
    r"(?:\s*[:：©/]\s*|\s+(?:by|von|de|di|par|por)\s+)[^\s.:][^.!?:]{0,60}(?:\.\s?[^.!?:]{0,40}){0,3}"
    r"|\((?:AP|AFP|EPA|dpa|Reuters|Getty)[ /](?:Photo|Images|Foto)?[^()]{0,60})\)?\.?$",
    re.IGNORECASE,
)
_CLOSED: Final = re.compile(rf"[.!?…:;,。！？：；，؟۔।]{CLOSING}$")
_ASKING: Final = re.compile(rf"[.:;,…。：；，।]{CLOSING}$")
_TAIL: Final = 16  # code points at the end of a unit that show whether it is closed
_IDEOGRAPH: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def plain_blocks(text: str, language: str = UNKNOWN) -> list[Block]:
    """The blocks of a canonical plain text, in order; each non-blank code point lies in one. Linear.

    `language` is a BCP 47 code: a line that holds more than one sentence of it is no heading.
    """
    spans = units(text)
    leftover = [is_boilerplate(text[start:end][:200]) if end - start < 200 else False for start, end in spans]
    headings = _headings(text, spans, leftover, language)
    found: list[Block] = []
    for number, span in enumerate(spans):
        if leftover[number]:
            found.append(Block(BlockKind.BOILERPLATE, *span))
        elif number in headings:
            level = headings[number]
            found.append(Block(BlockKind.HEADLINE if level == 1 else BlockKind.HEADING, *span, level))
        else:
            found += _body(text, span)
    return found


def _headings(text: str, spans: list[Span], leftover: list[bool], language: str) -> dict[int, int]:
    """The numbers of the units that are headings, with their levels: the headline 1, the others 2."""
    body = [number for number, left in enumerate(leftover) if not left]
    spaced = _is_spaced(text, spans)
    candidates = {
        n
        for n in body
        if _heading_like(text, spans[n], language) and (not spaced or _stands_alone(text, spans, n))
    }
    levels: dict[int, int] = {}
    for place, number in enumerate(body):
        ahead = body[place + 1 : place + 1 + _LOOK_AHEAD]
        if number in candidates and _heads_something(text, spans, ahead, candidates):
            levels[number] = 2
    if len(body) > 1 and _headline_like(text, spans[body[0]], language):
        levels[body[0]] = 1
    return levels


def _is_spaced(text: str, spans: list[Span]) -> bool:
    """Does the text part its paragraphs by blank lines?"""
    gaps = [text[a.end : b.start].count("\n") for a, b in pairwise(spans)]
    return sum(gap > 1 for gap in gaps) > 0.3 * len(gaps)


def _stands_alone(text: str, spans: list[Span], number: int) -> bool:
    """Is there a blank line before it (or nothing)? A heading may sit right on its paragraph."""
    return number == 0 or text.count("\n", spans[number - 1].end, spans[number].start) > 1


def _heads_something(text: str, spans: list[Span], ahead: list[int], candidates: set[int]) -> bool:
    """Does running text follow, at once or after further headings?"""
    first = next((number for number in ahead if number not in candidates), None)
    if first is None:
        return False
    start, end = spans[first]
    return end - start > 60 or _CLOSED.search(text, max(start, end - _TAIL), end) is not None


def _heading_like(text: str, span: Span, language: str) -> bool:
    """Short, without a closing stop, in one line, of one sentence, and beginning like a title."""
    line = text[span.start : span.end] if span.end - span.start <= _HEADING_LENGTH else ""
    return _is_title(line, _HEADING_WORDS) and _CLOSED.search(line) is None and _is_single(line, language)


def _headline_like(text: str, span: Span, language: str) -> bool:
    """As a heading, but it may be longer, and may ask or exclaim."""
    line = text[span.start : span.end] if span.end - span.start <= _HEADLINE_LENGTH else ""
    return _is_title(line, _HEADLINE_WORDS) and _ASKING.search(line) is None and _is_single(line, language)


def _is_single(line: str, language: str) -> bool:
    """Is it one sentence? A heading stays whole, so it must never swallow a second one."""
    return len(split_unit(line, 0, len(line), language)) == 1


def _is_title(line: str, most_words: int) -> bool:
    if not line or "\n" in line or "\t" in line or len(line.split()) > most_words:
        return False
    if _ITEM.match(line) and not line[0].isdigit():
        return False
    if _is_caption(line):
        return False
    if line[0] in ">-–—*+" or not any(char.isalpha() for char in line):
        return False
    if _IDEOGRAPH.search(line) and len(line) > _IDEOGRAPHIC_LENGTH and len(line.split()) < 4:
        return False
    first = next(char for char in line if char.isalnum())
    return not first.islower()


def _body(text: str, span: Span) -> list[Block]:
    """The block, or the cells, of a unit that is neither heading nor left-over."""
    start, end = span
    line = text[start : min(end, start + 400)]
    if "\t" in line and "\n" not in line and end - start < 4000:
        cells = [
            Span(start + cell.start(), start + cell.end()) for cell in re.finditer(r"[^\t]+", text[start:end])
        ]
        return [
            Block(BlockKind.TABLE_CELL, *cut) for cell in cells if (cut := _trim(text, cell)).start < cut.end
        ]
    if line.startswith(">"):
        return [Block(BlockKind.BLOCK_QUOTE, start, end)]
    if _is_caption(line, whole=end - start < 400):
        return [Block(BlockKind.CAPTION, start, end)]
    if _ITEM.match(line):
        return [Block(BlockKind.LIST_ITEM, start, end, _nesting(text, start))]
    return [Block(BlockKind.PARAGRAPH, start, end)]


def _is_caption(line: str, *, whole: bool = True) -> bool:
    """Does a line begin as captions do or, when it is `whole`, end by naming who took the picture?"""
    if _CAPTION.match(line):
        return True
    return whole and (_CAPTION_END.search(line) or _CREDIT.search(line)) is not None


def _trim(text: str, span: Span) -> Span:
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, start + len(piece.strip()))


def _nesting(text: str, start: int) -> int:
    """How deep a list item lies, from 1, by its indentation (a tab or two blanks a level, at most 9)."""
    low = max(0, start - 32)
    indent = text[low:start].rpartition("\n")[2].replace("\t", "  ")
    return min(9, 1 + len(indent) // 2) if not indent.strip() else 1
