"""Recording and correcting contacts in the window, and showing them as cards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from workbench.core.claim import Claim
from workbench.core.errors import BadInputError, KnownError
from workbench.core.evidence import Evidence
from workbench.core.verdict import Verdict
from workbench.desk import contacts
from workbench.desk.contacts import Recorded
from workbench.desk.session import Session
from workbench.jobs.progress import Progress
from workbench.jobs.runner import Lane
from workbench.ui.desk import Desk
from workbench.ui.evidence.contactcard import ContactCard
from workbench.ui.evidence.contactform import Filled
from workbench.ui.evidence.overlay import FormOver
from workbench.ui.exhibits import Exhibits
from workbench.ui.jobs import Newest
from workbench.ui.window import MainWindow
from workbench.ui.words import filled


class Contacts(QObject):
    """Keeps the form for a contact; what was typed in it stays until it is recorded."""

    told = Signal(str)  # news for the message bar
    warned = Signal(str)
    evidence_wanted = Signal(str)  # uid: show it in the viewer

    def __init__(
        self, desk: Desk, window: MainWindow, exhibits: Exhibits, selected: Callable[[], list[Claim]]
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._exhibits = exhibits
        self._selected = selected
        self._correcting = ""  # uid of the record that is being corrected
        self._purpose: list[Claim] = []  # what the record that is being written would be cited for
        self._naming = Newest(desk.run)
        self.over = FormOver(window.theme, window.evidence)
        self.form = self.over.form
        self._card = ContactCard(window.theme, window.evidence.plain)
        exhibits.shown.connect(self._on_shown)
        desk.workspace_opened.connect(self._on_workspace)
        self.form.left.connect(self.leave_form)

    def actions(self) -> dict[str, Callable[[], None]]:
        """What it does, by the names of the action table."""
        return {"contact": self.write_contact, "correct_contact": self.correct_contact}

    def connect_guarded(self, safe: Callable[[Callable[..., Any]], Callable[..., None]]) -> None:
        """Connect what may raise a KnownError through `safe`, which shows it."""
        self._window.library.correction_requested.connect(safe(self.correct_contact))
        self.form.recorded.connect(safe(self.keep_contact))
        self._card.pressed.connect(safe(self._card_pressed))

    def write_contact(self) -> None:
        """Show the form for a contact, for the selected claims."""
        claims = self._selected()
        if self._correcting and self.form.started:
            self.over.open()
            return
        self._correcting = ""
        self._purpose = claims
        self._open_form()
        disputed = bool(claims) and all(claim.verdict is Verdict.DISPUTED for claim in claims)
        self.form.begin(claims, contradicts=disputed)

    def correct_contact(self, uid: str = "") -> None:
        """Show the form with a record to be corrected: the named one, the open one, or the selected one."""
        session, opened = self._desk.session, self._exhibits.opened
        chosen = [one for one in self._window.library.selected() if one.is_contact]
        if not uid and opened is not None and opened.is_contact:
            uid = opened.uid
        if not uid and chosen:
            uid = chosen[0].uid
        if not uid:
            raise BadInputError(self.tr("Open the contact first, then correct it."))
        if self.form.started and self._correcting != uid:
            self.over.open()
            raise BadInputError(self.tr("A record is being written; record it or empty it first."))
        if newer := _newer(session, uid):
            self.evidence_wanted.emit(newer.uid)
            raise BadInputError(self.tr("This record was corrected already; here is the newer one."))
        evidence = session.evidence(uid=uid)
        self._open_form()
        if self._correcting != uid or not self.form.started:
            self._correcting = uid
            record = contacts.read_contact(session, evidence)
            self.form.correct(record, evidence.source)

    def keep_contact(self, filled_in: Filled) -> None:
        """Record what was filled in, on a thread; what was typed stays until it is kept."""
        correcting, claims = self._correcting, self._purpose if filled_in.cite else []

        def keep(session: Session, _: Progress) -> Recorded | KnownError:
            try:
                if correcting:
                    old = session.evidence(uid=correcting)
                    return contacts.correct(session, old, filled_in.contact, filled_in.source)
                made = filled_in.contact, claims, filled_in.stance, filled_in.source
                return contacts.record(session, *made)
            except KnownError as error:
                return error

        self.form.setEnabled(False)
        self._desk.run(self.tr("Recording the contact"), keep, self._kept, lane=Lane.SOON)

    def _kept(self, outcome: Recorded | KnownError) -> None:
        self.form.setEnabled(True)
        if isinstance(outcome, KnownError):
            self.form.who.setFocus()
            self.warned.emit(str(outcome))
            return
        self._correcting, self._purpose = "", []
        self.over.hide()
        self.form.clear()
        self.evidence_wanted.emit(outcome.evidence.uid)
        self._window.panel.focus_list()  # the verdict comes next
        self.told.emit(filled(self.tr("Recorded: %1"), outcome.evidence.name))

    def _open_form(self) -> None:
        self._window.show_evidence(True)
        self.over.open()
        QTimer.singleShot(0, self._window.source.view.bring_current)  # the text has less room now
        self._naming.run("", lambda session, _: contacts.people(session), self.form.who.complete_from)

    def settle(self) -> bool:
        """True unless a contact is written but not recorded; then its form is shown."""
        if self.form.started and (self.over.isVisible() or not self._correcting):
            self._open_form()
            self.form.said.setFocus()
            return False
        return True

    def leave_form(self) -> None:
        """Put the form away; what was typed in it stays."""
        self.over.hide()
        if self._correcting:
            self._correcting = ""
            self.form.clear()
        if self._exhibits.opened is None:
            self._window.show_evidence(False)
        self._window.panel.focus_list()

    def _on_shown(self) -> None:
        """The viewer shows something: a contact is set as a card. Nobody is interrupted who is typing."""
        typing = QApplication.focusWidget()
        if typing is None or not self.over.isAncestorOf(typing):
            self.over.hide()
        opened = self._exhibits.opened
        is_contact = opened is not None and opened.is_contact
        self._card.set_on(is_contact)
        if opened is not None and is_contact:
            self._card.offer(corrected=_newer(self._desk.session, opened.uid) is not None)

    def _card_pressed(self) -> None:
        opened = self._exhibits.opened
        if opened is not None:
            newer = _newer(self._desk.session, opened.uid)
            if newer is None:
                self.correct_contact(opened.uid)
            else:
                self.evidence_wanted.emit(newer.uid)

    def _on_workspace(self) -> None:
        """What was typed stays; what it was to correct or to be cited for is not here."""
        if self._correcting:
            self.form.clear()
        self._correcting, self._purpose = "", []
        self.over.hide()


def _newer(session: Session, uid: str) -> Evidence | None:
    """The record that has taken the place of the one with this uid."""
    return next((one for one in session.evidence_list() if one.replaces == uid), None)
