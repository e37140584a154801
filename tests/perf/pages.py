"""How fast the pages of a PDF become searchable."""

from __future__ import annotations

import time
from pathlib import Path

from generated import ledger_pdf, long_pdf
from measuring import Row, Setting, compared, interleaved, rate, seconds

from workbench.desk.attaching import attach_file
from workbench.desk.session import Session
from workbench.jobs.progress import Progress

_SLOW_PAGES = 60  # as many as the slow one of the two libraries is given


def measure(setting: Setting) -> list[Row]:
    """Storing, reading and indexing a long PDF, against reading alone by either library."""
    source = long_pdf(setting.folder)
    count = _count(source)
    _attached(setting.folder, ledger_pdf(setting.folder / "short.pdf", 2), 2)  # fills the cache of bytecode
    mine, bare, slow = interleaved(
        setting.rounds,
        lambda: _attached(setting.folder, source, count),
        lambda: (_read_by_pdfium(source), 0.0),
        lambda: (_read_by_pdfplumber(source), 0.0),
    )
    whole = [taken for taken, _ in mine]
    alone = [taken for taken, _ in bare]
    a_page = [taken / min(count, _SLOW_PAGES) for taken, _ in slow]
    stored = f"{count:,} pages stored, read and indexed"
    return [
        compared(stored, whole, "text by pypdfium2 alone", alone, rate(count, "pages")),
        compared(stored, [t / count for t in whole], "text by pdfplumber alone", a_page, rate(1, "pages")),
        compared("the first page searchable", [first for _, first in mine], "text by pypdfium2 alone", alone),
    ]


def _attached(folder: Path, source: Path, count: int) -> tuple[float, float]:
    """Seconds for the whole file, and until its first page was in the index."""
    workspace = folder / "pages.fwb"
    session = Session.open(workspace, "Bench", create=True)
    begin = time.perf_counter()
    indexed: list[float] = []

    def listen(progress: Progress) -> None:
        if progress.total == count:  # it counts pages by now, no longer bytes
            indexed.append(time.perf_counter() - begin)

    try:
        attach_file(session, source, Progress(listen))
        return time.perf_counter() - begin, indexed[0]
    finally:
        session.close()
        workspace.unlink()


def _count(source: Path) -> int:
    import pypdfium2  # noqa: PLC0415

    with pypdfium2.PdfDocument(source) as pdf:
        return len(pdf)


def _read_by_pdfium(source: Path) -> float:
    import pypdfium2  # noqa: PLC0415

    def read() -> None:
        with pypdfium2.PdfDocument(source) as pdf:
            for number in range(len(pdf)):
                page = pdf[number]
                words = page.get_textpage()
                words.get_text_range()
                words.close()
                page.close()

    return seconds(read)


def _read_by_pdfplumber(source: Path) -> float:
    import pdfplumber  # noqa: PLC0415

    def read() -> None:
        with pdfplumber.open(source) as pdf:
            for page in pdf.pages[:_SLOW_PAGES]:
                page.extract_text(x_tolerance_ratio=0.15)
                page.close()

    return seconds(read)
