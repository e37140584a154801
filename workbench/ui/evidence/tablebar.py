"""The bar above the pages while a table is read: what is current, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from workbench.ui.evidence.tablelayer import TableLayer
from workbench.ui.theme import Theme


class TableBar(QWidget):
    """Says what the layer's current cell holds; its buttons do what the layer's keys do.

    `cited` asks to cite the selected cells.
    """

    cited = Signal()

    def __init__(self, theme: Theme, layer: TableLayer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._layer = layer
        self.words = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.hint = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.cite = QPushButton(self.tr("Cite (C)"))
        self.copy = QPushButton(self.tr("CSV"))
        self.head_row = QPushButton(self.tr("Header row"))
        self.head_column = QPushButton(self.tr("Header column"))
        self.done = QPushButton(self.tr("Done (Esc)"))
        for button in (self.head_row, self.head_column):
            button.setCheckable(True)
        self._build()
        self._dress()
        self._connect()
        self.hide()

    def _build(self) -> None:
        self.setAutoFillBackground(True)
        self.setAccessibleName(self.tr("Table"))
        for label in (self.words, self.hint):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.cite.setToolTip(self.tr("Cite each selected cell with its headers for the current claim"))
        self.copy.setToolTip(self.tr("Copy the selected cells, or the whole table, as CSV (Ctrl+C)"))
        self.head_row.setToolTip(self.tr("The current row holds headers (H)"))
        self.head_column.setToolTip(self.tr("The current column holds headers (Shift+H)"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.hint, 1)
        for button in (self.cite, self.copy, self.head_row, self.head_column, self.done):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 4, 8, 4)
        layout.setSpacing(2)
        layout.addWidget(self.words)
        layout.addLayout(row)

    def _connect(self) -> None:
        layer = self._layer
        layer.changed.connect(self._follow)
        layer.left.connect(self.hide)
        self.cite.clicked.connect(self.cited)
        self.copy.clicked.connect(layer.copy)
        self.head_row.clicked.connect(lambda: layer.toggle_header(False))
        self.head_column.clicked.connect(lambda: layer.toggle_header(True))
        self.done.clicked.connect(layer.leave)
        self._theme.changed.connect(self._dress)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the words to the width there is."""
        super().resizeEvent(event)
        self._shorten()

    def _follow(self) -> None:
        state = self._layer.state
        for button in (self.cite, self.copy, self.head_row, self.head_column):
            button.setVisible(state is not None)
        if state is not None:
            self.head_row.setChecked(state.is_header(False))
            self.head_column.setChecked(state.is_header(True))
        self.words.setToolTip(" ".join(self._layer.told().split()))
        self.hint.setToolTip(self._hint() if state is None else self._keys())
        self.show()
        self._shorten()

    def _hint(self) -> str:
        return self.tr("By keys: the arrows move the box, with Shift they size it, Return reads it.")

    def _keys(self) -> str:
        return self.tr(
            "Lines: drag, double-click to remove, Ctrl+double-click to add (with Shift: a row). "
            "Keys: L takes the next line, arrows move it, Del removes it, A adds one."
        )

    def _shorten(self) -> None:
        for label in (self.words, self.hint):
            room = max(40, label.width())
            short = label.fontMetrics().elidedText(label.toolTip(), Qt.TextElideMode.ElideRight, room)
            label.setText(short)

    def _dress(self) -> None:
        palette = self._theme.qpalette()
        palette.setColor(palette.ColorRole.Window, self._theme.inks.selection)
        self.setPalette(palette)
        for widget in (self.words, self.cite, self.copy, self.head_row, self.head_column, self.done):
            widget.setFont(self._theme.font("ui"))
        self.hint.setFont(self._theme.font("small"))
        self._shorten()
