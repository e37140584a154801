"""All evidence of the workspace, as a list that takes dropped files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from workbench.core.evidence import Evidence, Grade
from workbench.ui.chrome import FocusLine, Heading
from workbench.ui.evidence.cards import type_icon
from workbench.ui.evidence.details import SourceDetails
from workbench.ui.theme import Theme
from workbench.ui.words import filled

_ROW: Final = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class EvidenceModel(QAbstractListModel):
    """Evidence whose name holds the filter's words, whatever their case."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Evidence] = []
        self._filter = ""
        self._superseded: set[str] = set()  # uids of evidence that newer evidence replaces
        self.rows: list[Evidence] = []

    def set_evidence(self, evidence: Sequence[Evidence]) -> None:
        """Replace all rows."""
        self._all = list(evidence)
        self._sift()

    def set_filter(self, words: str) -> None:
        """Show only names that hold all of `words`."""
        self._filter = words
        self._sift()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The rows that the filter leaves."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The Evidence itself, its particulars, and words for screen readers and tool tips."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.name}, {self.particulars(row)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (row.name, row.problem) if part)
        return None

    def particulars(self, row: Evidence) -> str:
        """Pages or size, citations, and what is said of it as a source."""
        length = filled(self.tr("%1 p."), row.pages) if row.pages else QLocale().formattedDataSize(row.bytes)
        cited = filled(self.tr("cited %1×"), row.citations) if row.citations else self.tr("not cited")
        parts = [self.tr("contact") if row.is_contact else length, cited]
        if row.uid in self._superseded:
            parts.append(self.tr("corrected since") if row.is_contact else self.tr("newer version here"))
        if row.source.grade is not None:
            primary = row.source.grade is Grade.PRIMARY
            parts.append(self.tr("primary") if primary else self.tr("secondary"))
        if row.source.confidential:
            parts.append(self.tr("confidential"))
        return " · ".join(parts)

    def _sift(self) -> None:
        words = self._filter.casefold().split()
        self._superseded = {row.replaces for row in self._all}
        self.beginResetModel()
        self.rows = [row for row in self._all if all(word in row.name.casefold() for word in words)]
        self.endResetModel()


