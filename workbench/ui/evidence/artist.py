"""Draws a page: paper, tiles, lit passages, the selection, or why the page cannot be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from workbench.core.anchor import Rect
from workbench.core.evidence import Stance
from workbench.core.verdict import Verdict
from workbench.ui.evidence.tiles import Raster, TileCache, TileKey
from workbench.ui.theme import LIGHT, Theme

PAPER: Final = QColor("#FFFFFF")  # a page is as it was printed, in both themes
_INKS: Final[Mapping[Stance | None, QColor]] = {
    Stance.SUPPORTS: LIGHT.ink[Verdict.VERIFIED],
    Stance.CONTRADICTS: LIGHT.ink[Verdict.DISPUTED],
    Stance.CONTEXT: LIGHT.focus,
    None: QColor("#B88600"),  # a search hit: the found yellow, dark enough for a frame
}
_TINTS: Final[Mapping[Stance | None, QColor]] = {
    Stance.SUPPORTS: QColor("#BFE6D6"),
    Stance.CONTRADICTS: QColor("#FAD0B8"),
    Stance.CONTEXT: LIGHT.selection,
    None: LIGHT.found,
}
DUSK: Final = QColor("#9C9890")  # multiplied into a page in the dark theme: black on it has 7 : 1
_ROUND: Final = 2.0  # logical pixels that the frame stands off the words
_MOST_UNITED: Final = 200  # rectangles


@dataclass(frozen=True, slots=True)
class Mark:
    """Lit places of one page (PDF points). A strong mark is framed; a quiet one is tinted and underlined,
    one that is `raised` in full colour with a heavier line. An `area` is not words but what is seen there.
    """

    rects: tuple[Rect, ...]
    stance: Stance | None
    strong: bool
    raised: bool = False
    area: bool = False


def draw_tiles(painter: QPainter, cache: TileCache, raster: Raster, origin: QRect, part: QRect) -> None:
    """Draw what is kept of `part` of the page at `origin` (device pixels), else the nearest zoom, scaled."""
    missing = []
    for key in raster.keys(part):
        tile = cache.get(key)
        if tile is None:
            missing.append(raster.place(key))
        else:
            painter.drawImage(origin.topLeft() + raster.place(key).topLeft(), tile)
    # The two nearest zooms are enough to bridge the moment, and bound what one repaint can cost.
    for scale in cache.other_scales(raster.page, raster.scale)[-2:] if missing else ():
        for hole in missing:
            _draw_scaled(painter, cache, raster, scale, origin, hole & part)


def _draw_scaled(
    painter: QPainter, cache: TileCache, raster: Raster, scale: float, origin: QRect, hole: QRect
) -> None:
    grown = raster.scale / scale
    size = (raster.width / raster.scale, raster.height / raster.scale)
    other = Raster.of(raster.page, size, scale)
    source = QRectF(hole.x() / grown, hole.y() / grown, hole.width() / grown, hole.height() / grown)
    for key in other.keys(source.toAlignedRect()):
        tile = cache.get(key)
        if tile is not None:
            place = other.place(key)
            piece = source & QRectF(place)
            target = QRectF(
                piece.x() * grown, piece.y() * grown, piece.width() * grown, piece.height() * grown
            )
            painter.drawImage(
                target.translated(QPointF(origin.topLeft())), tile, piece.translated(-place.x(), -place.y())
            )


def draw_paper(painter: QPainter, sheet: QRect, edge: QColor) -> None:
    """Draw an empty page with a hairline round it (device pixels)."""
    painter.fillRect(sheet.adjusted(-1, -1, 1, 1), edge)
    painter.fillRect(sheet, PAPER)


def draw_dusk(painter: QPainter, part: QRect) -> None:
    """Darken what has been drawn of a page, evenly, so that pictures keep their colours."""
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.fillRect(part, DUSK)
    painter.restore()


def draw_mark(painter: QPainter, mark: Mark, origin: QRect, scale: float, dpr: float, glow: float) -> None:
    """Tint the mark's places as a highlighter would; `glow` from 0 to 1 brings a strong one in."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    ink, tint = QColor(_INKS[mark.stance]), QColor(_TINTS[mark.stance])
    places = [on_screen(rect, origin, scale) for rect in mark.rects]
    if mark.area:
        tint.setAlphaF(0.5 if mark.strong else 0.25)
        painter.setBrush(tint)
        painter.setPen(QPen(ink, (2 if mark.strong or mark.raised else 1) * dpr))
        for place in places:
            painter.drawRect(place)
    elif mark.strong:
        ink.setAlphaF(glow)
        tint.setAlphaF(0.4 + 0.6 * glow)
        outline = QPainterPath()
        outline.setFillRule(Qt.FillRule.WindingFill)
        for place in places:
            outline.addRect(place.adjusted(-_ROUND * dpr, -_ROUND * dpr, _ROUND * dpr, _ROUND * dpr))
        painter.setPen(QPen(ink, 1.5 * dpr, j=Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(tint)
        # One outline round all lines; the time for that grows with the square of their number.
        painter.drawPath(outline.simplified() if len(places) <= _MOST_UNITED else outline)
    else:
        tint.setAlphaF(1.0 if mark.raised else 0.55)
        painter.setPen(QPen(ink, (2.5 if mark.raised else 1) * dpr))
        for place in places:
            painter.fillRect(place, tint)
            painter.drawLine(place.bottomLeft(), place.bottomRight())
    painter.restore()


def draw_selection(painter: QPainter, rects: tuple[Rect, ...], origin: QRect, scale: float) -> None:
    """Tint the selected places."""
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    for rect in rects:
        painter.fillRect(on_screen(rect, origin, scale), QColor("#A9CBEF"))
    painter.restore()


def draw_sentence(painter: QPainter, sheet: QRectF, sentence: str, theme: Theme) -> None:
    """Write `sentence` on the paper (logical pixels), within what the reader sees of it."""
    painter.setFont(theme.font("body"))
    painter.setPen(LIGHT.muted)
    room = sheet.adjusted(24, 16, -24, -16)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, sentence)


def on_screen(rect: Rect, origin: QRect, scale: float) -> QRectF:
    """`rect` (PDF points) of the page at `origin`, in device pixels."""
    left, top = origin.x() + rect.x0 * scale, origin.y() + rect.y0 * scale
    return QRectF(left, top, (rect.x1 - rect.x0) * scale, (rect.y1 - rect.y0) * scale)


def tiles_missing(cache: TileCache, raster: Raster, part: QRect) -> list[TileKey]:
    """The tiles of `part` that are not kept, the ones nearest to its middle first."""
    centre = part.center()
    missing = [key for key in raster.keys(part) if key not in cache]
    return sorted(missing, key=lambda key: (raster.place(key).center() - centre).manhattanLength())
