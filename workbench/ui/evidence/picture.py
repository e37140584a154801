"""Looking at a picture: decoded in the background within limits, zoomed and moved like a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QImage,
    QImageIOHandler,
    QImageReader,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from workbench.core.anchor import Passage, Rect
from workbench.core.errors import BadInputError
from workbench.core.evidence import Stance
from workbench.ui.evidence.artist import draw_mark, draw_paper, on_screen
from workbench.ui.evidence.background import Background, close_all
from workbench.ui.evidence.canvas import Place
from workbench.ui.evidence.geometry import PageStack
from workbench.ui.evidence.lights import Cited, Lights
from workbench.ui.evidence.region import draw_region
from workbench.ui.evidence.regioncanvas import RegionCanvas
from workbench.ui.theme import Theme

_ALLOCATION: Final = 256  # MB that decoding one picture may take
_PIXEL: Final = 0.75  # points: at 100 % a pixel of the picture is a pixel of the screen
# Drawn by programs (SVG) or by plug-ins that may be anything, no picture is decoded here.
_FORMATS: Final = frozenset({b"png", b"jpeg", b"gif", b"webp", b"tiff", b"bmp", b"heic", b"avif", b"ico"})
_MOST_PIXELS: Final = 24_000_000  # kept: 96 MB; larger pictures are scaled down while decoding where possible


class PictureView(RegionCanvas):
    """Shows one picture as a page. Its passages are on page 1, in pixels of the picture upright.

    `failed` carries a sentence.
    """

    failed = Signal(str)
    _arrived = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._image = QImage()
        self._pixels = 1.0  # of the picture in the file for each point of the page here
        self._held: QPointF | None = None  # where the mouse holds the picture
        self._lights = Lights()
        self._cited: list[Cited] = []
        self._awaited: tuple[Passage, Stance | None] | None = None  # to be lit once the picture is there
        self._work: Background[bytes, tuple[QImage, QSize]] | None = None
        works: list[
            Background[bytes, tuple[QImage, QSize]]
        ] = []  # the same, for when this widget is being destroyed
        self._works = works
        self.destroyed.connect(lambda: close_all(works))
        self.setAccessibleName(self.tr("Picture"))
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        theme.changed.connect(self.viewport().update)

    def show_data(self, data: bytes) -> None:
        """Decode `data` in the background and show it."""
        self.stop()
        self._work = Background(_decode, self._arrived.emit, threads=1)
        self._works[:] = [self._work]
        self._work.want([data])

    def stop(self) -> None:
        """Show nothing and end the thread."""
        self._end()
        self._image = QImage()
        self._lights, self._cited, self._awaited = Lights(), [], None
        self.set_stack(PageStack(()))

    def set_citations(self, citations: Iterable[Cited]) -> None:
        """Tint the cited regions quietly."""
        self._cited = list(citations)
        self._tint()

    def light_passage(self, passage: Passage, stance: Stance | None = None) -> None:
        """Frame the region and bring it into view, as soon as the picture is there."""
        self._awaited = (passage, stance)
        if not self._image.isNull():
            self._light()

    def region_passage(self) -> Passage:
        """The region that is drawn."""
        assert self.region is not None
        rect = Rect(*(round(side * self._pixels) for side in self.region.rect))
        return Passage(1, rects=(rect,))

    def crop(self, rect: Rect) -> QImage:
        """The pixels of `rect` (pixels of the picture upright) as they are shown here."""
        shrunk = 1 / (self._pixels * _PIXEL)
        left, top, right, bottom = (round(side * shrunk) for side in rect)
        return self._image.copy(left, top, max(1, right - left), max(1, bottom - top))

    @property
    def settled(self) -> bool:
        """True when nothing is being decoded."""
        return self._work is None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture, to move it; or begin a region when one is wanted."""
        super().mousePressEvent(event)
        self._held = None
        if event.button() == Qt.MouseButton.LeftButton and not self.capturing:
            self._held = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the picture along, or draw the region out."""
        super().mouseMoveEvent(event)
        if self._held is None or self.capturing or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        moved = self._held - event.position()
        self._held = event.position()
        for bar, by in ((self.horizontalScrollBar(), moved.x()), (self.verticalScrollBar(), moved.y())):
            bar.setValue(bar.value() + round(by))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is seen of the picture."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.inks.panel)
        if self._image.isNull():
            return
        dpr = self.devicePixelRatioF()
        painter.scale(1 / dpr, 1 / dpr)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        sheet, scale = self.sheet(1), self.scale
        seen = sheet & QRect(0, 0, round(self.width() * dpr), round(self.height() * dpr))
        draw_paper(painter, seen, self._theme.inks.rule)
        upright = self.upright(1)
        paper = upright.inverted()[0].mapRect(sheet)
        painter.save()
        painter.setTransform(upright, combine=True)
        painter.drawImage(paper, self._image)
        for mark in self._lights.marks(1):
            draw_mark(painter, mark, paper, scale, dpr, 1.0)
        painter.restore()
        if self.region is not None:
            place = upright.mapRect(on_screen(self.region.rect, paper, scale))
            draw_region(painter, place, QRectF(sheet), dpr)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the thread."""
        self.stop()
        super().closeEvent(event)

    def _take(self) -> None:
        if self._work is None:
            return
        results = self._work.take(1)
        self._end()
        for _, result in results:
            if isinstance(result, BadInputError):
                self.failed.emit(self.tr("This picture cannot be shown; it may be damaged or too large."))
            elif isinstance(result, Exception):
                raise result
            else:
                self._image, whole = result
                self._pixels = whole.width() / (self._image.width() * _PIXEL)
                self.set_stack(PageStack([(self._image.width() * _PIXEL, self._image.height() * _PIXEL)]))
                self._tint()
                self._light()

    def _tint(self) -> None:
        self._lights.set_quiet(cited._replace(passage=self._here_of(cited.passage)) for cited in self._cited)
        self.viewport().update()

    def _light(self) -> None:
        if self._awaited is None:
            return
        passage, stance = self._here_of(self._awaited[0]), self._awaited[1]
        self._awaited = None
        if passage.rects:
            self._lights.point_at(replace(passage, quote=None), stance)
            self._lights.resolve({}, self.stack)
            first = passage.rects[0]
            self.go_to(Place(1, (first.x0 + first.x1) / 2, first.y0))
        self.viewport().update()

    def _here_of(self, passage: Passage) -> Passage:
        """`passage` in points of the page here."""
        rects = tuple(Rect(*(side / self._pixels for side in rect)) for rect in passage.rects)
        return replace(passage, page=1, rects=rects)

    def _end(self) -> None:
        if self._work is not None:
            self._work.close()
            self._work = None
            self._works.clear()


