"""The pages that a search found, by file: their rows, and how they are painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)  # fmt: skip
from PySide6.QtGui import QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workbench.core.evidence import Hit
from workbench.core.searching import Kind, kind_of
from workbench.text.utf16 import Utf16Map
from workbench.ui.theme import Theme
from workbench.ui.words import filled

ROW: Final = Qt.ItemDataRole.UserRole
_LINES: Final = 3  # of a snippet
_PAGED: Final = (Kind.PDF, Kind.OTHER)  # the rest is one long page to its reader
_ICONS: Final = {
    Kind.PDF: "mdi6.file-document-outline",
    Kind.TEXT: "mdi6.text-box-outline",
    Kind.WEB: "mdi6.web",
    Kind.OFFICE: "mdi6.file-table-box-outline",
    Kind.MAIL: "mdi6.email-outline",
    Kind.PICTURE: "mdi6.image-outline",
    Kind.CONTACT: "mdi6.card-account-phone-outline",
    Kind.RECORDING: "mdi6.volume-high",
    Kind.OTHER: "mdi6.file-outline",
}
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class File:
    """The heading over the hits in one piece of evidence."""

    key: int
    name: str
    kind: Kind
    hits: int


@dataclass(frozen=True, slots=True)
class Further:
    """The last row, when there are more pages than are listed."""

    words: str


Row = File | Hit | Further


class HitModel(QAbstractListModel):
    """Rows are Files and below each its Hits, the file with the best hit first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def set_hits(self, hits: Sequence[Hit], further: str = "") -> None:
        """Show `hits` by file, in their order within each; `further` offers more, unless it is empty."""
        groups: dict[int, list[Hit]] = {}
        for hit in hits:
            groups.setdefault(hit.evidence_id, []).append(hit)
        self.beginResetModel()
        self.rows = []
        for key, group in groups.items():
            first = group[0]
            self.rows.append(File(key, first.evidence_name, kind_of(first.media_type), len(group)))
            self.rows += group
        if further:
            self.rows.append(Further(further))
        self.endResetModel()

    @property
    def files(self) -> list[File]:
        """The headings."""
        return [row for row in self.rows if isinstance(row, File)]

    def step(self, row: int, by: int) -> int | None:
        """The next row behind (or before) `row` that can be chosen; None at the end."""
        row += by
        while 0 <= row < len(self.rows) and isinstance(self.rows[row], File):
            row += by
        return row if 0 <= row < len(self.rows) else None

    def place_of(self, hit: Hit) -> int | None:
        """The row of the same page."""
        for number, row in enumerate(self.rows):
            if isinstance(row, Hit) and (row.evidence_id, row.page) == (hit.evidence_id, hit.page):
                return number
        return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Files and hits."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Files cannot be chosen."""
        if index.isValid() and isinstance(self.rows[index.row()], File):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row itself, and words for screen readers."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._sentence(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, File):
            return row.name
        return None

    def _sentence(self, row: Row) -> str:
        match row:
            case File():
                return f"{row.name}, {file_words(self, row)}"
            case Further():
                return row.words
            case _:
                return ": ".join(part for part in (page_words(self, row), row.snippet) if part)


class HitDelegate(QStyledItemDelegate):
    """Paints a file as a heading; a hit as its page and its snippet with the found words tinted."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line for a file, a page line and three of the snippet for a hit."""
        row = index.data(ROW)
        if isinstance(row, File):
            return QSize(80, self._line + 18)
        if isinstance(row, Further):
            return QSize(80, self._line + 16)
        titled = isinstance(row, Hit) and bool(page_words(self, row))
        return QSize(80, self._line * (_LINES + titled) + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row = index.data(ROW)
        painter.save()
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver) and not isinstance(row, File)
        if chosen or hovered:
            painter.fillRect(option.rect, self._theme.inks.selection if chosen else self._theme.inks.rule)
        area: QRect = option.rect.adjusted(12, 6, -10, -4)
        if isinstance(row, File):
            self._paint_file(painter, option.rect.adjusted(12, 8, -10, -2), row)
        elif isinstance(row, Further):
            painter.setFont(self._theme.font("ui"))
            painter.setPen(self._theme.inks.focus)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, row.words)
        elif isinstance(row, Hit):
            self._paint_hit(painter, area, row, chosen=chosen)
        painter.restore()

    @property
    def _line(self) -> int:
        return round(self._theme.pixels("ui") * 1.45)

    def _paint_file(self, painter: QPainter, area: QRect, row: File) -> None:
        inks = self._theme.inks
        painter.setPen(inks.rule)
        painter.drawLine(area.left(), area.top() - 6, area.right(), area.top() - 6)
        side = self._theme.pixels("body")
        icon = QRect(area.left(), area.center().y() - side // 2, side, side)
        self._theme.icon(_ICONS[row.kind], inks.muted).paint(painter, icon)
        count = file_words(self, row)
        small = self._theme.font("small")
        room = QFontMetrics(small).horizontalAdvance(count)
        painter.setFont(small)
        painter.setPen(inks.muted)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        painter.setFont(self._theme.font("ui", bold=True))
        painter.setPen(inks.text)
        title = area.adjusted(side + 6, 0, -room - 8, 0)
        name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideMiddle, title.width())
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_hit(self, painter: QPainter, area: QRect, hit: Hit, *, chosen: bool) -> None:
        words = page_words(self, hit)
        if words:
            painter.setFont(self._theme.font("small"))
            painter.setPen(self._theme.inks.text if chosen else self._theme.inks.muted)
            painter.drawText(area, Qt.AlignmentFlag.AlignTop, words)
            area = area.adjusted(0, self._line, 0, 0)
        painter.setPen(self._theme.inks.text)
        painter.setClipRect(area)
        layout = QTextLayout(hit.snippet, self._theme.font("ui"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
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
            y += self._line
        layout.endLayout()
        layout.draw(painter, QPointF(area.topLeft()))

    def _formats(self, hit: Hit) -> list[QTextLayout.FormatRange]:
        units = Utf16Map(hit.snippet)
        formats = []
        for span in hit.lit:
            lit = QTextLayout.FormatRange()
            lit.start = units.to_utf16(span.start)
            lit.length = units.to_utf16(span.end) - lit.start
            tinted = QTextCharFormat()
            tinted.setBackground(self._theme.inks.found)
            lit.format = tinted
            formats.append(lit)
        return formats


def page_words(speaker: QObject, hit: Hit) -> str:
    """Names the page of a hit, as the document calls it, too; empty for what is one long page."""
    read = speaker.tr("read by OCR")
    if kind_of(hit.media_type) not in _PAGED:
        return read if hit.ocr else ""
    if hit.label and hit.label != str(hit.page):
        page = filled(speaker.tr("Page %1 (sheet %2)"), hit.label, hit.page)
    else:
        page = filled(speaker.tr("Page %1"), hit.page)
    return f"{page} · {read}" if hit.ocr else page


def file_words(speaker: QObject, row: File) -> str:
    """How many pages of a file are listed."""
    if row.kind not in _PAGED:
        return ""
    return speaker.tr("1 page") if row.hits == 1 else filled(speaker.tr("%1 pages"), row.hits)
