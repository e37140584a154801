"""Text that can be trusted is told from what only looks like text."""

from __future__ import annotations

import io
import random

import pikepdf
import pytest

from workbench.evidence import problems
from workbench.evidence.quality import USABLE, is_short, quality

ENGLISH = (
    "The harbour board counted 4,812 bridges in March 1987, although the budget had been cut by 12 percent; "
    "a spokeswoman for the mill, Dr. Ilse Varga, denied it (see p. 14, or https://example.org/minutes?id=7). "
)
OTHERS = {
    "German": "Der Hafenmeister zählte im März über viertausend Brücken, obwohl der Haushalt gekürzt war. ",
    "Czech": "Přístavní správa napočítala v březnu přes čtyři tisíce mostů, ačkoli prst strčil skrz krk. ",
    "Polish": "Zarząd portu naliczył w marcu ponad cztery tysiące mostów, choć budżet zmniejszono znacznie. ",
    "Finnish": "Satamalautakunta laski maaliskuussa yli neljätuhatta siltaa, vaikka määrärahoja leikattiin. ",
    "Vietnamese": "Ban quản lý bến cảng đã đếm được hơn bốn nghìn cây cầu vào tháng ba năm ấy. ",
    "Russian": "В марте управление порта насчитало более четырёх тысяч мостов, хотя бюджет был урезан. ",
    "Greek": "Το λιμεναρχείο μέτρησε τον Μάρτιο πάνω από τέσσερις χιλιάδες γέφυρες παρά τις περικοπές. ",
    "Arabic": "أحصى مجلس الميناء في شهر مارس أكثر من أربعة آلاف جسر رغم خفض الميزانية. ",
    "Hindi": "बंदरगाह बोर्ड ने मार्च में चार हज़ार से अधिक पुलों की गिनती की। ",
    "Chinese": "港务局三月份清点了四千多座桥梁,尽管预算被削减了百分之十二。",
    "Japanese": "港湾局は三月に四千以上の橋を数えたが、予算は十二パーセント削減されていた。",
    "numbers": "1987 4,812.50 (3.2) 17 % -5 2,004 €12 99 1:30 12/03 0.004 ",
    "a program": "if (x <- nchar(s) > 2) print(paste0(s, '_id')) else stopifnot(is.na(x), y == 3) ",
}


def shifted(text: str) -> str:
    """What a font without a code table often gives: every letter 29 places off."""
    return "".join(chr(ord(c) - 29) if c.isalpha() and c.isascii() else c for c in text)


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_text_of_any_language_is_good(text) -> None:
    assert quality(text * 8) >= 0.85
    assert quality(text) >= 0.85


def test_a_few_odd_words_do_not_condemn_a_page() -> None:
    assert quality("pdf.js test") >= USABLE
    assert quality("a\nb\nc") >= USABLE
    assert quality("\ufffd\ufffd\ufffd") == 0.0


def test_plain_english_is_perfect() -> None:
    assert quality(ENGLISH) == quality(ENGLISH * 30) == 1.0


@pytest.mark.parametrize(
    "soup",
    [
        shifted(ENGLISH),
        "".join(chr(0xE000 + ord(c) % 256) if c.isalpha() else c for c in ENGLISH),
        "".join("\ufffd" if c.isalpha() else c for c in ENGLISH),
        " ".join(ENGLISH.replace(" ", "")),
        OTHERS["Russian"].encode().decode("latin-1"),
        "".join(random.Random(3).choices("bcdfghjklmnpqrstvwxz   ", k=400)),
        "".join(random.Random(4).choices("!#$%^&*|\\<>[]{}~`ab1 ", k=400)),
        "".join(c for c in ENGLISH if c.isalpha()) * 3,
    ],
    ids=["shifted", "private", "unknown", "torn", "mistaken", "no vowels", "symbols", "glued"],
)
def test_what_only_looks_like_text_is_no_use(soup) -> None:
    assert quality(soup) < USABLE


@pytest.mark.parametrize("nothing", ["", " \n\t ", ". . . . . –"])
def test_without_a_word_there_is_no_quality(nothing) -> None:
    assert quality(nothing) == 0.0


def test_half_of_the_words_lost_is_half_the_quality() -> None:
    assert 0.3 < quality(ENGLISH + "\ufffd" * len(ENGLISH)) < 0.7
    words = [word if n % 2 else "\ufffd" * len(word) for n, word in enumerate((ENGLISH * 8).split())]
    assert 0.35 < quality(" ".join(words)) < 0.65


def test_a_stamp_on_a_picture_is_hardly_text_but_a_page_of_words_on_one_is() -> None:
    assert quality("Exhibit 000123", pictured=True) < USABLE
    assert quality("Exhibit 000123") == 1.0
    assert quality(ENGLISH * 5, pictured=True) == 1.0
    assert is_short("Exhibit 000123")
    assert not is_short(ENGLISH * 5)


def test_pages_of_the_test_data_that_were_set_as_text_are_good(reader, shared) -> None:
    for name in ("multicolumn.pdf", "federal-register-2020-17221.pdf", "senate-expenditures.pdf"):
        pages = list(reader.page_texts(shared(f"normal/{name}")))
        assert min(page.quality for page in pages) >= 0.7
        assert {page.problem for page in pages} == {""}


def test_a_scan_has_no_quality(reader, shared) -> None:
    for name in ("175.pdf", "en_court_150dpi.pdf", "zh_ref_150dpi.pdf"):
        for page in reader.page_texts(shared(f"scanned/{name}")):
            assert page.quality == 0.0
            assert page.problem == problems.NO_TEXT


@pytest.mark.parametrize(
    ("scale", "words", "problem"),
    [
        ("612 0 0 792 0 0", "Exhibit 17", problems.LITTLE_TEXT),
        ("60 0 0 79 0 0", "Exhibit 17", ""),
        ("612 0 0 792 0 0", "word and " * 40, ""),
    ],
    ids=["a stamp on a scan", "a small picture", "words on a picture"],
)
def test_a_page_that_is_a_picture_with_hardly_any_text_says_so(reader, source, scale, words, problem) -> None:
    [page] = reader.page_texts(source(scan(scale, words)))
    assert words.strip() in page.text
    assert page.problem == problem
    assert (page.quality < USABLE) is bool(problem)


def scan(scale: str, words: str) -> bytes:
    """A page with one grey pixel stretched over a part of it, and some words."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(612, 792))
    pixel = pikepdf.Stream(pdf, b"\x80")
    pixel.update(
        {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 1, "/Height": 1,
         "/ColorSpace": pikepdf.Name.DeviceGray, "/BitsPerComponent": 8}
    )  # fmt: skip
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=pixel), Font=pikepdf.Dictionary(F=font))
    drawn = f"q {scale} cm /I Do Q BT /F 3 Tf 20 20 Td ({words}) Tj ET"
    page.Contents = pikepdf.Stream(pdf, drawn.encode())
    data = io.BytesIO()
    pdf.save(data)
    return data.getvalue()
