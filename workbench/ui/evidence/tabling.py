"""Reading tables in the viewer: the reader draws a box, a thread reads it, the grid appears."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from workbench.core.anchor import Rect
from workbench.core.errors import BadInputError
from workbench.core.evidence import Evidence
from workbench.desk.session import Session
from workbench.desk.tables import TablePage, read_table
from workbench.ui.desk import Desk
from workbench.ui.evidence.pane import EvidencePane
from workbench.ui.jobs import Newest
from workbench.ui.words import filled


class Tabling(QObject):
    """Has the tables read that are drawn a box round in `pane`, whose evidence `opened` names."""

    told = Signal(str)  # news for the message bar

    def __init__(self, desk: Desk, pane: EvidencePane, opened: Callable[[], Evidence | None]) -> None:
        super().__init__(pane)
        self._pane = pane
        self._opened = opened
        self._reading = Newest(desk.run)
        pane.table.box_drawn.connect(self._read)
        pane.table.left.connect(self._reading.drop)

    def actions(self) -> dict[str, Callable[[], None]]:
        """What it does, by the names of the action table."""
        return {"read_table": self.begin}

    def begin(self) -> None:
        """Wait for a box round a table."""
        if not self._pane.begin_table():
            raise BadInputError(self.tr("Open a PDF first; tables are read from its pages."))

    def _read(self, page: int, rect: Rect) -> None:
        evidence = self._opened()
        if evidence is None:
            return

        def show(found: TablePage | str) -> None:
            if isinstance(found, str):
                self._pane.table.show_failure()
                self.told.emit(found)
            else:
                self._pane.table.show_table(found)

        title = filled(self.tr("Reading a table of %1"), evidence.name)
        self._reading.run(title, lambda session, _: _table(session, evidence, page, rect), show)


def _table(session: Session, evidence: Evidence, page: int, rect: Rect) -> TablePage | str:
    """The table in the box, or a sentence on why there is none."""
    try:
        return read_table(session, evidence, page, rect)
    except BadInputError as error:
        return str(error)
