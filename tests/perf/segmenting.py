"""How fast running text is cut into sentences."""

from __future__ import annotations

from generated import article_text
from measuring import Row, Setting, compared, interleaved, rate, seconds

from workbench.text.sentences import split

_SIZES = (1, 8)  # MB; the same speed for both says that the time is linear


def measure(setting: Setting) -> list[Row]:
    """MB of UTF-8 a second for a short and a long text."""
    part = article_text(4000)
    rows = []
    for megabytes in _SIZES:
        text = (part * (1 + megabytes * 1_000_000 // len(part)))[: megabytes * 1_000_000]
        size = len(text.encode()) / 1e6
        mine, bare = interleaved(
            setting.rounds,
            lambda t=text: seconds(lambda: split(t, "en")),
            lambda t=text: seconds(t.splitlines),
        )
        rows.append(compared(f"{size:.1f} MB of text", mine, "str.splitlines", bare, rate(size, "MB")))
    return rows
