"""Search over all evidence: a line, limits, and the pages that were found."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from workbench.core.evidence import Hit
from workbench.core.searching import Found, Wanted
from workbench.ui.chrome import FocusLine
from workbench.ui.evidence.hitlist import ROW, Further, HitDelegate, HitModel
from workbench.ui.evidence.sifting import Sifting
from workbench.ui.theme import Theme
from workbench.ui.words import filled

FIRST: Final = 50  # pages that are asked for at once
FURTHER: Final = (500, 5_000)  # and then, when somebody wants more
_CALM: Final = 150  # milliseconds without typing before it is searched
_BATCH: Final = 100  # rows laid out before the event loop has its turn


class SearchPanel(QWidget):
    """Asks and shows; the caller searches. Down and Up choose a hit while typing, Return opens it.

    `searched` carries what is Wanted and how many pages at most; `opened` a Hit, and whether the viewer is to
    have the keys then.
    """

    searched = Signal(object, int)
    opened = Signal(object, bool)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._limit = FIRST
        self._found = Found((), 0)
        self.line = QLineEdit(clearButtonEnabled=True)
        self.sifting = Sifting(theme)
        self.status = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.syntax = _Syntax(theme)
        self.list = QListView()
        self.model = HitModel(self)
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._build()
        self._connect()
        self._dress()
        self.show_found(Found((), 0))

    @property
    def wanted(self) -> Wanted:
        """What is looked for now."""
        return self.sifting.wanted(self.line.text().strip())

    def focus_line(self) -> None:
        """Be ready to type a search."""
        self.line.setFocus()
        self.line.selectAll()

    def show_found(self, found: Found | str, wanted: Wanted | None = None) -> None:
        """List what was found, or say what is wrong with the words.

        When that was `wanted` but no longer is, it is too late and left out.
        """
        if wanted is not None and wanted != self.wanted:
            return
        if isinstance(found, str):
            self.show_found(Found((), 0))
            self.status.setText(found)
            return
        before = self.current() if found.hits and self._limit > FIRST else None
        self._found = found
        self.model.set_hits(found.hits, self._offer())
        self.sifting.offer_files(self.model.files)
        asked = bool(self.line.text().strip())
        self.list.setVisible(bool(found.hits))
        self.syntax.setVisible(not found.hits)
        self.sifting.setVisible(asked or self.wanted.limited)
        if found.hits:
            row = self.model.place_of(before) if before else None
            self.list.setCurrentIndex(self.model.index(1 if row is None else row))
        self.status.setText(self._summary(asked))

    def current(self) -> Hit | None:
        """The hit that is chosen."""
        row = self.list.currentIndex().data(ROW)
        return row if isinstance(row, Hit) else None

    def step(self, by: int) -> bool:
        """Open the next page found, or the previous one; False at the end. The keys stay where they are."""
        row = self.model.step(self.list.currentIndex().row(), by)
        if row is None or isinstance(self.model.rows[row], Further):
            return False
        self.list.setCurrentIndex(self.model.index(row))
        hit = self.current()
        if hit is not None:
            self.opened.emit(hit, False)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Up, Down, page keys and Return work while typing."""
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._move(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                self.list.event(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open_or_search()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the search."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.line.setPlaceholderText(self.tr("Search all evidence"))
        self.line.setAccessibleName(self.tr("Search all evidence"))
        self.list.setAccessibleName(self.tr("Pages found"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(HitDelegate(self._theme, self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setLayoutMode(QListView.LayoutMode.Batched)
        self.list.setBatchSize(_BATCH)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        FocusLine(self._theme, self.list)
        head = QVBoxLayout()
        head.setContentsMargins(12, 8, 12, 0)
        head.setSpacing(6)
        for part in (self.line, self.sifting, self.status, self.syntax):
            head.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        layout.addStretch(0)

    def _connect(self) -> None:
        self.line.installEventFilter(self)
        self.line.textChanged.connect(lambda _: self._calm.start())
        self.sifting.changed.connect(self._search)
        self._calm.timeout.connect(self._search)
        self.list.activated.connect(self._open)
        self.list.clicked.connect(self._open)
        self._theme.changed.connect(self._dress)

    def _search(self, limit: int = FIRST) -> None:
        self._calm.stop()
        self._limit = limit
        self.searched.emit(self.wanted, limit)

    def _move(self, by: int) -> None:
        row = self.model.step(self.list.currentIndex().row(), by)
        if row is not None:
            self.list.setCurrentIndex(self.model.index(row))

    def _open_or_search(self) -> None:
        if self._calm.isActive():  # what is listed belongs to other words
            self._search()
        else:
            self._open(self.list.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Hit):
            self.opened.emit(row, True)
        elif isinstance(row, Further):
            self._search(next(limit for limit in FURTHER if limit > self._limit))

    def _offer(self) -> str:
        shown = len(self._found.hits)
        if shown < self._limit or self._limit >= FURTHER[-1]:
            return ""
        if self._found.pages <= shown and not self._found.more:
            return ""
        return self.tr("More pages…")

    def _summary(self, asked: bool) -> str:
        found, shown = self._found, len(self._found.hits)
        if not asked:
            return self.tr("Type words to find them in all evidence of this workspace.")
        if not shown and self.wanted.limited:
            return self.tr("No page within these limits has these words.")
        if not shown:
            return self.tr("Nothing in the evidence has these words.")
        if found.more:
            words = self.tr("Pages found: more than %1. Words this frequent are not ranked in full; add one.")
            return filled(words, f"{found.pages:,}")
        if found.pages > shown:
            return filled(self.tr("Pages found: %1. The best %2 are listed."), f"{found.pages:,}", shown)
        return filled(self.tr("Pages found: %1"), f"{found.pages:,}")

    def _dress(self) -> None:
        palette = self._theme.qpalette()
        self.setPalette(palette)
        self.setFont(self._theme.font("ui"))
        self.line.setFont(self._theme.font("ui"))
        self.status.setFont(self._theme.font("small"))
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.inks.muted)
        self.status.setPalette(palette)
        self.list.scheduleDelayedItemsLayout()


class _Syntax(QWidget):
    """What can be typed, by example."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._examples: list[QLabel] = []
        self._meanings: list[QLabel] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for example, meaning in (
            (self.tr("harbour pier"), self.tr("both words on one page")),
            (self.tr('"harbour pier"'), self.tr("one after the other")),
            (self.tr("harb*"), self.tr("words that begin so")),
            (self.tr("-pier"), self.tr("no page with this word")),
            (self.tr("灯塔"), self.tr("also Chinese, Japanese, Korean")),
        ):
            row = len(self._examples)
            self._examples.append(QLabel(example, textFormat=Qt.TextFormat.PlainText))
            self._meanings.append(QLabel(meaning, wordWrap=True, textFormat=Qt.TextFormat.PlainText))
            grid.addWidget(self._examples[-1], row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._meanings[-1], row, 1)
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        palette = self._theme.qpalette()
        for label in self._examples:
            label.setFont(self._theme.font("ui"))
            label.setPalette(palette)
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.inks.muted)
        for label in self._meanings:
            label.setFont(self._theme.font("small"))
            label.setPalette(palette)
