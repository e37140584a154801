"""Offsets in code points (what is stored) and in UTF-16 units (what Qt and JavaScript count)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Final

_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")


class Utf16Map:
    """Converts offsets of one text both ways: O(log n) in its astral characters, O(1) when it has none."""

    def __init__(self, text: str) -> None:
        # Code points above U+FFFF take two units: how many stand before an offset is all there is to know.
        self._astral = [] if text.isascii() else [match.start() for match in _ASTRAL.finditer(text)]
        self._units = [offset + before for before, offset in enumerate(self._astral)]
        self._length = len(text)

    def to_utf16(self, offset: int) -> int:
        """The UTF-16 offset of code point `offset`. IndexError outside 0 to the text's length."""
        if not 0 <= offset <= self._length:
            raise IndexError(f"offset {offset} outside 0..{self._length}")
        return offset + bisect_left(self._astral, offset) if self._astral else offset

    def to_code_points(self, units: int) -> int:
        """The code point offset of UTF-16 offset `units`; one inside a pair counts as the pair's start.

        IndexError outside the text.
        """
        if not 0 <= units <= self._length + len(self._astral):
            raise IndexError(f"UTF-16 offset {units} outside 0..{self._length + len(self._astral)}")
        if not self._astral:
            return units
        return units - bisect_right(self._units, units - 1)
