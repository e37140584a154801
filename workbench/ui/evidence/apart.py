"""A window of its own for the evidence viewer, for a second screen."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QMimeData, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.ui.theme import Theme


class ViewerWindow(QWidget):
    """Holds the viewer while it stands apart. `closed` comes when the person closes it.

    `letters` are actions whose keys act here when nothing in the viewer takes them: so verdicts can be given
    without going back to the text.
    """

    closed = Signal()
    dropped = Signal(QMimeData)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.letters: list[QAction] = []
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # the claims keep the keys
        self.setAcceptDrops(True)
        self.resize(820, 900)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        theme.changed.connect(self._dress)
        self._dress()

    def hold(self, viewer: QWidget) -> None:
        """Take `viewer` in."""
        layout = self.layout()
        assert layout is not None
        layout.addWidget(viewer)

    def save_place(self) -> str:
        """Where the window stands, as one line of text."""
        return bytes(self.saveGeometry().toBase64().data()).decode()

    def restore_place(self, saved: str) -> None:
        """Take up what `save_place` gave; anything else is ignored."""
        self.restoreGeometry(QByteArray.fromBase64(saved.encode()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key does in the article, when the viewer has no use for it."""
        pressed = QKeySequence(event.keyCombination())
        for action in self.letters:
            if action.isEnabled() and pressed in action.shortcuts():
                action.trigger()
                return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say so; the viewer goes back to where it came from."""
        super().closeEvent(event)
        self.closed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())

    def _dress(self) -> None:
        self.setPalette(self._theme.qpalette())
        self.setFont(self._theme.font("ui"))
