"""PDF pages as the evidence viewer wants them: their sizes at once, everything else on demand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from workbench.core.anchor import Rect
from workbench.core.errors import BadInputError, CancelledError, WorkspaceError
from workbench.core.evidence import Evidence
from workbench.desk.characters import page_characters
from workbench.desk.recognising import confidences
from workbench.desk.session import Session
from workbench.evidence.pages import OutlineEntry, PageCharacters, Tile


class PdfPages:
    """The pages of one PDF; every call blocks its thread and may raise KnownError."""

    def __init__(self, session: Session, evidence: Evidence) -> None:
        self._reader = session.reader
        self._source = session.bytes_of(evidence)
        self._session, self._evidence = session, evidence
        info = self._info = self._reader.inspect(self._source)
        self.sizes = info.sizes  # PDF points of every page as displayed
        self.problem = info.problem  # one sentence, or empty; with pages: what is not shown as it is
        self.locked = info.locked  # it needs a password (desk.unlocking), or another one
        self.labels = self._labels()  # what each page is called ("" is its number); empty when all are

    def tile(self, page: int, scale: float, x: int, y: int, width: int, height: int) -> Tile:
        """Pixels of a rectangle (in scaled pixels) of a page (from 1), at `scale` pixels a point."""
        with _closed_is_known():
            return self._reader.tile(self._source, page, scale, x, y, width, height)

    def picture(self, page: int, rect: Rect, scale: float) -> bytes:
        """A PNG of `rect` (PDF points) of a page (from 1) at `scale` pixels a point."""
        with _closed_is_known():
            return self._reader.picture(self._source, page, rect, scale)

    def characters(self, page: int) -> PageCharacters:
        """The text of a page with a rectangle for each code point."""
        with _closed_is_known():
            return page_characters(self._session, self._evidence, page)

    def recognised(self) -> dict[int, float]:
        """The confidence (0 to 1) of each page whose text an OCR engine read."""
        return confidences(self._session, self._evidence)

    def stored(self, first: int, most: int) -> list[tuple[int, str]]:
        """Number and text of up to `most` pages from `first` on whose text has been read, in order."""
        return self._session.texts_from(self._evidence, first, most)

    def outline(self) -> tuple[OutlineEntry, ...]:
        """The document's table of contents: title, page (0: none), level from 0."""
        with _closed_is_known():
            return self._reader.outline(self._source, self._info) if self.sizes else ()

    def _labels(self) -> tuple[str, ...]:
        try:
            return self._reader.labels(self._source, self._info) if self.sizes else ()
        except BadInputError:
            return ()  # the pages have their numbers


@contextmanager
def _closed_is_known() -> Iterator[None]:
    """A viewer may ask once more for a page whose workspace has just been closed: nobody cancelled that."""
    try:
        yield
    except CancelledError:
        raise WorkspaceError("The workspace was closed; open it again to see this page.") from None
