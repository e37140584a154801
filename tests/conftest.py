"""What all tests share: folders of the user that are nobody's, and small articles and PDFs to work with."""

from __future__ import annotations

import hashlib
import importlib.util
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
