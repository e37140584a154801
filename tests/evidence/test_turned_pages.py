"""Rectangles on rotated, cropped, shifted and scaled pages are where the page's matrix puts them."""

from __future__ import annotations

import re

import pikepdf
import pytest

from workbench.core.anchor import Rect
from workbench.text.matching import find_all

FOLDER = "groundtruth/rotcrop-derived"
VARIANTS = [f"scotus_r{turn}_{kind}" for turn in (0, 90, 180, 270)
            for kind in ("none", "crop", "origin", "both", "userunit")]  # fmt: skip


def shown(x: float, y: float, box: list[float], turn: int) -> tuple[float, float]:
    """ISO 32000-1, 8.3.2.3 and 14.11.2. UserUnit scales the page as a whole: points here are its units."""
    left, bottom, right, top = box
    return {
        0: (x - left, top - y),
        90: (y - bottom, x - left),
        180: (right - x, y - bottom),
        270: (top - y, right - x),
    }[turn]


@pytest.mark.parametrize("name", VARIANTS)
def test_a_phrase_stands_within_a_point_of_its_true_place(reader, shared, tmp_path, name) -> None:
    plain, variant = (shared(f"{FOLDER}/{each}.pdf") for each in ("scotus_r0_none", name))
    base, ours = reader.characters(plain, 1), reader.characters(variant, 1)
    (tmp_path / "variant.pdf").write_bytes(variant.data)
    with pikepdf.open(tmp_path / "variant.pdf") as pdf:
        page = pdf.pages[0].obj
        box = [float(edge) for edge in page.get("/CropBox", page["/MediaBox"])]
        turn = int(page.get("/Rotate", 0))
    checked = 0
    for phrase in set(re.findall(r"\w{3,} \w{3,}", ours.text)):
        here, there = find_all(phrase, ours.text), find_all(phrase, base.text)
        if len(here) != 1 or len(there) != 1:
            continue
        for rect, true in zip(ours.rects_of(here[0]), base.rects_of(there[0]), strict=True):
            (a, b), (c, d) = (
                shown(x, 792 - y, box, turn) for x, y in ((true.x0, true.y1), (true.x1, true.y0))
            )
            expected = Rect(min(a, c), min(b, d), max(a, c), max(b, d))
            assert max(abs(p - q) for p, q in zip(rect, expected, strict=True)) < 1
            checked += 1
    assert checked > 10
