"""Rich Text Format: the words, without deletions, hidden text, pictures and field codes.

Rich Text Format Specification 1.9.1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from workbench.evidence.plain.text import Lines

_TOKEN: Final = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.IGNORECASE,
)
_SILENT: Final = frozenset(
    b"fonttbl colortbl stylesheet info pict object header footer headerl headerr headerf footerl footerr "
    b"footerf listtable listoverridetable revtbl rsidtbl generator themedata colorschememapping "
    b"latentstyles datastore xmlnstbl fldinst filetbl bkmkstart bkmkend".split()
)
_WORDS: Final = {
    b"par": "\n", b"sect": "\n", b"page": "\n", b"line": "\n", b"row": "\n", b"cell": "\t", b"tab": "\t",
    b"emdash": "\u2014", b"endash": "\u2013", b"bullet": "\u2022", b"lquote": "\u2018", b"rquote": "\u2019",
    b"ldblquote": "\u201c", b"rdblquote": "\u201d", b"emspace": " ", b"enspace": " ",
}  # fmt: skip
_SIGNS: Final = {b"~": "\u00a0", b"_": "\u2011", b"\n": "\n", b"\r": "\n", b"\\": "\\", b"{": "{", b"}": "}"}
_CHARSETS: Final = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250",
}  # fmt: skip
_DEEPEST: Final = 10_000  # groups


@dataclass(frozen=True)
class _State:
    silent: bool = False
    hidden: bool = False
    skip: int = 1  # what stands behind \u for readers that know no Unicode
    font: int = -1


class _Reader:
    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._line: list[str] = []
        self._state = _State()
        self._stack: list[_State] = []
        self._page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._in_fonts = 0  # depth of the group of the font table, 0 outside
        self._bytes = bytearray()  # waits for the second half of a letter
        self._left = 0  # of what stands behind \u
        self._starred = False

    def read(self, data: bytes) -> None:
        for word, number, code, sign, brace, text in _TOKEN.findall(data):
            starred, self._starred = self._starred, False
            if word:
                self._flush()
                self._word(word.lower(), int(number) if number else None, starred)
            elif code:
                self._byte(int(code, 16))
            elif brace:
                self._flush()
                self._brace(brace)
            elif sign == b"*":
                self._starred = True
            elif sign in _SIGNS:
                self._say(_SIGNS[sign])
            elif text:
                self._flush()
                self._text(text)
        self._flush()
        self._end_line()

    def _word(self, word: bytes, number: int | None, starred: bool) -> None:
        state = self._state
        if word == b"fonttbl":
            self._in_fonts = len(self._stack)
        if word in _SILENT or (starred and word not in (b"shptxt", b"shpinst", b"footnote")):
            self._state = replace(state, silent=True)
        elif word in (b"v", b"deleted"):
            self._state = replace(state, hidden=number != 0)
        elif word == b"plain":
            self._state = replace(state, hidden=False)
        elif word == b"uc":
            self._state = replace(state, skip=max(0, min(number or 0, 16)))
        elif word == b"ansicpg" and number:
            self._page = _known(f"cp{number}", self._page)
        elif word == b"f" and number is not None:
            self._state = replace(self._state, font=number)
        elif word == b"fcharset" and self._in_fonts:
            self._fonts[state.font] = _CHARSETS.get(number or 0, "")
        elif word == b"u" and number is not None:
            self._unicode(number)
        elif word in _WORDS:
            self._say(_WORDS[word])

    def _brace(self, brace: bytes) -> None:
        if brace == b"{" and len(self._stack) < _DEEPEST:
            self._stack.append(self._state)
        elif brace == b"}" and self._stack:
            self._state = self._stack.pop()
            if len(self._stack) < self._in_fonts:
                self._in_fonts = 0
        self._left = 0

    def _byte(self, byte: int) -> None:
        if self._left:
            self._left -= 1
            return
        self._bytes.append(byte)

    def _flush(self) -> None:
        if self._bytes:
            page = self._fonts.get(self._state.font) or self._page
            data, self._bytes = bytes(self._bytes), bytearray()
            self._say(data.decode(page, "replace"))

    def _text(self, text: bytes) -> None:
        skipped = text[self._left :]
        self._left = max(0, self._left - len(text))
        if skipped:
            self._say(skipped.decode(self._page, "replace"))

    def _unicode(self, number: int) -> None:
        unit = number & 0xFFFF
        self._left = self._state.skip
        if 0xDC00 <= unit < 0xE000 and self._line and "\ud800" <= self._line[-1] < "\udc00":
            high = ord(self._line.pop())
            unit = 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00)
        if not (self._state.silent or self._state.hidden):
            self._line.append(chr(unit))

    def _say(self, text: str) -> None:
        if self._state.silent or self._state.hidden:
            return
        if text == "\n":
            self._end_line()
        else:
            self._line.append(text)

    def _end_line(self) -> None:
        line, self._line = "".join(self._line), []
        self._lines.add(line.encode("utf-16", "replace").decode("utf-16", "replace").rstrip())


def read(data: bytes, lines: Lines) -> None:
    """Add the text of the file. Linear; what is damaged is passed over."""
    _Reader(lines).read(data)


def _known(page: str, other: str) -> str:
    page = {"cp10000": "mac_roman", "cp65001": "utf-8", "cp936": "gbk", "cp950": "big5"}.get(page, page)
    try:
        "".encode(page)
    except LookupError:
        return other
    return page
