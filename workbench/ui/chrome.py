"""What the panes of the window share: their headings, and the line around the one that has the keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QLabel, QWidget

from workbench.ui.theme import Theme

_WIDTH: Final = 2  # logical pixels


class Heading(QLabel):
    """The title of a part of the window."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setFont(self._theme.font("ui", bold=True))


class FocusLine(QWidget):
    """A line in the focus ink around `pane` while it has the focus; it takes no room and no clicks."""

    def __init__(self, theme: Theme, pane: QWidget) -> None:
        super().__init__(pane)
        self._theme = theme
        self._pane = pane
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        pane.installEventFilter(self)
        theme.changed.connect(self.update)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the pane's focus and size."""
        kind = event.type()
        if kind == QEvent.Type.Resize and self.isVisible():
            self._fit()
        elif kind == QEvent.Type.FocusIn:
            self._fit()
            self.show()
            self.raise_()
        elif kind == QEvent.Type.FocusOut:
            self.hide()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line."""
        painter = QPainter(self)
        pen = QPen(self._theme.inks.focus, _WIDTH)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        half = _WIDTH // 2
        painter.drawRect(self.rect().adjusted(half, half, -half, -half))

    def _fit(self) -> None:
        whole = self._pane.rect()
        self.setGeometry(whole)
        inside = whole.adjusted(_WIDTH, _WIDTH, -_WIDTH, -_WIDTH)
        self.setMask(QRegion(whole) - QRegion(inside))  # what lies under it scrolls undisturbed
