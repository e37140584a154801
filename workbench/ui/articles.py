"""The list of articles on the left, with how far each has come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from workbench.core.article import ArticleSummary
from workbench.core.verdict import Tally, Verdict
from workbench.ui.chrome import FocusLine, Heading
from workbench.ui.source.typeset import runs_right_to_left
from workbench.ui.theme import Theme
from workbench.ui.words import filled

_ORDER = (Verdict.VERIFIED, Verdict.NOT_A_CLAIM, Verdict.DISPUTED, Verdict.UNSOURCED)
_TALLY = Qt.ItemDataRole.UserRole + 1


class ArticleList(QWidget):
    """All articles of the workspace; `opened` carries the id of the one that is chosen."""

    opened = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._head = Heading(theme, self.tr("Articles"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Articles"))
        self.list.setItemDelegate(_Rows(theme, self.list))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        self._empty = QLabel(self.tr("No article yet. Import one (Ctrl+I)."), wordWrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(4)
        for widget in (self._head, self._empty):
            widget.setContentsMargins(16, 0, 12, 4)
            layout.addWidget(widget)
        layout.addWidget(self.list, 1)
        layout.addStretch(0)  # without a list heading and hint stay at the top
        FocusLine(theme, self.list)
        theme.changed.connect(self._dress)
        self._dress()
        self.show_articles([], None)

    def show_articles(self, articles: Sequence[ArticleSummary], current: int | None) -> None:
        """Show `articles` with the one of id `current` chosen."""
        self.list.clear()
        for article in articles:
            item = QListWidgetItem(article.title)
            tally = article.tally
            done = filled(self.tr("%1 of %2 reviewed"), tally.reviewed, tally.total)
            item.setData(Qt.ItemDataRole.UserRole, article.id)
            item.setData(_TALLY, tally)
            item.setToolTip(f"{article.title}\n{done}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{article.title}, {done}")
            self.list.addItem(item)
            if article.id == current:
                self.list.setCurrentItem(item)
        self._empty.setVisible(not articles)
        self.list.setVisible(bool(articles))

    def update_tally(self, article: int, tally: Tally) -> None:
        """Show how far one article has come."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item.data(Qt.ItemDataRole.UserRole) == article:
                item.setData(_TALLY, tally)

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(Qt.ItemDataRole.UserRole))

    def _dress(self) -> None:
        self._empty.setFont(self._theme.font("ui"))
        self._empty.setStyleSheet(f"color: {self._theme.inks.muted.name()}")
        self.list.setFont(self._theme.font("ui"))
        self.list.doItemsLayout()


class _Rows(QStyledItemDelegate):
    """Title on one line, a thin bar of verdicts below it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, round(self._theme.pixels("ui") * 1.5) + 18)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        inks = self._theme.inks
        box: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(box, inks.selection)
        inner = box.adjusted(16, 6, -12, -6)
        painter.setFont(self._theme.font("ui", bold=chosen))
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        title = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, inner.width()
        )
        # A right-to-left title begins at the right edge, and its ellipsis stands at the left one.
        side = Qt.AlignmentFlag.AlignRight if runs_right_to_left(title, False) else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop, title)
        _paint_bar(
            painter,
            self._theme,
            QRectF(inner.left(), inner.bottom() - 3, inner.width(), 4),
            index.data(_TALLY),
        )


def _paint_bar(painter: QPainter, theme: Theme, box: QRectF, tally: Tally) -> None:
    painter.fillRect(box, theme.inks.rule)
    left = box.left()
    for verdict in _ORDER:
        width = box.width() * tally[verdict] / max(1, tally.total)
        painter.fillRect(QRectF(left, box.top(), width, box.height()), theme.inks.ink[verdict])
        left += width
