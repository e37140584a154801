"""Where to search: by type of evidence, by file, cited or not, as three small menus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from workbench.core.searching import Kind, Wanted
from workbench.ui.claims.flow import FlowLayout
from workbench.ui.evidence.hitlist import File
from workbench.ui.theme import Theme
from workbench.ui.words import filled

_MOST_FILES: Final = 40  # in the menu
_LONG: Final = 22  # characters of a name on its button


class Sifting(QWidget):
    """Holds what a search is limited to; `changed` says that it is another limit now."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.kind: Kind | None = None
        self.cited: bool | None = None
        self.file: tuple[int, str] | None = None  # key, name
        self._files: Sequence[File] = ()
        self._words = {
            Kind.PDF: self.tr("PDF"), Kind.TEXT: self.tr("Text"), Kind.WEB: self.tr("Web page"),
            Kind.OFFICE: self.tr("Office file"), Kind.MAIL: self.tr("E-mail"),
            Kind.PICTURE: self.tr("Picture"), Kind.CONTACT: self.tr("Contact"),
            Kind.RECORDING: self.tr("Recording"),
        }  # fmt: skip
        self.kinds = self._button(self.tr("Type of evidence"))
        self.files = self._button(self.tr("File"))
        self.citing = self._button(self.tr("Cited or not"))
        flow = FlowLayout(self)
        for button in (self.kinds, self.files, self.citing):
            flow.addWidget(button)
        flow.setSpacing(4)
        theme.changed.connect(self._dress)
        self._dress()

    def wanted(self, query: str) -> Wanted:
        """`query` with these limits."""
        return Wanted(
            query,
            frozenset({self.file[0]}) if self.file else frozenset(),
            frozenset({self.kind}) if self.kind else frozenset(),
            self.cited,
        )

    def offer_files(self, files: Sequence[File]) -> None:
        """Let one of `files` be chosen; the one that is chosen stays."""
        self._files = files

    def clear(self) -> None:
        """No limit any more; says so when there was one."""
        if self.kind or self.file or self.cited is not None:
            self.kind = self.file = self.cited = None
            self._say()

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup, autoRaise=True)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: self._fill(button))
        button.setMenu(menu)
        return button

    def _fill(self, button: QToolButton) -> None:
        menu = button.menu()
        menu.clear()
        group = QActionGroup(menu)
        for words, value in self._choices(button):
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(value == self._value(button))
            action.triggered.connect(lambda _=False, value=value: self._choose(button, value))
            group.addAction(action)

    def _choices(self, button: QToolButton) -> Sequence[tuple[str, object]]:
        if button is self.kinds:
            return [(self.tr("Every type"), None), *((words, kind) for kind, words in self._words.items())]
        if button is self.citing:
            return [(self.tr("Cited or not"), None), (self.tr("Cited"), True), (self.tr("Not cited"), False)]
        files: dict[int, str] = {file.key: file.name for file in self._files[:_MOST_FILES]}
        if self.file:
            files.setdefault(*self.file)
        return [(self.tr("Every file"), None), *((name, (key, name)) for key, name in files.items())]

    def _value(self, button: QToolButton) -> object:
        return {self.kinds: self.kind, self.citing: self.cited, self.files: self.file}[button]

    def _choose(self, button: QToolButton, value: object) -> None:
        if value == self._value(button):
            return
        if button is self.kinds and (value is None or isinstance(value, Kind)):
            self.kind = value
        elif button is self.citing and (value is None or isinstance(value, bool)):
            self.cited = value
        elif button is self.files and (value is None or isinstance(value, tuple)):
            self.file = value
        self._say()

    def _say(self) -> None:
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        file = self.file[1] if self.file else ""
        short = file if len(file) <= _LONG else f"{file[: _LONG // 2]}…{file[-_LONG // 2 :]}"
        cited = {None: self.tr("Cited?"), True: self.tr("Cited"), False: self.tr("Not cited")}
        for button, words, set_ in (
            (self.kinds, self._words[self.kind] if self.kind else self.tr("Type"), self.kind is not None),
            (self.files, short or self.tr("File"), self.file is not None),
            (self.citing, cited[self.cited], self.cited is not None),
        ):
            inks = self._theme.inks
            button.setText(words)
            button.setAccessibleDescription(filled(self.tr("Now: %1"), words))
            button.setFont(self._theme.font("small", bold=set_))
            edge = inks.focus.name() if set_ else inks.rule.name()
            button.setStyleSheet(
                f"QToolButton {{ border: 1px solid {edge}; border-radius: 9px; padding: 1px 14px 1px 7px;"
                f" color: {inks.text.name()}; background: transparent; }}"
                f" QToolButton:hover, QToolButton:focus {{ border-color: {inks.focus.name()}; }}"
            )
