"""Files that cannot be read: a sentence, never an exception, a crash or a hang."""

from __future__ import annotations

import pytest

from workbench.core.errors import BadInputError
from workbench.evidence.pages import MAX_EXTENT, Limits
from workbench.evidence.reader import PdfReader

TEXT = "BT /F 20 Tf 40 150 Td (Some words) Tj ET"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "web page"),
        (b"\x89PNG\r\n\x1a\n" + bytes(90), "picture"),
        (b"just some words", "plain text"),
        (b"%PDF-1.7\nnothing of the kind", "damaged"),
    ],
    ids=["empty", "html", "png", "text", "header"],
)
def test_what_is_no_pdf_says_what_it_is(reader, source, data, says) -> None:
    info = reader.inspect(source(data))
    assert (info.pages, info.sizes) == (0, ())
    assert says in info.problem and info.problem.endswith(".")
    assert list(reader.page_texts(source(data))) == []
    with pytest.raises(BadInputError, match=says):
        reader.characters(source(data), 1)


def test_junk_before_the_header_does_not_matter(reader, source, made) -> None:
    assert reader.inspect(source(b"junk\n" * 20 + made(TEXT).data)).pages == 1


@pytest.mark.parametrize("box", ["[0 0 1e9 1e9]", "[0 0 0 0]", "[300 200 0 0]", "[0 0 99999 5]"])
def test_page_sizes_are_kept_within_what_can_be_shown(reader, made, box) -> None:
    source = made(TEXT, f"/MediaBox {box}")
    [(width, height)] = reader.inspect(source).sizes
    assert 0 < width <= MAX_EXTENT and 0 < height <= MAX_EXTENT
    assert reader.tile(source, 1, 40.0, 0, 0, 256, 256).width == 256
    assert reader.picture(source, 1, None, 40.0).startswith(b"\x89PNG")


@pytest.mark.parametrize("scale", [0.0, -1.0, float("nan"), float("inf"), 1e30])
def test_an_absurd_scale_is_no_harm(reader, made, scale) -> None:
    assert reader.tile(made(TEXT), 1, scale, 0, 0, 32, 32).width == 32


def test_a_password_is_named(reader, shared) -> None:
    assert "password" in reader.inspect(shared("hostile/derived/password_user_aes256.pdf")).problem


def test_a_page_that_hangs_the_engine_is_given_up_and_soon_at_once(shared) -> None:
    source = shared("hostile/derived/bomb_tiling_pattern_tiny_step.pdf")
    with PdfReader(limits=Limits(draw_seconds=1.0)) as reader:
        for _ in range(2):
            with pytest.raises(BadInputError, match="too long"):
                reader.tile(source, 1, 1.0, 0, 0, 64, 64)
        assert reader._draw.pids() == []
        with pytest.raises(BadInputError, match="too long"):
            reader.picture(source, 1, None, 1.0)
        assert reader._draw.pids() == [], "nobody waits for it a third time"
        assert [page.text.strip() for page in reader.page_texts(source)] == ["Hello hostile world"]


def test_a_form_that_hangs_the_engine_is_left_out_and_the_page_shown(shared) -> None:
    source = shared("hostile/shared-unnamed-field.pdf")
    with PdfReader(limits=Limits(page_seconds=1.0, draw_seconds=1.0)) as reader:
        [page] = reader.page_texts(source)
        assert "form" in page.problem
        assert reader.tile(source, 1, 1.0, 0, 0, 64, 64).width == 64
        assert "form" in reader.inspect(source).problem


@pytest.mark.parametrize(
    "name", ["form_xobject_self_recursion", "bomb_flate_1GB_spaces", "count_lies_1e6", "page_tree_cycle"]
)
def test_hostile_files_end_in_sentences(shared, name) -> None:
    source = shared(f"hostile/derived/{name}.pdf")
    with PdfReader(limits=Limits(text_memory=128 * 2**20, page_seconds=5.0)) as reader:
        info = reader.inspect(source)
        assert info.problem or all(page.problem for page in reader.page_texts(source))
