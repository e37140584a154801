"""Makes the four evidence PDFs of the sample case, the same bytes at every run.

    .venv/bin/python seeds/make_evidence.py [FOLDER]

Without FOLDER the PDFs go beside this file. Only fonts built into Typst are used and no clock is read, so
that nothing of the machine gets into the files. Sizes are in pixels, resolutions in dots per inch.
"""

from __future__ import annotations

import random
import sys
import time
from io import BytesIO
from pathlib import Path

import typst
from PIL import Image, ImageChops, ImageFilter, ImageOps

SEEDS = Path(__file__).resolve().parent
TYPESET = ("annual-report", "council-minutes", "job-advert")
SCAN = "letter-scan"

SCAN_DPI = 110  # an office scanner's "e-mail" setting; keeps the file small and the type readable
SCAN_ANGLE = -0.9  # degrees; the sheet lay slightly askew
PAPER, INK = 232, 46  # grey levels of a photocopy
GRAIN = 0.07  # how much of the noise shows
JPEG_QUALITY = 34
SCANNED_AT = time.struct_time((2026, 3, 20, 9, 41, 0, 4, 79, 0))


def typeset(name: str) -> bytes:
    """The PDF of sources/NAME.typ."""
    pdf = typst.compile(SEEDS / "sources" / f"{name}.typ", ignore_system_fonts=True, format="pdf")
    assert isinstance(pdf, bytes)
    return pdf


def scan() -> bytes:
    """The letter as a scanner would hand it over: one askew, grainy grey picture and no text."""
    png = typst.compile(
        SEEDS / "sources" / "letter.typ", ignore_system_fonts=True, format="png", ppi=SCAN_DPI
    )
    assert isinstance(png, bytes)
    sheet = ImageOps.colorize(Image.open(BytesIO(png)).convert("L"), (INK,) * 3, (PAPER,) * 3).convert("L")
    askew = sheet.rotate(SCAN_ANGLE, Image.Resampling.BICUBIC, fillcolor=PAPER - 30)
    page = ImageChops.multiply(askew, _shadow(sheet.size))
    page = Image.blend(page, _noise(sheet.size), GRAIN).filter(ImageFilter.GaussianBlur(0.45))
    pdf = BytesIO()
    page.save(
        pdf,
        "PDF",
        resolution=SCAN_DPI,
        quality=JPEG_QUALITY,
        creationDate=SCANNED_AT,
        modDate=SCANNED_AT,
    )
    return pdf.getvalue()


def _noise(size: tuple[int, int]) -> Image.Image:
    """Grain that is the same at every run (Pillow's own noise cannot be seeded)."""
    width, height = size
    return Image.frombytes("L", size, random.Random(1).randbytes(width * height))  # noqa: S311 - grain, no secret


def _shadow(size: tuple[int, int]) -> Image.Image:
    """Darker towards the right edge, where the lid did not close."""
    ramp = Image.linear_gradient("L").rotate(90).resize(size)
    return ramp.point([255 - max(0, level - 190) // 2 for level in range(256)])


def make(folder: Path) -> None:
    """Writes the four PDFs into `folder`."""
    for name in TYPESET:
        (folder / f"{name}.pdf").write_bytes(typeset(name))
    (folder / f"{SCAN}.pdf").write_bytes(scan())


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else SEEDS)
