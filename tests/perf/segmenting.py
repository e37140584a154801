"""How fast running text is cut into sentences."""

from __future__ import annotations

from generated import article_text
from measuring import Row, Setting, compared, interleaved, rate, seconds

from workbench.text.sentences import split

_SIZES = (1, 8)  # MB; the same speed for both says that the time is linear


def measure(setting: Setting) -> list[Row]:
    """MB of UTF-8 a second for a short and a long text."""
    part = article_text(4000)
    return [_row(part, megabytes * 1_000_000, setting.rounds) for megabytes in _SIZES]


def _row(part: str, length: int, rounds: int) -> Row:
    text = (part * (1 + length // len(part)))[:length]
    size = len(text.encode()) / 1e6
    mine, bare = interleaved(
        rounds, lambda: seconds(lambda: split(text, "en")), lambda: seconds(text.splitlines)
    )
    return compared(f"{size:.1f} MB of text", mine, "str.splitlines", bare, rate(size, "MB"))
