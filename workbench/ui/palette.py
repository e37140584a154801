"""The command palette (Ctrl+K): every action by name, with its key, filtered while typing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from workbench.ui.theme import Theme

_INSET: Final = 12  # logical pixels around it


class CommandPalette(QFrame):
    """A panel over the upper edge of the window; Return runs the chosen action, Escape closes it."""

    chosen = Signal(str)  # the name of an action
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._keys = 0  # width of the column of keys
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
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room = QSize()  # that there is for it
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_INSET, _INSET, _INSET, _INSET)
        layout.setSpacing(8)
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
        metrics = self.list.fontMetrics()
        texts = [self.list.topLevelItem(row).text(1) for row in range(self.list.topLevelItemCount())]  # type: ignore[union-attr]
        self._keys = max((metrics.horizontalAdvance(text) for text in texts), default=0) + 24
        parent = self.window()
        self._room = QSize(min(self._theme.pixels("ui") * 43, parent.width() - 48), parent.height() - 96)
        self.move((parent.width() - self._room.width()) // 2, 48)
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
        self._fit(len(visible))

    def _fit(self, rows: int) -> None:
        """Be as high as the actions that are left, and no higher than the window has room."""
        above = self.line.sizeHint().height() + 2 * _INSET + 8
        row = self._theme.pixels("ui") * 3 // 2 + 10
        self.resize(self._room.width(), min(above + row * max(1, rows), self._room.height()))
        header, inner = self.list.header(), self._room.width() - 2 * _INSET
        header.setStretchLastSection(False)
        header.resizeSection(1, self._keys)
        header.resizeSection(0, inner - self._keys - 12)  # clear of the scroll bar

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
            f" QTreeWidget {{ background: {inks.panel.name()}; outline: none; }}"
            f" QTreeWidget::item {{ padding: 5px 8px; height: {self._theme.pixels('ui') * 3 // 2}px; }}"
            f" QTreeWidget::item:selected {{ background: {inks.selection.name()};"
            f" color: {inks.text.name()}; }}"
            f" QLineEdit {{ padding: 6px 8px; border: 1px solid {inks.rule.name()}; border-radius: 5px;"
            f" background: {inks.paper.name()}; }} QLineEdit:focus {{ border-color: {inks.focus.name()}; }}"
        )
