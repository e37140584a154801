"""Scanned pages in the window: their text is recognised on request, and marked as such."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.core.errors import BadInputError
from workbench.core.evidence import Evidence
from workbench.desk import recognising
from workbench.desk.session import Session
from workbench.desk.settings import Settings
from workbench.ui.desk import Desk
from workbench.ui.evidence.languages import LanguageChooser
from workbench.ui.evidence.pane import EvidencePane
from workbench.ui.jobs import Newest
from workbench.ui.theme import Theme
from workbench.ui.words import filled

_CALM_MS = 150  # between two looks at what was recognised: a job finishes a page every second


@dataclass(frozen=True, slots=True)
class _Offer:
    """What can be read: pairs of language names and words, those to tick, and the pages without text."""

    there: list[tuple[str, str]]
    ticked: list[str]
    unread: list[int]
    recognised: bool  # the page on the screen was read before


class Scans(QObject):
    """Recognises text of the open evidence as a job; `told` is news for the message bar."""

    told = Signal(str)

    def __init__(
        self,
        desk: Desk,
        pane: EvidencePane,
        theme: Theme,
        settings: Settings,
        opened: Callable[[], Evidence | None],
    ) -> None:
        super().__init__(pane)
        self._desk = desk
        self._pane = pane
        self._settings = settings
        self._opened = opened
        self._asked: Evidence | None = None
        self._asking = Newest(desk.run)
        self._looking = Newest(desk.run)
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self.mark)
        self.chooser = LanguageChooser(theme, pane)
        self.chooser.chosen.connect(self._begin)
        self.chooser.left.connect(lambda: pane.focus_widget().setFocus())
        desk.evidence_changed.connect(self._on_changed)

    def actions(self) -> dict[str, Callable[[], None]]:
        """What it does, by the names of the action table."""
        return {"recognise": self.ask}

    def ask(self) -> None:
        """Ask for the languages on the pages of the open evidence, then recognise their text."""
        evidence = self._opened()
        if evidence is None or not (evidence.is_pdf or evidence.is_image):
            raise BadInputError(self.tr("Open a scanned PDF or a picture first."))
        chosen, page = list(self._settings.ocr_languages), self._pane.page
        self._asking.run(
            "", lambda session, _: _offer(session, evidence, page, chosen), partial(self._show, evidence)
        )

    def mark(self) -> None:
        """Mark which pages of the open evidence were recognised, and how surely."""
        evidence = self._opened()
        if evidence is None or not (evidence.is_pdf or evidence.is_image) or not self._desk.is_open:
            return

        def show(found: dict[int, float]) -> None:
            if self._opened() is evidence:
                self._pane.set_recognised(found)

        self._looking.run("", lambda session, _: recognising.confidences(session, evidence), show)

    def _on_changed(self) -> None:
        if not self._calm.isActive():
            self._calm.start()

    def _show(self, evidence: Evidence, offer: _Offer) -> None:
        page = self._pane.page
        if self._opened() is not evidence:
            return
        readable = offer.recognised or page in offer.unread
        if not offer.unread and not readable:
            self.told.emit(filled(self.tr("%1 has no page that needs recognising."), evidence.name))
            return
        self._asked = evidence
        self.chooser.ask(offer.there, offer.ticked, unread=len(offer.unread), page=page, readable=readable)
        self.chooser.pop_up(self._pane.tools)

    def _begin(self, languages: Sequence[str], one: bool) -> None:
        evidence, page = self._asked, self._pane.page
        if evidence is None:
            return
        self._settings.ocr_languages = list(languages)
        self._settings.save()
        pages = [page] if one else None
        self._desk.run(
            filled(self.tr("Recognising text in %1"), evidence.name),
            lambda session, progress: recognising.recognise(
                session, evidence, pages, languages, progress, force=one
            ),
            partial(self._tell, evidence),
        )

    def _tell(self, evidence: Evidence, done: recognising.Recognised) -> None:
        if done.failures:
            self.told.emit(filled(self.tr("%1: %2"), evidence.name, done.failures[0]))
            return
        sure = sum(page.confidence for page in done.pages) / max(1, len(done.pages))
        if not any(page.words for page in done.pages):
            self.told.emit(filled(self.tr("No words were recognised in %1."), evidence.name))
            return
        said = self.tr(
            "%1: text recognised with %2 % confidence. It can be searched and cited, marked as OCR."
        )
        self.told.emit(filled(said, evidence.name, round(100 * sure)))


def _offer(session: Session, evidence: Evidence, page: int, chosen: Sequence[str]) -> _Offer:
    """Looks at the machine and at the pages; BadInputError when there is nothing to read with."""
    there = recognising.languages_there()
    ticked = [name for name in chosen if name in dict(there)] or recognising.default_languages(session)
    recognised = page in recognising.confidences(session, evidence)
    return _Offer(there, ticked, recognising.unread_pages(session, evidence), recognised)
