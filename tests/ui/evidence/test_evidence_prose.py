"""Copying from a page without the line ends of its setting."""

from __future__ import annotations

from workbench.core.anchor import Rect, Span
from workbench.ui.evidence.layer import TextLayer


def layer(*lines: tuple[str, float, float]) -> TextLayer:
    """Lines of fixed width: words, left edge, top edge."""
    text, rects = "", []
    for number, (words, x, y) in enumerate(lines):
        if number:
            text += "\n"
            rects.append(Rect(0, 0, 0, 0))
        text += words
        rects += [Rect(x + 10 * at, y, x + 10 * at + 10, y + 12) for at in range(len(words))]
    return TextLayer(text, rects)


def prose(page: TextLayer) -> str:
    return page.prose(Span(0, len(page.text)))


def test_the_lines_of_a_paragraph_are_one_line() -> None:
    assert (
        prose(layer(("The bridge cost", 50, 100), ("four million.", 50, 116)))
        == "The bridge cost four million."
    )


def test_a_divided_word_is_made_whole() -> None:
    assert prose(layer(("The constr-", 50, 100), ("uction cost", 50, 116))) == "The construction cost"


def test_a_hyphen_stays_that_the_page_writes_elsewhere() -> None:
    page = layer(("A well-known one is well-", 50, 100), ("known for all of that now", 50, 116))
    assert prose(page) == "A well-known one is well-known for all of that now"


def test_a_hyphen_before_a_name_stays() -> None:
    assert (
        prose(layer(("He went to Stoke-", 50, 100), ("Upon-the-Trent", 50, 116)))
        == "He went to Stoke- Upon-the-Trent"
    )


def test_paragraphs_stay_apart() -> None:
    indented = layer(("This ends here.", 50, 100), ("And a new one.", 70, 116), ("It goes further", 50, 132))
    assert prose(indented) == "This ends here.\nAnd a new one. It goes further"
    spaced = layer(("This ends here.", 50, 100), ("And a new one.", 50, 130))
    assert prose(spaced) == "This ends here.\nAnd a new one."
    short = layer(("A full line of words", 50, 100), ("short.", 50, 116), ("Another line of it", 50, 132))
    assert prose(short) == "A full line of words short.\nAnother line of it"


def test_columns_are_not_joined() -> None:
    page = layer(("left one", 50, 100), ("left two", 50, 116), ("right on", 300, 100), ("right tw", 300, 116))
    assert prose(page) == "left one left two\nright on right tw"


def test_chinese_lines_are_joined_without_a_blank() -> None:
    assert prose(layer(("北京是中", 50, 100), ("国的首都", 50, 116))) == "北京是中国的首都"
