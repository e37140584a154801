"""The text of pages, and where it stands."""

from __future__ import annotations

import re

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from workbench.core.anchor import Rect, Span
from workbench.core.errors import BadInputError
from workbench.evidence.pages import PageCharacters

LINES = "BT /F 20 Tf 40 150 Td (First line) Tj 0 -30 Td (second one) Tj ET"
BOX = "/MediaBox [0 0 300 200]"


def ink(reader, source, page=1, scale=2.0):
    """The page as drawn, in black and white, ink being white."""
    width, height = reader.inspect(source).sizes[page - 1]
    tile = reader.tile(source, page, scale, 0, 0, round(width * scale), round(height * scale))
    image = Image.frombytes("RGB", (tile.width, tile.height), tile.data, "raw", "BGRX")
    return image.convert("L").point(lambda value: 255 if value < 128 else 0)


def covers_the_ink(reader, source, page=1, scale=2.0):
    """Every word's rectangle has ink in it, and no ink is left outside of all of them."""
    image = ink(reader, source, page, scale)
    left = image.copy()
    characters = reader.characters(source, page)
    for word in re.finditer(r"\S+", characters.text):
        for rect in characters.rects_of(Span(*word.span())):
            edges = (int(rect.x0 * scale) - 1, int(rect.y0 * scale) - 1,
                     int(rect.x1 * scale) + 2, int(rect.y1 * scale) + 2)  # fmt: skip
            if image.crop(edges).getbbox() is None:
                return False
            left.paste(0, edges)
    return left.getbbox() is None


def test_lines_end_in_one_line_feed_and_characters_repeat_the_text(reader, made) -> None:
    source = made(LINES)
    [page] = reader.page_texts(source)
    assert (page.text.split("\n"), page.problem) == (["First line", "second one"], "")
    assert (page.width, page.height) == (300, 200)
    characters = reader.characters(source, 1)
    assert characters.text == page.text
    assert len(characters.rects) == len(page.text)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("box", [BOX, "/MediaBox [-70 -30 330 270]", BOX + "/CropBox [30 90 250 190]"])
def test_rectangles_cover_the_ink_on_turned_and_cropped_pages(reader, made, turn, box) -> None:
    source = made(LINES, f"{box}/Rotate {turn}")
    assert covers_the_ink(reader, source)


def test_a_span_has_one_rectangle_per_line(reader, made) -> None:
    characters = reader.characters(made(LINES), 1)
    first, second = characters.rects_of(Span(0, len(characters.text)))
    assert first.y1 < second.y0
    [word] = characters.rects_of(Span(6, 10))
    assert 80 < word.x0 < word.x1 < 140
    assert characters.rects_of(Span(3, 3)) == ()


def test_text_outside_the_crop_box_is_no_text_of_the_page(reader, made) -> None:
    source = made(LINES, BOX + "/CropBox [0 140 300 200]")
    [page] = reader.page_texts(source)
    assert page.text.strip() == "First line"
    assert reader.characters(source, 1).text == page.text


def test_form_values_are_text(reader, made) -> None:
    stream = "BT /F 12 Tf 2 4 Td (Filled in by hand) Tj ET"
    look = (
        f"<</Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F 3 0 R>>>>/Length {len(stream)}>>"
    )
    source = made(
        LINES,
        BOX + "/Annots[6 0 R]",
        "<</Fields[6 0 R]/DR<</Font<</F 3 0 R>>>>>>",
        "<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/F 4/Rect[40 20 240 40]/V(Filled in by hand)/DA(/F 12 Tf)"
        "/AP<</N 7 0 R>>>>",
        f"{look}\nstream\n{stream}\nendstream",
    )
    assert "Filled in by hand" in next(reader.page_texts(source)).text


def test_every_sign_of_a_typeset_page_has_its_place(reader, source) -> None:
    words = (
        "#set page(width: 300pt, height: 200pt)\nPlain $bold(A) = cal(B) + x$ and office affairs. \\\n"
        "Next line ends in con-\\\nstruction #rotate(90deg)[turned] *bold*"
    )
    made = source(typst.compile(words.encode(), format="pdf"))
    [page] = reader.page_texts(made)
    assert "𝑨" in page.text and "office affairs" in page.text and "con-\nstruction" in page.text
    characters = reader.characters(made, 1)
    assert characters.text == page.text and len(characters.rects) == len(page.text)
    hyphen = page.text.index("-\n")
    assert characters.rects[hyphen].y1 < characters.rects[hyphen + 2].y0
    [turned] = characters.rects_of(Span(page.text.index("turned"), page.text.index("turned") + 6))
    assert turned.y1 - turned.y0 > turned.x1 - turned.x0


