"""Bytes to text: the encoding is found by evidence first and guessed last, and a guess is called a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from workbench.core.errors import BadInputError

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SIGNATURES: Final = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"\x1f\x8b\x08", "a compressed file"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file"),
    (b"Rar!\x1a\x07", "a compressed file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"SQLite format 3\x00", "a database"),
)
_RICH_TEXT: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,64}\{\\rtf")
_CONTROLS: Final = re.compile(
    rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]"
)  # TAB to CR are text; ESC begins ISO-2022
_CONTROL_SHARE: Final = 0.01
_NUL_SHARE: Final = 0.1
_SAMPLE: Final = 256 * 1024  # bytes that are looked at to guess
_GUESSES: Final = [
    # Western code pages first: a short text gives statistics nothing to work with.
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "koi8_r",
    "iso8859_2",
    "iso8859_5",
    "iso8859_7",
    "iso8859_15",
    "mac_cyrillic",
    "mac_roman",
    "gb18030",
    "big5",
    "shift_jis",
    "cp932",
    "euc_jp",
    "euc_kr",
    "cp949",
    "iso2022_jp",
    "cp437",
    "cp850",
    "cp866",
]


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the name of the encoding it was read in; `certain` is False when that was a guess.

    The text may hold NUL and lone surrogates; `damaged` counts the byte sequences that could not be read
    (each is U+FFFD in the text), `strays` the single bytes of Windows-1252 found in UTF-8 and read as such.
    """

    text: str
    encoding: str
    certain: bool
    damaged: int = 0
    strays: int = 0


def decode(data: bytes, name: str) -> Decoded:
    """The text of `data`. Order: byte order mark, UTF-8, UTF-16 and 32 by their pattern of NULs, then
    statistics.

    Raises BadInputError, naming the file `name`, when `data` is not text.
    """
    if _RICH_TEXT.match(data):
        raise BadInputError(f"“{name}” is rich text (RTF): save it as plain text or Markdown first.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    kind = next((what for signature, what in _SIGNATURES if data.startswith(signature)), None)
    if kind:
        raise BadInputError(
            f"“{name}” is {kind}, not text: attach it as evidence, or save its text as .txt first."
        )
    if wide := _wide(data):
        decoded = _lenient(data, wide)
        if sum(
            char < "\t" or "\x0e" <= char < " " for char in decoded.text[:_SAMPLE]
        ) <= _CONTROL_SHARE * len(decoded.text):
            return decoded
    _refuse_binary(data, name)
    if b"\x1b$" in data[:_SAMPLE] and (japanese := _strict(data, "iso2022_jp")):
        return japanese
    if strict := _strict(data, "utf-8"):
        return strict
    if mostly := _mostly_utf8(data):
        return mostly
    return _guessed(data)


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding, True)
    except UnicodeDecodeError:
        return None


def _lenient(data: bytes, encoding: str) -> Decoded:
    """Decode with lone surrogates kept where the encoding can hold them, and what is broken as U+FFFD."""
    for errors in ("strict", "surrogatepass"):
        try:
            return Decoded(data.decode(encoding, errors), encoding, True)
        except UnicodeDecodeError:
            continue
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, True, text.count("\ufffd"))


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: NULs stand at regular places, as most letters are below U+0100."""
    sample = data[: _SAMPLE - _SAMPLE % 4]
    if len(sample) < 4 or len(data) % 2:
        return None
    quarter = len(sample) // 4
    nuls = [sample[place::4].count(0) / max(1, quarter) for place in range(4)]
    for encoding, pattern in (("utf-32-le", (0, 0, 1, 1)), ("utf-32-be", (1, 1, 0, 0))):
        if (
            len(data) % 4 == 0
            and all((nuls[i] > 0.95) == bool(pattern[i]) for i in range(4))
            and _strict(sample, encoding)
        ):
            return encoding
    even, odd = (nuls[0] + nuls[2]) / 2, (nuls[1] + nuls[3]) / 2
    for encoding, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if high > 0.3 and low < 0.05:
            return encoding
    return _wide_by_blanks(sample) if even + odd > 0 else None


def _wide_by_blanks(sample: bytes) -> str | None:
    """UTF-16 in a script without NUL bytes of its own shows by its blanks and line ends."""
    if sum(0x20 <= byte < 0x7F for byte in sample[:4096]) > 0.6 * len(sample[:4096]):
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        if decoded := _strict(sample, encoding):
            text = decoded.text
            blanks = sum(text.count(blank) for blank in " \n\r\u3000")
            ordinary = sum(c.isalnum() or c.isspace() for c in text[:4096])
            if blanks >= 1 and ordinary >= 0.7 * len(text[:4096]) and _is_one_script(text[:4096]):
                return encoding
    return None


def _is_one_script(text: str) -> bool:
    """Do most letters come from few pages of 256 code points, as in every script but Han?"""
    pages = {ord(c) >> 8 for c in text if c.isalpha()}
    han = sum("\u3040" <= c <= "\u9fff" for c in text)
    return len(pages) <= 4 or han >= 0.5 * len(text)


def _refuse_binary(data: bytes, name: str) -> None:
    sample = data[:_SAMPLE]
    controls = len(_CONTROLS.findall(sample))
    if sample and (controls > _CONTROL_SHARE * len(sample) + 2 or sample.count(0) > _NUL_SHARE * len(sample)):
        raise BadInputError(
            f"“{name}” is not a text file (it holds binary data): "
            "save the article as plain text or Markdown first."
        )


def _mostly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with surrogates written as three bytes (CESU-8, WTF-8), or with a few bytes of Windows-1252 in
    it.
    """
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "surrogateescape")
        strange = sum("\udc80" <= char <= "\udcff" for char in text)
        if sum(char > "\x7f" for char in text) < 2 * strange:
            return None
        text = text.translate(_ESCAPED)
        return Decoded(text, "utf-8", True, text.count("\ufffd"), strange)
    # Two such surrogates in a row are one character that was written in two halves.
    return Decoded(
        text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass"), "utf-8", True
    )


