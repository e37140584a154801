"""What the source pane shows while there is no article: what to do first."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSpacerItem, QVBoxLayout, QWidget

from workbench.core.verdict import Verdict
from workbench.ui.source.pencil import Pencils
from workbench.ui.theme import Theme

# A page in miniature: lines of strokes, each a share of the width with its verdict.
_PAGE: Final = (
    ((0.56, Verdict.VERIFIED), (0.38, Verdict.UNREVIEWED)),
    ((0.30, Verdict.DISPUTED), (0.64, Verdict.UNREVIEWED)),
    ((0.44, Verdict.UNREVIEWED), (0.26, Verdict.UNSOURCED)),
)


class EmptyPage(QWidget):
    """Import, paste, or open the sample case."""

    import_requested = Signal()
    paste_requested = Signal()
    sample_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture = _Miniature(theme, self)
        self._title = QLabel(self.tr("Put an article on the desk"), self)
        self._hint = QLabel(
            self.tr(
                "It is read sentence by sentence. Mark each one, attach what proves it, export the report."
                " Nothing leaves this computer."
            ),
            self,
        )
        self.import_button = QPushButton(self.tr("Import an article"), self)
        self.paste_button = QPushButton(self.tr("Paste text"), self)
        self.sample_button = QPushButton(self.tr("Open the sample case"), self)
        self._build()
        self.import_button.clicked.connect(self.import_requested)
        self.paste_button.clicked.connect(self.paste_requested)
        self.sample_button.clicked.connect(self.sample_requested)
        theme.changed.connect(self._restyle)

    def _build(self) -> None:
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.addStretch(2)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self._air = [QSpacerItem(0, 0), QSpacerItem(0, 0)]
        column.addItem(self._air[0])
        column.addWidget(self._title)
        column.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addItem(self._air[1])
        for label in (self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        for button in (self.import_button, self.paste_button, self.sample_button):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
        column.addStretch(3)
        self.setFocusProxy(self.import_button)
        self.setAutoFillBackground(True)
        self._restyle()

    def _restyle(self) -> None:
        theme, inks = self._theme, self._theme.inks
        palette = theme.qpalette()
        palette.setColor(palette.ColorRole.Window, inks.paper)
        self.setPalette(palette)
        self._title.setFont(theme.serif("heading", bold=True))
        self._hint.setFont(theme.font("body"))
        space = theme.pixels("small")
        self._column.setSpacing(space)
        for air in self._air:
            air.changeSize(0, space // 2)
        self._column.invalidate()
        width = min(26 * theme.pixels("body"), 640)
        # Measured here: a label's own answer depends on the sizes that it had before.
        wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        room = QRect(0, 0, width, 10_000)
        lines = QFontMetrics(self._hint.font()).boundingRect(room, wrapped, self._hint.text())
        self._hint.setFixedSize(width, lines.height() + 2)
        quiet = palette
        quiet.setColor(palette.ColorRole.WindowText, inks.muted)
        self._hint.setPalette(quiet)
        pad, wide = theme.pixels("small") // 2, 15 * theme.pixels("body")
        shape = f"min-width: {wide}px; padding: {pad}px; border-radius: 6px;"
        ring = f"QPushButton:focus {{ border: 2px solid {inks.text.name()}; }}"
        self.import_button.setStyleSheet(
            f"QPushButton {{ {shape} border: 2px solid {inks.focus.name()}; background: {inks.focus.name()};"
            f" color: {inks.paper.name()}; font-weight: 600; }} {ring}"
        )
        for button in (self.paste_button, self.sample_button):
            button.setStyleSheet(
                f"QPushButton {{ {shape} border: 2px solid {inks.rule.name()}; background: transparent;"
                f" color: {inks.text.name()}; }}"
                f" QPushButton:hover {{ background: {inks.panel.name()}; }} {ring}"
            )
        for button in (self.import_button, self.paste_button, self.sample_button):
            button.setFont(theme.font("body"))


class _Miniature(QWidget):
    """A few lines of strokes with their verdicts: what the program is about, without words."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pencils = Pencils(theme)
        self.setSizePolicy(self.sizePolicy().Policy.Fixed, self.sizePolicy().Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Scales with the type."""
        scale = self._theme.zoom / 100
        return QSize(round(220 * scale), round(92 * scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inks, scale = self._theme.inks, self._theme.zoom / 100
        pitch = self.height() / len(_PAGE)
        for number, line in enumerate(_PAGE):
            x, top = 2.0, number * pitch + 2
            for share, verdict in line:
                width = share * (self.width() - 12)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(inks.tint[verdict])
                painter.drawRoundedRect(QRectF(x, top, width, 22 * scale), 3, 3)
                painter.setBrush(inks.rule if verdict is Verdict.UNREVIEWED else inks.ink[verdict])
                painter.setOpacity(1.0 if verdict is Verdict.UNREVIEWED else 0.35)
                painter.drawRoundedRect(QRectF(x + 3, top + 8 * scale, width - 6, 5 * scale), 2, 2)
                painter.setOpacity(1.0)
                self._pencils.underline(painter, verdict, x, x + width, top + 21 * scale)
                x += width + 6
