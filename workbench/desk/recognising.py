"""Recognising the words on pages that are pictures; each page can be searched and cited once it is read."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from typing import Final

from workbench.core.errors import BadInputError
from workbench.core.evidence import Evidence, OcrPage, PageText
from workbench.desk.characters import recognised_page
from workbench.desk.session import Session
from workbench.evidence.ocr import engines
from workbench.evidence.ocr.languages import guessed, language_word
from workbench.evidence.ocr.recogniser import Recogniser, language_seen
from workbench.evidence.ocr.sheet import Sheet, drawn
from workbench.evidence.problems import NO_TEXT, TRANSCRIBABLE
from workbench.evidence.quality import USABLE
from workbench.jobs.progress import Progress
from workbench.storage import evidence as rows
from workbench.storage import ocr

_DRAWING: Final = threading.Lock()  # one page at a time, so that the viewer keeps a worker for itself


@dataclass(frozen=True, slots=True)
class Recognised:
    """The pages that were read now or before, in order, and one sentence for each that could not be."""

    pages: tuple[OcrPage, ...]
    failures: tuple[str, ...] = ()


def recognise(
    session: Session,
    evidence: Evidence,
    pages: Sequence[int] | None = None,
    languages: Sequence[str] | None = None,
    progress: Progress | None = None,
    *,
    force: bool = False,
) -> Recognised:
    """Read the words on `pages` (from 1; None: all that have no usable text) with an OCR engine.

    `languages` as people or Tesseract name them; None: guessed. Each page is stored as soon as it is read, as
    the page's text, marked as recognised; what is read stays when `progress` is cancelled (CancelledError). A
    text layer is replaced only by `force`, and so is what was recognised before. A picture has one page, its
    rectangles are in pixels. BadInputError when there is nothing to read with, or a page cannot be chosen.
    """
    progress = progress or Progress()
    wanted, done = _chosen_pages(session, evidence, pages, force)
    if languages is not None and not languages:
        raise BadInputError("Name at least one language, such as eng.")
    if not engines.engines():
        raise BadInputError(engines.missing())
    failures: list[str] = []
    if wanted:
        job = _Job(session, evidence, progress)
        progress.report(0, len(wanted))
        chosen = list(languages) if languages is not None else job.guess(wanted[0])
        for number, read in enumerate(job.read(wanted, chosen), 1):
            if isinstance(read, str):
                failures.append(read)
            else:
                done.append(read)
            progress.report(number, len(wanted))
    return Recognised(tuple(sorted(done, key=lambda page: page.page)), tuple(failures))


def unread_pages(session: Session, evidence: Evidence) -> list[int]:
    """The pages that have no usable text and that no engine has read, as far as they are stored."""
    if evidence.is_image:
        return [] if recognised_page(session, evidence, 1) else [1]
    with session.workspace.read() as connection:
        return ocr.pages_to_read(connection, evidence.id, TRANSCRIBABLE, USABLE)


def confidences(session: Session, evidence: Evidence) -> dict[int, float]:
    """The confidence (0 to 1) of each page whose text was recognised."""
    with session.workspace.read() as connection:
        return ocr.confidences(connection, evidence.id)


def default_languages(session: Session) -> list[str]:
    """The languages of the articles and English, as far as an engine reads them; never empty with one."""
    there = engines.readable()
    found = guessed((article.language for article in session.articles()), there)
    return found or list(there[:1])


def languages_there() -> list[tuple[str, str]]:
    """The languages that can be read, as their names and as people call them, sorted by the latter.

    BadInputError in one sentence when there is no engine.
    """
    names = engines.readable()
    if not names:
        raise BadInputError(engines.missing())
    return sorted(((name, language_word(name)) for name in names), key=lambda pair: pair[1])


class _Job:
    """Reads some pages of one Evidence, two at a time where that is faster."""

    def __init__(self, session: Session, evidence: Evidence, progress: Progress) -> None:
        self._session = session
        self._evidence = evidence
        self._progress = progress
        self._source = session.bytes_of(evidence)
        self._sizes = session.reader.inspect(self._source).sizes if evidence.is_pdf else ()

    def guess(self, page: int) -> list[str]:
        """The default languages, and the one that the script of `page` speaks for."""
        languages = default_languages(self._session)
        if self._evidence.is_image:
            return languages
        seen = language_seen(self._sheet(page), self._progress.check)
        if seen in engines.readable() and seen not in languages:
            languages.insert(0, seen)
        return languages

    def read(self, pages: Sequence[int], languages: Sequence[str]) -> Iterator[OcrPage | str]:
        """Each page when it is read and stored, or a sentence on why it was not; in any order."""
        with ExitStack() as stack:
            idle = [stack.enter_context(Recogniser(languages))]
            for _ in range(min(idle[0].at_once, len(pages)) - 1):
                idle.append(stack.enter_context(Recogniser(languages)))
            yield from _in_parallel(pages, idle, self._page)

    def _page(self, recogniser: Recogniser, number: int) -> OcrPage | str:
        check = self._progress.check
        try:
            if self._evidence.is_image:
                sheet = recogniser.picture(self._source, check)
            else:
                sheet = self._sheet(number)
            page = recogniser.page(sheet, number, check)
        except BadInputError as error:
            return str(error)
        check()
        self._store(page, sheet)
        return page

    def _sheet(self, number: int) -> Sheet:
        with _DRAWING:
            self._progress.check()
            return drawn(self._session.reader, self._source, number, self._sizes[number - 1])

    def _store(self, page: OcrPage, sheet: Sheet) -> None:
        stored = self._session.page_texts(self._evidence, page.page)
        if stored:
            text = stored[0]
        else:  # a picture is no page before it is read
            text = PageText(1, sheet.width / sheet.scale, sheet.height / sheet.scale, "", NO_TEXT)
        problem = "" if page.words else text.problem or NO_TEXT
        confidence = round(page.confidence, 4)
        new = PageText(
            page.page, text.width, text.height, page.text, problem, text.label, confidence, ocr=True
        )
        words = rows.words_of([new])
        with self._session.workspace.write() as connection:
            ocr.store_ocr(connection, self._evidence.id, [page])
            rows.store_pages(connection, self._evidence.id, [new], words)
        self._session.announce_evidence(self._evidence.uid)


def _in_parallel(
    pages: Sequence[int], idle: list[Recogniser], work: Callable[[Recogniser, int], OcrPage | str]
) -> Iterator[OcrPage | str]:
    """What `work` makes of each page, one thread for each of `idle`; they have ended when this ends."""
    left = iter(pages)
    with ThreadPoolExecutor(len(idle), thread_name_prefix="ocr") as threads:
        busy: dict[Future[OcrPage | str], Recogniser] = {}

        def begin() -> None:
            for page in islice(left, len(idle)):
                recogniser = idle.pop()
                busy[threads.submit(work, recogniser, page)] = recogniser

        begin()
        while busy:
            for future in wait(busy, return_when=FIRST_COMPLETED).done:
                idle.append(busy.pop(future))
                yield future.result()
            begin()


def _chosen_pages(
    session: Session, evidence: Evidence, pages: Sequence[int] | None, force: bool
) -> tuple[list[int], list[OcrPage]]:
    """The pages to read now, and those that were read before and stay."""
    if not (evidence.is_pdf or evidence.is_image):
        raise BadInputError(f"{evidence.name} has no pages; text is recognised on PDF pages and pictures.")
    if pages is None:
        before = (recognised_page(session, evidence, page) for page in confidences(session, evidence))
        return unread_pages(session, evidence), [page for page in before if page is not None]
    last = 1 if evidence.is_image else evidence.pages
    wanted: list[int] = []
    done: list[OcrPage] = []
    for page in dict.fromkeys(pages):
        if not 1 <= page <= last:
            count = "only one page" if last == 1 else f"{last} pages"
            raise BadInputError(f"{evidence.name} has {count}; there is no page {page}.")
        found = None if force else recognised_page(session, evidence, page)
        if found is not None:
            done.append(found)
        else:
            _check_readable(session, evidence, page, force)
            wanted.append(page)
    return wanted, done


def _check_readable(session: Session, evidence: Evidence, page: int, force: bool) -> None:
    """Refuse a page that is still to be read, and one with a text layer unless `force`."""
    if evidence.is_image:
        return
    stored = session.page_texts(evidence, page)
    if not stored:
        raise BadInputError(f"{evidence.name} is still being read; recognise page {page} when that is done.")
    usable = stored[0].problem not in TRANSCRIBABLE and stored[0].quality >= USABLE
    if usable and not force:
        raise BadInputError(
            f"Page {page} of {evidence.name} has a text of its own, which is more certain than what would be "
            "recognised; to replace it all the same, force it."
        )
