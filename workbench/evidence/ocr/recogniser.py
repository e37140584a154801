"""Reads whole pages with an engine: upright, within limits, as text with places."""

from __future__ import annotations

import math
from collections.abc import Sequence
from types import TracebackType
from typing import Final, Self

from workbench.core.errors import BadInputError
from workbench.core.evidence import ByteSource, OcrPage
from workbench.evidence.ocr import engines
from workbench.evidence.ocr.helper import Helper
from workbench.evidence.ocr.languages import engine_language, language_of_script
from workbench.evidence.ocr.lines import page_of
from workbench.evidence.ocr.running import Check, FailedError
from workbench.evidence.ocr.sheet import Sheet
from workbench.evidence.ocr.tesseract import Layout

_DOUBTFUL: Final = 0.8  # mean confidence below which a page may be full of specks, or lie on its side
_TOO_MUCH: Final = "Page {page} could not be recognised: {engine} failed or took too long on it."


class Recogniser:
    """One engine and the languages it reads; for one thread at a time. `close` ends its processes."""

    def __init__(self, languages: Sequence[str]) -> None:
        """BadInputError in one sentence when no engine reads these languages."""
        self._engine = engines.chosen(languages)
        self._languages = tuple(engine_language(language) for language in languages)
        self._helper = Helper()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def at_once(self) -> int:
        """How many pages are best read at the same time, each by a Recogniser of its own."""
        return self._engine.at_once

    def page(self, sheet: Sheet, number: int, check: Check) -> OcrPage:
        """What stands on `sheet`, page `number` (from 1); BadInputError when the engine fails on it.

        What `check` raises ends the reading within a moment.
        """
        try:
            page = self._read(sheet, number, check)
            if page.confidence < _DOUBTFUL:
                page = max(page, self._second(sheet, number, check), key=_worth)
        except FailedError as error:
            raise BadInputError(_TOO_MUCH.format(page=number, engine=self._engine.name)) from error
        return page

    def picture(self, source: ByteSource, check: Check) -> Sheet:
        """The picture in `source`, upright; BadInputError when it cannot be read."""
        return self._helper.decoded(source, check)

    def close(self) -> None:
        """End its processes."""
        self._engine.close()
        self._helper.close()

    def _second(self, sheet: Sheet, number: int, check: Check) -> OcrPage:
        """The page read once more: upright, or without its specks when it is upright already."""
        better = sheet.turned(turn) if (turn := _layout(sheet, check).turn) else sheet.cleaned()
        page = self._read(better, number, check)
        if turn and page.confidence < _DOUBTFUL:
            page = max(page, self._read(better.cleaned(), number, check), key=_worth)
        return page

    def _read(self, sheet: Sheet, number: int, check: Check) -> OcrPage:
        lines = self._engine.read(sheet, self._languages, check)
        return page_of(lines, sheet, number, self._engine.name, self._languages)


def language_seen(sheet: Sheet, check: Check) -> str:
    """The likeliest language of a page in a script of its own; empty for Latin, and when unclear."""
    return language_of_script(_layout(sheet, check).script)


def _layout(sheet: Sheet, check: Check) -> Layout:
    tesseract = engines.system()
    return tesseract.layout(sheet, check) if tesseract else Layout()


def _worth(page: OcrPage) -> float:
    """How much was read, and how surely."""
    return page.confidence * math.sqrt(len(page.text))
