"""What the list shows, and how text is compared when it is looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

from workbench.core.verdict import Verdict

# What combines with a letter in Latin, Greek, Cyrillic, Hebrew and Arabic once it is decomposed.
_ACCENTS: Final = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670]+")
_QUOTES: Final = (("‘’‚‛", "'"), ("“”„‟", '"'))


@dataclass(frozen=True, slots=True)
class Filter:
    """Claims with `verdict` (None: any) whose text contains `text`, or whose number it is."""

    verdict: Verdict | None = None
    text: str = ""


def fold(text: str) -> str:
    """`text` for finding: no case, no accents, straight quotation marks, single spaces."""
    if not text.isascii():
        text = _ACCENTS.sub("", normalize("NFKD", text.casefold()))
        for quotes, straight in _QUOTES:  # replace() beats translate() by far in text that has none
            for quote in quotes:
                text = text.replace(quote, straight)
    return " ".join(text.lower().split())
