"""The keys, on one page beside the text (? or F1)."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.ui.actions import MENUS, TABLE, Spec
from workbench.ui.chrome import Heading
from workbench.ui.theme import Theme


class KeysPage(QDialog):
    """Every key of the action table, by menu, in two columns. Not modal: it can stay open while one works."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(self.tr("The keys"))
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)
        theme.changed.connect(self._fill)
        self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Question, Qt.Key.Key_F1):
            self.close()
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 16, 24, 16)
        note = QLabel(
            self.tr(
                "Single letters act while the article or the claims list has the focus,"
                " those under Pages while the evidence has it."
            )
        )
        note.setFont(self._theme.font("ui"))
        note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        column.addWidget(note)
        halves = QHBoxLayout()
        halves.setSpacing(self._theme.pixels("headline"))
        column.addLayout(halves)
        column.addStretch(1)
        for groups in _halves():
            half = QGridLayout()
            half.setHorizontalSpacing(self._theme.pixels("body"))
            half.setVerticalSpacing(2)
            half.setColumnStretch(1, 1)
            for title, specs in groups:
                self._add_group(half, title, specs)
            half.setRowStretch(half.rowCount(), 1)
            halves.addLayout(half)
        self._area.setWidget(page)
        hint = page.sizeHint()
        room = self.screen().availableSize()
        self.resize(min(hint.width() + 12, room.width() - 16), min(hint.height() + 2, room.height() - 48))

    def _add_group(self, half: QGridLayout, title: str, specs: list[Spec]) -> None:
        heading = Heading(self._theme, title)
        heading.setContentsMargins(0, 8 if half.count() else 0, 0, 0)
        half.addWidget(heading, half.rowCount(), 0, 1, 2)
        for spec in specs:
            row = half.rowCount()
            words = QLabel(QCoreApplication.translate("actions", spec.text).replace("&", "").rstrip("."))
            words.setFont(self._theme.font("ui"))
            half.addWidget(self._caps(spec), row, 0)
            half.addWidget(words, row, 1)

    def _caps(self, spec: Spec) -> QWidget:
        """The keys of an action side by side, each as a cap."""
        inks = self._theme.inks
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for key in spec.keys:
            cap = QLabel(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText))
            cap.setFont(self._theme.font("small"))
            cap.setStyleSheet(
                f"border: 1px solid {inks.muted.name()}; border-radius: 3px; padding: 0 4px;"
                f" background: {inks.paper.name()}; color: {inks.text.name()};"
            )
            layout.addWidget(cap)
        layout.addStretch(1)
        return row


def _groups() -> Iterator[tuple[str, list[Spec]]]:
    """Menus in order with what has keys in them; what stands in no menu is listed with the claims."""
    for menu in MENUS:
        specs = [spec for spec in TABLE if spec.keys and spec.menu == menu]
        if menu == MENUS[2]:
            specs += [spec for spec in TABLE if spec.keys and not spec.menu]
        yield QCoreApplication.translate("actions", menu).replace("&", ""), specs


def _halves() -> tuple[list[tuple[str, list[Spec]]], list[tuple[str, list[Spec]]]]:
    """The groups in two columns, cut where the columns are nearest to equal."""
    groups = list(_groups())
    heights = [len(specs) + 2 for _, specs in groups]
    cut = min(range(len(groups) + 1), key=lambda at: abs(sum(heights[:at]) - sum(heights[at:])))
    return groups[:cut], groups[cut:]
