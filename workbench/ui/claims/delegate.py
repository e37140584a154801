"""Paints a row of the claims list: number, mark, up to two lines of text, signs for citations and note."""

from __future__ import annotations

from typing import Final
from unicodedata import bidirectional

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from workbench.core.article import BlockKind
from workbench.core.claim import Claim
from workbench.core.verdict import Verdict
from workbench.ui.claims.look import NOTE, PAPERCLIP, SCALES, Pixmaps, gap, tabular
from workbench.ui.claims.model import CLAIM_ROLE, SHORT_ROLE
from workbench.ui.theme import Theme

_LONGEST: Final = 400  # code points laid out per row; two lines never hold more
_WIDE: Final = 16  # letters' heights: in narrower rows the text needs the room of the signs
_CACHED: Final = 1000  # rows whose line breaks are remembered
_TITLES: Final = (BlockKind.HEADLINE, BlockKind.HEADING)
_Index = QModelIndex | QPersistentModelIndex


def two_lines(text: str, font: QFont, width: int) -> tuple[str, str, bool]:
    """`text` broken at `width` logical pixels: first line, elided second line, whether it runs right to left.

    White space is collapsed; lone surrogates become question marks, so every text can be painted.
    """
    shown = " ".join(text[:_LONGEST].split()).encode("utf-8", "replace").decode()
    shown = shown.replace("\x9c", "\ufffd")  # Qt ends an elided text there
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(shown, font)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    line = layout.createLine()
    if line.isValid():
        line.setLineWidth(max(1, width))
    end = line.textLength() if line.isValid() else 0
    layout.endLayout()
    units = shown.encode("utf-16-le")  # Qt counts UTF-16 units, two bytes each
    first = units[: 2 * end].decode("utf-16-le", "replace").rstrip()
    rest = units[2 * end :].decode("utf-16-le", "replace")
    if len(text) > _LONGEST:
        rest += "…"
    second = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return first, second, _right_to_left(shown)


