"""Every action of the window in one table: name, words, keys, place.

The keys page, the menus and the command palette are made from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from workbench.ui.words import QT_TRANSLATE_NOOP


class Scope(Enum):
    """Where an action's keys act; without keys it makes no difference."""

    WINDOW = "window"
    TEXT = "text"  # only while the source text or the claims list has the focus
    PASSAGE = "passage"  # as TEXT, and in the evidence viewer, where passages are selected
    VIEWER = "viewer"  # only while the pages, picture or text of evidence have the focus


@dataclass(frozen=True, slots=True)
class Spec:
    """One action: `text` as menus show it, `keys` with the first shown, `menu` it stands in (or none)."""

    name: str
    text: str
    keys: tuple[str, ...]
    menu: str
    scope: Scope = Scope.WINDOW

    @property
    def needs_article(self) -> bool:
        """True for what can be done to an article or its claims only."""
        return self.menu in {CLAIM, ""} or self.name in _NEED_ARTICLE


FILE, EDIT, CLAIM, EVIDENCE, VIEWER, VIEW, HELP = (
    QT_TRANSLATE_NOOP("actions", "&File"),
    QT_TRANSLATE_NOOP("actions", "&Edit"),
    QT_TRANSLATE_NOOP("actions", "&Claim"),
    QT_TRANSLATE_NOOP("actions", "E&vidence"),
    QT_TRANSLATE_NOOP("actions", "&Pages"),
    QT_TRANSLATE_NOOP("actions", "&View"),
    QT_TRANSLATE_NOOP("actions", "&Help"),
)
_NEED_ARTICLE: Final = {
    "rename_article", "remove_article", "export", "find", "filter", "cite", "show_citation",
}  # fmt: skip
_TEXT, _PASSAGE = Scope.TEXT, Scope.PASSAGE
_VIEWER: Final = Scope.VIEWER
MENUS: Final = (FILE, EDIT, CLAIM, EVIDENCE, VIEWER, VIEW, HELP)

