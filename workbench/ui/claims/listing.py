"""The view of the claims list: arrow keys and the mouse are its own, letters belong to the window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView, QWidget

_OWN: Final = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Space,
)


class ClaimsList(QTreeView):
    """A flat tree: with uniform rows one change among 10,000 costs under 1 ms, in a QListView over 100."""

    focus_arriving = Signal()  # before Qt makes the first row current because none is
    left = Signal()  # by the mouse

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        self.setIndentation(0)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Claims"))

    def reveal(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Scroll only if the row or its neighbours are out of sight, then to a third from the top."""
        row = self.visualRect(index)
        room = self.viewport().rect()
        if row.top() >= min(row.height(), index.row() * row.height()) and row.bottom() <= room.bottom():
            return
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() - room.height() // 3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that move or select stay here; letters, Return and the rest go on to the window."""
        several = len(self.selectionModel().selectedRows()) > 1 if event.key() == Qt.Key.Key_Escape else False
        if several:
            self.setCurrentIndex(self.currentIndex())
        elif event.key() in _OWN or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def leaveEvent(self, event: QEvent) -> None:
        """Say that the mouse is over no row any more."""
        super().leaveEvent(event)
        self.left.emit()

    def keyboardSearch(self, search: str) -> None:
        """Off: a letter is a verdict, not the beginning of a word."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let the panel choose the row first; see `focus_arriving`."""
        self.focus_arriving.emit()
        super().focusInEvent(event)
