"""How far the article is: one line of words, one slim bar."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from workbench.core.verdict import Tally, Verdict
from workbench.ui.claims.look import Caption, gap, tabular
from workbench.ui.claims.words import verdict_word
from workbench.ui.theme import Theme

_ORDER: Final = (Verdict.VERIFIED, Verdict.DISPUTED, Verdict.UNSOURCED, Verdict.NOT_A_CLAIM)
_LEAST: Final = 2.0  # logical pixels: one disputed claim among 10,000 must still be seen


class ProgressStrip(QWidget):
    """A bar with one segment per verdict, in proportion; what is left shows the track."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tally = Tally()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def show_tally(self, tally: Tally) -> None:
        """Draw `tally`, and say it to a screen reader."""
        self._tally = tally
        said = self.tr("{verdict}: {number}")
        parts = [said.format(verdict=verdict_word(verdict), number=tally[verdict]) for verdict in _ORDER]
        done = self.tr("{done} of {total} decided").format(done=tally.reviewed, total=tally.total)
        self.setAccessibleName(done)
        self.setAccessibleDescription("; ".join(parts))
        self.setToolTip("\n".join([done, *parts]))
        self.update()

    def sizeHint(self) -> QSize:
        """Slim."""
        return QSize(gap(self._theme, 15), gap(self._theme, 1.5))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the segments from the leading edge, a hair apart."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), self._theme.inks.rule)
        x = 0.0
        for verdict in _ORDER:
            if not self._tally[verdict]:
                continue
            width = max(_LEAST, self.width() * self._tally[verdict] / self._tally.total)
            painter.fillRect(QRectF(x, 0, width, self.height()), self._theme.inks.ink[verdict])
            x += width
            painter.fillRect(QRectF(x - 1, 0, 1, self.height()), self._theme.inks.panel)


class ClaimsHead(QWidget):
    """ "Claims  37 of 212" and the bar."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = QLabel(self.tr("Claims"))
        self._count = Caption(theme, role="ui")
        self.strip = ProgressStrip(theme, self)
        self._words = QHBoxLayout()
        self._words.addWidget(self._title)
        self._words.addWidget(self._count)
        self._words.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addLayout(self._words)
        self._row.addWidget(self.strip, 1)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_tally(self, tally: Tally) -> None:
        """Say and draw how many are decided; without claims only the title stays."""
        done = self.tr("{done} of {total}").format(done=tally.reviewed, total=tally.total)
        self._count.setText(done if tally.total else "")
        self.strip.setVisible(tally.total > 0)
        self.strip.show_tally(tally)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bar stands beside the words or, where it would be a stub, below them."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        beside = self.width() - self._words.sizeHint().width() >= self.strip.sizeHint().width() * 2
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    def _restyle(self) -> None:
        self._title.setFont(self._theme.font("body", bold=True))
        self._count.setFont(tabular(self._theme.font("ui")))
        self._words.setSpacing(gap(self._theme, 2))
        self._row.setSpacing(gap(self._theme, 2))
        self._arrange()
