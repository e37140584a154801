"""Reading pictures of pages with whatever engine this machine has."""

import io
import os
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from PIL import Image, ImageDraw, ImageFont

from workbench.core.errors import BadInputError, CancelledError
from workbench.evidence.ocr import engines
from workbench.evidence.ocr.helper import Helper
from workbench.evidence.ocr.libraries import installed_rapidocr, installed_tesserocr
from workbench.evidence.ocr.recogniser import Recogniser
from workbench.evidence.ocr.running import FailedError, run
from workbench.evidence.ocr.sheet import Sheet, drawn
from workbench.evidence.reader import PdfReader

WORDS = "The harbour light was moved in 1931 after two storms had taken the old tower."


def go_on() -> None:
    """Nobody has cancelled."""


def sheet(text: str = WORDS, lines: int = 6) -> Sheet:
    """A page that says `text` in several lines, at 200 pixels an inch."""
    image = Image.new("L", (1500, 1000), 255)
    brush, font = ImageDraw.Draw(image), ImageFont.load_default(size=34)
    for line in range(lines):
        brush.text((80, 80 + 70 * line), text, fill=0, font=font)
    return Sheet(*image.size, image.tobytes(), 200 / 72)


def bare(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def recogniser() -> Recogniser:
    if "eng" not in engines.readable():
        pytest.skip("no OCR engine with English is installed here")
    return Recogniser(["en"])


def test_a_page_is_read_with_the_place_and_confidence_of_every_word(recogniser: Recogniser) -> None:
    with recogniser:
        page = recogniser.page(sheet(), 3, go_on)
    assert bare(page.text) == " ".join([WORDS] * 6)
    assert (page.page, page.languages) == (3, ("eng",))
    assert page.confidence > 0.8
    first = page.words[0]
    assert page.text[first.start : first.end] == "The"
    assert abs(first.rect.x0 - 80 * 72 / 200) < 2


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side_or_head_is_read_all_the_same(recogniser: Recogniser, turn: int) -> None:
    if engines.system() is None:
        pytest.skip("only the system's Tesseract tells which way up a page is")
    upright = sheet(lines=11)
    lying = upright.turned(turn)
    with recogniser:
        page = recogniser.page(Sheet(lying.width, lying.height, lying.grey, lying.scale), 1, go_on)
        straight = recogniser.page(upright, 1, go_on)
    assert bare(page.text) == bare(straight.text)
    back = Sheet(lying.width, lying.height, b"", 1.0, 0)
    assert all(0 <= w.rect.x0 <= w.rect.x1 <= back.width / upright.scale for w in page.words)


def test_a_drawn_pdf_page_is_read_in_points_of_the_page(
    recogniser: Recogniser, reader: PdfReader, made: Callable[..., object]
) -> None:
    source = made("BT /F 18 Tf 40 120 Td (Forty lamps were lit) Tj ET")
    size = reader.inspect(source).sizes[0]  # type: ignore[arg-type]
    with recogniser:
        page = recogniser.page(drawn(reader, source, 1, size), 1, go_on)  # type: ignore[arg-type]
    assert page.text == "Forty lamps were lit"
    assert abs(page.words[0].rect.x0 - 40) < 2
    assert abs(page.words[0].rect.y1 - 80) < 6  # 200 points high, the words 120 above its foot


def test_an_empty_page_has_no_words_and_no_confidence(recogniser: Recogniser) -> None:
    with recogniser:
        page = recogniser.page(Sheet(600, 400, b"\xff" * 240_000, 1.0), 1, go_on)
    assert (page.text, page.words, page.confidence) == ("", (), 0.0)


def test_cancelling_ends_the_engine_within_a_moment(recogniser: Recogniser) -> None:
    def cancel() -> None:
        raise CancelledError

    with recogniser, pytest.raises(CancelledError):
        recogniser.page(sheet(), 1, cancel)
    assert not [p for p in psutil.Process().children() if p.name() == "tesseract" and p.is_running()]


def test_a_program_that_takes_too_long_is_killed() -> None:
    if os.name == "nt":
        pytest.skip("there is no sleep command on Windows")
    began = time.monotonic()
    with pytest.raises(FailedError):
        run(["sleep", "60"], b"x" * 1_000_000, go_on, seconds=0.3, memory=2**30)
    assert time.monotonic() - began < 30


def test_what_an_engine_is_given_reaches_it_whole() -> None:
    if os.name == "nt":
        pytest.skip("there is no cat on Windows")
    given = os.urandom(3_000_000)
    assert run(["cat"], given, go_on, seconds=30, memory=2**30) == given


def test_without_an_engine_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "engines", list)
    with pytest.raises(BadInputError, match=r"install .*[Tt]esseract"):
        engines.chosen(["eng"])


def test_a_language_that_is_not_there_is_named_with_its_package(recogniser: Recogniser) -> None:
    with pytest.raises(BadInputError, match=r"Khmer cannot be read here yet.*tesseract-ocr-khm"):
        engines.chosen(["eng", "km"])


def test_a_picture_is_decoded_upright_and_in_its_own_pixels(source: type) -> None:
    image = Image.new("RGB", (300, 200), "white")
    turned = Image.Exif()
    turned[0x0112] = 6  # to be shown turned by a quarter
    file = io.BytesIO()
    image.save(file, "JPEG", exif=turned)
    helper = Helper()
    try:
        decoded = helper.decoded(source(file.getvalue()), go_on)
    finally:
        helper.close()
    assert (decoded.width / decoded.scale, decoded.height / decoded.scale) == (200, 300)


@pytest.mark.parametrize("data", [b"", b"no picture at all", b"\x89PNG\r\n\x1a\n" + bytes(100)])
def test_a_broken_picture_is_refused_in_one_sentence(source: type, data: bytes) -> None:
    helper = Helper()
    try:
        with pytest.raises(BadInputError, match="cannot be read"):
            helper.decoded(source(data), go_on)
    finally:
        helper.close()


def test_tesserocr_reads_what_the_program_reads() -> None:
    engine = installed_tesserocr()
    if engine is None or "eng" not in engine.languages:
        pytest.skip("tesserocr or its English data are not installed here")
    try:
        lines = engine.read(sheet(), ["eng"], go_on)
    finally:
        engine.close()
    assert bare(" ".join(w.text for line in lines for w in line.words)) == " ".join([WORDS] * 6)


def test_rapidocr_reads_words_and_their_places_without_a_network() -> None:
    engine = installed_rapidocr()
    if engine is None:
        pytest.skip("RapidOCR is not installed here")
    try:
        lines = engine.read(sheet(lines=2), ["jpn"], go_on)
    finally:
        engine.close()
    said = bare(" ".join(w.text for line in lines for w in line.words))
    assert said == " ".join([WORDS] * 2)
    assert abs(lines[0].words[0].x0 - 80) < 20


def test_scans_of_the_shared_data_are_read_nearly_without_a_mistake(
    reader: PdfReader, shared: Callable[[str], object], recogniser: Recogniser
) -> None:
    source = shared("scanned/en_policy_150dpi.pdf")
    truth = bare(
        (Path(__file__).parents[3] / "shared/data/pdf/scanned/en_policy.txt").read_text(encoding="utf-8")
    )
    size = reader.inspect(source).sizes[0]  # type: ignore[arg-type]
    with recogniser:
        page = recogniser.page(drawn(reader, source, 1, size), 1, go_on)  # type: ignore[arg-type]
    words = truth.split()
    assert sum(word in page.text for word in words) > 0.97 * len(words)