class _EvidenceDelegate(QStyledItemDelegate):
    """Paints an icon by type, the name, the particulars, and a warning sign where there is a problem."""

    def __init__(self, theme: Theme, model: EvidenceModel, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, round((self._theme.pixels("ui") + self._theme.pixels("small")) * 1.4) + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(_ROW)
        if not isinstance(row, Evidence):
            return
        painter.save()
        inks = self._theme.inks
        whole: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(whole, inks.selection)
        side = self._theme.pixels("heading") - 4
        area = whole.adjusted(16, 6, -12, -6)
        icon = QRect(area.left(), area.center().y() - side // 2, side, side)
        self._theme.icon(type_icon(row), inks.muted).paint(painter, icon)
        if row.problem:
            sign = QRect(area.right() - side, icon.top(), side, side)
            self._theme.icon("mdi6.alert-outline", inks.danger).paint(painter, sign)
            area.setRight(sign.left() - 4)
        if row.source.confidential:
            sign = QRect(area.right() - side, icon.top(), side, side)
            self._theme.icon("mdi6.lock-outline", inks.muted).paint(painter, sign)
            area.setRight(sign.left() - 4)
        area.setLeft(icon.right() + 8)
        painter.setFont(self._theme.font("ui"))
        painter.setPen(inks.text)
        side_cut = Qt.TextElideMode.ElideRight if row.is_contact else Qt.TextElideMode.ElideMiddle
        name = painter.fontMetrics().elidedText(row.name, side_cut, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignTop, name)
        painter.setFont(self._theme.font("small"))
        painter.setPen(inks.muted)
        words = self._model.particulars(row)
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignBottom, words)
        painter.restore()


class EvidenceList(QWidget):
    """Lists evidence and says what was asked for; `dropped` carries a list of Paths."""

    opened = Signal(str)
    removed = Signal(str)
    replaced = Signal(str)
    saved = Signal(str)
    details_requested = Signal()  # where the selected evidence comes from
    correction_requested = Signal(str)  # of a recorded contact
    selection_changed = Signal()
    attach_requested = Signal()
    dropped = Signal(list)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.model = EvidenceModel(self)
        self._head = Heading(theme, self.tr("Evidence"))
        self.attach = QToolButton(autoRaise=True)
        self.filter = QLineEdit(clearButtonEnabled=True)
        self.list = QListView()
        self.empty = QLabel(wordWrap=True)
        self.details = SourceDetails(theme)
        self.details.hide()
        self._build()
        self._connect()
        self._dress()
        self._say_empty()

    def show_evidence(self, evidence: Sequence[Evidence]) -> None:
        """List `evidence`, keeping the current row."""
        current = self._current()
        chosen = [one.uid for one in self.selected()]
        self.model.set_evidence(evidence)
        self.select(chosen, current.uid if current else "")
        self.filter.setVisible(len(evidence) > 5)  # so few are seen at a glance
        self._say_empty()

    def selected(self) -> list[Evidence]:
        """The selected evidence, in the order of the list."""
        indexes = sorted(self.list.selectionModel().selectedIndexes(), key=lambda index: index.row())
        return [row for index in indexes if isinstance(row := index.data(_ROW), Evidence)]

    def select(self, uids: Sequence[str], current: str = "") -> None:
        """Select the evidence of these uids, as far as it is listed; `current` or the first has the keys."""
        wanted, flags = set(uids), QItemSelectionModel.SelectionFlag
        selection = self.list.selectionModel()
        rows = {row.uid: self.model.index(number) for number, row in enumerate(self.model.rows)}
        first = rows.get(current) or next((rows[uid] for uid in uids if uid in rows), None)
        if first is not None:
            selection.setCurrentIndex(first, flags.NoUpdate)
        for uid, index in rows.items():
            selection.select(index, flags.Select if uid in wanted else flags.Deselect)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer to attach beside the heading where there is room; the menu of the list always does."""
        super().resizeEvent(event)
        room = event.size().width() - self._head.sizeHint().width() - 24
        self.attach.setVisible(room >= self.attach.sizeHint().width())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files only."""
        if _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files on."""
        files = _files(event)
        if files:
            event.acceptProposedAction()
            self.dropped.emit(files)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete asks to remove the current evidence, F2 for where the selected evidence comes from."""
        current = self._current()
        if event.key() == Qt.Key.Key_F2 and self.list.hasFocus():
            self.details_requested.emit()
            return
        if event.key() == Qt.Key.Key_Delete and current is not None and self.list.hasFocus():
            self.removed.emit(current.uid)
        else:
            super().keyPressEvent(event)

    def menu_for(self, evidence: Evidence | None) -> QMenu:
        """What can be done with `evidence`, or where there is none."""
        menu = QMenu(self)
        if evidence is not None:
            menu.addAction(self.tr("Open"), lambda: self.opened.emit(evidence.uid))
            menu.addAction(self.tr("Source details (F2)"), self.details_requested.emit)
            if evidence.is_contact:
                menu.addAction(self.tr("Correct..."), lambda: self.correction_requested.emit(evidence.uid))
            menu.addAction(self.tr("Save a copy"), lambda: self.saved.emit(evidence.uid))
            menu.addAction(self.tr("Attach a newer version..."), lambda: self.replaced.emit(evidence.uid))
            menu.addAction(self.tr("Remove from the workspace"), lambda: self.removed.emit(evidence.uid))
            menu.addSeparator()
        menu.addAction(self.tr("Attach evidence"), self.attach_requested.emit)
        return menu

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self.filter.setPlaceholderText(self.tr("Filter evidence"))
        self.filter.setAccessibleName(self.tr("Filter evidence"))
        self.list.setAccessibleName(self.tr("Evidence"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(_EvidenceDelegate(self._theme, self.model, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(4)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 8, 0)
        head.addWidget(self._head, 1)
        head.addWidget(self.attach)
        layout.addLayout(head)
        inset = QHBoxLayout()
        inset.setContentsMargins(16, 0, 12, 0)
        inset.addWidget(self.filter)
        layout.addLayout(inset)
        self.empty.setContentsMargins(16, 0, 12, 4)
        layout.addWidget(self.empty)
        layout.addWidget(self.list, 2)
        layout.addWidget(self.details, 3)
        layout.addStretch(0)  # without a list heading and hint stay at the top
        self.attach.setText(self.tr("Attach..."))
        self.attach.setAccessibleName(self.tr("Attach evidence"))
        self.attach.setToolTip(self.tr("Attach evidence to the workspace"))
        self.attach.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.filter.hide()
        FocusLine(self._theme, self.list)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._filter_changed)
        self.attach.clicked.connect(self.attach_requested)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())
        self.list.activated.connect(lambda index: self.opened.emit(index.data(_ROW).uid))
        self.list.customContextMenuRequested.connect(self._show_menu)
        self._theme.changed.connect(self._dress)

    def _filter_changed(self, words: str) -> None:
        self.model.set_filter(words)
        self._say_empty()

    def _show_menu(self, point: QPoint) -> None:
        row = self.list.indexAt(point).data(_ROW)
        menu = self.menu_for(row if isinstance(row, Evidence) else None)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.list.viewport().mapToGlobal(point))

    def _current(self) -> Evidence | None:
        row = self.list.currentIndex().data(_ROW)
        return row if isinstance(row, Evidence) else None

    def _say_empty(self) -> None:
        none = not self.model.rows
        self.list.setVisible(not none)
        self.empty.setVisible(none)
        filtered = bool(self.filter.text())
        self.empty.setText(
            self.tr("No evidence has this name.")
            if filtered
            else self.tr("Drop a PDF here, or press E on a claim.")
        )

    def _dress(self) -> None:
        palette = self._theme.qpalette()
        self.setPalette(palette)
        for widget in (self, self.filter, self.empty, self.attach):
            widget.setFont(self._theme.font("ui"))
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.inks.muted)
        self.empty.setPalette(palette)
        palette.setColor(QPalette.ColorRole.ButtonText, self._theme.inks.muted)
        self.attach.setPalette(palette)
        self.list.doItemsLayout()


def _files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
