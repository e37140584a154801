"""How an article is set: the column it stands in, and one Style for each kind of block."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from workbench.core.article import BlockKind
from workbench.ui.theme import Theme

MEASURE: Final = 76  # characters on a line
MEASURE_EM: Final = {"least": 30.0, "most": 37.0}  # keeps odd samples (tables, links) from odd columns
GUTTER: Final = 48  # px at 100 %: room for the marks beside the text
SAMPLE: Final = 600  # characters of the article that its mean letter width is taken from


class Script(Enum):
    """What decides the direction of a page and how much lead it needs."""

    LATIN = "latin"  # and every other script that runs left to right with spaces
    HAN = "han"
    RIGHT_TO_LEFT = "rtl"


_RIGHT_TO_LEFT: Final = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"})
_HAN: Final = frozenset({"ja", "ko", "yue", "zh"})
_LEAD: Final = {Script.LATIN: 1.5, Script.HAN: 1.75, Script.RIGHT_TO_LEFT: 1.75}
_FACES: Final[Mapping[str, tuple[str, ...]]] = {  # before the theme's serif, where present
    "zh": ("Source Han Serif SC", "Noto Serif CJK SC", "Songti SC", "SimSun"),
    "zh-hant": ("Source Han Serif TC", "Noto Serif CJK TC", "Songti TC", "PMingLiU"),
    "ja": ("Source Han Serif", "Noto Serif CJK JP", "Hiragino Mincho ProN", "Yu Mincho"),
    "ko": ("Source Han Serif K", "Noto Serif CJK KR", "AppleMyungjo", "Batang"),
    "ar": ("Noto Naskh Arabic", "Amiri", "Geeza Pro", "Traditional Arabic"),
    "he": ("Noto Serif Hebrew", "Frank Ruehl CLM", "David"),
}


def script_of(language: str, text: str) -> Script:
    """The script to set `text` in; an unknown `language` (BCP 47) is read off the text's first letters."""
    primary = language.lower().partition("-")[0]
    if primary in _RIGHT_TO_LEFT:
        return Script.RIGHT_TO_LEFT
    if primary in _HAN:
        return Script.HAN
    if primary not in ("", "und", "mul", "mis", "zxx"):
        return Script.LATIN
    letters = [char for char in text[:SAMPLE] if char.isalpha()]
    right_to_left = sum(unicodedata.bidirectional(char) in ("R", "AL") for char in letters)
    wide = sum(unicodedata.east_asian_width(char) == "W" for char in letters)
    if 2 * right_to_left > len(letters):
        return Script.RIGHT_TO_LEFT
    return Script.HAN if 3 * wide > len(letters) > 0 else Script.LATIN


def runs_right_to_left(text: str, default: bool) -> bool:
    """The direction of one block: that of its first strong letter, else `default`."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return default


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of block is set; lengths in logical pixels.

    `before` and `after` collapse with those of the neighbours. `mean` is the width of an average character.
    """

    font: QFont
    line: float
    ascent: float
    descent: float
    mean: float
    before: int
    after: int
    indent: int = 0
    outdent: int = 0  # at the end of the line
    muted: bool = False
    bar: bool = False  # a rule beside the block


@dataclass(frozen=True, slots=True)
class Column:
    """Where text stands in a viewport: logical pixels from its left edge."""

    left: int
    width: int

    @property
    def right(self) -> int:
        """The far edge."""
        return self.left + self.width


