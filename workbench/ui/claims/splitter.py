"""A splitter drawn as one hairline."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from workbench.ui.theme import Theme


class HairlineSplitter(QSplitter):
    """List above detail, parted by one hairline that is easy to grab."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.theme = theme
        self.setChildrenCollapsible(False)
        self.setHandleWidth(7)
        theme.changed.connect(self.update)

    def createHandle(self) -> QSplitterHandle:
        """A handle that shows only its middle line."""
        return _Hairline(self.orientation(), self)


class _Hairline(QSplitterHandle):
    def paintEvent(self, _event: QPaintEvent) -> None:
        splitter = self.splitter()
        assert isinstance(splitter, HairlineSplitter)
        painter = QPainter(self)
        painter.setPen(QPen(splitter.theme.inks.rule, 1))
        painter.drawLine(0, self.height() // 2, self.width(), self.height() // 2)
