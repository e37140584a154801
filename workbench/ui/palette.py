"""The command palette (Ctrl+K): every action by name, with its key, filtered while typing."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from workbench.ui.theme import Theme


class CommandPalette(QFrame):
    """A panel over the upper edge of the window; Return runs the chosen action, Escape closes it."""

    chosen = Signal(str)  # the name of an action
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("palette")
        self.line = QLineEdit(placeholderText=self.tr("What do you want to do?"))
        self.line.setAccessibleName(self.tr("Find an action by name"))
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setHeaderHidden(True)
        self.list.setUniformRowHeights(True)
        self.list.setColumnCount(2)
        self.list.setAccessibleName(self.tr("Actions"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        self.line.textChanged.connect(self._filter)
        self.line.installEventFilter(self)
        self.list.itemClicked.connect(lambda _: self._choose())
        self.hide()

    def open(self, actions: Iterable[QAction]) -> None:
        """Show the enabled `actions` and wait for a choice."""
        self._dress()
        self.list.clear()
        for action in actions:
            if action.isEnabled():
                keys = " / ".join(
                    key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()
                )
                item = QTreeWidgetItem([action.text().replace("&", ""), keys])
                item.setData(0, Qt.ItemDataRole.UserRole, action.objectName())
                item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.list.addTopLevelItem(item)
        parent = self.window()
        width = min(560, parent.width() - 48)
        rows = self.list.topLevelItemCount() * max(20, self.list.sizeHintForRow(0))
        height = min(rows + self.line.sizeHint().height() + 48, parent.height() - 96)
        self.setGeometry((parent.width() - width) // 2, 48, width, height)
        self.list.setColumnWidth(0, width - 190)
        self.line.clear()
        self._filter("")
        self.show()
        self.raise_()
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._step(-1 if key == Qt.Key.Key_Up else 1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose()
                return True
            if key == Qt.Key.Key_Escape:
                self._close()
                return True
        if event.type() == QEvent.Type.FocusOut and self.isVisible() and not self.underMouse():
            self._close()
        return super().eventFilter(watched, event)

    def _visible(self) -> list[QTreeWidgetItem]:
        items = (self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount()))
        return [item for item in items if item is not None and not item.isHidden()]

    def _filter(self, typed: str) -> None:
        words = typed.casefold().split()
        for row in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            if item is not None:
                item.setHidden(not all(word in item.text(0).casefold() for word in words))
        visible = self._visible()
        self.list.setCurrentItem(visible[0] if visible else None)  # type: ignore[arg-type]

    def _step(self, by: int) -> None:
        visible = self._visible()
        current = self.list.currentItem()
        if visible:
            at = visible.index(current) + by if current in visible else 0
            self.list.setCurrentItem(visible[at % len(visible)])

    def _choose(self) -> None:
        item = self.list.currentItem()
        self._close()
        if item is not None:
            self.chosen.emit(item.data(0, Qt.ItemDataRole.UserRole))

    def _close(self) -> None:
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def _dress(self) -> None:
        inks = self._theme.inks
        self.line.setFont(self._theme.font("body"))
        self.list.setFont(self._theme.font("ui"))
        self.setStyleSheet(
            f"#palette {{ background: {inks.panel.name()}; border: 1px solid {inks.rule.name()};"
            " border-radius: 8px; }"
            f" QTreeWidget {{ background: {inks.panel.name()}; }}"
        )
