"""What the panel's widgets share to look alike at every zoom: spacing, marks as pixmaps, muted labels."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QColor, QFont, QPalette, QPixmap
from PySide6.QtWidgets import QLabel

from workbench.core.evidence import Stance
from workbench.core.verdict import Verdict
from workbench.ui.theme import MARK, Inks, Theme

PAPERCLIP: Final = "mdi6.paperclip"
NOTE: Final = "mdi6.note-text-outline"
SCALES: Final = "mdi6.scale-unbalanced"
SIGN: Final = {
    Stance.SUPPORTS: "mdi6.plus",
    Stance.CONTRADICTS: "mdi6.not-equal-variant",
    Stance.CONTEXT: "mdi6.text",
}


def gap(theme: Theme, units: float) -> int:
    """`units` of four logical pixels, zoom applied, at least one pixel."""
    return max(1, round(4 * units * theme.zoom / 100))


def tabular(font: QFont) -> QFont:
    """`font` with figures of one width, so that numbers line up."""
    font = QFont(font)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def stance_ink(inks: Inks, stance: Stance) -> QColor:
    """The ink of a stance: what supports looks like verified, what contradicts like disputed."""
    if stance is Stance.CONTEXT:
        return inks.muted
    return inks.ink[Verdict.VERIFIED if stance is Stance.SUPPORTS else Verdict.DISPUTED]


class Pixmaps(QObject):
    """Icons as ready pixmaps: drawing an icon font afresh in each paint costs more than the text."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._drawn: dict[tuple[str, str, int, float], QPixmap] = {}
        theme.changed.connect(self._drawn.clear)

    def icon(self, name: str, color: QColor, side: int, ratio: float) -> QPixmap:
        """The icon in a square of `side` logical pixels at a device pixel ratio."""
        key = (name, color.name(), side, ratio)
        if key not in self._drawn:
            self._drawn[key] = self._theme.icon(name, color).pixmap(QSize(side, side), ratio)
        return self._drawn[key]

    def mark(self, verdict: Verdict, side: int, ratio: float) -> QPixmap:
        """The verdict's mark in its ink."""
        return self.icon(MARK[verdict], self._theme.inks.ink[verdict], side, ratio)


class Caption(QLabel):
    """A line of small text that recedes: a heading, a hint, an empty state."""

    def __init__(self, theme: Theme, text: str = "", *, role: str = "small") -> None:
        super().__init__(text)
        self._theme = theme
        self._role = role
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self._theme.font(self._role))
        palette = self._theme.qpalette()
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.inks.muted)
        self.setPalette(palette)
