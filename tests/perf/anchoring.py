"""Do quotes from a publisher's text find their place in the PDF, and do rectangles stand where they should?

Quotes are cut from the publisher's own text of a document (`../shared/data/pdf/groundtruth`), 5 to 25 words
at random places of its paragraphs. Those count that poppler, another engine, has on one page, letter for
letter: what the publisher did not print, or printed across two pages, can stand on none.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from corpus import SHARED, FileBytes
from measuring import Row, Setting, UnmeasuredError

from workbench.core.anchor import Rect
from workbench.evidence.reader import PdfReader
from workbench.text.matching import Normalised, find_all

QUOTES = 400  # of each document
TRUTH = SHARED / "groundtruth"
TURNED = TRUTH / "rotcrop-derived"


def measure(setting: Setting) -> list[Row]:
    """Rows for the share of quotes that anchor, and for the farthest edge of a rectangle."""
    if not TRUTH.is_dir() or shutil.which("pdftotext") is None:
        raise UnmeasuredError("the shared PDFs or pdftotext are not here")
    with PdfReader() as reader:
        rows = [_quotes(reader, text) for text in sorted(TRUTH.glob("*.txt"))]
        total, found = sum(count for _, count, _ in rows), sum(hits for _, _, hits in rows)
        worst = min(rows, key=lambda row: row[2] / row[1])
        far = max(_farthest(reader, path) for path in sorted(TURNED.glob("*.pdf")))
    return [
        Row(
            f"quotes of 5 to 25 words that anchor on their page, {len(rows)} documents",
            f"{found / total:.1%} of {total:,}",
            f"least: {worst[0]} {worst[2] / worst[1]:.1%}",
            None,
        ),
        Row(
            "farthest edge of a phrase's rectangles, 20 variants",
            f"{far:.2f} pt",
            "by the pages' matrices",
            None,
        ),
    ]


def _quotes(reader: PdfReader, path: Path) -> tuple[str, int, int]:
    """The document's name, how many quotes stand on a page for poppler, and how many we anchor there."""
    pdf = path.with_suffix(".pdf")
    said = subprocess.run(["pdftotext", "-enc", "UTF-8", pdf, "-"], capture_output=True, check=True).stdout
    other = [_letters(page) for page in said.decode().split("\f")]
    pages = [Normalised(page.text) for page in reader.page_texts(FileBytes(pdf))]
    chance = random.Random(path.name)
    paragraphs = list(_paragraphs(path.read_text(encoding="utf-8")))
    count = hits = 0
    while count < QUOTES:
        words = chance.choice(paragraphs)
        length = min(len(words), chance.randint(5, 25))
        start = chance.randint(0, len(words) - length)
        quote = " ".join(words[start : start + length])
        letters = _letters(quote)
        if len(letters) < 12 or not any(letters in page for page in other):
            continue
        needle = Normalised(quote)
        count += 1
        hits += any(page.find(needle) for page in pages)
    return path.stem, count, hits


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def _paragraphs(text: str) -> Iterator[list[str]]:
    for block in re.split(r"\n\s*\n", text):
        words = block.split()
        if len(words) >= 8 and words[-1][-1] in ".!?:;":
            yield words


def _farthest(reader: PdfReader, path: Path) -> float:
    """The largest distance of an edge of a word's rectangle from where the page's matrix puts it."""
    plain = TURNED / "scotus_r0_none.pdf"
    base, height = reader.characters(FileBytes(plain), 1), reader.inspect(FileBytes(plain)).sizes[0][1]
    ours = reader.characters(FileBytes(path), 1)
    with pikepdf.open(path) as pdf:
        page = pdf.pages[0]
        box = [float(edge) for edge in page.obj.get("/CropBox", page.obj["/MediaBox"])]
        turn = int(page.obj.get("/Rotate", 0))
    distances = []
    for word in dict.fromkeys(re.findall(r"\w{6,}", ours.text)):
        here, there = find_all(word, ours.text), find_all(word, base.text)
        if len(here) == len(there) == 1:
            [rect], [truth] = ours.rects_of(here[0]), base.rects_of(there[0])
            x0, y0, x1, y1 = truth.x0, height - truth.y1, truth.x1, height - truth.y0
            corners = [_shown(x, y, box, turn) for x, y in ((x0, y0), (x1, y1))]
            (a, b), (c, d) = corners
            distances.append(_distance(rect, Rect(min(a, c), min(b, d), max(a, c), max(b, d))))
    return max(distances)


def _shown(x: float, y: float, box: list[float], turn: int) -> tuple[float, float]:
    """Where a point of the page's own space is displayed (ISO 32000-1, 8.3.2.3 and 14.11.2)."""
    left, bottom, right, top = box
    return {
        0: (x - left, top - y),
        90: (y - bottom, x - left),
        180: (right - x, y - bottom),
        270: (top - y, right - x),
    }[turn]


def _distance(a: Rect, b: Rect) -> float:
    return max(abs(x - y) for x, y in zip(a, b, strict=True))
