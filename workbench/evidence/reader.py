"""Reads PDFs for the rest of the program, whatever is in them."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from threading import Event
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from workbench.core.anchor import Rect
from workbench.core.errors import BadInputError, CancelledError
from workbench.core.evidence import ByteSource, PageText, Table
from workbench.core.grid import Grid
from workbench.evidence import answers, problems
from workbench.evidence.files import Files
from workbench.evidence.lanes import Lanes
from workbench.evidence.pages import Embedded, Limits, OutlineEntry, PageCharacters, PdfInfo, Tile
from workbench.evidence.past import Past
from workbench.evidence.plain import problems as plain_problems
from workbench.evidence.plain.text import PlainText
from workbench.evidence.pool import Pool
from workbench.evidence.process import GoneError, LateError

T = TypeVar("T")

_TOGETHER: Final = 8  # pages in one message; to tell of each alone costs a fifth more
_SWIFT_SECONDS: Final = 2.0  # a page that takes longer is read again by itself
_Batch = tuple[list[PageText], str]

_KINDS: Final = {"tile": "draw", "picture": "draw"}  # what takes long alike
_FAILURES: Final = {  # instead of the sentences about a page
    "outline": (problems.SLOW_OUTLINE, problems.LOST_OUTLINE),
    "labels": (problems.SLOW_OUTLINE, problems.LOST_OUTLINE),
    "attachments": (problems.LOST_ATTACHMENTS, problems.LOST_ATTACHMENTS),
    "attachment": (problems.LOST_ATTACHMENT, problems.LOST_ATTACHMENT),
    "plain": (plain_problems.SLOW, plain_problems.CRASHED),
    "plain_part": (problems.LOST_ATTACHMENT, problems.LOST_ATTACHMENT),
}


class PdfReader:
    """Reads text, boxes, pixels and tables of PDFs in worker processes that it owns.

    Safe from any thread; each call blocks its own. One kind of worker reads text and tables, another draws
    and serves what the reader waits for, so a long import does not hold up the page on the screen. They start
    when first needed. Raises BadInputError as each method says, and what the source's `read_at` raises; once
    it is closed, every call raises CancelledError, for nothing is known of the file then. What a worker says
    may have been made up by the file: it is an answer only in the shape that was asked for.
    """

    def __init__(
        self,
        *,
        text_workers: int = 2,
        draw_workers: int = 2,
        limits: Limits | None = None,
        recall: Callable[[str], str] = lambda key: "",
    ) -> None:
        self._limits = limits or Limits()
        self._past = Past()
        self._files = Files(recall)
        self._text_workers = text_workers
        self._text = Pool(text_workers, self._limits.text_memory)
        self._draw = Pool(draw_workers, self._limits.draw_memory)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Kill the workers; calls under way raise CancelledError."""
        self._text.close()
        self._draw.close()

    def pids(self) -> list[int]:
        """The worker processes that run now."""
        return [*self._text.pids(), *self._draw.pids()]

    def prepare_texts(self) -> None:
        """Start the worker that reads text, while there is something else to do."""
        with suppress(CancelledError, GoneError):  # closed meanwhile: who asks it for text is told
            self._text.prepare()

    def is_locked(self, source: ByteSource) -> bool:
        """Whether the file opens only with a password, known or not."""
        return self._inspect(self._draw, source, "").locked

    def unlock(self, source: ByteSource, password: str) -> PdfInfo:
        """Open the file with `password`, which then goes with every request; it stays in memory.

        Raises BadInputError when it is not the password, or the file cannot be read all the same.
        """
        is_text = not any("\ud800" <= sign <= "\udfff" for sign in password)
        info = self._inspect(self._draw, source, password if is_text else "")
        if info.locked:
            raise BadInputError(problems.NOT_UNLOCKED)
        if not info.pages:
            raise BadInputError(info.problem)
        self._files.passwords.keep(source.key, password)
        return info

    def inspect(self, source: ByteSource, *, to_read: bool = False) -> PdfInfo:
        """The pages of the file and their sizes; if it cannot be read, 0 pages and a sentence on why.

        `to_read`: all its text is going to be read next, so the worker for that opens the file.
        """
        return self._inspect(self._text if to_read else self._draw, source)

    def page_texts(
        self, source: ByteSource, first: int = 1, info: PdfInfo | None = None
    ) -> Generator[PageText]:
        """The text of each page from `first` on, in order, as soon as it is read.

        They are read ahead, those of a long file by two workers, until the iterator is closed.
        `info`: what inspect() says, when it is known. Nothing comes of a file that inspect() says cannot be
        read. A page that hangs or kills its worker comes with a `problem` and no text, and reading goes on
        behind it with another worker; after `Limits.patience` such pages the rest of the file comes unread,
        each page with that as its problem.
        """
        info = info or self._inspect(self._text, source)  # where the file is going to be open
        number = max(1, first)
        ways = partial(self._some, source), partial(self._batch, source)
        with Lanes(*ways, number, info.pages, self._text_workers) as lanes:
            yield from self._in_order(lanes, number, info)
        if lanes.count > 1:
            self._text.rest()

    def _in_order(self, lanes: Lanes[_Batch], number: int, info: PdfInfo) -> Iterator[PageText]:
        strikes, retried = 0, 0
        while number <= info.pages:
            if strikes >= self._limits.patience:
                yield from (
                    PageText(n, *info.sizes[n - 1], "", problems.LEFT_OUT)
                    for n in range(number, info.pages + 1)
                )
                return
            batch, failure = lanes.batch(number)
            for page in batch:
                width, height = info.sizes[page.page - 1]
                yield page if page.width else replace(page, width=width, height=height)
            number += len(batch)
            if failure in (problems.CRASHED_PAGE, problems.SLOW_FORM) and retried != number:
                retried = number  # perhaps the worker was killed from outside, or it was the form
            elif failure:
                yield PageText(number, *info.sizes[number - 1], "", failure)
                number += 1
                strikes += 1

    def characters(self, source: ByteSource, page: int) -> PageCharacters:
        """The text of `page` as page_texts() gives it, with a rectangle per code point.

        Raises BadInputError when the page cannot be read.
        """
        request = {"do": "characters", "page": page}
        return self._must(
            self._draw, request, source, self._limits.draw_seconds, partial(answers.characters, page)
        )

    def tile(
        self, source: ByteSource, page: int, scale: float, x: int, y: int, width: int, height: int
    ) -> Tile:
        """The pixels x, y, width, height of `page` at `scale` pixels per point, with annotations and forms.

        The whole page is round(extent * scale) pixels wide and high; beyond it all is white. Scale and size
        are cut to MAX_SCALE and MAX_PIXELS. Raises BadInputError when the page cannot be drawn.
        """
        request = {"do": "tile", "page": page, "scale": scale, "place": [x, y, width, height]}
        return self._must(
            self._draw, request, source, self._limits.draw_seconds, partial(answers.tile, width, height)
        )

    def picture(
        self, source: ByteSource, page: int, rect: Rect | None, scale: float, lit: Sequence[Rect] = ()
    ) -> bytes:
        """A PNG of `rect` of `page` (None: all of it) at `scale` pixels per point, `lit` softly highlighted.

        Raises BadInputError when the page cannot be drawn.
        """
        request = {"do": "picture", "page": page, "rect": rect, "scale": scale, "lit": list(lit)}
        return self._must(self._draw, request, source, self._limits.draw_seconds, answers.picture)

    def metadata(self, source: ByteSource) -> dict[str, str]:
        """What the file says of itself (Title, Author, CreationDate ...), in its own words.

        Raises BadInputError when the file cannot be read.
        """
        return self._must(self._draw, {"do": "metadata"}, source, self._limits.open_seconds, answers.metadata)

    def tables(self, source: ByteSource, page: int, rect: Rect | None = None) -> list[Table]:
        """The tables found on `page`, or within its `rect` (far more reliable), as rows of cells.

        Raises BadInputError when the page cannot be read.
        """
        request = {"do": "tables", "page": page, "rect": rect}
        return self._must(self._text, request, source, self._limits.table_seconds, answers.tables)

    def grid(self, source: ByteSource, page: int, rect: Rect) -> Grid | None:
        """The table in `rect` of `page`, its words and headers; None where there are no words.

        Where finding its drawn lines takes too long, the gaps between the words have to do. Raises
        BadInputError when the page cannot be read.
        """
        request = {"do": "grid", "page": page, "rect": rect}
        build = partial(answers.grid, page)
        with suppress(BadInputError):  # is said again without the lines if it is about the page itself
            return self._must(self._draw, request, source, self._limits.draw_seconds, build)
        request["do"] = "bare_grid"
        return self._must(self._draw, request, source, self._limits.draw_seconds, build)

    def outline(self, source: ByteSource, info: PdfInfo) -> tuple[OutlineEntry, ...]:
        """The table of contents of the file, within bounds; `info` is what inspect() says.

        Raises BadInputError when it cannot be read.
        """
        build = partial(answers.outline, info.pages)
        return self._must(self._draw, {"do": "outline"}, source, self._limits.open_seconds, build)

    def labels(self, source: ByteSource, info: PdfInfo) -> tuple[str, ...]:
        """What the file calls each of its pages, empty where that is the number; nothing when all are.

        Raises BadInputError when that cannot be read.
        """
        build = partial(answers.labels, info.pages)
        return self._must(self._draw, {"do": "labels"}, source, self._limits.open_seconds, build)

    def attachments(self, source: ByteSource) -> tuple[Embedded, ...]:
        """The files that lie inside the file, within bounds. Raises BadInputError when it cannot be read."""
        request = {"do": "attachments"}
        return self._must(self._draw, request, source, self._limits.open_seconds, answers.attachments)

    def attachment(self, source: ByteSource, index: int) -> bytes:
        """The bytes of attachment `index` (from 0). Raises BadInputError when it cannot be taken out."""
        request = {"do": "attachment", "index": index}
        return self._must(self._draw, request, source, self._limits.draw_seconds, answers.attachment)

    def plain(self, source: ByteSource, media_type: str, name: str) -> PlainText:
        """The words of a file that is no PDF (evidence.plain.kinds), and what lies inside it.

        Raises BadInputError when that took too long or needed too much; what is wrong with the file itself
        is its `problem`.
        """
        request = {"do": "plain", "media_type": media_type, "name": name}
        return self._must(self._text, request, source, self._limits.table_seconds, answers.plain)

    def plain_part(self, source: ByteSource, media_type: str, index: int) -> bytes:
        """The bytes of file `index` (from 0) inside such a file; raises BadInputError."""
        request = {"do": "plain_part", "media_type": media_type, "index": index}
        return self._must(self._draw, request, source, self._limits.draw_seconds, answers.attachment)

    def _inspect(self, pool: Pool, source: ByteSource, password: str | None = None) -> PdfInfo:
        request = {"do": "inspect", "flat": pool is self._text}
        if password is not None:
            request["password"] = password
        if self._past.is_hopeless(source.key, "inspect", 0):
            return PdfInfo(0, (), problems.SLOW_FILE)
        try:
            head, blobs = self._ask(pool, request, source, self._limits.open_seconds)
            info = answers.info(head, blobs)
        except LateError:
            self._past.note_late(source.key, "inspect", 0)
            return PdfInfo(0, (), problems.SLOW_FILE)
        except GoneError:
            return PdfInfo(0, (), problems.CRASHED_FILE)
        if info.locked:
            self._files.passwords.forget(source.key)
        if head.get("forms") is True:
            self._files.note_forms(source.key)
        return info

    def _some(self, source: ByteSource, first: int, last: int, stopped: Event) -> _Batch:
        """The pages that could be read, told of together, so that nobody knows what happened to the next."""
        request = self._files.dressed(
            {"do": "texts", "first": first, "last": last, "together": _TOGETHER}, source
        )
        seconds = min(_SWIFT_SECONDS, self._past.seconds(source.key, self._limits.page_seconds))
        pages: list[PageText] = []
        with (
            suppress(LateError, GoneError),
            self._text.worker(source.key) as worker,
            closing(worker.ask(request, source, seconds)) as said,
        ):
            for head, _ in said:
                if stopped.is_set():
                    break
                if "pages" in head:
                    pages += answers.page_texts(first + len(pages), last, head)
        return pages, ""

    def _batch(self, source: ByteSource, first: int, last: int, stopped: Event) -> _Batch:
        """The pages that could be read, and what happened to the one behind them, if anything did."""
        request = self._files.dressed({"do": "texts", "first": first, "last": last, "together": 1}, source)
        seconds = self._past.seconds(source.key, self._limits.page_seconds)
        pages: list[PageText] = []
        try:
            with (
                self._text.worker(source.key) as worker,
                closing(worker.ask(request, source, seconds)) as said,
            ):
                for head, _ in said:
                    if stopped.is_set():
                        return pages, ""
                    if "pages" in head:
                        pages += answers.page_texts(first + len(pages), last, head)
                    elif "problem" in head:
                        return pages, answers.sentence(head)
        except LateError:
            self._past.note_late(source.key, "texts", first + len(pages))
            again = self._files.can_do_without_forms(source.key)
            return pages, problems.SLOW_FORM if again else problems.SLOW_PAGE
        except GoneError:
            return pages, problems.CRASHED_PAGE
        return pages, "" if len(pages) > last - first else problems.BAD_PAGE

    def _must(
        self, pool: Pool, request: dict[str, Any], source: ByteSource, seconds: float, build: answers.Build[T]
    ) -> T:
        what, page = _KINDS.get(request["do"], request["do"]), request.get("page", 0)
        slow, crashed = _FAILURES.get(request["do"], (problems.SLOW_PAGE, problems.CRASHED_PAGE))
        if self._past.is_hopeless(source.key, what, page):
            raise BadInputError(slow)
        try:
            head, blobs = self._ask(pool, request, source, seconds)
            if "problem" not in head:
                return build(head, blobs)
            said = answers.sentence(head)
        except LateError:
            self._past.note_late(source.key, what, page)
            if self._files.can_do_without_forms(source.key):
                return self._must(pool, request, source, seconds, build)
            raise BadInputError(slow) from None
        except GoneError:
            raise BadInputError(crashed) from None
        raise BadInputError(said)

    def _ask(
        self, pool: Pool, request: dict[str, Any], source: ByteSource, limit: float
    ) -> tuple[dict[str, Any], list[bytes]]:
        return self._files.ask(pool, request, source, self._past.seconds(source.key, limit))
