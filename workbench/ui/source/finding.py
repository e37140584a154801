"""Finding words in the article, as a person types them."""

from __future__ import annotations

import re
from typing import Final

from workbench.core.anchor import Span

MOST: Final = 10_000  # more hits than this help nobody
_ALIKE: Final = ("'’‘‚‛`´", '"“”„‟«»', "-‐‑‒–—−")


def find(text: str, query: str) -> list[Span]:
    """The first MOST places of `query` in `text`, in order, in code points.

    Case does not matter; any blank stands for any run of blanks, quotation marks and dashes for their kind.
    """
    words = query.split()
    if not words:
        return []
    pattern = re.compile(r"\s+".join("".join(map(_one, word)) for word in words), re.IGNORECASE)
    spans: list[Span] = []
    for match in pattern.finditer(text):
        spans.append(Span(*match.span()))
        if len(spans) == MOST:
            break
    return spans


def _one(char: str) -> str:
    alike = next((group for group in _ALIKE if char in group), None)
    return re.escape(char) if alike is None else f"[{re.escape(alike)}]"
