"""PDF pages as the evidence viewer wants them: their sizes at once, everything else on demand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from workbench.core.errors import CancelledError, WorkspaceError
from workbench.core.evidence import Evidence
from workbench.desk.session import Session
from workbench.evidence.pages import PageCharacters, Tile


class PdfPages:
    """The pages of one PDF; every call blocks its thread and may raise KnownError."""

    def __init__(self, session: Session, evidence: Evidence) -> None:
        self._reader = session.reader
        self._source = session.bytes_of(evidence)
        info = self._reader.inspect(self._source)
        self.sizes = info.sizes  # PDF points of every page as displayed
        self.problem = info.problem  # one sentence, or empty

    def tile(self, page: int, scale: float, x: int, y: int, width: int, height: int) -> Tile:
        """Pixels of a rectangle (in scaled pixels) of a page (from 1), at `scale` pixels a point."""
        with _closed_is_known():
            return self._reader.tile(self._source, page, scale, x, y, width, height)

    def characters(self, page: int) -> PageCharacters:
        """The text of a page with a rectangle for each code point."""
        with _closed_is_known():
            return self._reader.characters(self._source, page)


@contextmanager
def _closed_is_known() -> Iterator[None]:
    """A viewer may ask once more for a page whose workspace has just been closed: nobody cancelled that."""
    try:
        yield
    except CancelledError:
        raise WorkspaceError("The workspace was closed; open it again to see this page.") from None
