from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QWidget

from workbench.core.article import Block, BlockKind
from workbench.core.claim import Claim
from workbench.ui.source.pane import SourcePane
from workbench.ui.source.view import SourceView
from workbench.ui.theme import Theme


@dataclass(frozen=True)
class Piece:
    text: str
    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...]


def piece(*parts: tuple[BlockKind, Sequence[str]], joint: str = " ") -> Piece:
    """An article of blocks, each a list of sentences; claims are c1, c2 ..."""
    text, blocks, claims = "", [], []
    for kind, sentences in parts:
        text += "\n\n" if text else ""
        begin = len(text)
        for number, sentence in enumerate(sentences):
            text += joint if number else ""
            start, count = len(text), len(claims) + 1
            text += sentence
            level = 1 if kind in (BlockKind.LIST_ITEM, BlockKind.HEADLINE) else 0
            claims.append(Claim(count, f"c{count}", 1, count, start, len(text), kind, level, sentence))
        blocks.append(Block(kind, begin, len(text)))
    return Piece(text, tuple(blocks), tuple(claims))


def long_piece(paragraphs: int) -> Piece:
    sentences = [
        "The lighthouse keeper counted eleven boats on the way out and nine on the way home.",
        "Short one.",
        "Whoever wrote the ledger, the clerk said, had a ruler and a great deal of patience with figures.",
    ]
    return piece(
        (BlockKind.HEADLINE, ["Eleven Out, Nine Home"]),
        *((BlockKind.PARAGRAPH, sentences) for _ in range(paragraphs)),
    )


@pytest.fixture
def theme(qapp: object) -> Theme:
    return Theme("light")


@pytest.fixture
def view(qtbot: object, theme: Theme) -> SourceView:
    view = SourceView(theme)
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show()
    return view


@pytest.fixture
def pane(qtbot: object, theme: Theme) -> Iterator[SourcePane]:
    desk = QWidget()  # without a layout: the offscreen platform warns when a window's least size changes
    qtbot.addWidget(desk)
    desk.resize(800, 600)
    pane = SourcePane(theme, desk)
    pane.resize(800, 600)
    desk.show()
    yield pane


@pytest.fixture
def show(view: SourceView, qtbot: object) -> Callable[..., Piece]:
    """Shows a piece and waits until its whole page is measured."""

    def shown(article: Piece, language: str = "en") -> Piece:
        view.show_article(article.text, article.blocks, article.claims, language)
        qtbot.waitUntil(lambda: view.sheet.flow.settled, timeout=5000)
        return article

    return shown


@pytest.fixture
def make() -> Callable[..., Piece]:
    return piece


@pytest.fixture
def long_article() -> Piece:
    return long_piece(60)
