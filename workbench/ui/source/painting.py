"""Paints the part of the sheet that is in sight."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTextCharFormat, QTextLayout

from workbench.core.anchor import Span
from workbench.core.claim import Claim
from workbench.core.verdict import Verdict
from workbench.ui.source.marks import SIZE, Marks, places
from workbench.ui.source.outline import outline
from workbench.ui.source.pencil import Pencils, blend
from workbench.ui.source.setblock import SetBlock
from workbench.ui.source.sheet import Sheet
from workbench.ui.theme import Theme

STRONGER: Final = 20  # of 255: what the ink adds to the current sentence's tint
CARET: Final = 2


@dataclass(slots=True)
class Scene:
    """What is drawn over the text, besides the verdicts. Spans in code points."""

    current: str | None = None
    selected: frozenset[str] = frozenset()  # uids, where a verdict would be for several claims
    found: Sequence[Span] = ()
    found_current: int = -1
    selection: Span | None = None
    caret: int | None = None
    fading: Mapping[str, Verdict] = field(default_factory=dict)  # claims that just changed: what they were
    fade: float = 1.0  # how far the change has come, 0 to 1


class PagePainter:
    """Knows the order of the layers: tints and lines, then the text, the marks, and the frame on top."""

    def __init__(self, theme: Theme, marks: Marks) -> None:
        self._theme = theme
        self._marks = marks
        self._pencils = Pencils(theme)

    def paint(self, painter: QPainter, sheet: Sheet, scene: Scene, exposed: QRectF) -> None:
        """Paint what of `sheet` lies in `exposed`. The sheet must be settled."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self._frame(sheet, scene)
        if frame is not None:
            painter.fillPath(frame, self._frame_fill(sheet, scene))
        for number in sheet.visible():
            block = sheet.flow.blocks[number]
            origin = sheet.origin(number)
            if (
                origin.y() - block.gap > exposed.bottom()
                or origin.y() + block.height - block.gap < exposed.top()
            ):
                continue
            claims = sheet.claims.touching(block.span)
            window = exposed.translated(-origin)
            painter.save()
            painter.translate(origin)
            self._under_text(painter, block, claims, scene, window)
            self._text(painter, block, claims, sheet.column.width, window)
            painter.restore()
            self._margin(painter, sheet, block, claims, origin, exposed)
        if frame is not None:
            painter.setPen(QPen(self._theme.inks.focus, max(1.5, 1.5 * self._theme.zoom / 100)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(frame)
        self._caret(painter, sheet, scene)

    def margin_of(
        self, sheet: Sheet, block: SetBlock, claims: Sequence[Claim], origin: QPointF
    ) -> list[tuple[Claim, QRectF]]:
        """Where the marks of the claims that begin in `block` stand, in the coordinates of `origin`."""
        placed: list[tuple[Claim, QRectF]] = []
        size = min(self._theme.zoom * SIZE / 100, block.style.line)
        starting = [claim for claim in claims if claim.start >= block.span.start]
        for line, group in groupby(starting, lambda claim: block.line_of(block.unit(claim.start))):
            box = block.lines[line]
            members = list(group)
            room = _margin(sheet, origin.y() + box.top, box.bottom - box.top)
            squares = places(len(members), room, size, rtl=sheet.typesetter.right_to_left)
            placed += zip(members, squares, strict=True)
        return placed

    def _under_text(
        self, painter: QPainter, block: SetBlock, claims: Sequence[Claim], scene: Scene, window: QRectF
    ) -> None:
        inks = self._theme.inks
        if block.style.bar:
            self._bar(painter, block)
        for claim in claims:
            tint = inks.tint[claim.verdict]
            if claim.uid in scene.fading:
                tint = blend(inks.tint[scene.fading[claim.uid]], tint, scene.fade)
            self._strips(painter, block, claim.span, tint, window)
        for claim in claims:
            if claim.uid in scene.selected:
                self._strips(painter, block, claim.span, inks.selection, window)
        for number, span in _touching(scene.found, block.span):
            self._strips(painter, block, span, inks.found, window)
            if number == scene.found_current:
                self._strips(painter, block, span, QColor(0, 0, 0, 0), window, QPen(inks.text, 1.5))
        if scene.selection is not None and scene.selection.start < scene.selection.end:
            self._strips(painter, block, scene.selection, inks.selection, window)
        for claim in claims:
            for line, left, right in block.segments(claim.span):
                box = block.lines[line]
                if window.top() <= box.bottom and box.top <= window.bottom():
                    y = box.baseline + _drop(block)
                    self._pencils.underline(painter, claim.verdict, left, right, y)

    def _strips(
        self,
        painter: QPainter,
        block: SetBlock,
        span: Span,
        color: QColor,
        window: QRectF,
        pen: QPen | None = None,
    ) -> None:
        """One rounded strip for each line of `span`, from the ascenders to the underline."""
        if (
            (color.alpha() == 0 and pen is None)
            or span.end <= block.span.start
            or span.start >= block.span.end
        ):
            return
        painter.setPen(pen or QPen(Qt.PenStyle.NoPen))
        painter.setBrush(color)
        style = block.style
        for line, left, right in block.segments(span):
            box = block.lines[line]
            if window.top() <= box.bottom and box.top <= window.bottom():
                top = max(box.baseline - 0.92 * style.ascent, box.top + 1)
                bottom = min(box.baseline + _drop(block) + 0.5, box.bottom)
                painter.drawRoundedRect(QRectF(left - 1, top, right - left + 2, bottom - top), 3, 3)

    def _text(
        self, painter: QPainter, block: SetBlock, claims: Sequence[Claim], width: int, window: QRectF
    ) -> None:
        assert block.layout is not None
        inks = self._theme.inks
        painter.setPen(inks.muted if block.style.muted else inks.text)
        receding: list[QTextLayout.FormatRange] = []
        if not block.style.muted:
            for claim in claims:
                if claim.verdict is Verdict.NOT_A_CLAIM:
                    receding.append(_colored(block, claim.span, inks.muted))
        block.layout.draw(painter, QPointF(0, 0), receding, window)
        if block.marker and block.lines:
            painter.setPen(inks.muted)
            painter.setFont(block.style.font)
            box = block.lines[0]
            reach = block.style.indent
            left = width - reach if block.rtl else 0
            painter.drawText(
                QRectF(left, box.top, reach - 0.45 * block.style.font.pixelSize(), box.bottom - box.top),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                block.marker,
            )

    def _bar(self, painter: QPainter, block: SetBlock) -> None:
        if not block.lines:
            return
        x = max(line.right for line in block.lines) + 12 if block.rtl else block.style.indent / 3
        painter.fillRect(QRectF(x, 2, 2, block.lines[-1].bottom - 4), self._theme.inks.rule)

    def _margin(
        self,
        painter: QPainter,
        sheet: Sheet,
        block: SetBlock,
        claims: Sequence[Claim],
        origin: QPointF,
        exposed: QRectF,
    ) -> None:
        if not self._marks.ready:
            return
        ratio = painter.device().devicePixelRatioF()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for claim, square in self.margin_of(sheet, block, claims, origin):
            if square.intersects(exposed):
                target = Marks.place(claim.verdict, square)
                pixmap = self._marks.pixmap(claim.verdict, target.width(), ratio)
                painter.drawPixmap(QPointF(round(target.left()), round(target.top())), pixmap)

    def _frame(self, sheet: Sheet, scene: Scene) -> QPainterPath | None:
        claim = sheet.claims.get(scene.current)
        if claim is None:
            return None
        rows = frame_rows(sheet, claim.span)
        return outline(rows, 5 * self._theme.zoom / 100) if rows else None

    def _frame_fill(self, sheet: Sheet, scene: Scene) -> QColor:
        claim = sheet.claims.get(scene.current)
        inks = self._theme.inks
        tinted = claim is not None and inks.tint[claim.verdict].alpha() > 0
        fill = QColor(inks.ink[claim.verdict] if claim is not None and tinted else inks.focus)
        fill.setAlpha(STRONGER if tinted else STRONGER // 2)
        return fill

    def _caret(self, painter: QPainter, sheet: Sheet, scene: Scene) -> None:
        if scene.caret is None:
            return
        number = sheet.flow.block_of(scene.caret)
        block = sheet.flow.blocks[number]
        if block.layout is None or not block.lines:
            return
        unit = block.unit(scene.caret)
        line = block.line_of(unit)
        box = block.lines[line]
        x = block.x_of(line, unit)
        rect = QRectF(
            x - CARET / 2, box.baseline - block.style.ascent, CARET, block.style.ascent + _drop(block)
        )
        painter.fillRect(rect.translated(sheet.origin(number)), self._theme.inks.focus)


def frame_rows(sheet: Sheet, span: Span) -> list[QRectF]:
    """The rectangles that the frame of `span` follows, in sight.

    Lines that go on all reach as far as the longest of them, one that continues begins at the column's start,
    so that the outline has few corners; blanks at line ends are left out.
    """
    lines: dict[tuple[int, int], tuple[SetBlock, QRectF]] = {}
    for block, line, rect in sheet.rows(span):
        key = (block.span.start, line)
        lines[key] = block, (lines[key][1].united(rect) if key in lines else rect)
    onward = [r for (_, line), (block, r) in lines.items() if block.unit(span.end) > block.lines[line].end]
    first, last = min((r.left() for r in onward), default=0), max((r.right() for r in onward), default=0)
    rows: list[QRectF] = []
    for (_, line), (block, rect) in lines.items():
        style, box = block.style, block.lines[line]
        near, far = (style.outdent, style.indent) if block.rtl else (style.indent, style.outdent)
        goes_on, came = block.unit(span.end) > box.end, block.unit(span.start) < box.start
        left = sheet.column.left + near if came and not block.rtl else rect.left()
        right = sheet.column.right - far if came and block.rtl else rect.right()
        if goes_on:
            left, right = (min(left, first), right) if block.rtl else (left, max(right, last))
        pad = 0.15 * style.font.pixelSize()  # less than half a blank: neighbours stay untouched
        rows.append(QRectF(left - pad, rect.top(), right - left + 2 * pad, rect.height()))
    return rows


def _margin(sheet: Sheet, top: float, height: float) -> QRectF:
    """The room for marks beside a line, on the side where lines begin."""
    space, edge = 6, 2
    if sheet.typesetter.right_to_left:
        return QRectF(
            sheet.column.right + space, top, sheet.width - edge - sheet.column.right - space, height
        )
    return QRectF(edge, top, sheet.column.left - space - edge, height)


def _drop(block: SetBlock) -> float:
    """How far below the baseline the underline stands."""
    return max(3.0, 0.24 * block.style.font.pixelSize()) + 0.5


def _colored(block: SetBlock, span: Span, color: QColor) -> QTextLayout.FormatRange:
    piece = QTextLayout.FormatRange()
    piece.start = block.unit(span.start)
    piece.length = block.unit(span.end) - piece.start
    form = QTextCharFormat()
    form.setForeground(color)
    piece.format = form
    return piece


def _touching(spans: Sequence[Span], span: Span) -> list[tuple[int, Span]]:
    """The spans (sorted) that share a code point with `span`, with their numbers."""
    first = bisect_left(spans, span.start, key=lambda found: found.end)
    found: list[tuple[int, Span]] = []
    for number in range(first, len(spans)):
        if spans[number].start >= span.end:
            break
        found.append((number, spans[number]))
    return found
