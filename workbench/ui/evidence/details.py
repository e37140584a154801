"""Where evidence comes from: title, author, dates, source grade, origin group, confidentiality."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.core.evidence import Evidence, Grade
from workbench.text.metadata import Proposal
from workbench.ui.claims.look import Caption
from workbench.ui.evidence.fields import Choice, KeptLine, dress_box
from workbench.ui.theme import Theme
from workbench.ui.words import filled

_ALONE: Final = ("title", "url")  # say something of one file only
_OF_FILES: Final = ("title", "author", "publisher", "published", "accessed", "url")  # not of contacts


class SourceDetails(QWidget):
    """A quiet form below the evidence list; each field is kept when it is left. It writes nothing itself.

    `described` carries the Evidence as shown and the new values by field: of one file or of all selected.
    """

    described = Signal(object, object)  # tuple[Evidence, ...], dict
    left = Signal()  # Escape with nothing to take back
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[Evidence, ...] = ()
        self._captions: dict[str, Caption] = {}
        self.lines = {
            "title": KeptLine(theme, self.tr("Title")),
            "author": KeptLine(theme, self.tr("Author")),
            "publisher": KeptLine(theme, self.tr("Publisher")),
            "published": KeptLine(theme, self.tr("Date")),
            "accessed": KeptLine(theme, self.tr("Accessed")),
            "url": KeptLine(theme, self.tr("URL")),
            "origin": KeptLine(theme, self.tr("Origin")),
        }
        self.grade = Choice(self.tr("Source grade"))
        self.confidential = QCheckBox(self.tr("Confidential"))
        self.head = Caption(theme, role="ui")
        self.close_button = QToolButton(autoRaise=True)
        self._build()
        self._connect()
        self._dress()
        self.show_evidence(())

    def show_evidence(self, evidence: Sequence[Evidence]) -> None:
        """Show what is said of these files; what is being typed for the same ones stays."""
        if [one.uid for one in evidence] != [one.uid for one in self._shown]:
            self.flush()
            self.propose(Proposal())
        self._shown = tuple(evidence)
        several = len(evidence) > 1
        only_contacts = bool(evidence) and all(one.is_contact for one in evidence)
        for name, line in self.lines.items():
            values = {getattr(one.source, name) for one in evidence}
            line.show_kept(
                values.pop() if len(values) == 1 else "", self.tr("several values") if len(values) > 1 else ""
            )
            line.setEnabled(bool(evidence) and not (several and name in _ALONE))
            for part in (line, self._captions[name]):
                part.setVisible(not (only_contacts and name in _OF_FILES))
        grades = {one.source.grade for one in evidence}
        self.grade.show_value(next(iter(grades), None), mixed=len(grades) > 1)
        kept_secret = {one.source.confidential for one in evidence}
        mixed = len(kept_secret) > 1
        self.confidential.setTristate(mixed)
        state = Qt.CheckState.Checked if kept_secret == {True} else Qt.CheckState.Unchecked
        self.confidential.setCheckState(Qt.CheckState.PartiallyChecked if mixed else state)
        for field in (self.grade, self.confidential):
            field.setEnabled(bool(evidence))
        self._name()

    @property
    def shown(self) -> tuple[Evidence, ...]:
        """The files that it speaks of."""
        return self._shown

    def propose(self, proposal: Proposal) -> None:
        """Show what the file says of itself where nobody has said anything."""
        for name in Proposal._fields:
            self.lines[name].propose(getattr(proposal, name))

    def complete_origins(self, origins: Sequence[str]) -> None:
        """Offer the origin groups that are in use."""
        self.lines["origin"].complete_from(origins)

    def focus_first(self, name: str = "") -> None:
        """Put the cursor into the field of that name, else into the first that can be filled."""
        field = self.grade if name == "grade" else self.lines.get(name)
        if field is None:
            usable = (line for line in self.lines.values() if line.isEnabled() and line.isVisible())
            field = next(usable, self.grade)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._area.ensureWidgetVisible(field)

    def flush(self) -> None:
        """Hand over what is still being typed."""
        for line in self.lines.values():
            line.flush()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw the icon: not before it is seen, as loading icons takes its time."""
        super().showEvent(event)
        self._set_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.setAccessibleName(self.tr("Where the evidence comes from"))
        self.grade.offer(
            (self.tr("No grade yet"), None),
            (self.tr("Primary"), Grade.PRIMARY),
            (self.tr("Secondary"), Grade.SECONDARY),
        )
        self.confidential.setToolTip(self.tr("To be masked in reports"))
        self.lines["origin"].setToolTip(self.tr("Secondary sources of one origin count once."))
        for name in ("published", "accessed"):
            self.lines[name].setToolTip(self.tr("2026-05-04, 2026-05 or 2026"))
        self.close_button.setAccessibleName(self.tr("Close the source details"))
        self.close_button.setToolTip(self.tr("Close"))
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        page = QWidget()
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(16, 0, 12, 12)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(1)
        for name in ("title", "author", "publisher"):
            self._add(name, self.lines[name])
        self._add_pair("published", "accessed")
        self._add("url", self.lines["url"])
        self._add("grade", self.grade)
        self._add("origin", self.lines["origin"])
        self._grid.addWidget(self.confidential, self._grid.rowCount(), 0, 1, 2)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self._area = QScrollArea()
        self._area.setWidget(page)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rule = QFrame()
        self._rule.setFixedHeight(1)
        self._rule.setAutoFillBackground(True)
        head = QHBoxLayout()
        head.setContentsMargins(16, 4, 8, 2)
        head.addWidget(self.head, 1)
        head.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._rule)
        layout.addLayout(head)
        layout.addWidget(self._area, 1)

    def _add(self, name: str, field: QWidget) -> None:
        row = self._grid.rowCount()
        self._captions[name] = Caption(self._theme, field.accessibleName())
        self._grid.addWidget(self._captions[name], row, 0, 1, 2)
        self._grid.addWidget(field, row + 1, 0, 1, 2)

    def _add_pair(self, *names: str) -> None:
        row = self._grid.rowCount()
        for column, name in enumerate(names):
            self._captions[name] = Caption(self._theme, self.lines[name].accessibleName())
            self._grid.addWidget(self._captions[name], row, column)
            self._grid.addWidget(self.lines[name], row + 1, column)
            self._grid.setColumnStretch(column, 1)

    def _connect(self) -> None:
        for name, line in self.lines.items():
            line.committed.connect(lambda text, name=name: self._say(name, text))
            line.left.connect(self.left)
        self.grade.chosen.connect(lambda grade: self._say("grade", grade))
        self.grade.left.connect(self.left)
        self.confidential.clicked.connect(self._say_confidential)
        self.close_button.clicked.connect(self.closed)
        self._theme.changed.connect(self._dress)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def _say(self, name: str, value: object) -> None:
        if self._shown:
            self.described.emit(self._shown, {name: value})

    def _say_confidential(self) -> None:
        self.confidential.setTristate(False)
        self._say("confidential", self.confidential.isChecked())

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring into sight what Tab has reached."""
        if now is not None and self._area.isAncestorOf(now):
            self._area.ensureWidgetVisible(now)

    def _name(self) -> None:
        names = [one.name for one in self._shown]
        if len(names) > 1:
            said = filled(self.tr("Source of %1 files"), len(names))
        else:
            said = names[0] if names else self.tr("Choose evidence in the list.")
        self.head.setToolTip("\n".join(names))
        room = max(60, self.width() - 60)
        contact = len(names) == 1 and self._shown[0].is_contact
        cut = Qt.TextElideMode.ElideRight if contact else Qt.TextElideMode.ElideMiddle
        self.head.setText(self.head.fontMetrics().elidedText(said, cut, room))

    def _dress(self) -> None:
        palette = self._theme.qpalette()
        self.setPalette(palette)
        self.grade.setFont(self._theme.font("ui"))
        dress_box(self._theme, self.confidential)
        palette.setColor(palette.ColorRole.Window, self._theme.inks.rule)
        self._rule.setPalette(palette)
        self._area.setMinimumHeight(5 * self.fontMetrics().lineSpacing())
        if self.isVisible():
            self._set_icon()

    def _set_icon(self) -> None:
        side = self._theme.pixels("body")
        self.close_button.setIconSize(QSize(side, side))
        self.close_button.setIcon(self._theme.icon("mdi6.close", self._theme.inks.muted))
        self._name()
