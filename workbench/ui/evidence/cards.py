"""What stands in the viewer when there are no pages: an empty state, a problem, a file of another kind."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from workbench.core.evidence import Evidence
from workbench.ui.theme import Theme


class Card(QWidget):
    """An icon, a sentence, some particulars and a button, in the middle of the room."""

    pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = ""
        self.icon = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.sentence = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.particulars = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.button = QPushButton()
        self._build()
        self._dress()
        theme.changed.connect(self._dress)

    def say(self, icon: str, sentence: str, particulars: str = "", button: str = "") -> None:
        """Show these; an empty text hides its part."""
        self._icon_name = icon
        self.sentence.setText(sentence)
        self.particulars.setText(particulars)
        self.particulars.setVisible(bool(particulars))
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self._dress()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw the icon: not before it is seen, as loading icons takes its time."""
        super().showEvent(event)
        self._set_icon()

    def _build(self) -> None:
        for label in (self.sentence, self.particulars):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.particulars.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button.clicked.connect(self.pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 16, 32, 16)
        layout.setSpacing(12)
        layout.addStretch(2)
        for widget in (self.icon, self.sentence, self.particulars):
            layout.addWidget(widget)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def _dress(self) -> None:
        if self.isVisible():
            self._set_icon()
        self.sentence.setFont(self._theme.font("body"))
        self.particulars.setFont(self._theme.font("small"))
        self.button.setFont(self._theme.font("ui"))
        muted = self.palette()
        muted.setColor(muted.ColorRole.WindowText, self._theme.inks.muted)
        self.particulars.setPalette(muted)

    def _set_icon(self) -> None:
        if self._icon_name:
            side = self._theme.pixels("headline") + 4
            icon = self._theme.icon(self._icon_name, self._theme.inks.muted)
            self.icon.setPixmap(icon.pixmap(QSize(side, side), self.devicePixelRatioF()))


class Notice(QWidget):
    """One sentence and up to two buttons above the evidence; `chosen` carries the button's number."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.sentence = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.buttons = [QPushButton(), QPushButton()]
        self.dismiss = QToolButton(autoRaise=True)
        self.dismiss.setAccessibleName(self.tr("Dismiss"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 8, 4)
        layout.addWidget(self.sentence, 1)
        for number, button in enumerate(self.buttons):
            button.clicked.connect(lambda _=False, number=number: self.chosen.emit(number))
            layout.addWidget(button)
        layout.addWidget(self.dismiss)
        self.dismiss.clicked.connect(self.hide)
        self.setAutoFillBackground(True)
        self._dress()
        theme.changed.connect(self._dress)
        self.hide()

    def say(self, sentence: str, *buttons: str) -> None:
        """Show `sentence` with these buttons; an empty one hides the bar."""
        self.sentence.setText(sentence)
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(buttons))
            button.setText(buttons[number] if number < len(buttons) else "")
        self.setVisible(bool(sentence))

    def showEvent(self, event: QShowEvent) -> None:
        """Put the icon on: not before it is seen, as loading icons takes its time."""
        super().showEvent(event)
        self._set_icon()

    def _dress(self) -> None:
        palette = self._theme.qpalette()
        palette.setColor(palette.ColorRole.Window, self._theme.inks.selection)
        self.setPalette(palette)
        side = self._theme.pixels("body")
        self.dismiss.setIconSize(QSize(side, side))
        if self.isVisible():
            self._set_icon()
        for widget in (self.sentence, *self.buttons):
            widget.setFont(self._theme.font("ui"))

    def _set_icon(self) -> None:
        self.dismiss.setIcon(self._theme.icon("mdi6.close", self._theme.inks.text))


_OFFICE_ICONS: Final = {
    "wordprocessingml.document": "mdi6.file-word-outline",
    "spreadsheetml.sheet": "mdi6.file-table-outline",
    "opendocument.spreadsheet": "mdi6.file-table-outline",
    "presentationml.presentation": "mdi6.file-presentation-box",
    "opendocument.presentation": "mdi6.file-presentation-box",
    "opendocument.text": "mdi6.file-word-outline",
    "/rtf": "mdi6.file-word-outline",
}


def type_icon(evidence: Evidence) -> str:
    """The icon's name for evidence of this type."""
    kind = evidence.media_type.partition("/")[0]
    if evidence.is_contact:
        return "mdi6.card-account-phone-outline"
    if evidence.media_type == "application/pdf":
        return "mdi6.file-document-outline"
    if evidence.media_type in ("text/html", "multipart/related"):
        return "mdi6.web"
    if evidence.media_type == "message/rfc822":
        return "mdi6.email-outline"
    for ending, icon in _OFFICE_ICONS.items():
        if evidence.media_type.endswith(ending):
            return icon
    return {
        "image": "mdi6.image-outline",
        "text": "mdi6.text-box-outline",
        "audio": "mdi6.volume-high",
        "video": "mdi6.video-outline",
    }.get(kind, "mdi6.file-outline")
