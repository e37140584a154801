"""What is seen of the window and how large: panes, theme, sizes, keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from workbench.desk.settings import Settings
from workbench.ui.keys import KeysPage
from workbench.ui.theme import ZOOMS
from workbench.ui.window import MainWindow


class Sight(QObject):
    """What the View menu does, and the page of keys."""

    made_apart = Signal()  # the viewer's own window has come into being

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self.keys_page: KeysPage | None = None

    def actions(self) -> dict[str, Callable[[], None]]:
        """What it does, by the names of the action table."""
        theme = self._window.theme
        return {
            "next_pane": partial(self._visit_pane, 1),
            "previous_pane": partial(self._visit_pane, -1),
            "sidebar": self._window.toggle_sidebar,
            "beside": self._beside,
            "theme": lambda: theme.set_mode("light" if theme.dark else "dark"),
            "larger": partial(self._zoom, 1),
            "smaller": partial(self._zoom, -1),
            "actual_size": lambda: theme.set_zoom(100),
            "keys": self._show_keys,
        }

    def begin(self) -> None:
        """Give the viewer a window of its own, when it had one last time."""
        if self._settings.evidence_apart:
            self._set_apart(True)

    def keep(self) -> None:
        """Put layout, theme and size into the settings, and write them."""
        self._keep_place()
        self._settings.window = self._window.save_layout()
        self._settings.theme, self._settings.zoom = self._window.theme.mode, self._window.theme.zoom
        self._settings.save()

    def _visit_pane(self, by: int) -> None:
        panes = self._window.panes()
        focus = QApplication.focusWidget()
        here = next(
            (n for n, pane in enumerate(panes) if focus and (pane is focus or pane.isAncestorOf(focus))), -1
        )
        pane = panes[(here + by) % len(panes)]
        pane.window().activateWindow()  # the viewer may have one of its own
        pane.setFocus()

    def _beside(self) -> None:
        """Below the text, beside it, in a window of its own, and below it again."""
        window = self._window
        if window.is_apart or window.below:
            window.set_beside(not window.is_apart)
            self._set_apart(False)
        else:
            self._set_apart(True)
        self._settings.evidence_beside = not window.below

    def _set_apart(self, apart: bool) -> None:
        window = self._window
        first = apart and window.apart is None
        window.set_apart(apart)
        self._settings.evidence_apart = apart
        if first and window.apart is not None:
            window.apart.closed.connect(self._taken_back)
            window.apart.restore_place(self._settings.evidence_window)
            self.made_apart.emit()

    def _taken_back(self) -> None:
        """The viewer's own window was closed: the viewer comes back."""
        if self._window.is_apart and self._window.isVisible():
            self._keep_place()
            self._set_apart(False)
            self._window.show_evidence(True)

    def _keep_place(self) -> None:
        if self._window.apart is not None:
            self._settings.evidence_window = self._window.apart.save_place()

    def _zoom(self, by: int) -> None:
        theme = self._window.theme
        nearest = min(range(len(ZOOMS)), key=lambda n: abs(ZOOMS[n] - theme.zoom))
        theme.set_zoom(ZOOMS[max(0, min(len(ZOOMS) - 1, nearest + by))])

    def _show_keys(self) -> None:
        if self.keys_page is None:
            self.keys_page = KeysPage(self._window.theme, self._window)
        self.keys_page.show()
        self.keys_page.raise_()
        self.keys_page.activateWindow()