def png_of(image: QImage) -> bytes:
    """`image` as the bytes of a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub says bytes
    return bytes(data.data())


def _needs(reader: QImageReader) -> int:
    """Bytes that decoding takes; JPEG is scaled down while it is decoded."""
    if bytes(reader.format().data()) == b"jpeg":
        return 0
    size, depth = reader.size(), QImage.toPixelFormat(reader.imageFormat()).bitsPerPixel()
    return size.width() * size.height() * (depth or 32) // 8 if size.isValid() else 0


def _decode(data: bytes) -> tuple[QImage, QSize]:
    """The picture upright and the size it has in the file, upright too; raises BadInputError."""
    QImageReader.setAllocationLimit(_ALLOCATION)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    if bytes(reader.format().data()) not in _FORMATS:
        raise BadInputError(reader.errorString())
    reader.setAutoTransform(True)
    size = reader.size()
    if _needs(reader) > _ALLOCATION * 2**20:  # said here, for Qt would say it on standard error
        raise BadInputError(reader.errorString())
    if size.isValid() and size.width() * size.height() > _MOST_PIXELS:
        shrink = (_MOST_PIXELS / (size.width() * size.height())) ** 0.5
        reader.setScaledSize(QSize(max(1, int(size.width() * shrink)), max(1, int(size.height() * shrink))))
    image = reader.read()
    if image.isNull():
        raise BadInputError(reader.errorString())
    turned = bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)
    whole = size.transposed() if turned else size
    return image, whole if whole.isValid() else image.size()
