"""Search over all evidence: a line, and the pages that were found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)  # fmt: skip
from PySide6.QtGui import QKeyEvent, QPainter, QPalette, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from workbench.core.evidence import Hit
from workbench.text.utf16 import Utf16Map
from workbench.ui.chrome import FocusLine
from workbench.ui.theme import Theme
from workbench.ui.words import filled

_CALM: Final = 150  # milliseconds without typing before it is searched
_LINES: Final = 3  # of a snippet
_ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class HitModel(QAbstractListModel):
    """Rows are names of evidence (str) and below each its Hits, the evidence with the best hit first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[str | Hit] = []

    def set_hits(self, hits: Sequence[Hit]) -> None:
        """Show `hits`, grouped by evidence; within one they keep their order."""
        groups: dict[int, list[Hit]] = {}
        for hit in hits:
            groups.setdefault(hit.evidence_id, []).append(hit)
        self.beginResetModel()
        self.rows = []
        for group in groups.values():
            self.rows += [group[0].evidence_name, *group]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Names and hits."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Names cannot be chosen."""
        if index.isValid() and isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row itself, and words for screen readers."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row if isinstance(row, str) else f"{page_words(self, row.page)}: {row.snippet}"
        return None


class _HitDelegate(QStyledItemDelegate):
    """Paints a name as a heading; a hit as its page and its snippet with the found words bold and tinted."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = round(self._theme.pixels("ui") * 1.45)
        lines = 1 if isinstance(index.data(_ROW), str) else _LINES + 1
        return QSize(80, line * lines + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(_ROW)
        painter.save()
        area: QRect = option.rect.adjusted(12, 6, -12, -4)
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._theme.inks.selection)
        if isinstance(row, str):
            painter.setFont(self._theme.font("ui", bold=True))
            painter.setPen(self._theme.inks.text)
            name = painter.fontMetrics().elidedText(row, Qt.TextElideMode.ElideMiddle, area.width())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, name)
        elif isinstance(row, Hit):
            painter.setFont(self._theme.font("small"))
            painter.setPen(self._theme.inks.muted)
            painter.drawText(area, Qt.AlignmentFlag.AlignTop, page_words(self, row.page))
            self._paint_snippet(painter, area.adjusted(0, round(self._theme.pixels("ui") * 1.45), 0, 0), row)
        painter.restore()

    def _paint_snippet(self, painter: QPainter, area: QRect, hit: Hit) -> None:
        painter.setPen(self._theme.inks.text)
        painter.setClipRect(area)
        layout = QTextLayout(hit.snippet.replace("\n", " "), self._theme.font("ui"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        layout.setFormats(self._formats(hit))
        layout.beginLayout()
        y = 0.0
        for _ in range(_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(area.width())
            line.setPosition(QPointF(0, y))
            y += line.height()
        layout.endLayout()
        layout.draw(painter, QPointF(area.topLeft()))

    def _formats(self, hit: Hit) -> list[QTextLayout.FormatRange]:
        units = Utf16Map(hit.snippet)
        formats = []
        for span in hit.lit:
            bold = QTextCharFormat()
            bold.setFontWeight(700)
            bold.setBackground(self._theme.inks.found)
            lit = QTextLayout.FormatRange()
            lit.start = units.to_utf16(span.start)
            lit.length = units.to_utf16(span.end) - lit.start
            lit.format = bold
            formats.append(lit)
        return formats


class SearchPanel(QWidget):
    """Asks and shows; the caller searches. Down and Up choose a hit while typing, Return opens it."""

    searched = Signal(str)
    opened = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.line = QLineEdit(clearButtonEnabled=True)
        self.status = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.list = QListView()
        self.model = HitModel(self)
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._build()
        self._connect()
        self._dress()
        self.show_hits([])

    def focus_line(self) -> None:
        """Be ready to type a search."""
        self.line.setFocus()
        self.line.selectAll()

    def show_hits(self, hits: Sequence[Hit], query: str | None = None) -> None:
        """List `hits`; when `query` is given and no longer what is typed, they are too late and left out."""
        if query is not None and query.strip() != self.line.text().strip():
            return
        self.model.set_hits(hits)
        self.list.setVisible(bool(hits))
        if hits:
            self.list.setCurrentIndex(self.model.index(1))
            self.status.setText(filled(self.tr("Pages found: %1"), len(hits)))
        elif self.line.text().strip():
            self.status.setText(self.tr("Nothing in the evidence has these words."))
        else:
            self.status.setText(self.tr("Type words to find them in all evidence of this workspace."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Up, Down, Return and Escape work while typing."""
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._move(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the search."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.line.setPlaceholderText(self.tr("Search all evidence"))
        self.line.setAccessibleName(self.tr("Search all evidence"))
        self.list.setAccessibleName(self.tr("Pages found"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(_HitDelegate(self._theme, self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        FocusLine(self._theme, self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 0)
        layout.setSpacing(8)
        layout.addWidget(self.line)
        layout.addWidget(self.status)
        layout.addWidget(self.list, 1)
        layout.addStretch(0)

    def _connect(self) -> None:
        self.line.installEventFilter(self)
        self.line.textChanged.connect(lambda _: self._calm.start())
        self._calm.timeout.connect(lambda: self.searched.emit(self.line.text().strip()))
        self.list.activated.connect(self._open)
        self._theme.changed.connect(self._dress)

    def _move(self, step: int) -> None:
        row = self.list.currentIndex().row() + step
        while 0 <= row < len(self.model.rows) and isinstance(self.model.rows[row], str):
            row += step
        if 0 <= row < len(self.model.rows):
            self.list.setCurrentIndex(self.model.index(row))

    def _open(self, index: QModelIndex) -> None:
        row = index.data(_ROW)
        if isinstance(row, Hit):
            self.opened.emit(row)

    def _dress(self) -> None:
        palette = self._theme.qpalette()
        self.setPalette(palette)
        self.setFont(self._theme.font("ui"))
        self.line.setFont(self._theme.font("ui"))
        self.status.setFont(self._theme.font("small"))
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.inks.muted)
        self.status.setPalette(palette)
        self.list.doItemsLayout()


def page_words(speaker: QObject, page: int) -> str:
    """Names a page."""
    return filled(speaker.tr("Page %1"), page)
