"""The characters of a recognised page with their places, as a text layer would give them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from itertools import pairwise

from workbench.core.anchor import Rect
from workbench.core.evidence import OcrPage, OcrWord
from workbench.evidence.pages import PageCharacters


class _Way(Enum):
    """Whither the text runs on the page as displayed; a page may lie on its side."""

    RIGHT = (0, 1)
    LEFT = (0, -1)
    DOWN = (1, 1)
    UP = (1, -1)


def characters_of(page: OcrPage) -> PageCharacters:
    """The text of `page` with a rectangle for each code point: equal shares of its word.

    A blank fills the gap between its words; a line break has an empty rectangle at the end of its line.
    """
    way = _way(page)
    rects: list[Rect] = []
    last: OcrWord | None = None
    for word in page.words:
        rects.extend(_between(page.text[len(rects) : word.start], last, word, way))
        rects.extend(_shares(word.rect, word.end - word.start, way))
        last = word
    end = _edge(last.rect, way) if last else Rect(0, 0, 0, 0)
    rects.extend([end] * (len(page.text) - len(rects)))
    return PageCharacters(page.page, page.text, tuple(rects))


def _way(page: OcrPage) -> _Way:
    """Most words follow the one before them in this direction."""
    steps = dict.fromkeys(_Way, 0)
    for one, other in pairwise(page.words):
        if "\n" in page.text[one.end : other.start]:
            continue
        across = (other.rect.x0 + other.rect.x1 - one.rect.x0 - one.rect.x1) / 2
        down = (other.rect.y0 + other.rect.y1 - one.rect.y0 - one.rect.y1) / 2
        if abs(across) >= abs(down):
            steps[_Way.RIGHT if across >= 0 else _Way.LEFT] += 1
        else:
            steps[_Way.DOWN if down > 0 else _Way.UP] += 1
    return max(_Way, key=steps.__getitem__)


def _between(gap: str, before: OcrWord | None, after: OcrWord, way: _Way) -> Iterator[Rect]:
    for sign in gap:
        if before is None or sign == "\n":
            yield _edge(before.rect if before else after.rect, way)
        else:
            yield _gap(before.rect, after.rect, way)


def _shares(rect: Rect, count: int, way: _Way) -> Iterator[Rect]:
    axis, sense = way.value
    low, high = (rect.x0, rect.x1) if axis == 0 else (rect.y0, rect.y1)
    edges = [round(low + (high - low) * number / count, 2) for number in range(count + 1)]
    pieces = list(pairwise(edges))
    for start, end in pieces if sense > 0 else reversed(pieces):
        yield Rect(start, rect.y0, end, rect.y1) if axis == 0 else Rect(rect.x0, start, rect.x1, end)


def _gap(one: Rect, other: Rect, way: _Way) -> Rect:
    if way in (_Way.LEFT, _Way.UP):
        one, other = other, one
    if way.value[0] == 0:
        top, bottom = max(one.y0, other.y0), min(one.y1, other.y1)
        return Rect(one.x1, top, max(one.x1, other.x0), max(top, bottom))
    left, right = max(one.x0, other.x0), min(one.x1, other.x1)
    return Rect(left, one.y1, max(left, right), max(one.y1, other.y0))


def _edge(rect: Rect, way: _Way) -> Rect:
    """The end of a line whose last word this is: no extent along it."""
    match way:
        case _Way.RIGHT:
            return Rect(rect.x1, rect.y0, rect.x1, rect.y1)
        case _Way.LEFT:
            return Rect(rect.x0, rect.y0, rect.x0, rect.y1)
        case _Way.DOWN:
            return Rect(rect.x0, rect.y1, rect.x1, rect.y1)
        case _Way.UP:
            return Rect(rect.x0, rect.y0, rect.x1, rect.y0)
