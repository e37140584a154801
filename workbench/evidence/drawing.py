"""Draws pages in a worker process: tiles for the window, pictures for reports."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import Any, Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from workbench.core.anchor import Rect
from workbench.evidence.document import Document, clamped
from workbench.evidence.pages import MAX_EXTENT, MAX_PIXELS, MAX_SCALE, drawn_size

_WHITE: Final = 0xFFFFFFFF
_LIGHT: Final = (255, 232, 130)  # multiplied into the page, so black text stays black
_FARTHEST: Final = 2**30  # pixels; pdfium counts in 32 bits


def draw(
    document: Document, number: int, scale: float, x: int, y: int, width: int, height: int
) -> tuple[int, int, Any]:
    """(width, height, pixels) of a part of page `number`, drawn at `scale` pixels per point.

    The rectangle is in pixels from the top left corner of the page; what lies beyond the page is white. Rows
    have no padding; four bytes (B, G, R, 255) a pixel. Width and height are cut to MAX_PIXELS.
    """
    scale = clamped_scale(scale)
    width, height = drawn_size(width, height)
    page = document.page(number)
    across, down = (_pixels(extent, scale) for extent in document.geometry(number).size)
    bitmap = pdfium.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx)
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
        place = (bitmap, page, _near(-x), _near(-y), across, down, 0, raw.FPDF_ANNOT)
        raw.FPDF_RenderPageBitmap(*place)
        if document.pdf.formenv:
            raw.FPDF_FFLDraw(document.pdf.formenv, *place)
        data = bytes(bitmap.buffer)
    finally:
        bitmap.close()
    return width, height, data


def picture(document: Document, number: int, rect: Rect | None, scale: float, lit: Sequence[Rect]) -> bytes:
    """A PNG of `rect` (or the whole page) at `scale`, smaller where it would exceed MAX_PIXELS.

    `lit` rectangles lie under a soft yellow. The same page gives the same bytes.
    """
    # Loaded here: only reports need pillow, and only the drawing process pays for it.
    from PIL import Image, ImageChops, ImageDraw  # noqa: PLC0415

    page_width, page_height = clamped(document.geometry(number).size)
    whole = Rect(0, 0, page_width, page_height)
    part = _common(rect, whole) if rect is not None else whole
    area = (part.x1 - part.x0) * (part.y1 - part.y0)
    scale = min(clamped_scale(scale), math.sqrt(MAX_PIXELS / area) * 0.99)
    left, top = math.floor(part.x0 * scale), math.floor(part.y0 * scale)
    size = (math.ceil(part.x1 * scale) - left, math.ceil(part.y1 * scale) - top)
    width, height, data = draw(document, number, scale, left, top, *size)
    image = Image.frombytes("RGB", (width, height), data, "raw", "BGRX")
    if lit:
        light = Image.new("RGB", image.size, (255, 255, 255))
        brush = ImageDraw.Draw(light)
        for box in (_common(each, part) for each in lit):
            edges = (box.x0 * scale - left, box.y0 * scale - top, box.x1 * scale - left, box.y1 * scale - top)
            brush.rectangle(edges, fill=_LIGHT)
        image = ImageChops.multiply(image, light)
    output = io.BytesIO()
    image.save(output, "PNG")
    return output.getvalue()


def clamped_scale(scale: float) -> float:
    """A scale that can be drawn at; what is no number, or not positive, becomes 1."""
    return min(scale, MAX_SCALE) if math.isfinite(scale) and scale > 0 else 1.0


def _pixels(extent: float, scale: float) -> int:
    return max(1, min(round(extent * scale), _FARTHEST))


def _near(offset: int) -> int:
    return max(-_FARTHEST, min(offset, _FARTHEST))


def _common(a: Rect, b: Rect) -> Rect:
    """What both cover; at least a point wide and high, within MAX_EXTENT."""
    x0, y0 = min(max(a.x0, b.x0), MAX_EXTENT), min(max(a.y0, b.y0), MAX_EXTENT)
    return Rect(x0, y0, max(min(a.x1, b.x1), x0 + 1), max(min(a.y1, b.y1), y0 + 1))
