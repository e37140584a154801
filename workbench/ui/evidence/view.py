"""The PDF viewer: pages as they are, text to select, cited passages lit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from workbench.core.anchor import Passage, Rect
from workbench.core.evidence import Stance
from workbench.ui.evidence import artist
from workbench.ui.evidence.background import close_all
from workbench.ui.evidence.canvas import Place
from workbench.ui.evidence.geometry import PageStack
from workbench.ui.evidence.lights import Lights
from workbench.ui.evidence.pages import PageSource
from workbench.ui.evidence.reading import Reading, Wish
from workbench.ui.evidence.textcanvas import TextCanvas
from workbench.ui.evidence.tiles import Raster
from workbench.ui.theme import Theme

_FADE: Final = 160  # milliseconds in which a passage lights up
_CALM: Final = 12  # milliseconds without a move before pages are asked for
_STILL: Final = (
    150  # milliseconds of rest before text layers are read: that takes turns with the window's thread
)
_CALM_ZOOM: Final = 90  # the same while zooming: each step would ask for other tiles


class PdfView(TextCanvas):
    """Shows the pages of a PageSource. Nothing blocks: what is not read yet appears when it is.

    `text_checked` carries a page and whether it has a text layer. `close_source` (or closing the
    widget) ends its threads.
    """

    text_checked = Signal(int, bool)
    _arrived = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._reading: Reading | None = None
        self._readings: list[Reading] = []  # the same, for the moment when this widget is being destroyed
        self._lights = Lights()
        self._asking = QTimer(self, singleShot=True)
        self._still = QTimer(self, singleShot=True, interval=_STILL)
        self._fade = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=_FADE)
        self.setAccessibleName(self.tr("PDF pages"))
        self._connect()

    def _connect(self) -> None:
        readings = self._readings
        self.destroyed.connect(lambda: close_all(readings))
        self._asking.timeout.connect(self._ask)
        self._still.timeout.connect(self._ask)
        self._fade.valueChanged.connect(self.viewport().update)
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._theme.changed.connect(self.viewport().update)
        self.zoom_changed.connect(lambda: self._asking.start(_CALM_ZOOM))

    # The source

    def set_source(self, source: PageSource) -> None:
        """Show the pages of `source` from the first; costs the same for 2 pages and for 20,000."""
        self.close_source()
        reading = Reading(source, self._arrived.emit)
        self._reading = reading
        self.layers = reading.layers
        self._readings[:] = [reading]
        self.set_stack(PageStack(source.sizes))
        self._asking.start(0)

    def close_source(self, wait: float = 0) -> None:
        """Forget the pages and end the threads; waits up to `wait` seconds for each of them."""
        if self._reading is not None:
            self._reading.close(wait)
            self._reading = None
            self._readings.clear()
            self.layers = {}
        self._lights = Lights()
        self.clear_selection()
        self.set_stack(PageStack(()))
        self.viewport().update()

    @property
    def settled(self) -> bool:
        """True when everything that is seen has been read and drawn."""
        waiting = self._asking.isActive() or self._still.isActive()
        return not waiting and (self._reading is None or self._reading.idle)

    def has_text(self, page: int) -> bool | None:
        """Whether `page` has a text layer; None while that is not known."""
        layer = self._reading.layers.get(page) if self._reading else None
        return layer.readable if layer else None

    def text_wanted(self) -> None:
        """Read the selection's pages before anything else."""
        self._asking.start(0)

    # Passages

    def light(self, page: int, rects: Sequence[Rect], stance: Stance | None = None) -> None:
        """Light `rects` (PDF points; none: the whole page) and bring them to a third from the top."""
        self.light_passage(Passage(page, None, tuple(rects)), stance)

    def light_passage(self, passage: Passage, stance: Stance | None = None) -> None:
        """Light `passage`; one without rectangles is found by its quote once the page's text is read."""
        if self._reading is None or passage.page is None or not 1 <= passage.page <= len(self.stack):
            return
        self._lights.point_at(passage, stance)
        self._go_to_lit(self._lights.resolve(self._reading.layers, self.stack), passage.page)

    def set_citations(self, citations: Iterable[tuple[Passage, Stance]]) -> None:
        """Tint all these passages quietly."""
        self._lights.set_quiet(citations)
        self.viewport().update()

    def find_words(self, page: int, words: Sequence[str]) -> None:
        """Light `words` wherever they stand on `page` and go to the first."""
        if self._reading is None or not 1 <= page <= len(self.stack):
            return
        self._lights.look_for(page, words)
        self._go_to_lit(self._lights.resolve(self._reading.layers, self.stack), page)

    # Reading in the background

    def moved(self) -> None:
        """Ask for what has come into view."""
        super().moved()
        self._still.start()
        if not self._asking.isActive():
            self._asking.start(_CALM)

    def _ask(self) -> None:
        if self._reading is not None and len(self.stack):
            self._reading.want(dict.fromkeys(self._wishes()))

    def _wishes(self) -> Iterator[Wish]:
        """What to read, most urgent first: what is looked for, what is seen, what is near."""
        assert self._reading is not None
        seen = self.pages_in_view()
        view = QRect(0, 0, *self._device_size())
        yield from self._lights.pages_needed
        yield from self._tiles_in(seen, view)
        yield from self.selection.pages if self.selection else ()
        yield from () if self._still.isActive() else (self.page, *seen)
        height = view.height()
        near = self.pages_in_view(self.viewport().height())
        yield from chain(
            self._tiles_in(near, view.translated(0, height)),
            self._tiles_in(near, view.translated(0, -height)),
        )

    def _tiles_in(self, pages: range, view: QRect) -> Iterator[Wish]:
        assert self._reading is not None
        for page in pages:
            sheet = self.sheet(page)
            raster = Raster.of(page, self.stack.sizes[page - 1], self.scale)
            yield from artist.tiles_missing(
                self._reading.tiles, raster, (view & sheet).translated(-sheet.topLeft())
            )

    def _take(self) -> None:
        if self._reading is None:
            return
        for wish in self._reading.take():
            if isinstance(wish, int):
                self._layer_arrived(wish)
        self.viewport().update()

    def _layer_arrived(self, page: int) -> None:
        assert self._reading is not None
        layer = self._reading.layers[page]
        self._go_to_lit(self._lights.resolve(self._reading.layers, self.stack), page)
        if self.selection is not None and page in self.selection.pages:
            self.selection_moved()
        self.copy_when_read()
        self.text_checked.emit(page, layer.readable)

    def _go_to_lit(self, rects: tuple[Rect, ...] | None, page: int) -> None:
        """Go to what has just been lit; to the page alone while its place is not known."""
        if rects is None:
            if self._lights.strong_page == page and page in self._lights.pages_needed:
                self.go_to_page(page)
        elif rects and rects[0] == self.stack.whole(page):
            self.go_to_page(page)
        elif rects:
            first = rects[0]
            self.go_to(Place(page, (first.x0 + first.x1) / 2, first.y0))
        if rects:
            self._fade.stop()
            if not self._theme.reduced_motion:
                self._fade.start()
        self._asking.start(0)
        self.viewport().update()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the threads."""
        self.close_source(wait=2)
        super().closeEvent(event)

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in view."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.inks.panel)
        if self._reading is None:
            return
        dpr = self.devicePixelRatioF()
        painter.scale(1 / dpr, 1 / dpr)  # device pixels, so that tiles stay sharp at any ratio
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self.pages_in_view():
            self._draw_page(painter, page, dpr)

    def _draw_page(self, painter: QPainter, page: int, dpr: float) -> None:
        assert self._reading is not None
        sheet = self.sheet(page)
        view = QRect(0, 0, *self._device_size())
        artist.draw_paper(painter, sheet & view, self._theme.inks.rule)
        problem = self._reading.problems.get(page)
        if problem:
            painter.save()
            painter.scale(dpr, dpr)
            seen = QRectF(sheet & view)
            artist.draw_sentence(
                painter, QRectF(seen.topLeft() / dpr, seen.size() / dpr), problem, self._theme
            )
            painter.restore()
        else:
            raster = Raster.of(page, self.stack.sizes[page - 1], self.scale)
            seen_part = (view & sheet).translated(-sheet.topLeft())
            artist.draw_tiles(painter, self._reading.tiles, raster, sheet, seen_part)
        running = self._fade.state() == QVariantAnimation.State.Running
        glow = float(self._fade.currentValue()) if running else 1.0
        for mark in self._lights.marks(page):
            artist.draw_mark(painter, mark, sheet, self.scale, dpr, glow)
        layer = self._reading.layers.get(page)
        if self.selection is not None and layer is not None:
            rects = layer.rects_of(self.selection.span(page, self._reading.layers))
            artist.draw_selection(painter, rects, sheet, self.scale)

    def _device_size(self) -> tuple[int, int]:
        dpr = self.devicePixelRatioF()
        return round(self.viewport().width() * dpr), round(self.viewport().height() * dpr)