TABLE: Final = (
    Spec("import_article", QT_TRANSLATE_NOOP("actions", "Import article..."), ("Ctrl+I",), FILE),
    Spec("paste_article", QT_TRANSLATE_NOOP("actions", "Paste text as article"), (), FILE),
    Spec("rename_article", QT_TRANSLATE_NOOP("actions", "Rename article..."), (), FILE),
    Spec("remove_article", QT_TRANSLATE_NOOP("actions", "Remove article"), (), FILE),
    Spec("sample", QT_TRANSLATE_NOOP("actions", "Open the sample case"), (), FILE),
    Spec("new_workspace", QT_TRANSLATE_NOOP("actions", "New workspace..."), ("Ctrl+N",), FILE),
    Spec("open_workspace", QT_TRANSLATE_NOOP("actions", "Open workspace..."), ("Ctrl+O",), FILE),
    Spec("export", QT_TRANSLATE_NOOP("actions", "Export report..."), ("Ctrl+E",), FILE),
    Spec("check", QT_TRANSLATE_NOOP("actions", "Check the workspace"), (), FILE),
    Spec("quit", QT_TRANSLATE_NOOP("actions", "Quit"), ("Ctrl+Q",), FILE),
    Spec("undo", QT_TRANSLATE_NOOP("actions", "Undo"), ("Ctrl+Z",), EDIT),
    Spec("redo", QT_TRANSLATE_NOOP("actions", "Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), EDIT),
    Spec("find", QT_TRANSLATE_NOOP("actions", "Find in the article"), ("Ctrl+F",), EDIT),
    Spec("filter", QT_TRANSLATE_NOOP("actions", "Filter claims"), ("/",), EDIT, _TEXT),
    Spec("name", QT_TRANSLATE_NOOP("actions", "Your name..."), (), EDIT),
    Spec("verified", QT_TRANSLATE_NOOP("actions", "Verified"), ("V",), CLAIM, _TEXT),
    Spec("disputed", QT_TRANSLATE_NOOP("actions", "Disputed"), ("D",), CLAIM, _TEXT),
    Spec("unsourced", QT_TRANSLATE_NOOP("actions", "Unsourced"), ("U",), CLAIM, _TEXT),
    Spec("not_a_claim", QT_TRANSLATE_NOOP("actions", "Not a claim"), ("N",), CLAIM, _TEXT),
    Spec("unreviewed", QT_TRANSLATE_NOOP("actions", "Back to unreviewed"), ("Backspace",), CLAIM, _TEXT),
    Spec(
        "verified_stay", QT_TRANSLATE_NOOP("actions", "Verified, stay on the claim"), ("Shift+V",), "", _TEXT
    ),
    Spec(
        "disputed_stay", QT_TRANSLATE_NOOP("actions", "Disputed, stay on the claim"), ("Shift+D",), "", _TEXT
    ),
    Spec(
        "unsourced_stay",
        QT_TRANSLATE_NOOP("actions", "Unsourced, stay on the claim"),
        ("Shift+U",),
        "",
        _TEXT,
    ),
    Spec(
        "not_a_claim_stay",
        QT_TRANSLATE_NOOP("actions", "Not a claim, stay on the claim"),
        ("Shift+N",),
        "",
        _TEXT,
    ),
    Spec("next", QT_TRANSLATE_NOOP("actions", "Next claim"), ("J", "Down"), CLAIM, _TEXT),
    Spec("previous", QT_TRANSLATE_NOOP("actions", "Previous claim"), ("K", "Up"), CLAIM, _TEXT),
    Spec("next_open", QT_TRANSLATE_NOOP("actions", "Next unreviewed claim"), ("Alt+Down",), CLAIM),
    Spec("previous_open", QT_TRANSLATE_NOOP("actions", "Previous unreviewed claim"), ("Alt+Up",), CLAIM),
    Spec(
        "next_short",
        QT_TRANSLATE_NOOP("actions", "Next claim short of the house rule"),
        ("Alt+Shift+Down",),
        CLAIM,
    ),
    Spec("note", QT_TRANSLATE_NOOP("actions", "Note on the claim"), ("T",), CLAIM, _TEXT),
    Spec("split", QT_TRANSLATE_NOOP("actions", "Split the claim at the cursor"), ("S",), CLAIM, _TEXT),
    Spec("join", QT_TRANSLATE_NOOP("actions", "Join with the next claim"), ("M",), CLAIM, _TEXT),
    Spec("boilerplate", QT_TRANSLATE_NOOP("actions", "Mark boilerplate as not a claim"), (), CLAIM),
    Spec("attach", QT_TRANSLATE_NOOP("actions", "Attach evidence..."), ("E",), EVIDENCE, _TEXT),
    Spec("contact", QT_TRANSLATE_NOOP("actions", "Record a contact..."), ("Shift+E",), EVIDENCE, _PASSAGE),
    Spec("correct_contact", QT_TRANSLATE_NOOP("actions", "Correct a contact..."), (), EVIDENCE),
    Spec("paste", QT_TRANSLATE_NOOP("actions", "Paste as evidence"), ("Ctrl+V",), EVIDENCE, _TEXT),
    Spec("cite", QT_TRANSLATE_NOOP("actions", "Cite the selected passage"), ("C",), EVIDENCE, _PASSAGE),
    Spec("read_table", QT_TRANSLATE_NOOP("actions", "Read a table"), ("B",), EVIDENCE, _PASSAGE),
    Spec(
        "show_citation",
        QT_TRANSLATE_NOOP("actions", "Show the claim's citation"),
        ("Return", "Enter"),
        EVIDENCE,
        _TEXT,
    ),
    Spec("source_details", QT_TRANSLATE_NOOP("actions", "Source details"), ("I",), EVIDENCE, _PASSAGE),
    Spec("house_rule", QT_TRANSLATE_NOOP("actions", "House rule..."), (), EVIDENCE),
    Spec("search", QT_TRANSLATE_NOOP("actions", "Search all evidence"), ("Ctrl+Shift+F",), EVIDENCE),
    Spec("next_hit", QT_TRANSLATE_NOOP("actions", "Next page found"), ("F3",), EVIDENCE, _VIEWER),
    Spec(
        "previous_hit", QT_TRANSLATE_NOOP("actions", "Previous page found"), ("Shift+F3",), EVIDENCE, _VIEWER
    ),
    Spec("close_evidence", QT_TRANSLATE_NOOP("actions", "Close the evidence viewer"), (), EVIDENCE),
    Spec(
        "find_in_evidence", QT_TRANSLATE_NOOP("actions", "Find in the document"), ("Ctrl+F",), VIEWER, _VIEWER
    ),
    Spec("region", QT_TRANSLATE_NOOP("actions", "Capture a region"), ("R",), VIEWER, _VIEWER),
    Spec("recognise", QT_TRANSLATE_NOOP("actions", "Recognise text..."), ("O",), VIEWER, _VIEWER),
    Spec("go_back", QT_TRANSLATE_NOOP("actions", "Back"), ("Alt+Left",), VIEWER, _VIEWER),
    Spec("go_forward", QT_TRANSLATE_NOOP("actions", "Forward"), ("Alt+Right",), VIEWER, _VIEWER),
    Spec("next_passage", QT_TRANSLATE_NOOP("actions", "Next cited passage"), ("]",), VIEWER, _VIEWER),
    Spec("previous_passage", QT_TRANSLATE_NOOP("actions", "Previous cited passage"), ("[",), VIEWER, _VIEWER),
    Spec(
        "passage_claims",
        QT_TRANSLATE_NOOP("actions", "Go to the claim of the passage"),
        ("Return", "Enter"),
        VIEWER,
        _VIEWER,
    ),
    Spec("fit_page", QT_TRANSLATE_NOOP("actions", "Fit the page"), ("9",), VIEWER, _VIEWER),
    Spec("rotate_right", QT_TRANSLATE_NOOP("actions", "Turn right"), ("Ctrl+Right",), VIEWER, _VIEWER),
    Spec("rotate_left", QT_TRANSLATE_NOOP("actions", "Turn left"), ("Ctrl+Left",), VIEWER, _VIEWER),
    Spec("dusk", QT_TRANSLATE_NOOP("actions", "Darken pages in the dark theme"), ("L",), VIEWER, _VIEWER),
    Spec("strip", QT_TRANSLATE_NOOP("actions", "Page pictures and contents"), ("F4",), VIEWER),
    Spec("follow", QT_TRANSLATE_NOOP("actions", "Follow the claim"), ("Shift+F8",), VIEWER),
    Spec("next_pane", QT_TRANSLATE_NOOP("actions", "Next pane"), ("F6",), VIEW),
    Spec("previous_pane", QT_TRANSLATE_NOOP("actions", "Previous pane"), ("Shift+F6",), VIEW),
    Spec("sidebar", QT_TRANSLATE_NOOP("actions", "Show or hide the sidebar"), ("F9",), VIEW),
    Spec("beside", QT_TRANSLATE_NOOP("actions", "Evidence below, beside, in its own window"), ("F8",), VIEW),
    Spec("theme", QT_TRANSLATE_NOOP("actions", "Light or dark"), ("F7",), VIEW),
    Spec("larger", QT_TRANSLATE_NOOP("actions", "Larger"), ("Ctrl++", "Ctrl+="), VIEW),
    Spec("smaller", QT_TRANSLATE_NOOP("actions", "Smaller"), ("Ctrl+-",), VIEW),
    Spec("actual_size", QT_TRANSLATE_NOOP("actions", "Normal size"), ("Ctrl+0",), VIEW),
    Spec("palette", QT_TRANSLATE_NOOP("actions", "Every action by name"), ("Ctrl+K",), HELP),
    Spec("keys", QT_TRANSLATE_NOOP("actions", "The keys"), ("F1", "?"), HELP),
)


class ActionSet(QObject):
    """The table's QActions. `run(name)` is called for each that is triggered."""

    def __init__(
        self, window: QWidget, text: list[QWidget], viewers: list[QWidget], run: Callable[[str], None]
    ) -> None:
        super().__init__(window)
        self.by_name: dict[str, QAction] = {}
        for spec in TABLE:
            action = QAction(QCoreApplication.translate("actions", spec.text), self)
            action.setObjectName(spec.name)
            action.setShortcuts([QKeySequence(key) for key in spec.keys])
            action.triggered.connect(lambda _=False, name=spec.name: run(name))
            if spec.scope is not Scope.WINDOW:
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                there = [] if spec.scope is Scope.VIEWER else text
                for pane in there + ([] if spec.scope is Scope.TEXT else viewers):
                    pane.addAction(action)
            else:
                action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
                window.addAction(action)
            self.by_name[spec.name] = action


def shown_keys(spec: Spec) -> str:
    """The keys of an action as people read them: "J or Down"."""
    keys = [QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in spec.keys]
    return QCoreApplication.translate("actions", " or ").join(keys)