def _right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs right to left (Unicode, UAX 9, rule P2)."""
    for letter in text:
        kind = bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


class ClaimDelegate(QStyledItemDelegate):
    """Every row of one height; an empty row for anything that is not a Claim, never an exception."""

    def __init__(self, theme: Theme, view: QTreeView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._pixmaps = Pixmaps(theme, self)
        self._largest = 1
        self._broken: dict[tuple[str, int, bool], tuple[str, str, bool]] = {}
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_largest(self, number: int) -> None:
        """Make the number column as wide as `number` needs."""
        self._largest = number
        self._measure()

    @property
    def row_height(self) -> int:
        """Logical pixels."""
        return self._height

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Two lines of text and air, the same for all rows."""
        return QSize(0, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the row; see the module's first line."""
        claim = index.data(CLAIM_ROLE)
        if not isinstance(claim, Claim):
            return
        painter.save()
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        current = index == self._view.currentIndex()
        self._draw_ground(painter, rect, selected=selected, current=current)
        strong = self._theme.inks.text if selected else self._theme.inks.muted
        self._draw_body(painter, rect, claim, strong)
        if index.data(SHORT_ROLE):
            self._draw_short(painter, rect)
        painter.restore()

    def _restyle(self) -> None:
        self._font = self._theme.font("ui")
        self._bold = self._theme.font("ui", bold=True)
        self._figures = tabular(self._theme.font("small"))
        self._measure()

    def _measure(self) -> None:
        self._broken.clear()
        self._line = max(QFontMetrics(self._font).height(), QFontMetrics(self._bold).height())
        self._height = 2 * self._line + gap(self._theme, 3)
        self._side = self._theme.pixels("article")
        self._sign = self._theme.pixels("ui")
        widest = QFontMetrics(self._figures).horizontalAdvance("8" * max(2, len(str(self._largest))))
        self._count = QFontMetrics(self._figures).horizontalAdvance("88") + 1
        self._signs = self._count + 2 * self._sign + gap(self._theme, 3)
        self._number_at = gap(self._theme, 2)
        self._mark_at = self._number_at + widest + gap(self._theme, 2)
        self._text_at = self._mark_at + self._side + gap(self._theme, 2)

    def _draw_ground(self, painter: QPainter, rect: QRect, *, selected: bool, current: bool) -> None:
        inks = self._theme.inks
        if selected:
            painter.fillRect(rect, inks.selection)
        painter.setPen(QPen(inks.rule, 1))
        painter.drawLine(
            self._at(rect, self._text_at), rect.bottom(), self._at(rect, rect.width()), rect.bottom()
        )
        if current:
            bar = QRect(rect.x(), rect.y(), gap(self._theme, 0.75), rect.height() - 1)
            painter.fillRect(self._mirrored(rect, bar), inks.focus)

    def _draw_body(self, painter: QPainter, rect: QRect, claim: Claim, strong: QColor) -> None:
        inks = self._theme.inks
        signs = self._signs if rect.width() >= _WIDE * self._theme.pixels("ui") else 0
        title = claim.kind in _TITLES
        width = rect.width() - self._text_at - (signs or gap(self._theme, 2))
        first, second, mirrored = self._lines(claim.text, width, title)
        height = self._line * (2 if second else 1)
        top = rect.y() + (self._height - height) // 2
        recedes = claim.verdict is Verdict.NOT_A_CLAIM or claim.kind is BlockKind.BOILERPLATE
        painter.setPen(strong if recedes else inks.text)
        painter.setFont(self._bold if title else self._font)
        # A right-to-left sentence is set from the right edge of its column, whatever the window's direction.
        flags = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags |= Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
        )
        for number, line in enumerate((first, second)):
            place = QRect(rect.x() + self._text_at, top + number * self._line, width, self._line)
            painter.drawText(self._mirrored(rect, place), flags | Qt.TextFlag.TextSingleLine, line)
        self._draw_number(painter, rect, claim, top, strong)
        if signs:
            self._draw_signs(painter, rect, claim, top, strong)

    def _draw_number(self, painter: QPainter, rect: QRect, claim: Claim, top: int, strong: QColor) -> None:
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        width = self._mark_at - self._number_at - gap(self._theme, 2)
        column = QRect(rect.x() + self._number_at, top, width, self._line)
        painter.setFont(self._figures)
        painter.setPen(strong)
        painter.drawText(
            self._mirrored(rect, column),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            str(claim.number),
        )
        mark = QRect(rect.x() + self._mark_at, top + (self._line - self._side) // 2, self._side, self._side)
        pixmap = self._pixmaps.mark(claim.verdict, self._side, self._view.devicePixelRatioF())
        painter.drawPixmap(self._mirrored(rect, mark), pixmap)

    def _draw_signs(self, painter: QPainter, rect: QRect, claim: Claim, top: int, strong: QColor) -> None:
        """On the first line, in columns of their own: how many citations, the paperclip, the note's sign."""
        painter.setFont(self._figures)
        painter.setPen(strong)
        ratio = self._view.devicePixelRatioF()
        clip = rect.x() + rect.width() - self._signs + gap(self._theme, 1) + self._count
        for x, name, present in (
            (clip, PAPERCLIP, claim.citations),
            (clip + self._sign + gap(self._theme, 0.5), NOTE, claim.note),
        ):
            if present:
                place = QRect(x, top + (self._line - self._sign) // 2, self._sign, self._sign)
                painter.drawPixmap(
                    self._mirrored(rect, place), self._pixmaps.icon(name, strong, self._sign, ratio)
                )
        if claim.citations > 1:
            painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            place = QRect(clip - self._count, top, self._count, self._line)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self._mirrored(rect, place), flags, str(min(claim.citations, 99)))

    def _draw_short(self, painter: QPainter, rect: QRect) -> None:
        """Scales below the mark: fewer sources than the house rule asks for."""
        top = rect.y() + (self._height + self._line) // 2 + gap(self._theme, 0.5)
        left = rect.x() + self._mark_at + (self._side - self._sign) // 2
        place = QRect(left, min(top, rect.bottom() - self._sign - 1), self._sign, self._sign)
        ink = self._theme.inks.ink[Verdict.UNSOURCED]
        sign = self._pixmaps.icon(SCALES, ink, self._sign, self._view.devicePixelRatioF())
        painter.drawPixmap(self._mirrored(rect, place), sign)

    def _lines(self, text: str, width: int, title: bool) -> tuple[str, str, bool]:
        key = (text, width, title)
        lines = self._broken.get(key)
        if lines is None:
            if len(self._broken) >= _CACHED:
                self._broken.clear()
            lines = self._broken[key] = two_lines(text, self._bold if title else self._font, width)
        return lines

    def _mirrored(self, row: QRect, place: QRect) -> QRect:
        return QStyle.visualRect(self._view.layoutDirection(), row, place)

    def _at(self, row: QRect, x: int) -> int:
        mirrored = self._view.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return row.x() + (row.width() - x if mirrored else x)
