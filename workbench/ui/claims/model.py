"""The rows of the claims list: all claims of one article, seen through a filter."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from workbench.core.claim import Claim
from workbench.core.verdict import Tally, Verdict
from workbench.ui.claims.filter import Filter, fold
from workbench.ui.claims.words import verdict_word

CLAIM_ROLE: Final = Qt.ItemDataRole.UserRole
SHORT_ROLE: Final = Qt.ItemDataRole.UserRole + 1  # verified, but with fewer sources than the house rule asks
_ROOT: Final = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_SLICE: Final = 300  # claims; a few milliseconds
_MANY_RUNS: Final = 16  # more separate runs than this leave faster by a reset than one by one


class ClaimsModel(QAbstractListModel):
    """Claims in text order behind a filter; a row never leaves while the reviewer is on it.

    A claim that no longer matches the filter (it has just been marked) keeps its row until `sweep()` or the
    next `set_filter()`; the panel sweeps when the current claim moves on, so marking moves no row under
    the user's eyes. The current claim has a row, matching or not, once `set_current()` names it. A claim
    that comes to match (undo) gets its row at once.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._claims: list[Claim] = []
        self._place: dict[str, int] = {}  # uid -> position among all claims
        self._folded: list[str] = []  # beside _claims, filled from the front
        self._folder = QTimer(self)
        self._folder.timeout.connect(lambda: self._fold(len(self._folded) + _SLICE))
        self._filter = Filter()
        self._needle = ""
        self._shown: list[int] = []  # positions that have a row, ascending
        self._leaving: set[int] = set()  # positions with a row that do not match
        self._current: int | None = None
        self._counts: Counter[Verdict] = Counter()
        self._met: frozenset[str] | None = None

    # --- content ------------------------------------------------------------------------------------------

    def set_claims(self, rows: Sequence[Claim]) -> None:
        """Show `rows` (in text order) under the filter in force; the current claim is forgotten."""
        self.beginResetModel()
        self._claims = list(rows)
        self._place = {claim.uid: position for position, claim in enumerate(rows)}
        self._folded = []
        self._folder.start(0)
        self._counts = Counter(claim.verdict for claim in rows)
        self._current = None
        self._collect()
        self.endResetModel()

    def update_claims(self, rows: Iterable[Claim]) -> None:
        """Replace claims by uid and announce exactly the rows that changed; unknown uids are skipped."""
        changed: list[int] = []
        for claim in rows:
            position = self._place.get(claim.uid)
            if position is None or self._claims[position] == claim:
                continue
            before, self._claims[position] = self._claims[position], claim
            self._counts[before.verdict] -= 1
            self._counts[claim.verdict] += 1
            if position < len(self._folded) and claim.text != before.text:
                self._folded[position] = fold(claim.text)
            changed.append(position)
        changed.sort()
        stayed = [position for position in changed if self._is_shown(position)]
        self._leaving.difference_update(changed)
        self._leaving.update(position for position in stayed if not self._matches(position))
        hidden = [position for position in changed if not self._is_shown(position)]
        self._admit([position for position in hidden if self._matches(position)])
        for first, last in _runs([self._row(position) for position in stayed]):
            self.dataChanged.emit(self.index(first), self.index(last))

    def set_filter(self, wanted: Filter) -> None:
        """Show what matches `wanted` and nothing else, not even the current claim."""
        self.beginResetModel()
        self._filter = wanted
        self._needle = fold(wanted.text)
        self._collect()
        self.endResetModel()

    def set_met(self, met: frozenset[str] | None) -> None:
        """The claims (uid) that meet the house rule; None: nothing is known, or nothing asked."""
        if met != self._met:
            self._met = met
            if self._shown:
                self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1), [SHORT_ROLE])

    def is_short(self, claim: Claim) -> bool:
        """True when a claim is verified on fewer sources than the house rule asks for."""
        return self._met is not None and claim.verdict is Verdict.VERIFIED and claim.uid not in self._met

    def set_current(self, uid: str | None) -> None:
        """Give the claim a row if it has none. Rows left behind go at the next `sweep()`."""
        self._current = None if uid is None else self._place.get(uid)
        if self._current is not None and not self._is_shown(self._current):
            self._leaving.add(self._current)
            self._admit([self._current])

    def sweep(self) -> None:
        """Take out the rows that do not match the filter, save the current claim's."""
        rows = [self._row(position) for position in sorted(self._leaving) if position != self._current]
        self._leaving = {self._current} & self._leaving if self._current is not None else set()
        runs = list(_runs(rows))
        if len(runs) > _MANY_RUNS:
            gone = set(rows)
            self.beginResetModel()
            self._shown = [position for row, position in enumerate(self._shown) if row not in gone]
            self.endResetModel()
            return
        for first, last in reversed(runs):
            self.beginRemoveRows(_ROOT, first, last)
            del self._shown[first : last + 1]
            self.endRemoveRows()

    # --- questions ----------------------------------------------------------------------------------------

    @property
    def filter(self) -> Filter:
        """The filter in force."""
        return self._filter

    @property
    def tally(self) -> Tally:
        """How all claims stand, whatever the filter."""
        return Tally(**{verdict.name.lower(): number for verdict, number in self._counts.items()})

    def claim(self, uid: str) -> Claim | None:
        """The claim with that uid, shown or not."""
        position = self._place.get(uid)
        return None if position is None else self._claims[position]

    def uid(self, row: int) -> str:
        """The uid of the claim in `row`."""
        return self._claims[self._shown[row]].uid

    def index_of(self, uid: str) -> QModelIndex:
        """Where the claim stands in the list; an invalid index when it is hidden or unknown."""
        position = self._place.get(uid)
        if position is None or not self._is_shown(position):
            return QModelIndex()
        return self.index(self._row(position))

    def next_open(self, uid: str | None) -> str | None:
        """The next unreviewed claim that the filter admits, in text order; after the last comes the first.

        None when there is none (a filter on another verdict admits none). `uid` itself is the last choice;
        with None the search begins at the top.
        """
        return self._seek(uid, 1, Verdict.UNREVIEWED)

    def previous_open(self, uid: str | None) -> str | None:
        """As `next_open`, upwards; before the first comes the last."""
        return self._seek(uid, -1, Verdict.UNREVIEWED)

    def next_to_decide(self, uid: str | None) -> str | None:
        """Where a verdict leads: the next open claim or, under a filter on a verdict, the next with it."""
        return self._seek(uid, 1, self._filter.verdict or Verdict.UNREVIEWED)

    def next_claim(self, uid: str | None) -> str | None:
        """The claim in the row below, even when `uid` itself has no row; None at the end."""
        position = -1 if uid is None else self._place.get(uid, -1)
        row = bisect_left(self._shown, position + 1)
        return self.uid(row) if row < len(self._shown) else None

    def previous_claim(self, uid: str | None) -> str | None:
        """The claim in the row above, even when `uid` itself has no row; None at the top."""
        position = len(self._claims) if uid is None else self._place.get(uid, len(self._claims))
        row = bisect_left(self._shown, position) - 1
        return self.uid(row) if row >= 0 else None

    def nearest(self, uid: str | None) -> str | None:
        """`uid` if it has a row, else the next claim that has one, else the last; None in an empty list."""
        position = 0 if uid is None else self._place.get(uid, 0)
        row = min(bisect_left(self._shown, position), len(self._shown) - 1)
        return self.uid(row) if row >= 0 else None

    # --- Qt -----------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Rows under the filter."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The Claim itself under CLAIM_ROLE, and one sentence for eyes and ears under the text roles."""
        row = index.row()
        if not 0 <= row < len(self._shown):
            return None
        claim = self._claims[self._shown[row]]
        if role == CLAIM_ROLE:
            return claim
        if role == SHORT_ROLE:
            return self.is_short(claim)
        return self._words(claim, role)

    def _words(self, claim: Claim, role: int) -> str | None:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            said = self.tr("Claim {number}, {verdict}: {text}")
            return said.format(number=claim.number, verdict=verdict_word(claim.verdict), text=claim.text)
        short = self.is_short(claim)
        if role == Qt.ItemDataRole.ToolTipRole and short:
            return self.tr("Short of the house rule")
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and (claim.citations or claim.note or short):
            note = self.tr("with a note") if claim.note else self.tr("no note")
            said = self.tr("Citations: {number}, {note}").format(number=claim.citations, note=note)
            return f"{said}, {self.tr('short of the house rule')}" if short else said
        return None

    # --- inside -------------------------------------------------------------------------------------------

    def _row(self, position: int) -> int:
        return bisect_left(self._shown, position)

    def _is_shown(self, position: int) -> bool:
        row = self._row(position)
        return row < len(self._shown) and self._shown[row] == position

    def _collect(self) -> None:
        self._leaving.clear()
        self._shown = [position for position in range(len(self._claims)) if self._matches(position)]

    def _matches(self, position: int) -> bool:
        wanted = self._filter.verdict
        return (wanted is None or self._claims[position].verdict is wanted) and self._has_text(position)

    def _has_text(self, position: int) -> bool:
        if not self._needle:
            return True
        self._fold(len(self._claims))
        return self._needle in self._folded[position] or self._needle == str(self._claims[position].number)

    def _fold(self, end: int) -> None:
        """Have the texts ready up to `end`: in idle slices, so that the first letter typed need not wait."""
        if len(self._folded) < end:
            self._folded += [fold(claim.text) for claim in self._claims[len(self._folded) : end]]
        if len(self._folded) >= len(self._claims):
            self._folder.stop()

    def _admit(self, positions: Sequence[int]) -> None:
        if len(positions) > _MANY_RUNS:
            self.beginResetModel()
            self._shown = sorted([*self._shown, *positions])
            self.endResetModel()
            return
        for position in positions:
            row = self._row(position)
            self.beginInsertRows(_ROOT, row, row)
            self._shown.insert(row, position)
            self.endInsertRows()

    def _seek(self, uid: str | None, step: int, verdict: Verdict) -> str | None:
        if self._filter.verdict not in (None, verdict):
            return None
        count = len(self._claims)
        outside = -1 if step > 0 else count
        start = outside if uid is None else self._place.get(uid, outside)
        for distance in range(1, count + 1):
            position = (start + step * distance) % count
            if self._claims[position].verdict is verdict and self._has_text(position):
                return self._claims[position].uid
        return None


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each unbroken run in ascending `rows`."""
    first = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or rows[at] != rows[at - 1] + 1:
            yield rows[first], rows[at - 1]
            first = at
