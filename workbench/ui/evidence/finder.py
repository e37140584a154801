"""Finding words in the open document: the bar asks, a thread searches, the pages light up."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal

from workbench.core.anchor import Passage
from workbench.ui.evidence.background import close_all
from workbench.ui.evidence.findbar import DocumentFindBar
from workbench.ui.evidence.seeking import Found, Seeker, StoredTexts, pattern_of
from workbench.ui.words import filled


class Lit(Protocol):
    """What shows the pages and lights the hits on them."""

    @property
    def page(self) -> int:
        """The page (from 1) that is read."""

    def selected_passage(self) -> Passage | None:
        """What is selected."""

    def look_for(self, pattern: re.Pattern[str] | None) -> None:
        """Light every place of `pattern` that is seen; None: none."""

    def show_found(self, page: int, number: int) -> None:
        """Go to hit `number` (from 0) of `page`."""

    def take_focus(self) -> None:
        """Take the keys."""


class Finder(QObject):
    """Ties a find bar to what shows a document. All hits are lit; stepping goes round the ends."""

    _arrived = Signal()

    def __init__(self, bar: DocumentFindBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._view: Lit | None = None
        self._source: StoredTexts | None = None
        self._pages = 0
        self._seeker: Seeker | None = None
        self._seekers: list[Seeker] = []  # the same, for when this is being destroyed
        self._found: list[Found] = []
        self._sums: list[int] = [0]  # hits before each of the found pages, and all
        self._all = True  # everything that is stored has been searched
        self._origin = 1  # the page from which the first hit is looked for
        self._at: tuple[int, int] | None = None  # the current hit: which of the found pages, which on it
        seekers = self._seekers
        self.destroyed.connect(lambda: close_all(seekers))
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        bar.wanted.connect(self._search)
        bar.stepped.connect(self.step)
        bar.closed.connect(self.close)

    def set_source(self, source: StoredTexts | None, view: Lit | None = None, pages: int = 0) -> None:
        """Search the `pages` pages of `source`, shown by `view`; None: nothing, and end the thread."""
        if self._seeker is not None:
            self._seeker.close()
            self._seeker = None
            self._seekers.clear()
        self._source, self._view, self._pages = source, view, pages
        self._forget()
        self._bar.hide()

    def open(self) -> None:
        """Show the bar; what is selected within a line is what is looked for."""
        if self._view is None:
            return
        passage = self._view.selected_passage()
        exact = passage.quote.exact if passage and passage.quote else ""
        self._bar.open(exact if len(exact) < 80 and "\n" not in exact else "")

    def close(self) -> None:
        """Put the bar away and light nothing."""
        self._bar.hide()
        self._forget()
        if self._seeker is not None:
            self._seeker.want(None)
        if self._view is not None:
            self._view.look_for(None)
            self._view.take_focus()

    def step(self, by: int) -> None:
        """Go to the next hit (1) or the previous one (-1)."""
        if self._sums[-1] == 0:
            return
        if self._at is None:
            self._show(0 if by > 0 else self._sums[-1] - 1)
        else:
            self._show((self._number() + by) % self._sums[-1])

    @property
    def searched(self) -> bool:
        """True when all that is stored has been searched."""
        return self._all

    def _search(self, words: str) -> None:
        if self._source is None or self._view is None:
            return
        pattern = pattern_of(words)
        self._origin = max(1, self._view.page)
        self._forget()
        self._all = pattern is None
        self._view.look_for(pattern)
        if self._seeker is None and pattern is not None:
            self._seeker = Seeker(self._source, self._pages, self._arrived.emit)
            self._seekers[:] = [self._seeker]
        if self._seeker is not None:
            self._seeker.want(pattern)
        self._tell()

    def _forget(self) -> None:
        self._found, self._sums, self._at, self._all = [], [0], None, True

    def _take(self) -> None:
        if self._seeker is None:
            return
        found, self._all = self._seeker.take()
        self._found += found
        for one in found:
            self._sums.append(self._sums[-1] + one.times)
        if self._at is None and self._found:
            first = bisect_left(self._found, self._origin, key=lambda one: one.page)
            if first < len(self._found):
                self._show(self._sums[first])
            elif self._all:
                self._show(0)
        self._tell()

    def _show(self, number: int) -> None:
        """Show the hit of that number (from 0) in the whole document."""
        page = bisect_left(self._sums, number + 1) - 1
        self._at = page, number - self._sums[page]
        if self._view is not None:
            self._view.show_found(self._found[page].page, self._at[1])
        self._tell()

    def _number(self) -> int:
        return self._sums[self._at[0]] + self._at[1] if self._at else 0

    def _tell(self) -> None:
        total, whole = self._sums[-1], self._bar.locale().toString
        if not self._bar.words.strip():
            said = ""
        elif total:
            words = self.tr("%1 of %2") if self._all else self.tr("%1 of %2 so far")
            said = filled(words, whole(self._number() + 1), whole(total))
        else:
            said = self.tr("Not found") if self._all else self.tr("Searching...")
        self._bar.count.setText(said)
