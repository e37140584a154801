"""The strip beside the pages: page pictures, or the table of contents."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from workbench.core.errors import KnownError
from workbench.ui.evidence.background import Background, close_all
from workbench.ui.evidence.outline import Outline
from workbench.ui.evidence.pages import Document, OutlineLine
from workbench.ui.evidence.thumbnails import Thumbnails
from workbench.ui.theme import Theme


class SideStrip(QWidget):
    """Page pictures and contents of one document under two tabs; `chosen` carries a page (from 1)."""

    chosen = Signal(int)
    _arrived = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.thumbnails = Thumbnails(theme)
        self.outline = Outline(theme)
        self.pages_tab, self.contents_tab = QToolButton(), QToolButton()
        self._stack = QStackedWidget()
        self._page = 0
        self._document: Document | None = None
        self._labels: Sequence[str] = ()
        self._reading: Background[str, Sequence[OutlineLine]] | None = None
        works: list[Background[str, Sequence[OutlineLine]]] = []  # for when this widget is being destroyed
        self._works = works
        self.destroyed.connect(lambda: close_all(works))
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._build()
        self._dress()
        theme.changed.connect(self._dress)

    def set_source(self, document: Document | None, labels: Sequence[str] = ()) -> None:
        """Show the pages of `document` (None: nothing); its contents are read once the strip is seen."""
        self._stop()
        self._page = 0
        self._document, self._labels = document, labels
        self.thumbnails.set_source(document, labels)
        self.show_outline(())

    def show_outline(self, entries: Sequence[OutlineLine], labels: Sequence[str] = ()) -> None:
        """Show the table of contents; without entries its tab is not there."""
        self.outline.show_entries(entries, labels)
        self._tabs.setVisible(bool(entries))
        if not entries:
            self.pages_tab.click()
        self.outline.set_page(self._page)

    def set_page(self, page: int) -> None:
        """Follow the page that is read."""
        self._page = page
        if self.isVisible():
            self.thumbnails.set_page(page)
            self.outline.set_page(page)

    def show_page(self, page: int) -> None:
        """Follow it from now on: the strip is being shown."""
        self._page = 0
        self.set_page(page)
        document = self._document
        if document is not None and self._reading is None:
            self._reading = Background(lambda _: document.outline(), self._arrived.emit, threads=1)
            self._works[:] = [self._reading]
            self._reading.want(["outline"])

    def sizeHint(self) -> QSize:
        """Wide enough for the tabs and for pictures on which a page is known again."""
        return QSize(self._theme.pixels("ui") * 11, 200)

    def focus_widget(self) -> QWidget:
        """What takes the keys."""
        return self._stack.currentWidget() or self.thumbnails

    def _take(self) -> None:
        for _, entries in self._reading.take(1) if self._reading else ():
            if isinstance(entries, KnownError):
                continue  # a document without contents is nothing to speak of
            if isinstance(entries, Exception):
                raise entries
            self.show_outline(entries, self._labels)

    def _stop(self) -> None:
        if self._reading is not None:
            self._reading.close()
            self._reading = None
            self._works.clear()

    def _build(self) -> None:
        group = QButtonGroup(self)
        self._tabs = QWidget()
        row = QHBoxLayout(self._tabs)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        for number, (tab, words, pane) in enumerate(
            (
                (self.pages_tab, self.tr("Pages"), self.thumbnails),
                (self.contents_tab, self.tr("Contents"), self.outline),
            )
        ):
            tab.setText(words)
            tab.setCheckable(True)
            tab.setAutoRaise(True)
            tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            group.addButton(tab, number)
            row.addWidget(tab)
            self._stack.addWidget(pane)
        row.addStretch(1)
        group.idClicked.connect(self._stack.setCurrentIndex)
        self.pages_tab.setChecked(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._tabs)
        layout.addWidget(self._stack, 1)
        self.thumbnails.chosen.connect(self.chosen)
        self.outline.chosen.connect(self.chosen)
        self.setAutoFillBackground(True)
        self.setAccessibleName(self.tr("Pages and contents"))

    def _dress(self) -> None:
        self.setPalette(self._theme.qpalette())
        for tab in (self.pages_tab, self.contents_tab):
            tab.setFont(self._theme.font("ui"))
        self.setMinimumWidth(self._theme.pixels("ui") * 8)
