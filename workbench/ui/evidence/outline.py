"""A document's table of contents, as a tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QTreeView, QWidget

from workbench.ui.chrome import FocusLine
from workbench.ui.evidence.pages import OutlineLine
from workbench.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex


@dataclass(eq=False, slots=True)
class _Node:
    title: str = ""
    page: int = 0
    row: int = 0
    parent: _Node | None = None
    children: list[_Node] = field(default_factory=list)


class OutlineModel(QAbstractItemModel):
    """Entries in their order, each below the last one of a lower level before it."""

    def __init__(self, entries: Sequence[OutlineLine], labels: Sequence[str] = ()) -> None:
        super().__init__()
        self._labels = labels
        self._root = _Node()
        self.by_page: list[tuple[int, _Node]] = []  # by page, the innermost entry of a page last
        trunk = [(-1, self._root)]
        for entry in entries:
            while trunk[-1][0] >= entry.level:
                trunk.pop()
            parent = trunk[-1][1]
            node = _Node(entry.title, entry.page, len(parent.children), parent)
            parent.children.append(node)
            trunk.append((entry.level, node))
            if entry.page:
                self.by_page.append((entry.page, node))
        self.by_page.sort(key=lambda place: place[0])

    def index_of(self, page: int) -> QModelIndex:
        """The entry that `page` belongs to: the last one that begins on it or before."""
        before = [node for start, node in self.by_page if start <= page]
        return self.createIndex(before[-1].row, 0, before[-1]) if before else QModelIndex()

    def page(self, index: _Index) -> int:
        """The page that an entry leads to; 0 for none."""
        return _node(index, self._root).page

    def index(self, row: int, column: int, parent: _Index | None = None) -> QModelIndex:
        """Qt's way down."""
        children = _node(parent, self._root).children
        return self.createIndex(row, column, children[row]) if row < len(children) else QModelIndex()

    def parent(self, index: _Index | None = None) -> QModelIndex:  # type: ignore[override]
        """Qt's way up."""
        above = _node(index, self._root).parent
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, 0, above)

    def rowCount(self, parent: _Index | None = None) -> int:
        """Entries below `parent`."""
        return len(_node(parent, self._root).children)

    def columnCount(self, parent: _Index | None = None) -> int:
        """The title; its page is said by the tool tip."""
        return 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The title; as a tool tip with its page."""
        node = _node(index, self._root)
        if role == Qt.ItemDataRole.DisplayRole:
            return node.title
        if role == Qt.ItemDataRole.ToolTipRole:
            label = self._labels[node.page - 1] if 0 < node.page <= len(self._labels) else ""
            return f"{node.title}\n{label or node.page}" if node.page else node.title
        return None


class Outline(QTreeView):
    """Shows the entries; a click or Return goes there. `chosen` carries a page (from 1)."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries = OutlineModel(())
        self.setModel(self._entries)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName(self.tr("Contents of the document"))
        self.clicked.connect(self._go)
        FocusLine(theme, self)
        theme.changed.connect(self._dress)
        self._dress()

    def show_entries(self, entries: Sequence[OutlineLine], labels: Sequence[str] = ()) -> None:
        """Show these instead; the first level is open when it is short."""
        self._entries = OutlineModel(entries, labels)
        self.setModel(self._entries)
        tops = self._entries.rowCount()
        if tops <= 3:
            for row in range(tops):
                self.expand(self._entries.index(row, 0))

    def set_page(self, page: int) -> None:
        """Mark the entry that `page` belongs to, or the one that is open above it."""
        index = self._entries.index_of(page)
        while index.parent().isValid() and not self.isExpanded(index.parent()):
            index = index.parent()
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes there; arrows walk, open and close."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _go(self, index: QModelIndex) -> None:
        page = self._entries.page(index) if index.isValid() else 0
        if page:
            self.chosen.emit(page)

    def _dress(self) -> None:
        self.setFont(self._theme.font("ui"))
        self.setIndentation(self._theme.pixels("ui"))
        self.setPalette(self._theme.qpalette())


def _node(index: _Index | None, root: _Node) -> _Node:
    if index is None or not index.isValid():
        return root
    node = index.internalPointer()
    assert isinstance(node, _Node)
    return node
