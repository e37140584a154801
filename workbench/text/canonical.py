"""The canonical text: what every offset in a workspace counts on."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")


class Canonical(NamedTuple):
    """The canonical text, and how many characters were replaced in it."""

    text: str
    replaced: int


def canonical(text: str) -> Canonical:
    """The canonical form of `text`: byte order mark off, CRLF and CR to LF; all else stays as it is.

    NUL and lone surrogates, which neither UTF-8 nor a database can hold, become U+FFFD. Applying it twice
    changes nothing more.
    """
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return Canonical(*_UNSTORABLE.subn("\ufffd", text))
