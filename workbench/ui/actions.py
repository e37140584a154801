"""Every action of the window in one table: name, words, keys, place.

The keys page, the menus and the command palette are made from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

_CONTEXT: Final = "actions"


class Scope(Enum):
    """Where an action's keys act."""

    WINDOW = "window"
    TEXT = "text"  # only while the source text or the claims list has the focus
    PASSAGE = "passage"  # as TEXT, and in the evidence viewer, where passages are selected
    EMPTY = "empty"  # no keys


@dataclass(frozen=True, slots=True)
class Spec:
    """One action: `text` as menus show it, `keys` with the first shown, `menu` it stands in (or none)."""

    name: str
    text: str
    keys: tuple[str, ...]
    menu: str
    scope: Scope = Scope.WINDOW
    icon: str = ""


def _t(text: str) -> str:
    """Marks `text` for translation; it is translated when the action is made."""
    return text


FILE, EDIT, CLAIM, EVIDENCE, VIEW, HELP = (
    _t("&File"),
    _t("&Edit"),
    _t("&Claim"),
    _t("E&vidence"),
    _t("&View"),
    _t("&Help"),
)
MENUS: Final = (FILE, EDIT, CLAIM, EVIDENCE, VIEW, HELP)

TABLE: Final = (
    Spec("import_article", _t("Import article..."), ("Ctrl+I",), FILE, icon="mdi6.file-import-outline"),
    Spec("paste_article", _t("Paste text as article"), (), FILE, Scope.EMPTY, "mdi6.content-paste"),
    Spec("rename_article", _t("Rename article..."), (), FILE, Scope.EMPTY, "mdi6.rename-outline"),
    Spec("remove_article", _t("Remove article"), (), FILE, Scope.EMPTY, "mdi6.archive-outline"),
    Spec("sample", _t("Open the sample case"), (), FILE, Scope.EMPTY, "mdi6.book-open-page-variant-outline"),
    Spec("new_workspace", _t("New workspace..."), ("Ctrl+N",), FILE, icon="mdi6.folder-plus-outline"),
    Spec("open_workspace", _t("Open workspace..."), ("Ctrl+O",), FILE, icon="mdi6.folder-open-outline"),
    Spec("export", _t("Export report..."), ("Ctrl+E",), FILE, icon="mdi6.file-export-outline"),
    Spec("check", _t("Check the workspace"), (), FILE, Scope.EMPTY, "mdi6.shield-check-outline"),
    Spec("quit", _t("Quit"), ("Ctrl+Q",), FILE, icon="mdi6.exit-to-app"),
    Spec("undo", _t("Undo"), ("Ctrl+Z",), EDIT, icon="mdi6.undo"),
    Spec("redo", _t("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), EDIT, icon="mdi6.redo"),
    Spec("find", _t("Find in the article"), ("Ctrl+F",), EDIT, icon="mdi6.magnify"),
    Spec("filter", _t("Filter claims"), ("/",), EDIT, Scope.TEXT, "mdi6.filter-outline"),
    Spec("name", _t("Your name..."), (), EDIT, Scope.EMPTY, "mdi6.account-outline"),
    Spec("verified", _t("Verified"), ("V",), CLAIM, Scope.TEXT, "mdi6.check-circle"),
    Spec("disputed", _t("Disputed"), ("D",), CLAIM, Scope.TEXT, "mdi6.alert-octagon"),
    Spec("unsourced", _t("Unsourced"), ("U",), CLAIM, Scope.TEXT, "mdi6.help-circle-outline"),
    Spec("not_a_claim", _t("Not a claim"), ("N",), CLAIM, Scope.TEXT, "mdi6.minus-circle-outline"),
    Spec("unreviewed", _t("Back to unreviewed"), ("Backspace",), CLAIM, Scope.TEXT, "mdi6.circle-outline"),
    Spec("verified_stay", _t("Verified, stay on the claim"), ("Shift+V",), "", Scope.TEXT),
    Spec("disputed_stay", _t("Disputed, stay on the claim"), ("Shift+D",), "", Scope.TEXT),
    Spec("unsourced_stay", _t("Unsourced, stay on the claim"), ("Shift+U",), "", Scope.TEXT),
    Spec("not_a_claim_stay", _t("Not a claim, stay on the claim"), ("Shift+N",), "", Scope.TEXT),
    Spec("next", _t("Next claim"), ("J", "Down"), CLAIM, Scope.TEXT),
    Spec("previous", _t("Previous claim"), ("K", "Up"), CLAIM, Scope.TEXT),
    Spec("next_open", _t("Next unreviewed claim"), ("Alt+Down",), CLAIM),
    Spec("previous_open", _t("Previous unreviewed claim"), ("Alt+Up",), CLAIM),
    Spec("note", _t("Note on the claim"), ("T",), CLAIM, Scope.TEXT, "mdi6.note-text-outline"),
    Spec("split", _t("Split the claim at the cursor"), ("S",), CLAIM, Scope.TEXT, "mdi6.call-split"),
    Spec("join", _t("Join with the next claim"), ("M",), CLAIM, Scope.TEXT, "mdi6.call-merge"),
    Spec("boilerplate", _t("Mark boilerplate as not a claim"), (), CLAIM, Scope.EMPTY),
    Spec("attach", _t("Attach evidence..."), ("E",), EVIDENCE, Scope.TEXT, "mdi6.paperclip"),
    Spec("paste", _t("Paste as evidence"), ("Ctrl+V",), EVIDENCE, Scope.TEXT, "mdi6.content-paste"),
    Spec("cite", _t("Cite the selected passage"), ("C",), EVIDENCE, Scope.PASSAGE, "mdi6.format-quote-close"),
    Spec("show_citation", _t("Show the claim's citation"), ("Return", "Enter"), EVIDENCE, Scope.TEXT),
    Spec("search", _t("Search all evidence"), ("Ctrl+Shift+F",), EVIDENCE, icon="mdi6.text-search"),
    Spec("close_evidence", _t("Close the evidence viewer"), (), EVIDENCE, Scope.EMPTY),
    Spec("next_pane", _t("Next pane"), ("F6",), VIEW),
    Spec("previous_pane", _t("Previous pane"), ("Shift+F6",), VIEW),
    Spec("sidebar", _t("Show or hide the sidebar"), ("F9",), VIEW, icon="mdi6.dock-left"),
    Spec("beside", _t("Evidence beside or below the text"), ("F8",), VIEW, icon="mdi6.dock-bottom"),
    Spec("theme", _t("Light or dark"), ("F7",), VIEW, icon="mdi6.theme-light-dark"),
    Spec("larger", _t("Larger"), ("Ctrl++", "Ctrl+="), VIEW),
    Spec("smaller", _t("Smaller"), ("Ctrl+-",), VIEW),
    Spec("actual_size", _t("Normal size"), ("Ctrl+0",), VIEW),
    Spec("palette", _t("Every action by name"), ("Ctrl+K",), HELP, icon="mdi6.console-line"),
    Spec("keys", _t("The keys"), ("F1", "?"), HELP, icon="mdi6.keyboard-outline"),
)


class ActionSet(QObject):
    """The table's QActions. `run(name)` is called for each that is triggered."""

    def __init__(
        self, window: QWidget, text: list[QWidget], viewers: list[QWidget], run: Callable[[str], None]
    ) -> None:
        super().__init__(window)
        self.by_name: dict[str, QAction] = {}
        for spec in TABLE:
            action = QAction(QCoreApplication.translate(_CONTEXT, spec.text), self)
            action.setObjectName(spec.name)
            action.setShortcuts([QKeySequence(key) for key in spec.keys])
            action.triggered.connect(lambda _=False, name=spec.name: run(name))
            if spec.scope in {Scope.TEXT, Scope.PASSAGE}:
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                for pane in text + (viewers if spec.scope is Scope.PASSAGE else []):
                    pane.addAction(action)
            else:
                action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
                window.addAction(action)
            self.by_name[spec.name] = action

    def enable(self, names: Mapping[str, bool]) -> None:
        """Switch actions on or off by name."""
        for name, on in names.items():
            self.by_name[name].setEnabled(on)


def shown_keys(spec: Spec) -> str:
    """The keys of an action as people read them: "J or Down"."""
    keys = [QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in spec.keys]
    return QCoreApplication.translate(_CONTEXT, " or ").join(keys)
