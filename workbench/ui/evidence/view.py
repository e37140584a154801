"""The PDF viewer: pages as they are, text to select, cited passages lit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QCloseEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from workbench.core.anchor import Passage, Rect
from workbench.core.evidence import Stance
from workbench.ui.evidence import artist
from workbench.ui.evidence.background import close_all
from workbench.ui.evidence.canvas import Place
from workbench.ui.evidence.geometry import PageStack
from workbench.ui.evidence.hits import Hits
from workbench.ui.evidence.lights import Cited, Lights
from workbench.ui.evidence.pages import PageSource
from workbench.ui.evidence.reading import Reading, Wish
from workbench.ui.evidence.region import draw_region
from workbench.ui.evidence.textcanvas import TextCanvas
from workbench.ui.evidence.tiles import Raster
from workbench.ui.theme import Theme

_FADE: Final = 160  # milliseconds in which a passage lights up
_CALM: Final = 12  # milliseconds without a move before pages are asked for
_STILL: Final = (
    150  # milliseconds of rest before text layers are read: that takes turns with the window's thread
)
_COMFORT: Final = (
    0.08,
    0.85,
)  # of the view's height: what stands between is seen well and is not scrolled to
_CALM_ZOOM: Final = 90  # the same while zooming: each step would ask for other tiles


class PdfView(TextCanvas):
    """Shows the pages of a PageSource. Nothing blocks: what is not read yet appears when it is.

    `text_checked` carries a page and whether it has a text layer, `passages_clicked` the uids of the claims
    that cite what was clicked and the place on the screen. `close_source` (or closing the widget) ends its
    threads. `dusk` darkens the pages in the dark theme.
    """

    text_checked = Signal(int, bool)
    passages_clicked = Signal(list, QPoint)
    _arrived = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._reading: Reading | None = None
        self._readings: list[Reading] = []  # the same, for the moment when this widget is being destroyed
        self._lights = Lights()
        self._hits = Hits()
        self._walk = -1  # which of the cited passages the keys have come to
        self._pointed: list[Cited] = []  # what the mouse was pressed on
        self._dusk = True
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
        self._hits = Hits()
        self._walk = -1
        self.clear_selection()
        self.set_stack(PageStack(()))
        self.viewport().update()

    @property
    def settled(self) -> bool:
        """True when everything that is seen has been read and drawn."""
        waiting = self._asking.isActive() or self._still.isActive()
        return not waiting and (self._reading is None or self._reading.idle)

    def read_again(self, pages: Iterable[int]) -> None:
        """Read the text of these pages anew: it is another one now."""
        if self._reading is None:
            return
        for page in pages:
            self._reading.layers.pop(page, None)
        self._asking.start(0)

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

    def set_citations(self, citations: Iterable[Cited]) -> None:
        """Tint all these passages quietly."""
        self._lights.set_quiet(citations)
        self.viewport().update()

    def raise_claims(self, claims: Iterable[str]) -> None:
        """Light what is cited for these claims (uids) a little more than the rest."""
        if self._lights.raise_claims(claims):
            self.viewport().update()

    def step_passage(self, by: int) -> Passage | None:
        """Go to the next (1) or previous (-1) cited passage of the document, round its ends."""
        passages = self._lights.passages()
        if not passages:
            return None
        if self._walk < 0:
            places = [(passage.page or 0, passage.rects[0].y0) for passage in passages]
            here = self._here()
            ahead = [number for number, place in enumerate(places) if place > (here.page, here.y)]
            self._walk = (ahead[0] if ahead else 0) if by > 0 else (ahead[0] - 1 if ahead else -1)
        else:
            self._walk += by
        self._walk %= len(passages)
        passage = passages[self._walk]
        self.light_passage(passage, self._lights.stance_of(passage))
        return passage

    def region_passage(self) -> Passage:
        """The region that is drawn."""
        assert self.region is not None
        return Passage(self.region.page, rects=(self.region.rect,))

    def claims_of(self, passage: Passage) -> list[str]:
        """The uids of the claims that cite the place of `passage`."""
        return self._lights.claims_of(passage)

    @property
    def walked_to(self) -> Passage | None:
        """The cited passage that `step_passage` has come to."""
        passages = self._lights.passages()
        return passages[self._walk] if 0 <= self._walk < len(passages) else None

    # Words

    def look_for(self, pattern: re.Pattern[str] | None) -> None:
        """Light every place of `pattern` on the pages that are seen; None: no words."""
        self._hits.look_for(pattern)
        self._asking.start(0)
        self.viewport().update()

    def show_found(self, page: int, number: int) -> None:
        """Go to hit `number` (from 0) of `page` and frame it."""
        if self._reading is None or not 1 <= page <= len(self.stack):
            return
        self._hits.point_at(page, number)
        self._go_to_hit()

    def take_focus(self) -> None:
        """Take the keys."""
        self.setFocus()

    def _go_to_hit(self) -> None:
        assert self._reading is not None
        page = self._hits.current[0]
        place = self._hits.place(self._reading.layers)
        if place:
            self.bring(page, place[0])
        elif page not in self.pages_in_view():
            self.go_to_page(page)
        self._asking.start(0)
        self.viewport().update()

    def bring(self, page: int, rect: Rect) -> None:
        """Scroll to `rect` of `page` unless it is seen well already."""
        box, view = self.box(page, rect), self.viewport()
        low, high = (part * view.height() for part in _COMFORT)
        across = box.left() >= 0 and box.right() <= view.width()
        if not (across and low <= box.top() and box.bottom() <= high):
            self.go_to(Place(page, (rect.x0 + rect.x1) / 2, (rect.y0 + rect.y1) / 2))

    @property
    def dusk(self) -> bool:
        """Whether pages are darkened in the dark theme."""
        return self._dusk

    def set_dusk(self, on: bool) -> None:
        """Darken pages in the dark theme, or show them white."""
        self._dusk = on
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember the cited passages that are pressed on; the rest selects."""
        self._pointed = []
        if event.button() == Qt.MouseButton.LeftButton and len(self.stack) and not self.capturing:
            place = self.place_at(event.position())
            self._pointed = self._lights.cited_at(*place)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of a click on a cited passage that selected nothing."""
        super().mouseReleaseEvent(event)
        if self._pointed and not self.selected_passages() and event.button() == Qt.MouseButton.LeftButton:
            uids = list(dict.fromkeys(cited.claim for cited in self._pointed if cited.claim))
            self._pointed = []
            if uids:
                self.passages_clicked.emit(uids, event.globalPosition().toPoint())

    # What a search of all evidence found

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
        yield from self._hits.current[:1] if self._hits.awaited else ()
        yield from self._tiles_in(seen, view)
        yield from self.selection.pages if self.selection else ()
        yield from () if self._still.isActive() and not self._hits.active else (self.page, *seen)
        height = view.height()
        near = self.pages_in_view(self.viewport().height())
        yield from chain(
            self._tiles_in(near, view.translated(0, height)),
            self._tiles_in(near, view.translated(0, -height)),
        )

    def _tiles_in(self, pages: range, view: QRect) -> Iterator[Wish]:
        assert self._reading is not None
        for page in pages:
            raster = Raster.of(page, self.stack.sizes[page - 1], self.scale)
            yield from artist.tiles_missing(self._reading.tiles, raster, self._seen_part(page, view))

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
        if self._hits.awaited and self._hits.current[0] == page:
            self._go_to_hit()
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
        reading, sheet, scale = self._reading, self.sheet(page), self.scale
        seen = sheet & QRect(0, 0, *self._device_size())
        artist.draw_paper(painter, seen, self._theme.inks.rule)
        upright = self.upright(page)
        raster = Raster.of(page, self.stack.sizes[page - 1], scale)
        paper = QRect(0, 0, raster.width, raster.height)
        problem = reading.problems.get(page)
        painter.save()
        painter.setTransform(upright, combine=True)
        if not problem:
            artist.draw_tiles(painter, reading.tiles, raster, paper, self._seen_part(page, seen))
        if self._dusk and self._theme.dark:
            artist.draw_dusk(painter, paper & upright.inverted()[0].mapRect(seen))
        self._draw_marks(painter, page, paper, dpr)
        painter.restore()
        if problem:
            painter.save()
            painter.scale(dpr, dpr)
            room = QRectF(seen)
            artist.draw_sentence(
                painter, QRectF(room.topLeft() / dpr, room.size() / dpr), problem, self._theme
            )
            painter.restore()
        if self.region is not None and self.region.page == page:
            place = upright.mapRect(artist.on_screen(self.region.rect, paper, scale))
            draw_region(painter, place, QRectF(sheet), dpr)

    def _draw_marks(self, painter: QPainter, page: int, paper: QRect, dpr: float) -> None:
        """Draw what is lit, found and selected, with the painter set upright on the page."""
        assert self._reading is not None
        layers = self._reading.layers
        running = self._fade.state() == QVariantAnimation.State.Running
        glow = float(self._fade.currentValue()) if running else 1.0
        for mark in chain(self._lights.marks(page), self._hits.marks(page, layers)):
            artist.draw_mark(painter, mark, paper, self.scale, dpr, glow)
        layer = layers.get(page)
        if self.selection is not None and layer is not None:
            rects = layer.rects_of(self.selection.span(page, layers))
            artist.draw_selection(painter, rects, paper, self.scale)

    def _seen_part(self, page: int, view: QRect) -> QRect:
        """What of `page` (device pixels of the page as stored) lies in the part `view` of the view."""
        return self.upright(page).inverted()[0].mapRect(view & self.sheet(page))

    def _device_size(self) -> tuple[int, int]:
        dpr = self.devicePixelRatioF()
        return round(self.viewport().width() * dpr), round(self.viewport().height() * dpr)