_ESCAPED: Final = {0xDC00 + byte: bytes((byte,)).decode("cp1252", "replace") for byte in range(0x80, 0x100)}


def _guessed(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - heavy, and most files are UTF-8

    sample = data[: _SAMPLE // 4]
    if len(data) > len(sample):
        sample = sample[: max(sample.rfind(b"\n"), sample.rfind(b" ")) + 1 or len(sample)]
    western = _western(sample)
    encoding = western
    if encoding is None:
        best = from_bytes(sample, cp_isolation=_GUESSES).best()
        encoding = best.encoding if best else "cp1252"
    encoding = {"gb2312": "gb18030", "gbk": "gb18030"}.get(encoding, encoding)
    encoding = min((encoding, *_SIBLINGS.get(encoding, ())), key=lambda each: _oddities(sample, each))
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, False, text.count("\ufffd"))


def _oddities(sample: bytes, encoding: str) -> int:
    """How many places of `sample` no writer would have written, if it were in `encoding`."""
    return len(_ODD.findall(sample.decode(encoding, "replace")))


def _western(sample: bytes) -> str | None:
    """A Western code page when foreign bytes are so rare, and so typical, that only Western text reads like
    that.
    """
    high = [byte for byte in sample if byte >= 0x80]
    euro = _OLD_EURO in high and all(byte >= 0xA0 for byte in high)
    known = _WESTERN
    if not _SLAVIC & set(high):  # there Š, š, Ž and ž are as likely a Western text's foreign names
        known = _WESTERN | (_CARONS_9 if euro else _CARONS)
    typical = sum(byte in known for byte in high)
    if len(high) > 0.25 * len(sample) or typical < 0.95 * len(high):
        return None
    if _O_TILDE in high and _A_TILDE not in high:
        return None  # Hungarian writes its long ö there; Portuguese has both
    return "iso8859_15" if euro else "cp1252"


_WESTERN: Final = frozenset(
    "äöüßÄÖÜéèêëàâçîïôûùœŒÉÈÀÇñÑáíóúÁÍÓÚ¿¡ãõÃÕåÅæøÆØìòÌÒ€„“”‘’–—…»«\u00a0§°£©®™·ºª¤".encode("cp1252")
)
_SIBLINGS: Final = {  # code pages that share most letters: statistics cannot tell them apart
    "cp1250": ("iso8859_2",),
    "iso8859_2": ("cp1250",),
    "cp1251": ("mac_cyrillic",),
    "mac_cyrillic": ("cp1251",),
}
_ODD: Final = re.compile(
    "[\x80-\x9f\ufffd]"  # controls
    "|(?<=[^\\W\\d_])[»«©®§¶¤¦¬±°¨´¸˘˛˝†‡•™€≤≥≠∞∆√][^\\W\\d_]|[®©¬¤¦±¶†∆√][^\\W\\d_]"  # signs in a word
    "|[a-zа-яё][А-ЯЁ](?![A-ZА-ЯЁ])"  # a small letter before a capital
)
_SLAVIC: Final = frozenset("ìøùè".encode("cp1252"))  # where code page 1250 has ě, ř, ů, č
_CARONS: Final = frozenset("ŠšŽž".encode("cp1252"))
_CARONS_9: Final = frozenset("ŠšŽž".encode("iso8859_15"))
_O_TILDE: Final = 0xF5
_A_TILDE: Final = 0xE3
_OLD_EURO: Final = 0xA4
