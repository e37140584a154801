"""Small pictures of all pages, to find one's way by."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from workbench.core.errors import KnownError
from workbench.ui.chrome import FocusLine
from workbench.ui.evidence.artist import PAPER, draw_dusk
from workbench.ui.evidence.background import Background, close_all
from workbench.ui.evidence.pages import PageSource
from workbench.ui.theme import Theme
from workbench.ui.words import filled

_KEPT: Final = 240  # pictures, about 100 kB each
_TALLEST: Final = 1.45  # height of a picture's room in widths
_CALM: Final = 60  # milliseconds without scrolling before pictures are asked for
_BUSY: Final = 120  # the same while the page itself is still being drawn
_MARGIN: Final = 12
_DOT: Final = 8


class Thumbnails(QAbstractScrollArea):
    """One column of page pictures, painted: the same work for 2 pages and for 20,000.

    Pictures are drawn in the background, only while `calm()` says that nothing more urgent is. `chosen`
    carries a page (from 1); arrows, Page Up and Down, Home and End choose as well.
    """

    chosen = Signal(int)
    _arrived = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.calm: Callable[[], bool] = lambda: True
        self._source: PageSource | None = None
        self._labels: Sequence[str] = ()
        self._cited: frozenset[int] = frozenset()
        self._page = 0
        self._dusk = True
        self._work: Background[tuple[int, int], QImage] | None = None
        works: list[Background[tuple[int, int], QImage]] = []  # for when this widget is being destroyed
        self._works = works
        self._pictures: OrderedDict[tuple[int, int], QImage | None] = OrderedDict()
        self._asking = QTimer(self, singleShot=True)
        self._asking.timeout.connect(self._ask)
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(lambda: close_all(works))
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(self.tr("Page pictures"))
        FocusLine(theme, self)
        theme.changed.connect(self._fit)

    def set_source(self, source: PageSource | None, labels: Sequence[str] = ()) -> None:
        """Show the pages of `source`; None: nothing, and end the thread."""
        if self._work is not None:
            self._work.close()
            self._work = None
            self._works.clear()
        self._source, self._labels, self._page = source, labels, 0
        self._cited = frozenset()
        self._pictures.clear()
        self.verticalScrollBar().setValue(0)
        self._fit()

    def set_page(self, page: int) -> None:
        """Mark `page` as the one that is read, and bring it into sight."""
        if page == self._page or self._source is None:
            return
        self._page = page
        pages = len(self._source.sizes)
        self.setAccessibleDescription(filled(self.tr("Page %1 of %2"), self._name(page), pages))
        top, bar, height = (page - 1) * self._row(), self.verticalScrollBar(), self.viewport().height()
        if not bar.value() <= top <= bar.value() + height - self._row():
            bar.setValue(top - (height - self._row()) // 2)
        self.viewport().update()

    def set_cited(self, pages: frozenset[int]) -> None:
        """Mark the pages that are cited."""
        if pages != self._cited:
            self._cited = pages
            self.viewport().update()

    def set_dusk(self, on: bool) -> None:
        """Darken the pictures in the dark theme, or not."""
        self._dusk = on
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the pictures as wide as there is room."""
        super().resizeEvent(event)
        self._fit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Follow the scroll bar."""
        self.viewport().update()
        self._asking.start(_CALM)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.inks.panel)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("small"))
        for page in self._seen():
            self._draw(painter, page)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the page under the pointer."""
        page = (event.position().toPoint().y() + self.verticalScrollBar().value()) // self._row() + 1
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by keys."""
        pages = len(self._source.sizes) if self._source else 0
        screen = max(1, self.viewport().height() // self._row())
        steps = {
            Qt.Key.Key_Up: self._page - 1, Qt.Key.Key_Down: self._page + 1,
            Qt.Key.Key_PageUp: self._page - screen, Qt.Key.Key_PageDown: self._page + screen,
            Qt.Key.Key_Home: 1, Qt.Key.Key_End: pages,
        }  # fmt: skip
        if event.key() in steps and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._choose(max(1, min(pages, steps[Qt.Key(event.key())])))
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Narrow."""
        return QSize(self._theme.pixels("ui") * 10, 200)

    def _choose(self, page: int) -> None:
        if self._source is not None and 1 <= page <= len(self._source.sizes):
            self.chosen.emit(page)

    def _name(self, page: int) -> str:
        return (self._labels[page - 1] if page <= len(self._labels) else "") or str(page)

    def _width(self) -> int:
        return max(40, self.viewport().width() - 2 * _MARGIN)

    def _row(self) -> int:
        """The height of a page's room with its name below."""
        return round(self._width() * _TALLEST) + self._theme.pixels("small") * 2 + _MARGIN

    def _seen(self, beyond: int = 0) -> range:
        pages = len(self._source.sizes) if self._source else 0
        top = self.verticalScrollBar().value()
        first = max(0, top // self._row() - beyond)
        return range(first + 1, min(pages, (top + self.viewport().height()) // self._row() + 1 + beyond) + 1)

    def _place(self, page: int) -> QRect:
        """Where the picture of `page` stands in the view."""
        assert self._source is not None
        width, height = (max(1.0, side) for side in self._source.sizes[page - 1])
        room_width, room_height = self._width(), round(self._width() * _TALLEST)
        scale = min(room_width / width, room_height / height)
        size = QSize(max(1, round(width * scale)), max(1, round(height * scale)))
        top = (page - 1) * self._row() - self.verticalScrollBar().value() + _MARGIN
        left = (self.viewport().width() - size.width()) // 2
        return QRect(left, top + room_height - size.height(), size.width(), size.height())

    def _draw(self, painter: QPainter, page: int) -> None:
        place, inks = self._place(page), self._theme.inks
        current = page == self._page
        painter.fillRect(place, PAPER)
        picture = self._pictures.get(self._key(page))
        if picture is not None:
            painter.drawImage(place, picture)
        if self._dusk and self._theme.dark:
            draw_dusk(painter, place)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = QRectF(place).adjusted(-0.5, -0.5, 0.5, 0.5)
        if current:
            painter.setPen(QPen(inks.focus, 2))
            painter.drawRect(edge.adjusted(-1.5, -1.5, 1.5, 1.5))
        else:
            painter.setPen(QPen(inks.rule, 1))
            painter.drawRect(edge)
        line = QRect(0, place.bottom() + 4, self.viewport().width(), self._theme.pixels("small") + 6)
        painter.setPen(inks.text if current else inks.muted)
        name = self._name(page)
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, name)
        if page in self._cited:
            beside = (self.viewport().width() + painter.fontMetrics().horizontalAdvance(name)) // 2 + 6
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(inks.focus)
            painter.drawEllipse(QRectF(beside, line.center().y() - _DOT / 2 + 1, _DOT - 1, _DOT - 1))

    def _key(self, page: int) -> tuple[int, int]:
        return page, round(self._width() * self.devicePixelRatioF())

    def _fit(self) -> None:
        pages = len(self._source.sizes) if self._source else 0
        bar, page = self.verticalScrollBar(), self._page
        bar.setSingleStep(self._row() // 2)
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(0, pages * self._row() + _MARGIN - self.viewport().height()))
        if page:
            self._page = 0
            self.set_page(page)
        self._asking.start(_CALM)
        self.viewport().update()

    def _ask(self) -> None:
        if self._source is None or not self.isVisible():
            return
        if not self.calm():
            self._asking.start(_BUSY)
            return
        wanted = [self._key(page) for page in self._seen(beyond=2)]
        missing = [key for key in wanted if key not in self._pictures]
        if missing and self._work is None:
            source = self._source
            self._work = Background(lambda key: _picture(source, *key), self._arrived.emit, threads=1)
            self._works[:] = [self._work]
        if self._work is not None:
            self._work.want(missing)

    def _take(self) -> None:
        if self._work is None:
            return
        for key, result in self._work.take(8):
            if isinstance(result, Exception) and not isinstance(result, KnownError):
                raise result
            self._pictures[key] = result if isinstance(result, QImage) else None
            while len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        self._asking.start(0)  # what is next, unless something more urgent has come
        self.viewport().update()


def _picture(source: PageSource, page: int, width: int) -> QImage:
    """The picture of a page within `width` pixels; runs in the background."""
    across, down = (max(1.0, side) for side in source.sizes[page - 1])
    scale = min(width / across, width * _TALLEST / down)
    size = max(1, round(across * scale)), max(1, round(down * scale))
    tile = source.tile(page, scale, 0, 0, *size)
    return QImage(tile.data, tile.width, tile.height, tile.stride, QImage.Format.Format_RGB32).copy()
