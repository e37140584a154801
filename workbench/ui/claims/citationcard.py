"""A citation as it is drawn in the list of a claim's citations."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workbench.core.evidence import Citation
from workbench.core.verdict import Verdict
from workbench.ui.claims.look import SIGN, Pixmaps, gap, stance_ink
from workbench.ui.claims.passages import cited_words
from workbench.ui.theme import Theme
from workbench.ui.words import filled

CITATION: Final = Qt.ItemDataRole.UserRole
PLACE: Final = Qt.ItemDataRole.UserRole + 1
PROOF: Final = Qt.ItemDataRole.UserRole + 2  # what became of the passage, empty when it holds
PICTURE: Final = Qt.ItemDataRole.UserRole + 3  # QImage of a region, once it is known
_Index = QModelIndex | QPersistentModelIndex


class CitationDelegate(QStyledItemDelegate):
    """Stance sign, stance in words with page and evidence, and below it the quote, elided."""

    def __init__(self, theme: Theme, view: QListWidget) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._pixmaps = Pixmaps(theme, self)

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Two lines and air, and a line more for each thing that has to be said."""
        lower = QFontMetrics(self._theme.font("small")).height()
        lines = QFontMetrics(self._theme.font("ui")).height() + lower * len(self._lower_lines(index))
        picture = self._picture_size(index)
        return QSize(
            0, lines + gap(self._theme, 2.5) + (picture.height() + gap(self._theme, 1.5) if picture else 0)
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the item; nothing for anything that is not a Citation."""
        citation = index.data(CITATION)
        if not isinstance(citation, Citation):
            return
        painter.save()
        rect, inks = option.rect, self._theme.inks
        active = bool(option.state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if active or hovered:
            painter.fillRect(rect, inks.selection if active else inks.rule)
        if active:
            painter.setPen(QPen(inks.focus, 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        side = self._theme.pixels("body")
        top = rect.y() + gap(self._theme, 1.25)
        upper, lower = self._theme.font("ui"), self._theme.font("small")
        first = QFontMetrics(upper).height()
        corner = QPoint(rect.x() + gap(self._theme, 1), top + (first - side) // 2)
        sign = self._pixmaps.icon(
            SIGN[citation.stance], stance_ink(inks, citation.stance), side, self._view.devicePixelRatioF()
        )
        painter.drawPixmap(self._mirrored(rect, QRect(corner, QSize(side, side))), sign)
        x = corner.x() + side + gap(self._theme, 2)
        line = QRect(x, top, rect.right() - x - gap(self._theme, 1), first)
        painter.setPen(inks.text)
        painter.setFont(upper)
        self._draw_line(painter, rect, line, str(index.data(PLACE)))
        painter.setFont(lower)
        height = QFontMetrics(lower).height()
        line = QRect(x, top + first, line.width(), height)
        for text, warns in self._lower_lines(index):
            painter.setPen(self._ink(active=active, warns=warns))
            self._draw_line(painter, rect, line, text)
            line.translate(0, height)
        if not (size := self._picture_size(index)).isEmpty():
            place = self._mirrored(rect, QRect(QPoint(x, line.y() + gap(self._theme, 0.75)), size))
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, index.data(PICTURE))
            painter.setPen(QPen(inks.rule, 1))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.restore()

    def _picture_size(self, index: _Index) -> QSize:
        """How large the picture of a region is drawn; empty without one."""
        picture = index.data(PICTURE)
        if not isinstance(picture, QImage) or picture.isNull():
            return QSize(0, 0)
        side = self._theme.pixels("body")
        room = QSize(max(side, self._view.viewport().width() - side - gap(self._theme, 5)), 5 * side)
        size = picture.size() / picture.devicePixelRatio()
        return size if size.boundedTo(room) == size else size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)

    def _lower_lines(self, index: _Index) -> list[tuple[str, bool]]:
        """What is cited, which words of the claim it is about, and what became of it (True: a warning)."""
        citation = index.data(CITATION)
        if not isinstance(citation, Citation):
            return []
        lines = [(" ".join(cited_words(citation).split())[:400], False)]
        if citation.part is not None:
            lines.append((filled(self.tr("for “%1”"), citation.part.exact), False))
        if said := index.data(PROOF):
            lines.append((str(said), True))
        return lines

    def _ink(self, *, active: bool, warns: bool) -> QColor:
        inks = self._theme.inks
        if warns:
            return inks.ink[Verdict.DISPUTED]
        return inks.text if active else inks.muted

    def _draw_line(self, painter: QPainter, row: QRect, place: QRect, text: str) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self._mirrored(row, place), flags | Qt.TextFlag.TextSingleLine, shown)

    def _mirrored(self, row: QRect, place: QRect) -> QRect:
        return QStyle.visualRect(self._view.layoutDirection(), row, place)
