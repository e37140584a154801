"""What the commands print: one JSON document, or calm tables for people."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from rich.text import Text

_PIPED_WIDTH = 120  # columns where there is no terminal to ask
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Column(NamedTuple):
    """A column of a table; one with a `share` takes the free width in that proportion and wraps."""

    title: str
    share: int | None = None
    justify: Literal["left", "right"] = "left"


def print_json(document: object) -> None:
    """Print `document` as the one JSON document on standard output."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")


def say(sentence: str) -> None:
    """Print a line for people on standard output."""
    sys.stdout.write(harmless(sentence) + "\n")


def complain(sentence: str) -> None:
    """Print one line on standard error."""
    sys.stderr.write(" ".join(harmless(sentence).split("\n")) + "\n")


def harmless(text: str) -> str:
    """`text` without control characters, which could steer a terminal."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))


def print_table(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> None:
    """Print rows (strings, numbers, rich texts) as a table that fits the terminal; plain when piped."""
    from rich import box  # noqa: PLC0415 - not for --json
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(
        box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False, expand=any(c.share for c in columns)
    )
    for column in columns:
        table.add_column(
            column.title, justify=column.justify, ratio=column.share, no_wrap=column.share is None,
            overflow="fold",
        )  # fmt: skip
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    width = None if sys.stdout.isatty() else _PIPED_WIDTH
    Console(file=sys.stdout, width=width, markup=False, emoji=False, highlight=False).print(table)


def lit(text: str, spans: Iterable[tuple[int, int]]) -> Text:
    """`text` with the code points of `spans` in bold."""
    from rich.text import Text  # noqa: PLC0415

    shown = Text(_CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text))  # as long as `text`
    for start, end in spans:
        shown.stylize("bold", start, end)
    return shown


def _cell(value: object) -> Any:
    from rich.text import Text  # noqa: PLC0415

    return value if isinstance(value, Text) else Text(harmless("" if value is None else str(value)))