class Typesetter:
    """Styles and column for one article at one zoom; asks the theme for faces and sizes once."""

    def __init__(self, theme: Theme, language: str, text: str) -> None:
        self.theme = theme
        self.script = script_of(language, text)
        self.zoom = theme.zoom
        self._faces = _faces(language, self.script)
        self._sample = _sample(text)
        self._styles: dict[tuple[BlockKind, int], Style] = {}

    @property
    def right_to_left(self) -> bool:
        """True when the page is read from its right edge, where the marks then stand too."""
        return self.script is Script.RIGHT_TO_LEFT

    def column(self, viewport_width: int) -> Column:
        """The column of MEASURE characters centred in the viewport, narrower where it does not fit."""
        body = self.style(BlockKind.PARAGRAPH, 0)
        em = body.font.pixelSize()
        measure = min(max(MEASURE * body.mean, MEASURE_EM["least"] * em), MEASURE_EM["most"] * em)
        gutter = max(GUTTER, min(self.scaled(GUTTER), viewport_width // 8))
        outer = max(16, min(self.scaled(40), viewport_width // 24))
        width = max(em * 4, min(round(measure), viewport_width - gutter - outer))
        start = max(gutter, (viewport_width - width) // 2)
        return Column(viewport_width - start - width if self.right_to_left else start, width)

    def scaled(self, pixels: float) -> int:
        """A length of the 100 % design at the zoom in force."""
        return round(pixels * self.zoom / 100)

    def style(self, kind: BlockKind, level: int) -> Style:
        """The style of a block of `kind` at `level`."""
        level = min(level, 6)
        style = self._styles.get((kind, level))
        if style is None:
            style = self._styles[kind, level] = self._make(kind, level)
        return style

    def _make(self, kind: BlockKind, level: int) -> Style:
        theme = self.theme
        if kind is BlockKind.HEADLINE:
            return self._style(theme.serif("headline", bold=True), 1.2, 0, 24)
        if kind is BlockKind.HEADING:
            big = level <= 2
            font = theme.serif("heading" if big else "article", bold=True)
            return self._style(font, 1.25 if big else 1.35, 36 if big else 28, 8 if big else 4)
        if kind in (BlockKind.CAPTION, BlockKind.TABLE_CELL, BlockKind.BOILERPLATE):
            return self._make_small(kind)
        if kind is BlockKind.LIST_ITEM:
            return self._style(theme.serif(), 1.5, 6, 6, indent=24 * max(1, level))
        if kind is BlockKind.BLOCK_QUOTE:
            return self._style(theme.serif(), 1.5, 16, 16, indent=24, outdent=24, bar=True)
        return self._style(theme.serif(), 1.5, 12, 12)

    def _make_small(self, kind: BlockKind) -> Style:
        if kind is BlockKind.CAPTION:
            return self._style(self.theme.font("ui"), 1.45, 16, 24)
        if kind is BlockKind.TABLE_CELL:
            return self._style(self.theme.font("ui"), 1.45, 4, 4, indent=12, bar=True)
        return self._style(self.theme.font("small"), 1.45, 12, 12, muted=True)

    def _style(
        self, font: QFont, lead: float, before: int, after: int, *,
        indent: int = 0, outdent: int = 0, muted: bool = False, bar: bool = False,
    ) -> Style:  # fmt: skip
        if self._faces:
            font.setFamilies([*self._faces, *font.families()])
        font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)  # true letter spacing
        metrics = QFontMetricsF(font)
        lead *= _LEAD[self.script] / _LEAD[Script.LATIN]
        return Style(
            font, max(round(font.pixelSize() * lead), 1), metrics.ascent(), metrics.descent(),
            metrics.horizontalAdvance(self._sample) / len(self._sample),
            self.scaled(before), self.scaled(after), self.scaled(indent), self.scaled(outdent), muted, bar,
        )  # fmt: skip


def _sample(text: str) -> str:
    """Running text to take the mean letter width from: the first long line, if the article has one."""
    for line in text[: 20 * SAMPLE].split("\n"):
        if len(line) >= 2 * MEASURE:
            return line[:SAMPLE]
    return "The council will vote again on Monday, and nobody expects it to be quiet."


def _faces(language: str, script: Script) -> list[str]:
    tag = language.lower()
    primary = tag.partition("-")[0]
    if primary == "zh" and ("hant" in tag or tag in ("zh-tw", "zh-hk", "zh-mo")):
        key = "zh-hant"
    elif primary in _FACES:
        key = primary
    else:
        key = {Script.RIGHT_TO_LEFT: "ar", Script.HAN: "zh"}.get(script, "")
    return [face for face in _FACES.get(key, ()) if face in _installed()]


@lru_cache(maxsize=1)
def _installed() -> frozenset[str]:
    return frozenset(QFontDatabase.families())
