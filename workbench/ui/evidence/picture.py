"""Looking at a picture: decoded in the background within limits, zoomed and moved like a page."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from workbench.core.errors import BadInputError
from workbench.ui.evidence.artist import draw_paper
from workbench.ui.evidence.background import Background, close_all
from workbench.ui.evidence.canvas import PageCanvas
from workbench.ui.evidence.geometry import PageStack
from workbench.ui.theme import Theme

_ALLOCATION: Final = 256  # MB that decoding one picture may take
_MOST_PIXELS: Final = 24_000_000  # kept: 96 MB; larger pictures are scaled down while decoding where possible


class PictureView(PageCanvas):
    """Shows one picture as a page whose points are its pixels. `failed` carries a sentence."""

    failed = Signal(str)
    _arrived = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._image = QImage()
        self._work: Background[bytes, QImage] | None = None
        works: list[Background[bytes, QImage]] = []  # the same, for when this widget is being destroyed
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
        self.set_stack(PageStack(()))

    @property
    def settled(self) -> bool:
        """True when nothing is being decoded."""
        return self._work is None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is seen of the picture."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.inks.panel)
        if self._image.isNull():
            return
        dpr = self.devicePixelRatioF()
        painter.scale(1 / dpr, 1 / dpr)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        sheet = self.sheet(1)
        draw_paper(
            painter,
            sheet & QRect(0, 0, round(self.width() * dpr), round(self.height() * dpr)),
            self._theme.inks.rule,
        )
        painter.drawImage(sheet, self._image)

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
                self._image = result
                # Points of 1/96 inch: at 100 % a pixel of the picture is a pixel of the screen.
                self.set_stack(PageStack([(result.width() * 0.75, result.height() * 0.75)]))

    def _end(self) -> None:
        if self._work is not None:
            self._work.close()
            self._work = None
            self._works.clear()


def _decode(data: bytes) -> QImage:
    """The picture upright, with white behind what is transparent; raises BadInputError."""
    QImageReader.setAllocationLimit(_ALLOCATION)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and size.width() * size.height() > _MOST_PIXELS:
        shrink = (_MOST_PIXELS / (size.width() * size.height())) ** 0.5
        reader.setScaledSize(QSize(max(1, int(size.width() * shrink)), max(1, int(size.height() * shrink))))
    image = reader.read()
    if image.isNull():
        raise BadInputError(reader.errorString())
    return image
