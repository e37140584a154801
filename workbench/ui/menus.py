"""The menu bar, from the action table; recent workspaces stand in the first menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMainWindow, QMenu

from workbench.desk.settings import Settings
from workbench.ui.actions import MENUS, TABLE, ActionSet

_BREAK_BEFORE = {
    "new_workspace",
    "export",
    "quit",
    "find",
    "name",
    "next",
    "note",
    "split",
    "search",
    "sidebar",
}


def build_menus(
    window: QMainWindow, actions: ActionSet, settings: Settings, open_workspace: Callable[[Path], None]
) -> None:
    """Fill the window's menu bar."""
    bar = window.menuBar()
    for menu_text in MENUS:
        menu = bar.addMenu(QCoreApplication.translate("actions", menu_text))
        for spec in TABLE:
            if spec.menu == menu_text:
                if spec.name in _BREAK_BEFORE:
                    menu.addSeparator()
                menu.addAction(actions.by_name[spec.name])
                if spec.name == "open_workspace":
                    recent = menu.addMenu(QCoreApplication.translate("menus", "Recent workspaces"))
                    recent.aboutToShow.connect(partial(_fill_recent, recent, settings, open_workspace))


def _fill_recent(menu: QMenu, settings: Settings, open_workspace: Callable[[Path], None]) -> None:
    menu.clear()
    for name in settings.recent:
        path = Path(name)
        menu.addAction(f"{path.name}  ({path.parent})", partial(open_workspace, path))
    if not settings.recent:
        menu.addAction(QCoreApplication.translate("menus", "None yet")).setEnabled(False)
