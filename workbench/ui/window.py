"""The window's layout: articles and evidence, the source text with the viewer, the claims; nothing else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QMimeData, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from workbench.core.resources import data_path
from workbench.ui.articles import ArticleList
from workbench.ui.claims.panel import ClaimsPanel
from workbench.ui.evidence.apart import ViewerWindow
from workbench.ui.evidence.library import EvidenceList
from workbench.ui.evidence.pane import EvidencePane
from workbench.ui.evidence.search import SearchPanel
from workbench.ui.message import MessageBar
from workbench.ui.palette import CommandPalette
from workbench.ui.source.pane import SourcePane
from workbench.ui.status import StatusLine
from workbench.ui.theme import Theme

_NAME = "Fact Workbench"
_SNIPPETS = 320  # logical pixels in which what a search found can be read


class MainWindow(QMainWindow):
    """Holds the panes and says what was dropped on it; what happens is the controller's business.

    `may_close` is asked when it is to be closed; False keeps it open.
    """

    dropped = Signal(QMimeData)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.may_close: Callable[[], bool] = lambda: True
        self.apart: ViewerWindow | None = None  # made when it is first wanted
        self.articles = ArticleList(theme)
        self.library = EvidenceList(theme)
        self.search = SearchPanel(theme)
        self.source = SourcePane(theme)
        self.evidence = EvidencePane(theme)
        self.panel = ClaimsPanel(theme)
        self.message = MessageBar(theme)
        self.status = StatusLine(theme)
        self._build()
        self.palette_panel = CommandPalette(theme, self)
        theme.changed.connect(self._dress)
        self.setAcceptDrops(True)
        self.setMinimumSize(800, 560)
        self.resize(1440, 900)
        self.show_title("")
        self.source.show_nothing()
        self._dress()

    def show_title(self, article: str) -> None:
        """Name the article in the title bar."""
        self.setWindowTitle(f"{article} - {_NAME}" if article else _NAME)

    def show_evidence(self, visible: bool) -> None:
        """Show or hide the evidence viewer; in this window the text keeps at least half of the room."""
        if self.is_apart and self.apart is not None:
            self.evidence.show()
            self.apart.setVisible(visible)
        elif visible and not self.evidence.isVisible():
            self.evidence.show()
            size = self._middle.height() if self.below else self._middle.width()
            self._middle.setSizes([round(size * 0.52), round(size * 0.48)])
        elif not visible:
            self.evidence.hide()

    @property
    def is_apart(self) -> bool:
        """True while the viewer has a window of its own."""
        return self.apart is not None and self.evidence.window() is self.apart

    def set_apart(self, apart: bool) -> None:
        """Give the viewer a window of its own, or take it back into this one."""
        if apart == self.is_apart:
            return
        shown = self.evidence.isVisible()
        if apart:
            if self.apart is None:
                self.apart = ViewerWindow(self.theme)
                self.apart.setStyleSheet(self.styleSheet())
                self.apart.dropped.connect(self.dropped)
            self.apart.hold(self.evidence)
        elif self.apart is not None:
            self.apart.hide()
            self._middle.addWidget(self.evidence)
            self._middle.setStretchFactor(1, 2)
            self.evidence.hide()
        self.show_evidence(shown)

    @property
    def below(self) -> bool:
        """True while the viewer stands below the text, False beside it."""
        return self._middle.orientation() is Qt.Orientation.Vertical

    def set_beside(self, beside: bool) -> None:
        """Put the viewer beside the text, or below it."""
        self._middle.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)

    def toggle_sidebar(self) -> None:
        """Show or hide articles and evidence."""
        self._sidebar.setVisible(not self._sidebar.isVisible())

    def show_search(self, visible: bool) -> None:
        """Show the search in the place of the evidence list, or the list again."""
        self._sidebar.setVisible(self._sidebar.isVisible() or visible)
        self._lower.setCurrentWidget(self.search if visible else self.library)
        if visible:
            self._widen_sidebar()
        height = self._sidebar.height()
        self._sidebar.setSizes([height // 4, height * 3 // 4] if visible else [height // 2, height // 2])

    def show_details(self, visible: bool) -> None:
        """Show or hide where the selected evidence comes from, below the evidence list."""
        if visible:
            self.show_search(False)
            self._sidebar.show()
        self.library.details.setVisible(visible)
        height = self._sidebar.height()
        self._sidebar.setSizes([height // 5, height * 4 // 5] if visible else [height // 2, height // 2])

    def _widen_sidebar(self) -> None:
        """Give snippets room to be read; it stays where a person draws it afterwards."""
        sizes = self._columns.sizes()
        lacking = min(round(self.width() * 0.23), _SNIPPETS * self.theme.zoom // 100) - sizes[0]
        if lacking > 0:
            self._columns.setSizes([sizes[0] + lacking, sizes[1] - lacking, *sizes[2:]])

    def panes(self) -> list[QWidget]:
        """The panes in the order in which F6 visits them."""
        stops: list[QWidget] = [self.panel.claims_list, self.source.view, self.evidence.focus_widget()]
        stops += [self.articles.list, self.library.list]
        return [pane for pane in stops if pane.isVisible()]

    def save_layout(self) -> str:
        """The window's geometry and panes as one line of text."""
        parts = [self.saveGeometry(), self._columns.saveState()]
        return ";".join(bytes(part.toBase64().data()).decode() for part in parts)

    def restore_layout(self, saved: str) -> None:
        """Take up what `save_layout` gave; anything else is ignored."""
        parts = [QByteArray.fromBase64(part.encode()) for part in saved.split(";")]
        if len(parts) == 2:
            self.restoreGeometry(parts[0])
            self._columns.restoreState(parts[1])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self.may_close())
        if event.isAccepted() and self.apart is not None:
            self.set_apart(False)  # it is to be destroyed with this window
            self.apart.close()

    def _build(self) -> None:
        self._lower = QStackedWidget()
        self._lower.addWidget(self.library)
        self._lower.addWidget(self.search)
        self._sidebar = _splitter(Qt.Orientation.Vertical, (self.articles, 1), (self._lower, 1))
        self._sidebar.setMinimumWidth(160)
        self._middle = _splitter(Qt.Orientation.Vertical, (self.source, 3), (self.evidence, 2))
        self.evidence.hide()
        centre = _column(self.message, self._middle)
        self._columns = _splitter(Qt.Orientation.Horizontal, (self._sidebar, 0), (centre, 1), (self.panel, 0))
        self._columns.setSizes([210, 850, 380])
        self._sidebar.setSizes([400, 400])
        self.setCentralWidget(_column(self._columns, self.status))

    def _dress(self) -> None:
        inks = self.theme.inks
        sheet = data_path("resources", "themes", "window.qss").read_text(encoding="utf-8")
        for name in ("paper", "text", "muted", "rule", "focus", "panel", "selection"):
            sheet = sheet.replace(f"@{name}", getattr(inks, name).name())
        QApplication.setPalette(self.theme.qpalette())  # menus, tooltips and dialogs too
        self.setFont(self.theme.font("ui"))
        self.setStyleSheet(sheet)
        if self.apart is not None:
            self.apart.setStyleSheet(sheet)


def _column(*widgets: QWidget) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget, 1 if isinstance(widget, QSplitter) else 0)
    return column


def _splitter(orientation: Qt.Orientation, *parts: tuple[QWidget, int]) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for number, (widget, stretch) in enumerate(parts):
        splitter.addWidget(widget)
        splitter.setStretchFactor(number, stretch)
    return splitter
