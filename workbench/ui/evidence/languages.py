"""Asks which languages are on scanned pages, and which pages to read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.ui.theme import Theme
from workbench.ui.words import filled

_ROWS = 8  # languages seen at once


class LanguageChooser(QFrame):
    """A small panel over the pages with the languages that can be read, those chosen last ticked and on top.

    It goes with Escape, and when something else is visited.

    `chosen` carries the names of the languages and whether only the page on the screen is to be read.
    """

    chosen = Signal(list, bool)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._home = parent
        self.question = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.languages = QListWidget()
        self.all = QPushButton(default=True)
        self.one = QPushButton()
        self._build()
        self._dress()
        theme.changed.connect(self._dress)
        self.hide()
        if isinstance(program := QApplication.instance(), QApplication):
            program.focusChanged.connect(self._focus_changed)

    def ask(
        self,
        there: Sequence[tuple[str, str]],
        ticked: Sequence[str],
        *,
        unread: int,
        page: int,
        readable: bool,
    ) -> None:
        """Fill in what can be chosen: pairs of names and words for people, `ticked` first.

        `unread` pages wait for recognition; `page` is the one on the screen, `readable` when it may be read
        on its own.
        """
        self.languages.clear()
        words = dict(there)
        first = [name for name in ticked if name in words]
        for name in (*first, *(name for name in words if name not in first)):
            item = QListWidgetItem(words[name], self.languages)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in first else Qt.CheckState.Unchecked)
        self.languages.setCurrentRow(0)
        sentence = self.tr("Read the page") if unread == 1 else self.tr("Read all %1 pages without text")
        self.all.setText(filled(sentence, unread))
        self.all.setVisible(unread > 0)
        self.one.setText(filled(self.tr("Read only page %1"), page) if unread else self.tr("Read this page"))
        self.one.setVisible(readable and unread != 1)
        self._suit()
        self._fit()

    def pop_up(self, above: QWidget) -> None:
        """Show it below `above`, at its right end and within the window, ready for keys."""
        room = above.window()  # the viewer may be too low for it
        self.setParent(room)
        self.adjustSize()
        corner = above.mapTo(room, QPoint(above.width() - self.width() - 8, above.height() + 4))
        self.move(max(8, corner.x()), max(8, min(corner.y(), room.height() - self.height() - 8)))
        self.show()
        self.raise_()
        self.languages.setFocus()

    @property
    def ticked(self) -> list[str]:
        """The names of the languages that are ticked, in the order shown."""
        items = map(self.languages.item, range(self.languages.count()))
        return [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return reads; Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            button = self.one if self.one.hasFocus() or self.all.isHidden() else self.all
            button.click()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.setAccessibleName(self.tr("Recognise text"))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.question.setText(self.tr("Which languages are on the pages?"))
        self.languages.setAccessibleName(self.tr("Languages on the pages"))
        self.languages.itemChanged.connect(self._suit)
        self.all.clicked.connect(lambda: self._choose(False))
        self.one.clicked.connect(lambda: self._choose(True))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.one)
        buttons.addWidget(self.all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self.question)
        layout.addWidget(self.languages)
        layout.addLayout(buttons)

    def _choose(self, one: bool) -> None:
        ticked = self.ticked
        self._leave()
        self.chosen.emit(ticked, one)

    def _leave(self) -> None:
        """Go, and give the keys back to the pages."""
        self._go()
        self.left.emit()

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self.isVisible() and now is not None and now is not self and not self.isAncestorOf(now):
            self._go()

    def _go(self) -> None:
        self.hide()
        self.setParent(self._home)  # a window of the viewer's own may be closed

    def _suit(self) -> None:
        """Nothing can be read without a language."""
        some = bool(self.ticked)
        self.all.setEnabled(some)
        self.one.setEnabled(some)

    def _fit(self) -> None:
        row = max(self.languages.sizeHintForRow(0), self.languages.fontMetrics().height())
        rows = min(_ROWS, self.languages.count())
        self.languages.setFixedHeight(rows * row + 2 * self.languages.frameWidth())
        self.setMinimumSize(QSize(max(280, 20 * self.fontMetrics().averageCharWidth()), 0))

    def _dress(self) -> None:
        self.setPalette(self._theme.qpalette())
        for widget in (self, self.question, self.languages, self.all, self.one):
            widget.setFont(self._theme.font("ui"))
