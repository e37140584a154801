"""The marks beside the text: the verdict's sign at the line where a sentence begins, none on another."""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPixmap

from workbench.core.verdict import Verdict
from workbench.ui.theme import MARK, Theme

SIZE: Final = 20  # px at 100 %, of which the sign itself fills three quarters
SMALL: Final = 15  # px
OPEN: Final = 0.72  # what nobody decided on takes less room than what somebody did


def places(count: int, room: QRectF, size: float, *, rtl: bool) -> list[QRectF]:
    """`count` squares beside a line, in reading order, side by side against the text.

    `room` is the margin beside the line, `size` the wish. Where they do not fit they shrink, in two rows if
    that leaves them larger. They never overlap and never leave `room`.
    """
    rows, columns = 1, max(1, count)
    side = min(size, room.height(), room.width() / columns)
    halves = (count + 1) // 2
    if count > 2 and (stacked := min(room.height() / 2, room.width() / halves)) > side:
        rows, columns, side = 2, halves, stacked
    top = room.center().y() - rows * side / 2
    squares: list[QRectF] = []
    for number in range(count):
        row, column = divmod(number, columns)
        in_row = min(columns, count - row * columns)
        if rtl:
            left = room.left() + (in_row - column - 1) * side
        else:
            left = room.right() - (in_row - column - 1) * side - side
        squares.append(QRectF(left, top + row * side, side, side))
    return squares


class Marks:
    """The signs as pixmaps, drawn once for each verdict, size, ink and screen."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._cache: dict[tuple[Verdict, int, str, float], QPixmap] = {}

    @property
    def ready(self) -> bool:
        """False until `warm`: the first icon of the program is slow and must not hold up the first page."""
        return bool(self._cache) or "qtawesome" in sys.modules

    def warm(self) -> None:
        """Load the icon font now."""
        self._theme.icon(MARK[Verdict.VERIFIED])

    def pixmap(self, verdict: Verdict, side: float, ratio: float) -> QPixmap:
        """The sign of `verdict`, `side` logical pixels wide, for a screen of that device pixel ratio."""
        ink: QColor = self._theme.inks.ink[verdict]
        key = (verdict, round(side), ink.name(), ratio)
        pixmap = self._cache.get(key)
        if pixmap is None:
            pixmap = self._theme.mark(verdict).pixmap(QSize(round(side), round(side)), ratio)
            self._cache[key] = pixmap
        return pixmap

    @staticmethod
    def place(verdict: Verdict, square: QRectF) -> QRectF:
        """The part of `square` that the sign of `verdict` takes; in a small one, all of it."""
        if verdict not in (Verdict.UNREVIEWED, Verdict.NOT_A_CLAIM) or square.width() < SMALL:
            return square
        inset = square.width() * (1 - OPEN) / 2
        return square.adjusted(inset, inset, -inset, -inset)
