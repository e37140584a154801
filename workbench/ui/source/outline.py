"""The frame around the current claim: a rounded outline that follows its lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import hypot

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath


def outline(rows: Sequence[QRectF], radius: float) -> QPainterPath:
    """One closed, rounded path for each run of `rows` (top to bottom) that overlap sideways; linear time."""
    path = QPainterPath()
    run: list[QRectF] = []
    for row in rows:
        if run and (row.left() >= run[-1].right() or row.right() <= run[-1].left()):
            _add_rounded(path, _corners(run), radius)
            run = []
        run.append(row)
    if run:
        _add_rounded(path, _corners(run), radius)
    return path


def _corners(run: Sequence[QRectF]) -> list[QPointF]:
    """Down the right side and up the left, each row reaching to where the next begins."""
    right: list[QPointF] = []
    left: list[QPointF] = []
    for row, below in zip(run, [*run[1:], None], strict=True):
        bottom = row.bottom() if below is None else below.top()
        right += (QPointF(row.right(), row.top()), QPointF(row.right(), bottom))
        left += (QPointF(row.left(), row.top()), QPointF(row.left(), bottom))
    return _turns([*right, *reversed(left)])


def _turns(points: Sequence[QPointF]) -> list[QPointF]:
    """Only the points where the outline turns."""
    kept: list[QPointF] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        while len(kept) > 1 and _straight(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return kept


def _straight(a: QPointF, b: QPointF, c: QPointF) -> bool:
    return (a.x() == b.x() == c.x()) or (a.y() == b.y() == c.y())


def _add_rounded(path: QPainterPath, corners: Sequence[QPointF], radius: float) -> None:
    before: Iterable[QPointF] = [corners[-1], *corners[:-1]]
    after: Iterable[QPointF] = [*corners[1:], corners[0]]
    for number, (a, corner, b) in enumerate(zip(before, corners, after, strict=True)):
        start, end = _towards(corner, a, radius), _towards(corner, b, radius)
        if number == 0:
            path.moveTo(start)
        else:
            path.lineTo(start)
        path.quadTo(corner, end)
    path.closeSubpath()


def _towards(corner: QPointF, other: QPointF, radius: float) -> QPointF:
    length = hypot(other.x() - corner.x(), other.y() - corner.y())
    return corner + (other - corner) * (min(radius, length / 2) / length if length else 0)
