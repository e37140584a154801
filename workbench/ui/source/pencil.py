"""The pencils: tints and underlines of each verdict, the wave drawn by hand."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from workbench.core.verdict import Verdict
from workbench.ui.theme import UNDERLINE, Theme

_PATTERN: Final = {Qt.PenStyle.DashLine: [6.0, 3.5], Qt.PenStyle.DotLine: [1.0, 3.0]}
_WAVE_LENGTH: Final = 8  # px at 100 %
_WAVE_HEIGHT: Final = 4


def blend(before: QColor, after: QColor, part: float) -> QColor:
    """The colour `part` (0 to 1) of the way; nothing at all fades in by its opacity."""
    if part >= 1:
        return after
    if before.alpha() == 0:
        before = QColor(after.red(), after.green(), after.blue(), 0)
    if after.alpha() == 0:
        after = QColor(before.red(), before.green(), before.blue(), 0)
    return QColor(
        *(
            round(a + (b - a) * part)
            for a, b in zip(before.getRgb(), after.getRgb(), strict=True)  # type: ignore[call-overload]
        )
    )


class Pencils:
    """Draws under text in the inks of the theme in force."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._waves: dict[tuple[str, int, float], QPixmap] = {}

    def underline(self, painter: QPainter, verdict: Verdict, left: float, right: float, y: float) -> None:
        """A line from `left` to `right` at `y` in the style of `verdict`."""
        style = UNDERLINE[verdict]
        ink = self._theme.inks.ink[verdict]
        if style is Qt.PenStyle.NoPen:
            return
        if style is None:
            self._wave(painter, ink, left, right, y)
            return
        thin = style is Qt.PenStyle.DotLine
        width = 1.0 if thin else max(1.4, 1.4 * self._theme.zoom / 100)
        pen = QPen(ink, width, style, Qt.PenCapStyle.FlatCap)
        if style in _PATTERN:
            scale = 1.0 if thin else 1 / 1.4
            pen.setDashPattern([part * scale for part in _PATTERN[style]])
        painter.setPen(pen)
        level = round(y) + 0.5
        painter.drawLine(QPointF(left, level), QPointF(right, level))

    def _wave(self, painter: QPainter, ink: QColor, left: float, right: float, y: float) -> None:
        ratio = painter.device().devicePixelRatioF()
        tile = self._tile(ink, ratio)
        height = tile.height() / ratio
        painter.drawTiledPixmap(QRectF(round(left), round(y - height / 2), right - left, height), tile)

    def _tile(self, ink: QColor, ratio: float) -> QPixmap:
        key = (ink.name(), self._theme.zoom, ratio)
        tile = self._waves.get(key)
        if tile is None:
            length = round(_WAVE_LENGTH * self._theme.zoom / 100)
            height = round((_WAVE_HEIGHT + 2) * self._theme.zoom / 100)
            tile = QPixmap(round(length * ratio), round(height * ratio))
            tile.setDevicePixelRatio(ratio)
            tile.fill(Qt.GlobalColor.transparent)
            pen = QPen(ink, 1.4 * self._theme.zoom / 100)
            with QPainter(tile) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.strokePath(_wave_path(length, height, pen.widthF()), pen)
            self._waves[key] = tile
        return tile


def _wave_path(length: float, height: float, pen: float) -> QPainterPath:
    """Two waves, so that the seams of the tile lie on the line; the painter cuts what stands over."""
    middle, swing = height / 2, height - pen
    path = QPainterPath(QPointF(-length / 2, middle))
    for half in range(-1, 3):
        start = half * length / 2
        bow = middle + (swing if half % 2 else -swing)
        path.quadTo(QPointF(start + length / 4, bow), QPointF(start + length / 2, middle))
    return path
