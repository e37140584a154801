"""The picture of a page as an engine is given it: grey pixels and their scale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from workbench.core.anchor import Rect
from workbench.core.evidence import ByteSource
from workbench.evidence.pages import Tile
from workbench.evidence.reader import PdfReader

DPI: Final = 300  # what Tesseract was made for; its own advice
MOST_PIXELS: Final = 20_000_000  # an A3 page at 300 dpi; larger pages are drawn more coarsely
_POINTS: Final = 72  # an inch


@dataclass(frozen=True, slots=True)
class Sheet:
    """Grey pixels (one byte each, rows from the top, no padding), `scale` of them per unit of length.

    The unit is the PDF point for a page, and the picture's own pixel for a picture. `turn` says by how many
    degrees (90, 180, 270) the page was turned clockwise to make this.
    """

    width: int
    height: int
    grey: bytes
    scale: float
    turn: int = 0

    def pgm(self) -> bytes:
        """The same as a file that every engine reads."""
        return b"P5\n%d %d\n255\n" % (self.width, self.height) + self.grey

    def turned(self, degrees: int) -> Sheet:
        """The same turned clockwise by 90, 180 or 270 degrees."""
        # Here and below: only recognising needs pillow, and it is handed raw pixels, never a file.
        from PIL import Image  # noqa: PLC0415

        ways = {
            90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90,
        }  # fmt: skip
        image = Image.frombytes("L", (self.width, self.height), self.grey).transpose(ways[degrees])
        return Sheet(*image.size, image.tobytes(), self.scale, (self.turn + degrees) % 360)

    def shrunk(self, most: int) -> Sheet:
        """The same with at most `most` pixels on its longer side."""
        from PIL import Image  # noqa: PLC0415

        factor = most / max(self.width, self.height)
        if factor >= 1:
            return self
        image = Image.frombytes("L", (self.width, self.height), self.grey)
        size = max(1, round(self.width * factor)), max(1, round(self.height * factor))
        return Sheet(*size, image.resize(size, reducing_gap=2).tobytes(), self.scale * factor, self.turn)

    def cleaned(self) -> Sheet:
        """The same without specks that are finer than any stroke (a median of 5 by 5 pixels)."""
        from PIL import Image, ImageFilter  # noqa: PLC0415

        image = Image.frombytes("L", (self.width, self.height), self.grey)
        return replace(self, grey=image.filter(ImageFilter.MedianFilter(5)).tobytes())

    def placed(self, x0: float, y0: float, x1: float, y1: float) -> Rect:
        """Where a rectangle of these pixels stands on the page as displayed, in its units."""
        if self.turn == 90:
            x0, y0, x1, y1 = y0, self.width - x1, y1, self.width - x0
        elif self.turn == 180:
            x0, y0, x1, y1 = self.width - x1, self.height - y1, self.width - x0, self.height - y0
        elif self.turn == 270:
            x0, y0, x1, y1 = self.height - y1, x0, self.height - y0, x1
        s = self.scale
        return Rect(round(x0 / s, 2), round(y0 / s, 2), round(x1 / s, 2), round(y1 / s, 2))


def drawn(reader: PdfReader, source: ByteSource, page: int, size: tuple[float, float]) -> Sheet:
    """Page `page` (from 1), `size` points wide and high, drawn for reading; BadInputError when that fails."""
    width, height = size
    scale = min(DPI / _POINTS, (MOST_PIXELS / (width * height)) ** 0.5)
    pixels = max(1, round(width * scale)), max(1, round(height * scale))
    return _grey(reader.tile(source, page, scale, 0, 0, *pixels), scale)


def _grey(tile: Tile, scale: float) -> Sheet:
    from PIL import Image  # noqa: PLC0415

    image = Image.frombytes("RGB", (tile.width, tile.height), tile.data, "raw", "BGRX", tile.stride)
    return Sheet(tile.width, tile.height, image.convert("L").tobytes(), scale)
