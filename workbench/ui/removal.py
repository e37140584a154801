"""Removing evidence: at once where nothing cites it, else after a question that stays in the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from workbench.core.errors import NotFoundError
from workbench.core.evidence import Evidence
from workbench.desk import removing
from workbench.desk.removing import Use
from workbench.jobs.runner import Lane
from workbench.ui.desk import Desk
from workbench.ui.words import filled

_NAMED = 6  # claims that are named; more are counted


class Removal(QObject):
    """Takes evidence out of the workspace as one change; undo brings all of it back.

    `asked` carries a sentence, what the button says, and what it does.
    """

    told = Signal(str)  # news for the message bar
    asked = Signal(str, str, object)
    removed = Signal(str)  # uid

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def remove(self, uid: str) -> None:
        """Remove the evidence of that uid, or ask first when it is cited."""
        evidence = self._desk.session.evidence(uid=uid)
        self._desk.run(
            filled(self.tr("Removing %1"), evidence.name),
            lambda session, _: (removing.uses_of(session, evidence), session.citations(evidence=uid)),
            lambda found: self._ask(evidence, found[0], len(found[1])),
            lane=Lane.SOON,
        )

    def _ask(self, evidence: Evidence, uses: tuple[Use, ...], citations: int) -> None:
        def take_away() -> None:
            self._take_away(evidence, citations)

        if not citations:
            take_away()
            return
        said = self.tr("%1 is cited by %2. Its citations would go with it.")
        label = (
            self.tr("Remove it and its citation") if citations == 1 else self.tr("Remove it and all of them")
        )
        self.asked.emit(filled(said, evidence.name, self._claims(uses, citations)), label, take_away)

    def _take_away(self, evidence: Evidence, citations: int) -> None:
        try:
            removing.remove(self._desk.session, evidence, expected=citations)
        except NotFoundError:
            return  # somebody else was quicker
        self.removed.emit(evidence.uid)
        self.told.emit(filled(self.tr("Removed %1. Ctrl+Z brings it back."), evidence.name))

    def _claims(self, uses: tuple[Use, ...], citations: int) -> str:
        """ "claims 2, 7 of “The Mill”"."""
        if not uses:
            return filled(self.tr("%1 claims of articles that were removed"), citations)
        said = []
        for use in uses:
            named = use.claims[:_NAMED]
            more = len(use.claims) - len(named)
            numbers = ", ".join(map(str, named))
            if more:
                pattern = self.tr("claims %1 and %2 more of “%3”")
                said.append(filled(pattern, numbers, more, use.article))
            else:
                pattern = self.tr("claim %1 of “%2”") if len(named) == 1 else self.tr("claims %1 of “%2”")
                said.append(filled(pattern, numbers, use.article))
        return "; ".join(said)
