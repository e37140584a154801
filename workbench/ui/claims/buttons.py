"""The panel's own buttons: flat, with a mark, quiet until hovered, checked or focused."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QWidget

from workbench.core.verdict import Verdict
from workbench.ui.claims.look import Pixmaps, gap, tabular
from workbench.ui.theme import MARK, Theme


class MarkButton(QPushButton):
    """A push button drawn by hand: icon, text and, at its end, a key as a small cap.

    It takes the focus by Tab only: a click leaves it in the list, where the letter keys act.
    """

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, framed: bool = True, key: str = ""
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._framed = framed
        self._key = key
        self._slim = self._tight = False
        self._icon_name = ""
        self._ink: Verdict | None = None
        self._pixmaps = Pixmaps(theme, self)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_mark(self, verdict: Verdict | None) -> None:
        """Show the verdict's mark and, while checked, its tint; None: no mark."""
        self._ink = verdict
        self._icon_name = MARK[verdict] if verdict else ""
        self.updateGeometry()

    def set_sign(self, name: str) -> None:
        """Show the icon called `name` in the colour of the text."""
        self._icon_name = name
        self.updateGeometry()

    def set_slim(self, slim: bool) -> None:
        """Leave the text out: mark and key alone."""
        if slim != self._slim:
            self._slim = slim
            self.set_tight(slim)

    def set_tight(self, tight: bool) -> None:
        """Take less room around a smaller mark."""
        if tight != self._tight:
            self._tight = tight
            self._restyle()

    def full_width(self, text: str) -> int:
        """Logical pixels that it takes with `text`, neither slim nor tight."""
        side, inset = self._sizes(tight=False)
        return self._width(text, side, inset)

    def sizeHint(self) -> QSize:
        """Room for icon, text and key, and a comfortable target."""
        height = QFontMetrics(self.font()).height() + gap(self._theme, 2.5 if self._framed else 2)
        return QSize(self._width("" if self._slim else self.text(), self._side, self._inset), height)

    def _width(self, text: str, side: int, inset: int) -> int:
        parts = [QFontMetrics(self.font()).horizontalAdvance(text)] if text else []
        if self._icon_name:
            parts.append(side)
        if self._key:
            parts.append(self._cap_width)
        return sum(parts) + gap(self._theme, 1.5) * (len(parts) - 1) + 2 * inset

    def minimumSizeHint(self) -> QSize:
        """May be cut down to the icon and a few letters; the text is elided."""
        hint = self.sizeHint()
        least = hint.width() - gap(self._theme, 1.5) if self._slim else 4 * self._side
        return QSize(min(hint.width(), least), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, icon, text, key and the focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter)
        inside = self.rect().adjusted(self._inset, 0, -self._inset, 0)
        left, right = inside.x(), inside.right() + 1
        if self._icon_name:
            place = QRect(left, (self.height() - self._side) // 2, self._side, self._side)
            self._draw_icon(painter, self._mirrored(place))
            left += self._side + gap(self._theme, 1.5)
        if self._key:
            right -= self._cap_width
            self._draw_cap(painter, self._mirrored(QRect(right, 0, self._cap_width, self.height())))
            right -= gap(self._theme, 1)
        if self._slim:
            return
        painter.setFont(self.font())
        painter.setPen(self._text_color)
        text = QFontMetrics(self.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, right - left + 1
        )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self._mirrored(QRect(left, 0, right - left, self.height())), flags, text)

    @property
    def _text_color(self) -> QColor:
        return self._theme.inks.text if self.isEnabled() else self._theme.inks.muted

    @property
    def _cap_width(self) -> int:
        return QFontMetrics(self._cap_font).horizontalAdvance(self._key) + gap(self._theme, 2)

    def _restyle(self) -> None:
        self._side, self._inset = self._sizes(tight=self._tight)
        self._cap_font = self._theme.font("small")
        self.setFont(tabular(self._theme.font("ui")))
        self.updateGeometry()
        self.update()

    def _sizes(self, *, tight: bool) -> tuple[int, int]:
        """The mark's side and the room at either end."""
        if tight:
            return self._theme.pixels("ui"), gap(self._theme, 0.75)
        return self._theme.pixels("article"), gap(self._theme, 2 if self._framed else 1.5)

    def _draw_ground(self, painter: QPainter) -> None:
        inks = self._theme.inks
        ground, edge = QColor(0, 0, 0, 0), inks.rule if self._framed else QColor(0, 0, 0, 0)
        if self.isChecked():
            edge = inks.ink[self._ink] if self._ink else inks.text
            tint = inks.tint[self._ink] if self._ink else QColor(0, 0, 0, 0)
            ground = tint if tint.alpha() else inks.rule
        elif self.isDown() or (self.underMouse() and self.isEnabled()):
            ground = inks.rule
        radius = gap(self._theme, 1)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(inks.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), radius, radius)

    def _draw_icon(self, painter: QPainter, place: QRect) -> None:
        ratio = self.devicePixelRatioF()
        color = self._theme.inks.ink[self._ink] if self._ink else self._text_color
        painter.drawPixmap(place, self._pixmaps.icon(self._icon_name, color, self._side, ratio))

    def _draw_cap(self, painter: QPainter, place: QRect) -> None:
        font = QFont(self._cap_font)
        height = QFontMetrics(font).height()
        cap = QRect(place.x(), (self.height() - height) // 2, place.width(), height)
        painter.setPen(QPen(self._theme.inks.muted, 1))
        painter.setBrush(self._theme.inks.paper)
        painter.drawRoundedRect(cap.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        painter.setFont(font)
        painter.setPen(self._theme.inks.text)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)

    def _mirrored(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)
