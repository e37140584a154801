"""Reads PDFs for the rest of the program, whatever is in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from workbench.core.anchor import Rect
from workbench.core.errors import BadInputError, CancelledError
from workbench.core.evidence import ByteSource, PageText, Table
from workbench.evidence import answers, problems
from workbench.evidence.pages import Limits, PageCharacters, PdfInfo, Tile
from workbench.evidence.pool import Pool
from workbench.evidence.process import GoneError, LateError

T = TypeVar("T")

_FIRST_BATCH: Final = 4  # pages; soon there is something to search
_BATCH: Final = 64  # pages; after so many another thread may have the worker


class PdfReader:
    """Reads text, boxes, pixels and tables of PDFs in worker processes that it owns.

    Safe from any thread; each call blocks its own. One kind of worker reads text and tables, another draws
    and serves what the reader waits for, so a long import does not hold up the page on the screen. They start
    when first needed. Raises BadInputError as each method says, and what the source's `read_at` raises; once
    it is closed, every call raises CancelledError, for nothing is known of the file then. What a worker says
    may have been made up by the file: it is an answer only in the shape that was asked for.
    """

    def __init__(self, *, text_workers: int = 1, draw_workers: int = 2, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
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

    def inspect(self, source: ByteSource, *, to_read: bool = False) -> PdfInfo:
        """The pages of the file and their sizes; if it cannot be read, 0 pages and a sentence on why.

        `to_read`: all its text is going to be read next, so the worker for that opens the file.
        """
        return self._inspect(self._text if to_read else self._draw, source)

    def page_texts(
        self, source: ByteSource, first: int = 1, info: PdfInfo | None = None
    ) -> Iterator[PageText]:
        """The text of each page from `first` on, in order, as soon as it is read.

        `info`: what inspect() says, when it is known. Nothing comes of a file that inspect() says cannot be
        read. A page that hangs or kills its worker comes
        with a `problem` and no text, and reading goes on behind it with another worker; after
        `Limits.patience` such pages the rest of the file comes unread, each page with that as its problem.
        """
        info = info or self._inspect(self._text, source)  # where the file is going to be open
        number, strikes, retried, size = max(1, first), 0, 0, _FIRST_BATCH
        while number <= info.pages:
            if strikes >= self._limits.patience:
                yield from (
                    PageText(n, *info.sizes[n - 1], "", problems.LEFT_OUT)
                    for n in range(number, info.pages + 1)
                )
                return
            batch, failure = self._batch(source, number, min(number + size - 1, info.pages))
            size = min(2 * size, _BATCH)
            for page in batch:
                width, height = info.sizes[page.page - 1]
                yield page if page.width else replace(page, width=width, height=height)
            number += len(batch)
            if failure == problems.CRASHED_PAGE and retried != number:
                retried = number  # perhaps the worker was killed from outside
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

    def tables(self, source: ByteSource, page: int, rect: Rect | None = None) -> list[Table]:
        """The tables found on `page`, or within its `rect` (far more reliable), as rows of cells.

        Raises BadInputError when the page cannot be read.
        """
        request = {"do": "tables", "page": page, "rect": rect}
        return self._must(self._text, request, source, self._limits.table_seconds, answers.tables)

    def _inspect(self, pool: Pool, source: ByteSource) -> PdfInfo:
        try:
            head, blobs = self._one(
                pool, {"do": "inspect", "flat": pool is self._text}, source, self._limits.open_seconds
            )
            return answers.info(head, blobs)
        except LateError:
            return PdfInfo(0, (), problems.SLOW_FILE)
        except GoneError:
            return PdfInfo(0, (), problems.CRASHED_FILE)

    def _batch(self, source: ByteSource, first: int, last: int) -> tuple[list[PageText], str]:
        """The pages that could be read, and what happened to the one behind them, if anything did."""
        request = {"do": "texts", "first": first, "last": last}
        pages: list[PageText] = []
        try:
            with (
                self._text.worker(source.key) as worker,
                closing(worker.ask(request, source, self._limits.page_seconds)) as said,
            ):
                for head, _ in said:
                    if "page" in head:
                        pages.append(answers.page_text(first + len(pages), last, head))
                    elif "problem" in head:
                        return pages, str(head["problem"])
        except LateError:
            return pages, problems.SLOW_PAGE
        except GoneError:
            return pages, problems.CRASHED_PAGE
        return pages, ""

    def _must(
        self, pool: Pool, request: dict[str, Any], source: ByteSource, seconds: float, build: answers.Build[T]
    ) -> T:
        try:
            head, blobs = self._one(pool, request, source, seconds)
            if "problem" not in head:
                return build(head, blobs)
        except LateError:
            raise BadInputError(problems.SLOW_PAGE) from None
        except GoneError:
            raise BadInputError(problems.CRASHED_PAGE) from None
        raise BadInputError(str(head["problem"]))

    @staticmethod
    def _one(
        pool: Pool, request: dict[str, Any], source: ByteSource, seconds: float
    ) -> tuple[dict[str, Any], list[bytes]]:
        with pool.worker(source.key) as worker:
            used = worker.pid is not None
            try:
                *_, answer = worker.ask(request, source, seconds)
            except GoneError:
                if not used or pool.closed:
                    raise
                *_, answer = worker.ask(request, source, seconds)  # it may have been killed while it was idle
            return answer
