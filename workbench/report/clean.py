"""Makes foreign text safe in every format: nothing hidden, nothing that breaks a file or turns a line."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Unicode's own line and paragraph ends, and the carriage returns that evidence may still hold.
_LINE_ENDS: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

# C0 and C1 controls but tab and line feed; embeddings, overrides, isolates; lone surrogates; noncharacters.
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
    "|["
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)

_ISOLATE: Final = "\u2068"  # FIRST STRONG ISOLATE
_END_ISOLATE: Final = "\u2069"  # POP DIRECTIONAL ISOLATE


def clean(text: str) -> str:
    """`text` with nothing invisible left that could mislead a reader or break a file.

    Every line end becomes LF. What must not be printed becomes its name in brackets: NUL is "[U+0000]", a
    right-to-left override "[U+202E]", a lone surrogate "[U+D800]". The result is valid UTF-8.
    """
    return _UNSAFE.sub(_named, _LINE_ENDS.sub("\n", text))


def isolated(text: str) -> str:
    """`text` (already clean) closed off, so that a number set after Arabic or Hebrew stays behind it.

    Unicode Standard Annex 9, 2.4: https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
    Pure ASCII needs none and is returned as it is.
    """
    return text if text.isascii() else f"{_ISOLATE}{text}{_END_ISOLATE}"


def direction(text: str) -> str:
    """ "rtl" when the first letter with a direction is of a right-to-left script, else "ltr"."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


def _named(match: re.Match[str]) -> str:
    return f"[U+{ord(match.group()):04X}]"
