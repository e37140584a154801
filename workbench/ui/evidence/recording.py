"""A recording in the viewer: it is heard in the system's program, and cited here by its time."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.core.anchor import Passage, Quote
from workbench.core.errors import BadInputError
from workbench.text.moments import format_moment, parse_moment
from workbench.ui.theme import Theme

_WIDEST = 30  # times the height of the letters


class RecordingCard(QScrollArea):
    """Names the file, opens it outside, and takes a time (a stretch is fine) and what is heard there.

    `opened` asks for the system's program, `cited` to cite what has been typed.
    """

    opened = Signal()
    cited = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = ""
        self.icon = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.sentence = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.particulars = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.open_button = QPushButton(self.tr("Open in the system's program"))
        self.time = QLineEdit()
        self.heard = QLineEdit()
        self.cite_button = QPushButton(self.tr("Cite this time"))
        self.trouble = QLabel(wordWrap=True)
        self._page = QWidget()
        self._form = QFrame(frameShape=QFrame.Shape.NoFrame)
        self._build()
        self._connect()
        self._dress()

    def show_recording(self, icon: str, name: str, particulars: str) -> None:
        """Show these, with empty fields."""
        self._icon_name = icon
        self.sentence.setText(name)
        self.particulars.setText(particulars)
        self.clear()
        self._dress()

    def clear(self) -> None:
        """Empty the fields."""
        self.time.clear()
        self.heard.clear()
        self.trouble.clear()
        self.trouble.hide()

    def light(self, passage: Passage) -> None:
        """Show a cited time and what is heard there in the fields."""
        if passage.moment is not None:
            self.time.setText(format_moment(passage.moment))
            self.heard.setText(passage.quote.exact if passage.quote else "")
            self.time.setFocus()
            self._bring_fields()

    def passage(self) -> Passage | None:
        """What the fields name, None when they are empty; BadInputError when it is no time."""
        heard = self.heard.text().strip()
        if not self.time.text().strip():
            if heard:
                raise BadInputError(self.tr("Give the time at which this is heard, such as 12:34."))
            return None
        return Passage(quote=Quote(heard) if heard else None, moment=parse_moment(self.time.text()))

    def say_trouble(self, sentence: str) -> None:
        """Say under the fields what is wrong with them."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        if sentence:
            self.time.setFocus()
            self.time.selectAll()
            self._bring_fields()

    def sizeHint(self) -> QSize:
        """Room for all of it, where there is so much."""
        return self._page.sizeHint()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw the icon: not before it is seen, as loading icons takes its time."""
        super().showEvent(event)
        self._set_icon()

    def _bring_fields(self) -> None:
        """Scroll to the fields where not all fits."""
        layout = self._page.layout()
        if layout is not None:
            layout.activate()
        self.ensureWidgetVisible(self._form)

    def _build(self) -> None:
        for label in (self.sentence, self.particulars, self.trouble):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.particulars.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.time.setPlaceholderText(self.tr("12:34 or 12:34-13:10"))
        self.time.setAccessibleName(self.tr("Time in the recording, minutes and seconds"))
        self.heard.setPlaceholderText(self.tr("What is said or seen there"))
        self.heard.setAccessibleName(self.tr("What is said or seen there"))
        fields = QFormLayout()
        fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        fields.addRow(self.tr("Time"), self.time)
        fields.addRow(self.tr("Heard"), self.heard)
        row = QHBoxLayout()
        row.addWidget(self.trouble, 1)
        row.addStretch()
        row.addWidget(self.cite_button, 0, Qt.AlignmentFlag.AlignTop)
        inner = QVBoxLayout(self._form)
        inner.setContentsMargins(0, 8, 0, 0)
        inner.addLayout(fields)
        inner.addLayout(row)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._form, 4)
        middle.addStretch(1)
        layout = QVBoxLayout(self._page)
        layout.setContentsMargins(24, 12, 24, 12)
        layout.setSpacing(8)
        layout.addStretch(2)
        for widget in (self.icon, self.sentence, self.particulars):
            layout.addWidget(widget)
        layout.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(middle)
        layout.addStretch(3)
        self.setWidget(self._page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._page.setAutoFillBackground(False)
        self.trouble.hide()
        self.setFocusProxy(self.time)

    def _connect(self) -> None:
        self.open_button.clicked.connect(self.opened)
        self.cite_button.clicked.connect(self.cited)
        for field in (self.time, self.heard):
            field.returnPressed.connect(self.cited)
            field.textEdited.connect(lambda _: self.say_trouble(""))
        self._theme.changed.connect(self._dress)

    def _dress(self) -> None:
        if self.isVisible():
            self._set_icon()
        self.setPalette(self._theme.qpalette())
        self.setFont(self._theme.font("ui"))
        self.sentence.setFont(self._theme.font("body"))
        self.particulars.setFont(self._theme.font("small"))
        self._form.setMaximumWidth(_WIDEST * self._theme.pixels("ui"))
        for label, ink in (
            (self.particulars, self._theme.inks.muted),
            (self.trouble, self._theme.inks.danger),
        ):
            palette = self._theme.qpalette()
            palette.setColor(QPalette.ColorRole.WindowText, ink)
            label.setPalette(palette)

    def _set_icon(self) -> None:
        if self._icon_name:
            side = self._theme.pixels("headline") + 4
            icon = self._theme.icon(self._icon_name, self._theme.inks.muted)
            self.icon.setPixmap(icon.pixmap(QSize(side, side), self.devicePixelRatioF()))