@given(st.lists(st.integers(0, 60), min_size=1, max_size=30))
def test_joined_rectangles_cover_each_of_their_signs(places) -> None:
    rects = tuple(Rect(5 * n, 12 * (n // 10), 5 * n + 5, 12 * (n // 10) + 10) for n in places)
    joined = PageCharacters(1, "x" * len(rects), rects).rects_of(Span(0, len(rects)))
    assert len(joined) <= len(rects)
    assert all(
        any(j.x0 <= r.x0 and j.y0 <= r.y0 and j.x1 >= r.x1 and j.y1 >= r.y1 for j in joined) for r in rects
    )


@pytest.mark.parametrize(
    ("content", "says"), [("", "blank"), ("0 0 100 100 re f", "no text layer")], ids=["blank", "picture"]
)
def test_a_page_without_text_says_so(reader, made, content, says) -> None:
    [page] = reader.page_texts(made(content))
    assert says in page.problem


def test_a_tile_is_a_part_of_the_page_and_white_beyond_it(reader, made) -> None:
    source = made("1 0 0 rg 0 100 150 100 re f")  # the top left quarter is red
    tile = reader.tile(source, 1, 1.0, 100, 50, 100, 200)
    assert (tile.width, tile.height, tile.stride, len(tile.data)) == (100, 200, 400, 80_000)

    def pixel(x, y):
        return tuple(tile.data[y * tile.stride + 4 * x :][:4])

    assert pixel(10, 10) == (0, 0, 255, 255)  # B, G, R, and opaque
    assert pixel(60, 10) == pixel(10, 60) == pixel(10, 199) == (255, 255, 255, 255)


def test_a_picture_is_cut_lit_and_the_same_every_time(reader, made, tmp_path) -> None:
    source = made(LINES)
    [word] = reader.characters(source, 1).rects_of(Span(0, 5))
    part = Rect(word.x0 - 10, word.y0 - 10, word.x1 + 10, word.y1 + 10)
    data = reader.picture(source, 1, part, 2.0, [word])
    assert data == reader.picture(source, 1, part, 2.0, [word])
    (tmp_path / "cut.png").write_bytes(data)
    with Image.open(tmp_path / "cut.png") as image:
        assert abs(image.width - 2 * (part.x1 - part.x0)) <= 2
        colours = {colour for _, colour in image.getcolors(100_000)}
        assert image.getpixel((2, 2)) == (255, 255, 255)
    assert (0, 0, 0) in colours and any(blue < 200 < red for red, _, blue in colours)


def test_tables_are_rows_of_cells(reader, made) -> None:
    cells = [(x, y) for y in (120, 90) for x in (40, 140)]
    grid = " ".join(f"{x} {y} 100 30 re S" for x, y in cells)
    words = " ".join(f"BT /F 10 Tf {x + 5} {y + 10} Td (cell {n}) Tj ET" for n, (x, y) in enumerate(cells))
    plain = made(f"{grid} {words}")
    assert reader.tables(plain, 1) == [[["cell 0", "cell 1"], ["cell 2", "cell 3"]]]
    turned = made(f"{grid} {words}", BOX + "/CropBox [20 50 290 190]/Rotate 90")
    boxes = reader.characters(turned, 1).rects
    around = Rect(min(b.x0 for b in boxes) - 20, min(b.y0 for b in boxes) - 20,
                  max(b.x1 for b in boxes) + 80, max(b.y1 for b in boxes) + 80)  # fmt: skip
    assert len(reader.tables(turned, 1)) == len(reader.tables(turned, 1, around)) == 1
    for source, elsewhere in ((plain, Rect(250, 0, 300, 200)), (turned, Rect(0, 225, 130, 270))):
        assert reader.tables(source, 1, elsewhere) == []


@pytest.mark.parametrize("page", [0, 2, -1])
def test_a_page_that_is_not_there_is_a_sentence(reader, made, page) -> None:
    with pytest.raises(BadInputError, match="no page"):
        reader.tile(made(LINES), page, 1.0, 0, 0, 10, 10)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_rectangles_cover_the_ink_of_a_real_page(reader, shared, turn) -> None:
    source = shared(f"groundtruth/rotcrop-derived/scotus_r{turn}_both.pdf")
    assert covers_the_ink(reader, source, scale=3.0)


def test_text_of_a_real_document_is_what_its_publisher_wrote(reader, shared) -> None:
    source, truth = shared("groundtruth/policy-en.pdf"), shared("groundtruth/policy-en.txt").data.decode()
    text = " ".join(page.text for page in reader.page_texts(source))
    found, words = set(re.findall(r"\w+", text)), re.findall(r"\w+", truth)
    assert sum(word in found for word in words) / len(words) > 0.98
