"""The source pane: the page, its overview strip, a quiet header and the find bar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from workbench.core.article import Block
from workbench.core.claim import Claim
from workbench.ui.source.emptypage import EmptyPage
from workbench.ui.source.findbar import FindBar
from workbench.ui.source.heat import HeatStrip
from workbench.ui.source.view import SourceView
from workbench.ui.theme import Theme


class SourcePane(QWidget):
    """Shows one article, or what to do when there is none."""

    import_requested = Signal()
    paste_requested = Signal()
    sample_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.view = SourceView(theme, self)
        self.heat = HeatStrip(theme, self)
        self.find_bar = FindBar(theme, self)
        self.empty_page = EmptyPage(theme, self)
        self._page = QWidget(self)
        self._blank = QWidget(self)
        self._header = QLabel(self._page)
        self._stack = QStackedLayout(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._header.setTextFormat(Qt.TextFormat.PlainText)
        self._header.setWordWrap(True)
        self._header.setContentsMargins(16, 8, 16, 8)
        column.addWidget(self._header)
        column.addWidget(self.find_bar)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(self.heat)
        column.addLayout(row, 1)
        self.find_bar.hide()
        self._header.hide()
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.empty_page)
        self._stack.addWidget(self._page)
        self._stack.addWidget(self._blank)
        self._page.setAutoFillBackground(True)
        self._restyle()

    def _connect(self) -> None:
        self._theme.changed.connect(self._restyle)
        self.view.viewport_moved.connect(lambda: self.heat.set_viewport(self.view.visible_text()))
        self.heat.jump.connect(self.view.jump)
        self.find_bar.found.connect(self.view.set_found)
        self.find_bar.closed.connect(self.close_find)
        self.empty_page.import_requested.connect(self.import_requested)
        self.empty_page.paste_requested.connect(self.paste_requested)
        self.empty_page.sample_requested.connect(self.sample_requested)

    @property
    def empty(self) -> bool:
        """True while no article is shown."""
        return self._stack.currentWidget() is self.empty_page

    @property
    def header(self) -> str:
        """The line above the page."""
        return self._header.text()

    def show_article(
        self, text: str, blocks: Sequence[Block], claims: Sequence[Claim], language: str
    ) -> None:
        """Show another article from its top."""
        self._stack.setCurrentWidget(self._page)
        self.setFocusProxy(self.view)
        self.view.show_article(text, blocks, claims, language)
        self.heat.set_claims(self.view.claims.claims, len(text))
        self.find_bar.set_text(text)

    def show_nothing(self) -> None:
        """Show a blank sheet, while it is not known yet whether there is an article."""
        self._stack.setCurrentWidget(self._blank)

    def show_empty(self) -> None:
        """Show what to do first."""
        self.show_article("", (), (), "und")
        self.set_header((), "")
        self.close_find()
        self._stack.setCurrentWidget(self.empty_page)
        self.setFocusProxy(self.empty_page)

    def set_header(self, facts: Sequence[str], remark: str = "") -> None:
        """The quiet line above the page: facts such as revision and language, and a remark."""
        shown = [self.tr("language unknown") if fact == "und" else fact for fact in facts]
        self._header.setText("  ·  ".join([*shown, *([remark] if remark else [])]))
        self._header.setVisible(bool(facts or remark))

    def set_claims(self, claims: Sequence[Claim]) -> None:
        """Claims were split or joined."""
        self.view.set_claims(claims)
        self.heat.set_claims(self.view.claims.claims, len(self.view.text))

    def update_claims(self, claims: Sequence[Claim]) -> None:
        """Verdicts of some claims changed; their spans did not."""
        self.view.update_claims(claims)
        self.heat.update_claims(claims)

    def set_current(self, uid: str | None) -> None:
        """Frame this claim and bring it into sight."""
        self.view.set_current(uid)

    def set_selected(self, uids: Iterable[str]) -> None:
        """Tint the claims that a verdict would be for, where they are several."""
        self.view.set_selected(uids)

    def open_find(self) -> None:
        """Show the find bar, with what is selected in it."""
        if self.empty:
            return
        self.find_bar.show()
        words = self.view.selected_text()
        self.find_bar.start(self.view.visible_text().start, words if "\n" not in words else "")

    def close_find(self) -> None:
        """Hide the find bar and return to the page; the sentence of the hit shown becomes current."""
        if self.find_bar.isHidden():
            return
        hit = self.find_bar.current
        self.find_bar.hide()
        self.view.set_found((), -1)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if hit is not None:
            self.view.choose(hit.start)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+F and F3, where the window has no action of its own for them."""
        if event.matches(QKeySequence.StandardKey.Find):
            self.open_find()
        elif event.key() == Qt.Key.Key_F3 and not self.find_bar.isHidden():
            self.find_bar.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        inks = self._theme.inks
        palette = self._theme.qpalette()
        palette.setColor(palette.ColorRole.Window, inks.paper)
        self._page.setPalette(palette)
        palette.setColor(palette.ColorRole.WindowText, inks.muted)
        self._header.setPalette(palette)
        self._header.setFont(self._theme.font("small"))
