"""The citations of a claim: open, change the stance, remove."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.core.evidence import Citation, Stance
from workbench.ui.claims.look import SIGN, Pixmaps, gap, stance_ink
from workbench.ui.claims.words import stance_word
from workbench.ui.theme import Theme

_CITATION: Final = Qt.ItemDataRole.UserRole
_PLACE: Final = Qt.ItemDataRole.UserRole + 1
_KEYS: Final = {
    Qt.Key.Key_Plus: Stance.SUPPORTS,
    Qt.Key.Key_Minus: Stance.CONTRADICTS,
    Qt.Key.Key_Period: Stance.CONTEXT,
}
_Index = QModelIndex | QPersistentModelIndex


class CitationList(QListWidget):
    """One item per citation, all of them visible; the surrounding page scrolls.

    Click or Return opens; plus, minus and full stop set the stance; Delete removes. The context menu has
    all of them.
    """

    opened = Signal(str)  # citation uid
    stance_requested = Signal(str, object)  # citation uid, Stance
    removed = Signal(str)  # citation uid

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setItemDelegate(_CitationDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(self.tr("Citations"))
        self.itemClicked.connect(lambda item: self.opened.emit(_citation(item).uid))
        theme.changed.connect(self._fit)

    def show_citations(self, citations: Sequence[Citation]) -> None:
        """Replace the items, keeping the current one by uid."""
        before = self.current()
        self.clear()
        for citation in citations:
            item = QListWidgetItem(self._sentence(citation), self)
            item.setData(_CITATION, citation)
            item.setData(_PLACE, self._place(citation))
            if before is not None and before.uid == citation.uid:
                self.setCurrentItem(item)
        self._fit()

    def current(self) -> Citation | None:
        """The citation that the keys act on."""
        item = self.currentItem()
        return None if item is None else _citation(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the current citation; letters are nobody's business here."""
        citation = self.current()
        key = Qt.Key(event.key())
        if citation is None:
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(citation.uid)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(citation.uid)
        elif key in _KEYS:
            self.stance_requested.emit(citation.uid, _KEYS[key])
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the citation under the pointer (by key: the current one)."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        item = self.itemAt(event.pos()) if by_mouse else self.currentItem()
        if item is None:
            return
        where = event.globalPos() if by_mouse else self.mapToGlobal(self.visualItemRect(item).center())
        self.setCurrentItem(item)
        self.menu(_citation(item)).popup(where)

    def menu(self, citation: Citation) -> QMenu:
        """The context menu of `citation`; it deletes itself when it closes."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add(menu, self.tr("Open the passage"), Qt.Key.Key_Return).triggered.connect(
            lambda: self.opened.emit(citation.uid)
        )
        menu.addSeparator()
        for key, stance in _KEYS.items():
            action = self._add(menu, stance_word(stance), key)
            action.setCheckable(True)
            action.setChecked(stance is citation.stance)
            action.triggered.connect(lambda _=False, to=stance: self.stance_requested.emit(citation.uid, to))
        menu.addSeparator()
        self._add(menu, self.tr("Remove the citation"), Qt.Key.Key_Delete).triggered.connect(
            lambda: self.removed.emit(citation.uid)
        )
        return menu

    def minimumSizeHint(self) -> QSize:
        """No narrower limit than the panel's; lines are elided."""
        return QSize(0, 0)

    def _add(self, menu: QMenu, text: str, key: Qt.Key) -> QAction:
        action = menu.addAction(text)
        action.setShortcut(key)
        # Only to be read: the list handles its keys itself, while it has the focus.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        return action

    def _place(self, citation: Citation) -> str:
        stance, name, page = stance_word(citation.stance), citation.evidence_name, citation.passage.page
        if page is None:
            return self.tr("{stance}: {name}").format(stance=stance, name=name)
        return self.tr("{stance}: p. {page}, {name}").format(stance=stance, name=name, page=page)

    def _sentence(self, citation: Citation) -> str:
        quote = citation.passage.quote
        if quote is None:
            return self.tr("{place}, whole document").format(place=self._place(citation))
        return self.tr("{place}: “{quote}”").format(place=self._place(citation), quote=quote.exact)

    def _fit(self) -> None:
        self.scheduleDelayedItemsLayout()
        height = sum(self.sizeHintForRow(row) for row in range(self.count()))
        self.setFixedHeight(height + 2 * self.frameWidth())


def _citation(item: QListWidgetItem) -> Citation:
    citation = item.data(_CITATION)
    assert isinstance(citation, Citation)
    return citation


class _CitationDelegate(QStyledItemDelegate):
    """Stance sign, stance in words with page and evidence, and below it the quote, elided."""

    def __init__(self, theme: Theme, view: QListWidget) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._pixmaps = Pixmaps(theme, self)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Two lines and air."""
        lines = (
            QFontMetrics(self._theme.font("ui")).height() + QFontMetrics(self._theme.font("small")).height()
        )
        return QSize(0, lines + gap(self._theme, 2.5))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the item; nothing for anything that is not a Citation."""
        citation = index.data(_CITATION)
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
        self._draw_line(painter, rect, line, str(index.data(_PLACE)))
        painter.setPen(inks.text if active else inks.muted)
        painter.setFont(lower)
        line = QRect(x, top + first, line.width(), QFontMetrics(lower).height())
        quote = citation.passage.quote
        text = (
            self.tr("whole document")
            if quote is None
            else self.tr("“{quote}”").format(quote=quote.exact[:400])
        )
        self._draw_line(painter, rect, line, " ".join(text.split()))
        painter.restore()

    def _draw_line(self, painter: QPainter, row: QRect, place: QRect, text: str) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self._mirrored(row, place), flags | Qt.TextFlag.TextSingleLine, shown)

    def _mirrored(self, row: QRect, place: QRect) -> QRect:
        return QStyle.visualRect(self._view.layoutDirection(), row, place)
