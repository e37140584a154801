"""The readable text of foreign HTML, without ever rendering it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

_SILENT: Final = {"script", "style", "template", "noscript", "svg", "head"}
_LINES: Final = {
    "p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article",
    "header", "footer", "figure", "figcaption", "table", "ul", "ol", "pre", "hr", "dt", "dd",
}  # fmt: skip
_CELLS: Final = {"td", "th"}
_CELL: Final = "\x1f"  # stands between the cells of a row until lines are made


def html_to_text(html: str) -> str:
    """The text that a reader would see, a line for each block; scripts and styles left out. Linear."""
    collector = _Collector()
    collector.feed(html)
    collector.close()
    lines = (_tidy(line) for line in "".join(collector.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _tidy(line: str) -> str:
    """The line with single blanks, and tabs between the cells of a table."""
    return "\t".join(" ".join(cell.split()) for cell in line.split(_CELL)).strip()


class _Collector(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "body":
            self._silent = 0  # whatever was left open before it
        elif tag in _LINES:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _LINES:
            self.parts.append("\n")
        elif tag in _CELLS:
            self.parts.append(_CELL)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data.replace("\n", " ").replace(_CELL, " "))
