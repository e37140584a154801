"""The whole article's state in one narrow strip beside the scroll bar."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import ceil
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from workbench.core.anchor import Span
from workbench.core.claim import Claim
from workbench.core.verdict import Verdict
from workbench.ui.theme import Theme

WIDTH: Final = 18
INSET: Final = 3
TALLEST: Final = 32  # px that an average band may be high: a short article leaves the rest of the strip empty
_FEWEST: Final = 4  # bands that the strip is made for at least
FEW: Final = 100  # changed claims: beyond, all rows are drawn again
# Where many claims share a row of pixels, the one that most needs somebody shows.
_URGENCY: Final = {
    Verdict.NOT_A_CLAIM: 1,
    Verdict.VERIFIED: 2,
    Verdict.UNREVIEWED: 3,
    Verdict.UNSOURCED: 4,
    Verdict.DISPUTED: 5,
}
_BY_URGENCY: Final = {urgency: verdict for verdict, urgency in _URGENCY.items()}
# What is inked of a row, as (start, end) shares of the strip's width: told apart without colour, even
# in a row one pixel high.
_PATTERN: Final = {
    Verdict.VERIFIED: ((0.0, 1.0),),
    Verdict.DISPUTED: ((0.0, 0.4), (0.6, 1.0)),
    Verdict.UNSOURCED: ((0.0, 0.2), (0.4, 0.6), (0.8, 1.0)),
    Verdict.UNREVIEWED: ((0.42, 0.58),),
    Verdict.NOT_A_CLAIM: (),
}


class HeatStrip(QWidget):
    """A band for each claim, high by its share of the text; the viewport is a frame on it.

    10,000 claims are drawn once; a new verdict redraws the rows it touches.
    """

    jump = Signal(float)  # share of the text, 0 to 1, that the user points at

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._length = 1
        self._claims: list[Claim] = []
        self._starts: list[int] = []
        self._numbers: dict[str, int] = {}
        self._rows: list[int] = []  # urgency by row of pixels, 0 where no claim stands
        self._pixmap: QPixmap | None = None
        self._view = Span(0, 0)
        self.setFixedWidth(WIDTH)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Overview of the article"))
        theme.changed.connect(self._redraw)

    def sizeHint(self) -> QSize:
        """As narrow as it is."""
        return QSize(WIDTH, 200)

    def set_claims(self, claims: Sequence[Claim], length: int) -> None:
        """Show `claims` (sorted, not overlapping) of a text of `length` code points."""
        self._claims = list(claims)
        self._starts = [claim.start for claim in self._claims]
        self._numbers = {claim.uid: number for number, claim in enumerate(self._claims)}
        self._length = max(1, length)
        self._redraw()

    def update_claims(self, claims: Sequence[Claim]) -> None:
        """Show new verdicts of some claims; redraws their rows alone."""
        for claim in claims:
            number = self._numbers.get(claim.uid)
            if number is None:
                continue
            self._claims[number] = claim
            if self._pixmap is not None and len(claims) <= FEW:
                self._redraw_rows(*self._rows_of(claim))
        if len(claims) > FEW:
            self._redraw()

    def set_viewport(self, span: Span) -> None:
        """Frame the code points that are in sight."""
        if span != self._view:
            self._view = span
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.inks.paper)
        if not self._claims:
            return
        painter.drawPixmap(0, 0, self._drawn())
        if self._view.start <= self._starts[0] and self._view.end >= self._claims[-1].end:
            return  # everything is in sight: a frame would say nothing
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = QColor(self._theme.inks.focus)
        painter.setPen(QPen(focus, 1.5))
        focus.setAlpha(28)
        painter.setBrush(focus)
        painter.drawRoundedRect(self._frame(), 3, 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._redraw()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._claims:
            self._point_at(event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self._claims:
            self._point_at(event.position().y())

    def _point_at(self, y: float) -> None:
        self.jump.emit(min(max(y / max(1, self._extent), 0.0), 1.0))

    @property
    def _extent(self) -> int:
        """How much of the strip's height the article takes."""
        return min(self.height(), TALLEST * max(_FEWEST, len(self._claims)))

    def _frame(self) -> QRectF:
        scale = self._extent / self._length
        top = self._view.start * scale
        height = max(8.0, (self._view.end - self._view.start) * scale)
        return QRectF(1, min(top, self._extent - height) + 1, WIDTH - 2, height - 2)

    def _redraw(self) -> None:
        self._pixmap = None
        self.update()

    def _rows_of(self, claim: Claim) -> tuple[int, int]:
        rows = len(self._rows)
        first = min(claim.start * rows // self._length, rows - 1)
        return first, max(first + 1, ceil(claim.end * rows / self._length))

    def _drawn(self) -> QPixmap:
        if self._pixmap is None:
            ratio = self.devicePixelRatioF()
            self._rows = [0] * max(1, round(self._extent * ratio))
            self._pixmap = QPixmap(round(WIDTH * ratio), len(self._rows))
            for claim in self._claims:
                self._count(claim)
            self._paint_rows(0, len(self._rows))
        return self._pixmap

    def _count(self, claim: Claim) -> None:
        urgency = _URGENCY[claim.verdict]
        for row in range(*self._rows_of(claim)):
            if row < len(self._rows) and urgency > self._rows[row]:
                self._rows[row] = urgency

    def _redraw_rows(self, first: int, last: int) -> None:
        """Rows `first` to `last` (exclusive), from the claims that reach into them."""
        rows = len(self._rows)
        self._rows[first:last] = [0] * (min(last, rows) - first)
        begin = bisect_right(self._starts, first * self._length // rows) - 1
        end = bisect_left(self._starts, ceil(last * self._length / rows))
        for claim in self._claims[max(0, begin - 1) : end + 1]:
            self._count(claim)
        self._paint_rows(first, min(last, rows))
        ratio = self.devicePixelRatioF()
        self.update(QRect(0, int(first / ratio) - 1, WIDTH, int((last - first) / ratio) + 3))

    def _paint_rows(self, first: int, last: int) -> None:
        assert self._pixmap is not None
        inks = self._theme.inks
        width = self._pixmap.width()
        inset = INSET * width // WIDTH
        self._pixmap.setDevicePixelRatio(1)
        with QPainter(self._pixmap) as painter:
            painter.fillRect(0, first, width, last - first, inks.paper)
            row = first
            while row < last:
                urgency, top = self._rows[row], row
                while row < last and self._rows[row] == urgency:
                    row += 1
                verdict = _BY_URGENCY.get(urgency)
                if verdict is not None:
                    for start, end in _PATTERN[verdict]:
                        left = inset + round(start * (width - 2 * inset))
                        right = inset + round(end * (width - 2 * inset))
                        painter.fillRect(left, top, right - left, row - top, inks.ink[verdict])
        self._pixmap.setDevicePixelRatio(self.devicePixelRatioF())
