"""What all tests share: folders of the user that are nobody's, and small articles and PDFs to work with."""

from __future__ import annotations

import hashlib
import importlib.util
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.core.article import Block, BlockKind, Draft, Sentence
from workbench.desk.paths import WORKSPACE_VARIABLE

FIXTURES = Path(__file__).resolve().parent / "fixtures"


@pytest.fixture(autouse=True)
def user_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, data, state and cache of the user lie in a fresh folder, for child processes too."""
    home = tmp_path_factory.mktemp("user")
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.delenv(WORKSPACE_VARIABLE, raising=False)
    return home


@pytest.fixture
def draft() -> Callable[..., Draft]:
    """`draft(["One.", "Two."], ["Three."])`: an article of these paragraphs, each a list of sentences."""
    return make_draft


@pytest.fixture(scope="session")
def pdf() -> Callable[..., bytes]:
    """`pdf(("a line", "another"), ("page 2",))`: a PDF with these lines of ASCII on its pages."""
    spec = importlib.util.spec_from_file_location("make_format1", FIXTURES / "make_format1.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return lambda *pages: module.tiny_pdf(pages)


@pytest.fixture(scope="session")
def scan() -> Callable[..., bytes]:
    """`scan("First page.", "Second page.")`: a PDF whose pages are pictures of these words, 150 dpi."""
    return make_scan


def make_scan(*pages: str, kind: str = "PDF") -> bytes:
    """Pictures of words as a file of that kind; a line for each line of the text."""
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 - most tests need no pictures

    images = [Image.new("L", (900, 500), 255) for _ in pages]
    for image, text in zip(images, pages, strict=True):
        font = ImageFont.load_default(size=28)
        ImageDraw.Draw(image).multiline_text((60, 60), text, fill=0, font=font, spacing=20)
    file = io.BytesIO()
    more = {"save_all": True, "append_images": images[1:], "resolution": 150} if kind == "PDF" else {}
    images[0].save(file, kind, **more)
    return file.getvalue()


def make_draft(*paragraphs: list[str], title: str = "A case", original: bytes | None = None) -> Draft:
    """The Draft that `draft` gives."""
    text, blocks, sentences = "", [], []
    for number, paragraph in enumerate(paragraphs):
        text += "\n\n" if text else ""
        begin = len(text)
        for words in paragraph:
            text += " " if len(text) > begin else ""
            sentences.append(Sentence(len(text), len(text) + len(words), number))
            text += words
        blocks.append(Block(BlockKind.PARAGRAPH, begin, len(text)))
    data = text.encode() if original is None else original
    return Draft(
        title, text, tuple(blocks), tuple(sentences), "en", data, hashlib.sha256(data).hexdigest(),
        "case.txt", "text/plain", "utf-8", True,
    )  # fmt: skip


@pytest.fixture(scope="session")
def table_pdf() -> bytes:
    """A PDF of one page (300 by 200 points): a title, and a table of three columns and four rows."""
    rows = (("Port", "2024", "2025"), ("Orla", "120", "-7"), ("Harrow Sound", "95", "4"), ("Ness", "95", "1"))
    words = [(20, 180, "Ships and tonnes")]
    words += [
        (x, 150 - 16 * number, word)
        for number, row in enumerate(rows)
        for x, word in zip((20, 120, 200), row, strict=True)
    ]
    content = "\n".join(f"BT /F 9 Tf {x} {y} Td ({word}) Tj ET" for x, y, word in words)
    bodies = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[5 0 R]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 3 0 R>>>>>>",
    )
    data, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"<</Size {len(bodies) + 1}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}".encode()
