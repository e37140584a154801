"""What stands and what is drawn within a box: words, lines of text, and rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from workbench.core.anchor import Rect

SNAP: Final = 3.0  # points; rules nearer than this are one (a thin rectangle has two edges)
_MOST_RULES: Final = 600  # in one direction; the longest count
_AIR: Final = 6.0  # points between the words and the outer lines


class Rule(NamedTuple):
    """A drawn line, upright or level: `at` across it, from `start` to `end` along it."""

    at: float
    start: float
    end: float


class Word(NamedTuple):
    """A word, or several that belong together, with its rectangle."""

    x0: float
    y0: float
    x1: float
    y1: float
    text: str

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


Line = list[Word]  # from left to right


def words_in(box: Rect, text: str, rects: Sequence[Rect]) -> list[Word]:
    words: list[Word] = []
    current: Word | None = None
    for sign, rect in zip(text, rects, strict=True):
        x, y = (rect.x0 + rect.x1) / 2, (rect.y0 + rect.y1) / 2
        inside = box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1 and rect.x1 > rect.x0 and rect.y1 > rect.y0
        if sign.isspace() or not inside:
            if current is not None:
                words.append(current)
            current = None
        elif current is not None and _adjoins(current, rect):
            current = Word(
                min(current.x0, rect.x0), min(current.y0, rect.y0),
                max(current.x1, rect.x1), max(current.y1, rect.y1), current.text + sign,
            )  # fmt: skip
        else:
            if current is not None:
                words.append(current)
            current = Word(*rect, sign)
    if current is not None:
        words.append(current)
    return words


def _adjoins(word: Word, rect: Rect) -> bool:
    high = min(word.y1 - word.y0, rect.y1 - rect.y0)
    level = min(word.y1, rect.y1) - max(word.y0, rect.y0) > 0.3 * high
    return level and -2 * high < rect.x0 - word.x1 < 0.6 * high


def lines_of(words: Sequence[Word]) -> list[Line]:
    lines: list[Line] = []
    for word in sorted(words, key=lambda word: word.middle):
        if lines:
            line = lines[-1]
            middle = sum(one.middle for one in line) / len(line)
            if word.middle - middle <= 0.45 * min(word.y1 - word.y0, max(one.y1 - one.y0 for one in line)):
                line.append(word)
                continue
        lines.append([word])
    return [sorted(line) for line in lines]


def phrases_of(line: Line, gap: float, uprights: Sequence[Rule]) -> Line:
    """The line's words joined where no more than `gap`, and no upright rule, parts them."""
    joined: Line = []
    for word in line:
        before = joined[-1] if joined else None
        if before is None or word.x0 - before.x1 > gap or _parted(before, word, uprights):
            joined.append(word)
        else:
            joined[-1] = Word(
                before.x0, min(before.y0, word.y0), max(before.x1, word.x1), max(before.y1, word.y1),
                f"{before.text} {word.text}",
            )  # fmt: skip
    return joined


def _parted(left: Word, right: Word, uprights: Sequence[Rule]) -> bool:
    middle = (left.middle + right.middle) / 2
    return any(
        left.x1 - 1 <= rule.at <= right.x0 + 1 and rule.start <= middle <= rule.end for rule in uprights
    )


def bounds_of(box: Rect, lines: Sequence[Line], upright: Sequence[Rule], level: Sequence[Rule]) -> Rect:
    """The box, drawn in to the rules round its words, or to the words themselves with a little air."""
    words = [word for line in lines for word in line]
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    top, bottom = min(word.y0 for word in words), max(word.y1 for word in words)
    uprights, levels = _long(upright, top, bottom), _long(level, left, right)
    return Rect(
        max(box.x0, _outer(left, -1, uprights, level)),
        max(box.y0, _outer(top, -1, levels, upright)),
        min(box.x1, _outer(right, 1, uprights, level)),
        min(box.y1, _outer(bottom, 1, levels, upright)),
    )


def _long(rules: Iterable[Rule], start: float, end: float) -> list[float]:
    """Where rules stand that go along most of the way from `start` to `end`."""
    return [r.at for r in rules if min(r.end, end) - max(r.start, start) > 0.5 * (end - start)]


def _outer(edge: float, outwards: int, rules: Iterable[float], across: Sequence[Rule]) -> float:
    """The nearest of `rules` beyond `edge`, near or led to by a rule `across`; else a little beyond it."""
    ends = [rule.end if outwards > 0 else rule.start for rule in across if rule.start < edge < rule.end]
    beyond = [
        at
        for at in rules
        if (at - edge) * outwards > -1
        and (abs(at - edge) <= 3 * _AIR or any(abs(at - end) <= SNAP for end in ends))
    ]
    return min(beyond, key=lambda at: abs(at - edge), default=edge + outwards * _AIR)


def within(rules: Iterable[Rule], low: float, high: float, start: float, end: float) -> list[Rule]:
    return [
        Rule(rule.at, max(rule.start, start), min(rule.end, end))
        for rule in rules
        if low - SNAP <= rule.at <= high + SNAP and min(rule.end, end) - max(rule.start, start) > 1
    ]


def snapped(rules: Sequence[Rule], high: float) -> list[Rule]:
    """The rules with those that lie upon or beside each other joined; specks are left out."""
    bundles: list[list[Rule]] = []
    longest = sorted(rules, key=lambda rule: rule.start - rule.end)[:_MOST_RULES]
    for rule in sorted(longest):
        if bundles and rule.at - bundles[-1][-1].at <= SNAP and rule.at - bundles[-1][0].at <= 2 * SNAP:
            bundles[-1].append(rule)
        else:
            bundles.append([rule])
    joined = []
    for bundle in bundles:
        at = sum(rule.at for rule in bundle) / len(bundle)
        run: Rule | None = None
        for rule in sorted(bundle, key=lambda rule: rule.start):
            if run is not None and rule.start <= run.end + SNAP:
                run = Rule(at, run.start, max(run.end, rule.end))
            else:
                if run is not None:
                    joined.append(run)
                run = Rule(at, rule.start, rule.end)
        if run is not None:
            joined.append(run)
    return [rule for rule in joined if rule.end - rule.start > 0.6 * high]
