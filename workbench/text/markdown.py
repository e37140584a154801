"""Markdown to clean text with typed blocks.

The canonical text of a Markdown article is what its reader sees, not its source: a claim is checked as it
will be published, marks such as ** or # would stand inside quotations and break their comparison with the
evidence, and the source stays in the workspace byte for byte as the original. Every word is kept; what goes
is markup: emphasis, heading and list signs, link targets, HTML tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from workbench.core.article import Block, BlockKind
from workbench.text.blocks import plain_blocks
from workbench.text.html_text import html_to_text

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER: Final = re.compile(r"\A---[ \t]*\n(.{0,20000}?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_DEEP: Final = re.compile(
    r"^((?:[ \t]*(?:>|[-*+][ \t]+|\d{1,9}[.)][ \t]+)){16})(?:[ \t]*(?:>|[-*+][ \t]+|\d{1,9}[.)][ \t]+))+",
    re.M,
)
_MOST_OPENERS: Final = 3000
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)


def markdown_blocks(source: str) -> tuple[str, list[Block]]:
    """The clean text of a Markdown source, and its blocks (code points into that text). Never raises."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - plain text articles need no Markdown reader

    if _is_hostile(source):
        return source, plain_blocks(source)
    parser = MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"])
    page = _Page()
    original = source
    if front := _FRONT_MATTER.match(source):
        for line in front[1].splitlines():
            page.add(line, BlockKind.BOILERPLATE)
        source = source[front.end() :]
    try:
        page.read(parser.parse(_DEEP.sub(r"\1", source)))
    except RecursionError:  # the reader's own depth: such a text is nobody's Markdown
        return original, plain_blocks(original)
    if not page.blocks:  # nothing but signs: shown as they are
        return original, plain_blocks(original)
    return "".join(page.parts), page.blocks


def _is_hostile(source: str) -> bool:
    """Would the parser take quadratic time? It does on thousands of open brackets or tags in a paragraph."""
    return any(
        max(paragraph.count("["), paragraph.count("<")) > _MOST_OPENERS for paragraph in source.split("\n\n")
    )


@dataclass(slots=True)
class _Page:
    """The text as it grows, and where in its nesting the reader stands."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0
    lists: int = 0
    quotes: int = 0
    heading: int = 0
    cell: bool = False
    headline: bool = False

    def read(self, tokens: list[Token]) -> None:
        """Take in a document's tokens."""
        for token in tokens:
            self._enter(token)
            if token.type == "inline":
                self._inline(token)
            elif token.type in ("fence", "code_block"):
                self._lines(token.content.strip() or token.info)
            elif token.type == "html_block":
                self._lines(html_to_text(token.content))

    def add(self, text: str, kind: BlockKind, level: int = 0) -> None:
        """Append a block of its own; blank ones are left out."""
        text = text.strip()
        if not text:
            return
        if self.blocks:
            self._write(self._gap(kind))
        start = self.length
        self._write(text)
        self.blocks.append(Block(kind, start, self.length, level))

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _gap(self, kind: BlockKind) -> str:
        """Cells by tabs, items of a list by one line feed, all else by a blank line."""
        if kind is self.blocks[-1].kind and kind in (
            BlockKind.LIST_ITEM,
            BlockKind.TABLE_CELL,
            BlockKind.BOILERPLATE,
        ):
            return "\n"
        return "\n\n"

    def _enter(self, token: Token) -> None:
        step = token.nesting
        if token.type.startswith(("bullet_list", "ordered_list")):
            self.lists += step
        elif token.type.startswith("blockquote"):
            self.quotes += step
        elif token.type.startswith("heading"):
            self.heading = int(token.tag[1:]) if step > 0 else 0
        elif token.type.startswith(("th_", "td_")):
            self.cell = step > 0

    def _kind(self) -> tuple[BlockKind, int]:
        if self.heading:
            if not self.headline and not any(b.kind is BlockKind.HEADING for b in self.blocks[:3]):
                self.headline = True
                return BlockKind.HEADLINE, 1
            return BlockKind.HEADING, self.heading
        if self.cell:
            return BlockKind.TABLE_CELL, 0
        if self.lists:
            return BlockKind.LIST_ITEM, self.lists
        return (BlockKind.BLOCK_QUOTE if self.quotes else BlockKind.PARAGRAPH), 0

    def _inline(self, token: Token) -> None:
        kind, level = self._kind()
        children = token.children or []
        if kind is BlockKind.PARAGRAPH and any(c.type == "image" for c in children) and not _words(children):
            kind = BlockKind.CAPTION
        for line in "".join(_visible(children)).split("\n"):
            self.add(line, kind, level)

    def _lines(self, content: str) -> None:
        kind, level = self._kind()
        for line in content.split("\n"):
            self.add(line, kind, level)


def _words(children: list[Token]) -> bool:
    return any(child.type in ("text", "code_inline") and child.content.strip() for child in children)


def _visible(children: list[Token]) -> Iterator[str]:
    """What a reader sees of inline tokens; a hard break is a line feed."""
    for child in children:
        if child.type in ("text", "code_inline", "text_special"):
            yield child.content.replace("\n", " ")
        elif child.type == "softbreak":
            yield " "
        elif child.type == "hardbreak" or (child.type == "html_inline" and _BREAK.match(child.content)):
            yield "\n"
        elif child.type == "image":
            yield "".join(_visible(child.children or []))
