"""Where evidence comes from, and the house rule, in the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.core.claim import Claim
from workbench.core.errors import BadInputError, KnownError, NotFoundError
from workbench.core.evidence import Evidence
from workbench.core.house import HouseRule, Sourcing
from workbench.core.verdict import Verdict
from workbench.desk import describing, sourcing
from workbench.desk.session import Session
from workbench.text.metadata import Proposal
from workbench.ui.claims.sourcing import lack_words
from workbench.ui.desk import Desk
from workbench.ui.exhibits import Exhibits
from workbench.ui.jobs import Newest
from workbench.ui.window import MainWindow
from workbench.ui.words import filled

_CALM_MS: Final = 150  # after the last change of evidence: an import changes it all the time
_FEW: Final = 20  # claims whose sources are counted at once


class _Counted(NamedTuple):
    """The rule, the sources of each claim (uid) that has any, and the claims that meet the rule."""

    rule: HouseRule
    has: dict[str, Sourcing]


class Sources(QObject):
    """Keeps the details panel and the hints of the house rule; the desk writes."""

    told = Signal(str)  # news for the message bar
    claim_wanted = Signal(str)  # uid: go to it

    def __init__(
        self, desk: Desk, window: MainWindow, exhibits: Exhibits, selected: Callable[[], list[Claim]]
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._exhibits = exhibits
        self._selected = selected
        self._counted = _Counted(HouseRule(), {})
        self._complete = False  # the sources of all claims are known
        self._verified: set[str] = set()  # claims that have been seen verified
        self._counting = Newest(desk.run)
        self._proposing = Newest(desk.run)
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self._refresh)
        self._connect()

    def actions(self) -> dict[str, Callable[[], None]]:
        """What it does, by the names of the action table."""
        return {
            "source_details": self.show_details,
            "house_rule": self.change_rule,
            "next_short": self.go_to_short,
        }

    # where evidence comes from

    def show_details(self, uids: Sequence[str] = (), field: str = "") -> None:
        """Show the details of the named evidence, else of what is open or selected, to be typed into."""
        library, viewer = self._window.library, self._window.evidence
        opened = self._exhibits.opened
        in_list = library.list.hasFocus() and library.selected()
        if not uids and opened is not None and viewer.isVisible() and not in_list:
            uids = [opened.uid]
        if not uids:
            uids = [one.uid for one in library.selected()]
        if not uids:
            raise BadInputError(self.tr("Choose evidence in the list first, then press I or F2."))
        self._window.show_details(True)
        library.select(uids)
        self._show([self._desk.session.evidence(uid=uid) for uid in uids])
        library.details.focus_first(field)

    def _show_selected(self) -> None:
        self.show_details([one.uid for one in self._window.library.selected()])

    def hide_details(self) -> None:
        """Put the details away."""
        self._window.library.details.flush()
        self._window.show_details(False)
        self._window.panel.focus_list()

    def describe(self, seen: Sequence[Evidence], said: Mapping[str, Any]) -> None:
        """Keep what was said of evidence, as one change."""
        describing.describe(self._desk.session, seen, said)

    def grade_sources(self) -> None:
        """Show the details of the current claim's sources that have no grade yet."""
        claims = self._selected()
        if claims:
            missing = sourcing.ungraded(self._desk.session, claims[0].uid)
            if missing:
                self.show_details([one.uid for one in missing], "grade")

    def _show(self, evidence: Sequence[Evidence]) -> None:
        details = self._window.library.details
        details.show_evidence(evidence)
        alone = evidence[0] if len(evidence) == 1 else None
        self._proposing.run("", lambda session, _: _offered(session, alone), self._offer)

    def _offer(self, offered: tuple[list[str], Proposal]) -> None:
        details = self._window.library.details
        details.complete_origins(offered[0])
        details.propose(offered[1])

    def _on_shown(self) -> None:
        """While they are in sight, the details are those of what the viewer shows."""
        opened = self._exhibits.opened
        if opened is not None and self._window.library.details.isVisible():
            self._window.library.select([opened.uid])

    def _follow_selection(self) -> None:
        library = self._window.library
        chosen = library.selected()
        if library.details.isVisible() and chosen:
            shown = [one.uid for one in library.details.shown]
            if [one.uid for one in chosen] != shown:
                self._show(chosen)

    # the house rule

    def change_rule(self) -> None:
        """Show the rule, to be changed."""
        self._window.panel.house_rule.open(sourcing.house_rule(self._desk.session))

    def set_rule(self, rule: HouseRule) -> None:
        """Put a rule in force."""
        if sourcing.set_house_rule(self._desk.session, rule):
            self.told.emit(self.tr("The house rule is changed. Ctrl+Z takes it back."))

    def go_to_short(self) -> None:
        """Go to the next verified claim that is short of the rule; after the last comes the first."""
        claims = self._desk.claims
        here = self._selected()
        at = next((n for n, claim in enumerate(claims) if here and claim.uid == here[0].uid), -1)
        for claim in [*claims[at + 1 :], *claims[: at + 1]]:
            if self._is_short(claim):
                self.claim_wanted.emit(claim.uid)
                return
        self.told.emit(self.tr("No verified claim is short of the house rule."))

    def _is_short(self, claim: Claim) -> bool:
        has = self._counted.has.get(claim.uid, sourcing.NOTHING)
        return claim.verdict is Verdict.VERIFIED and not has.meets(self._counted.rule)

    def _refresh(self) -> None:
        """Count the sources of all claims anew, on a thread, and show the details as they are now."""
        if not self._desk.is_open:
            return
        self._refresh_details()
        article = self._desk.article
        if article is None:
            self._take(_Counted(HouseRule(), {}))
            return
        self._counting.run("", lambda session, _: _count(session, article.id), self._take)

    def _refresh_details(self) -> None:
        details = self._window.library.details
        if not details.isVisible():
            return
        now = []
        for one in details.shown:
            try:
                now.append(self._desk.session.evidence(uid=one.uid))
            except NotFoundError:  # removed meanwhile
                continue
        details.show_evidence(now)

    def _take(self, counted: _Counted) -> None:
        self._counted = counted
        self._complete = True
        self._show_hints()

    def _show_hints(self) -> None:
        rule, has = self._counted
        asks = bool(rule.primary or rule.secondary)
        met = frozenset(uid for uid, some in has.items() if some.meets(rule))
        self._window.panel.model.set_met(met if asks and self._complete else None)
        self._hint()

    def _hint(self, *_: object) -> None:
        claims = self._selected()
        asked = len(claims) == 1 and claims[0].verdict is not Verdict.NOT_A_CLAIM
        has = self._counted.has.get(claims[0].uid, sourcing.NOTHING) if asked else None
        self._window.panel.sourcing.show_sourcing(has, self._counted.rule)

    def _on_article(self) -> None:
        self._verified = {claim.uid for claim in self._desk.claims if claim.verdict is Verdict.VERIFIED}
        self._counted = _Counted(self._counted.rule, {})
        self._complete = False
        self._window.panel.model.set_met(None)  # until it has been counted
        self._calm.start(0)

    def _on_claims(self, claims: list[Claim]) -> None:
        verified = {claim.uid for claim in claims if claim.verdict is Verdict.VERIFIED}
        fresh = [claim for claim in claims if claim.uid in verified - self._verified]
        self._verified = (self._verified - {claim.uid for claim in claims}) | verified
        article = self._desk.article
        if article is None:
            return
        if len(claims) > _FEW:
            self._calm.start()
        else:
            uids = [claim.uid for claim in claims]
            now = sourcing.sourcing_of(self._desk.session, article.id, uids)
            kept = {uid: has for uid, has in self._counted.has.items() if uid not in uids}
            self._counted = _Counted(self._counted.rule, kept | now)
            self._show_hints()
        self._tell_short([claim for claim in fresh if self._is_short(claim)])

    def _tell_short(self, claims: Sequence[Claim]) -> None:
        if len(claims) == 1:
            has = self._counted.has.get(claims[0].uid, sourcing.NOTHING)
            lack = sourcing.lacking(has, self._counted.rule)
            if lack is not None:
                said = self.tr("Claim %1 is verified. The house rule still asks for %2.")
                self.told.emit(filled(said, claims[0].number, lack_words(lack, has)))
        elif claims:
            said = self.tr("Of the claims just verified, %1 are short of the house rule.")
            self.told.emit(filled(said, len(claims)))

    def _connect(self) -> None:
        desk, window = self._desk, self._window
        desk.about_to_change.connect(window.library.details.flush)
        desk.article_opened.connect(self._on_article)
        desk.respanned.connect(self._on_article)
        desk.evidence_changed.connect(self._calm.start)
        desk.claims_changed.connect(self._on_claims)
        desk.workspace_opened.connect(self._on_workspace)
        window.panel.current_changed.connect(self._hint)
        window.panel.selection_changed.connect(self._hint)
        window.library.selection_changed.connect(self._follow_selection)
        window.library.details.left.connect(window.panel.focus_list)
        window.library.details.closed.connect(self.hide_details)
        self._exhibits.shown.connect(self._on_shown)

    def connect_guarded(self, safe: Callable[[Callable[..., Any]], Callable[..., None]]) -> None:
        """Connect what may raise a KnownError through `safe`, which shows it."""
        library, panel = self._window.library, self._window.panel
        library.details.described.connect(safe(self.describe))
        library.details_requested.connect(safe(self._show_selected))
        panel.sourcing.grading_requested.connect(safe(self.grade_sources))
        panel.house_rule.chosen.connect(safe(self.set_rule))

    def _on_workspace(self) -> None:
        self._window.library.details.show_evidence(())
        self._window.library.details.hide()


def _count(session: Session, article_id: int) -> _Counted:
    return _Counted(sourcing.house_rule(session), sourcing.sourcing_of(session, article_id))


def _offered(session: Session, alone: Evidence | None) -> tuple[list[str], Proposal]:
    """The origins in use, and what one file says of itself."""
    try:
        said = describing.proposed(session, alone) if alone is not None else Proposal()
    except KnownError:  # a file that cannot be read proposes nothing
        said = Proposal()
    return describing.origins(session), said
