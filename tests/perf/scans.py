"""OCR: how many characters are read wrongly on the scans of the shared data, and how long a page takes."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from corpus import SHARED, FileBytes
from measuring import Row, Setting, UnmeasuredError, seconds

from workbench.core.errors import BadInputError
from workbench.evidence.ocr import engines
from workbench.evidence.ocr.libraries import installed_rapidocr
from workbench.evidence.ocr.lines import page_of
from workbench.evidence.ocr.recogniser import Recogniser
from workbench.evidence.ocr.sheet import Sheet, drawn
from workbench.evidence.reader import PdfReader

_FOLDER = SHARED / "scanned"
_BAND = 250  # characters by which what was read may be ahead or behind
_PAGES = {
    "English": ("eng", ("en_court", "en_gov", "en_policy")),
    "German": ("deu", ("de_devref",)),
    "Russian": ("rus+eng", ("ru_faq",)),
    "Chinese": ("chi_sim+eng", ("zh_ref",)),
}


def measure(_setting: Setting) -> list[Row]:
    """A row for each engine and language: clean scans, and beside them those with specks."""
    if not _FOLDER.is_dir():
        raise UnmeasuredError("the shared test data has no pdf/scanned here")
    if not engines.engines():
        raise UnmeasuredError("no OCR engine is installed here")
    rows = []
    with PdfReader() as reader:
        for language, (names, files) in _PAGES.items():
            rapid = installed_rapidocr() if language == "Chinese" else None  # elsewhere it is not used
            for engine in (engines.system(), rapid):
                if engine is None or not set(names.split("+")) <= set(engine.languages):
                    continue
                rows.append(_row(reader, engine, language, names.split("+"), files))
                engine.close()
    return rows


def _row(
    reader: PdfReader, engine: engines.Engine, language: str, names: Sequence[str], files: Sequence[str]
) -> Row:
    clean, specked, times = [], [], []
    for name in files:
        truth = _bare((_FOLDER / f"{name}.txt").read_text(encoding="utf-8"))
        for ending, errors in (("", clean), ("_noise", specked)):
            source = FileBytes(_FOLDER / f"{name}_150dpi{ending}.pdf")
            sheet = drawn(reader, source, 1, reader.inspect(source).sizes[0])
            texts: list[str] = []
            taken = seconds(lambda s=sheet, t=texts: t.append(_read(engine, s, names)))
            if not ending:
                times.append(taken)
            errors.append(_distance(_bare(texts[0]), truth) / len(truth))
    return Row(
        f"characters read wrongly, {language}, {engine.name} ({statistics.mean(times):.1f} s a page)",
        f"{statistics.mean(clean):.1%}",
        f"with specks: {statistics.mean(specked):.1%}",
    )


def _read(engine: engines.Engine, sheet: Sheet, names: Sequence[str]) -> str:
    """The page as the program reads it, by this engine and no other."""
    with Recogniser(names) as recogniser:
        recogniser._engine = engine
        try:
            return recogniser.page(sheet, 1, lambda: None).text
        except BadInputError:
            return page_of((), sheet, 1, engine.name, names).text


def _bare(text: str) -> str:
    """Without blanks and with plain quotation marks: neither tells how well letters are read."""
    plain = str.maketrans("“”„‘’′″（），：；", '"""\'\'\'"(),:;')
    return "".join(text.translate(plain).split())


def _distance(one: str, other: str) -> int:
    """How many characters must be put in, left out or changed (Levenshtein), at most."""
    far = len(one) + len(other)
    row = {at: at for at in range(min(_BAND, len(other)) + 1)}
    for number, sign in enumerate(one, 1):
        before, row = row, {}
        left = far
        for at in range(max(0, number - _BAND), min(len(other), number + _BAND) + 1):
            best = min(before.get(at, far), left) + 1
            if at:
                best = min(best, before.get(at - 1, far) + (sign != other[at - 1]))
            row[at] = left = best
    return row.get(len(other), far)
