"""Reads an article: bytes or pasted text to a Draft with canonical text, typed blocks and sentences."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePath
from typing import Final

from workbench.core.article import Block, BlockKind, Draft, Sentence
from workbench.core.errors import BadInputError
from workbench.text.blocks import plain_blocks
from workbench.text.canonical import canonical
from workbench.text.encoding import Decoded, decode
from workbench.text.language import language_of
from workbench.text.lines import may_be_cut_at_lines
from workbench.text.markdown import markdown_blocks
from workbench.text.sentences import split_unit

MAX_ARTICLE_BYTES: Final = 32 * 1024 * 1024
"""The largest article that is read, in bytes; look at a file's size before reading it."""

_MARKDOWN_ENDINGS: Final = (".md", ".markdown")
_TITLE_WORDS: Final = 12
_TITLE_LENGTH: Final = 120  # code points
_WHOLE: Final = frozenset(
    (BlockKind.HEADLINE, BlockKind.HEADING, BlockKind.BOILERPLATE, BlockKind.TABLE_CELL)
)


def read_article(
    data: bytes,
    name: str,
    *,
    title: str | None = None,
    language: str | None = None,
    markdown: bool | None = None,
) -> Draft:
    """The Draft that the file `name` with the bytes `data` gives.

    `title` and `language` (BCP 47) are found in the text unless given; `markdown` follows the file's ending.
    Raises BadInputError, one sentence with the file's name, for what is too large, binary or blank.
    """
    if len(data) > MAX_ARTICLE_BYTES:
        raise BadInputError(
            f"“{name}” has {len(data) / 1e6:,.0f} MB; "
            f"an article may have at most {MAX_ARTICLE_BYTES / 1e6:,.0f} MB: "
            "split it, or attach it as evidence."
        )
    return _draft(decode(data, name), data, name, title, language, markdown)


def read_text(
    text: str,
    name: str,
    *,
    title: str | None = None,
    language: str | None = None,
    markdown: bool | None = None,
) -> Draft:
    """The Draft of pasted text; its original is the text in UTF-8. Raises as `read_article` does."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > MAX_ARTICLE_BYTES:
        return read_article(data, name)
    return _draft(Decoded(text, "utf-8", True), data, name, title, language, markdown)


def _draft(
    decoded: Decoded, data: bytes, name: str, title: str | None, language: str | None, markdown: bool | None
) -> Draft:
    text, replaced = canonical(decoded.text)
    if not text.strip():
        raise BadInputError(f"“{name}” is empty: choose a file with the article's text in it.")
    warnings = list(_warnings(decoded, replaced))
    if markdown is None:
        markdown = name.lower().endswith(_MARKDOWN_ENDINGS)
    if markdown:
        text, blocks = markdown_blocks(text)
        warnings.append("Markdown signs were taken out of the text; the original file is kept as it is.")
        language = language or language_of(text)
    else:
        language = language or language_of(text)
        blocks = plain_blocks(text, language)
        if may_be_cut_at_lines(text):
            warnings.append(
                "Lines were taken as they are; if sentences are cut at line ends, join them with M."
            )
    return Draft(
        title=title or _title(text, blocks, name),
        text=text,
        blocks=tuple(blocks),
        sentences=tuple(_sentences(text, blocks, language)),
        language=language,
        original=data,
        sha256=hashlib.sha256(data).hexdigest(),
        name=name,
        media_type="text/markdown" if markdown else "text/plain",
        encoding=decoded.encoding,
        encoding_certain=decoded.certain,
        warnings=tuple(warnings),
    )


def _warnings(decoded: Decoded, replaced: int) -> list[str]:
    found = []
    if not decoded.certain:
        found.append(f"The encoding was guessed ({decoded.encoding}); look at accents and quotation marks.")
    if decoded.strays:
        found.append(
            "The file is UTF-8 with single bytes of Windows-1252 in it, which were read as such: "
            f"{decoded.strays}; look at accents and quotation marks."
        )
    if decoded.damaged:
        found.append(f"Unreadable places in the file, shown as \ufffd: {decoded.damaged}.")
    if replaced:
        found.append(
            f"Characters that no text may hold (NUL or half of a pair), shown as \ufffd: {replaced}."
        )
    return found


def _sentences(text: str, blocks: list[Block], language: str) -> list[Sentence]:
    """Headings, cells and left-overs are one unit each; everything else is cut into sentences."""
    found: list[Sentence] = []
    for number, block in enumerate(blocks):
        if block.kind in _WHOLE:
            found.append(Sentence(block.start, block.end, number))
        else:
            spans = split_unit(text, block.start, block.end, language)
            found += [Sentence(start, end, number) for start, end in spans]
    return found


def _title(text: str, blocks: list[Block], name: str) -> str:
    """The headline, or the first words, or the file's name; always in one line."""
    headline = next((block for block in blocks if block.kind is BlockKind.HEADLINE), None)
    if headline:
        return " ".join(text[headline.start : headline.end].split())
    first = next((block for block in blocks if block.kind is not BlockKind.BOILERPLATE), None)
    if first is None:
        return PurePath(name).stem or name
    words = re.split(r"\s+", text[first.start : min(first.end, first.start + 4 * _TITLE_LENGTH)].strip())
    short = " ".join(words[:_TITLE_WORDS])[:_TITLE_LENGTH].rstrip()
    return short if short == " ".join(words) else f"{short}…"
