"""Moving about in the evidence that is open, and between it and the claims it serves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu

from workbench.core.claim import Claim
from workbench.core.errors import KnownError
from workbench.core.evidence import Evidence
from workbench.desk import embedded
from workbench.desk.session import Session
from workbench.desk.settings import Settings
from workbench.evidence.pages import Embedded
from workbench.jobs.progress import Progress
from workbench.jobs.runner import Lane
from workbench.ui.actions import TABLE, ActionSet, Scope
from workbench.ui.desk import Desk
from workbench.ui.evidence.canvas import Fit
from workbench.ui.exhibits import Exhibits
from workbench.ui.jobs import Newest
from workbench.ui.review import Review
from workbench.ui.window import MainWindow
from workbench.ui.words import filled

_CALM = 120  # milliseconds on a claim before the viewer follows it; passing claims are left alone
_HOVER = 60  # milliseconds on a claim before its passages are lit
_CARD = 480  # logical pixels that a region's picture has at most on its card
_KEEP = Qt.AspectRatioMode.KeepAspectRatio
_WORDS = 60  # characters of a claim in a menu


class Viewing(QObject):
    """What the viewer's own keys do; follows the current claim when it is asked to."""

    told = Signal(str)  # news for the message bar

    def __init__(
        self, desk: Desk, window: MainWindow, settings: Settings, exhibits: Exhibits, review: Review
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._pane = window.evidence
        self._settings = settings
        self._exhibits = exhibits
        self._review = review
        self._hovered = ""
        self._listing = Newest(desk.run)
        self._following = QTimer(self, singleShot=True, interval=_CALM)
        self._hovering = QTimer(self, singleShot=True, interval=_HOVER)
        self._connect()

    def actions(self) -> dict[str, Callable[[], object]]:
        """What it does, by the names of the action table."""
        return {
            "find_in_evidence": self._find,
            "strip": self._toggle_strip,
            "go_back": partial(self._with_canvas, lambda canvas: canvas.go_back()),
            "go_forward": partial(self._with_canvas, lambda canvas: canvas.go_forward()),
            "rotate_right": partial(self._with_canvas, lambda canvas: canvas.rotate(1)),
            "rotate_left": partial(self._with_canvas, lambda canvas: canvas.rotate(-1)),
            "fit_page": partial(self._with_canvas, lambda canvas: canvas.set_fit(Fit.PAGE)),
            "dusk": self._toggle_dusk,
            "region": self._capture,
            "next_passage": partial(self._step_passage, 1),
            "previous_passage": partial(self._step_passage, -1),
            "passage_claims": self._show_claims_here,
            "follow": self._toggle_follow,
        }

    def begin(self, actions: ActionSet) -> None:
        """Take up what the person chose last time, and put the viewer's menu together."""
        by_name = actions.by_name
        groups = (
            ("find_in_evidence", "region"),
            ("go_back", "go_forward", "next_passage", "previous_passage"),
            ("rotate_right", "rotate_left", "dusk"),
            ("strip", "follow", "beside"),
        )
        self._pane.tools.set_actions([[by_name[name] for name in group] for group in groups])
        self._attachments = self._pane.tools.add_menu(self.tr("Attachments"))
        self._attachments.menuAction().setVisible(False)
        self._checks = {name: by_name[name] for name in ("strip", "dusk", "follow")}
        for action in self._checks.values():
            action.setCheckable(True)
        self._pane.show_strip(self._settings.evidence_strip)
        self._set_dusk(not self._settings.bright_pages)
        self._say_choices()

    def lend_keys(self, actions: ActionSet) -> None:
        """Let the window's keys act in the viewer's own window too."""
        apart = self._window.apart
        if apart is None:
            return
        for spec in TABLE:
            action = actions.by_name[spec.name]
            if spec.scope is Scope.WINDOW:
                apart.addAction(action)
            elif spec.scope is Scope.TEXT:
                apart.letters.append(action)
        self._name_window()

    def _connect(self) -> None:
        self._following.timeout.connect(self._follow)
        self._hovering.timeout.connect(self._raise)
        self._review.current_changed.connect(self._on_current)
        self._exhibits.shown.connect(self._on_shown)
        self._pane.pdf.passages_clicked.connect(self._offer_claims)
        self._pane.tools.strip.clicked.connect(self._keep_strip)
        listing = self._window.panel.claims_list
        listing.setMouseTracking(True)
        listing.entered.connect(lambda index: self._hover(self._window.panel.model.uid(index.row())))
        listing.left.connect(partial(self._hover, ""))
        self._window.panel.citations_list.ask_picture = self._read_picture

    # The claim that is looked at

    def _on_current(self) -> None:
        self._raise()
        if self._settings.follow_claim:
            self._following.start()

    def _follow(self) -> None:
        if self._review.current is not None and self._desk.is_open:
            self._exhibits.show_first_citation()

    def _hover(self, uid: str) -> None:
        if uid != self._hovered:
            self._hovered = uid
            self._hovering.start()

    def _raise(self) -> None:
        current = self._review.current
        self._pane.raise_claims([uid for uid in (current.uid if current else "", self._hovered) if uid])

    def _on_shown(self) -> None:
        self._raise()
        self._name_window()
        evidence = self._exhibits.opened
        self._attachments.menuAction().setVisible(False)
        self._listing.drop()
        if evidence is not None and evidence.is_pdf:
            self._listing.run(
                self.tr("Looking for attachments"),
                lambda session, _: _attachments(session, evidence),
                partial(self._list_attachments, evidence),
            )

    def _name_window(self) -> None:
        evidence, apart = self._exhibits.opened, self._window.apart
        if apart is not None:
            name = filled(self.tr("%1 - Evidence"), evidence.name) if evidence else self.tr("Evidence")
            apart.setWindowTitle(name)

    def _read_picture(self, sha256: str) -> None:
        """Show the kept pixels of a region on its citation's card, in a size for it."""
        ratio = self._window.devicePixelRatioF()

        def read(session: Session, _: Progress) -> QImage:
            picture = QImage.fromData(session.picture(sha256) or b"")
            if picture.width() > _CARD * ratio or picture.height() > _CARD * ratio:
                side = round(_CARD * ratio)
                picture = picture.scaled(side, side, _KEEP, Qt.TransformationMode.SmoothTransformation)
            picture.setDevicePixelRatio(ratio)
            return picture

        show = partial(self._window.panel.citations_list.show_picture, sha256)
        self._desk.run("", read, show, lane=Lane.SOON)

    # What is lit

    def _step_passage(self, by: int) -> None:
        passage = self._pane.pdf.step_passage(by) if self._pane.canvas is self._pane.pdf else None
        if passage is None:
            self.told.emit(self.tr("Nothing on these pages is cited yet."))
            return
        claims = [claim for uid in self._pane.pdf.claims_of(passage) if (claim := self._desk.claim(uid))]
        numbers = ", ".join(str(claim.number) for claim in claims)
        if claims:
            said = self.tr("Cited for claim %1. Return goes there.")
            if len(claims) > 1:
                said = self.tr("Cited for claims %1. Return chooses one.")
            self.told.emit(filled(said, numbers))
        else:
            self.told.emit(self.tr("Cited in another article."))

    def _show_claims_here(self) -> None:
        """The claims that the passage serves which the keys have come to."""
        view = self._pane.pdf
        passage = view.walked_to
        if self._pane.canvas is not view or passage is None or not passage.rects:
            return
        uids = view.claims_of(passage)
        claims = [claim for uid in uids if (claim := self._desk.claim(uid))]
        if len(claims) == 1:
            self._go_to(claims[0])
            return
        corner = view.box(passage.page or 1, passage.rects[-1]).bottomLeft().toPoint()
        self._offer_claims(uids, view.viewport().mapToGlobal(corner))

    def _offer_claims(self, uids: Sequence[str], where: QPoint) -> None:
        """A small menu of the claims; choosing one goes there."""
        menu = self.claims_menu(uids)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)
        menu.setActiveAction(menu.actions()[0])

    def claims_menu(self, uids: Sequence[str]) -> QMenu:
        """The claims of these uids to choose from; those of other articles are counted."""
        menu = QMenu(self._pane)
        claims = [claim for uid in dict.fromkeys(uids) if (claim := self._desk.claim(uid))]
        for claim in claims:
            text = " ".join(claim.text.split())
            short = text if len(text) <= _WORDS else text[: _WORDS - 1].rstrip() + "\u2026"
            action = menu.addAction(f"{claim.number}  {short}".replace("&", "&&"))
            action.setIcon(self._window.theme.mark(claim.verdict))
            action.triggered.connect(partial(self._go_to, claim))
        if elsewhere := len(set(uids)) - len(claims):
            words = filled(self.tr("Claims of other articles: %1"), elsewhere)
            menu.addAction(words).setEnabled(False)
        return menu

    def _go_to(self, claim: Claim, *_: object) -> None:
        self._review.go_to(claim.uid)
        self._window.panel.focus_list()

    # The pages

    def _with_canvas(self, work: Callable[..., object]) -> None:
        if self._pane.canvas is not None:
            work(self._pane.canvas)

    def _find(self) -> None:
        if self._exhibits.opened is not None:
            self._pane.open_find()

    def _capture(self) -> None:
        """Begin to draw a region, or give it up."""
        canvas = self._pane.canvas
        if canvas is not None:
            canvas.capture_region(not canvas.capturing)
            canvas.setFocus()

    def _toggle_strip(self) -> None:
        self._pane.show_strip(not self._pane.strip_wanted)
        if self._pane.strip.isVisible():
            self._pane.strip.focus_widget().setFocus()
        elif self._pane.canvas is not None:
            self._pane.canvas.setFocus()
        self._keep_strip()

    def _keep_strip(self) -> None:
        self._settings.evidence_strip = self._pane.strip_wanted
        self._say_choices()

    def _toggle_dusk(self) -> None:
        self._set_dusk(not self._pane.pdf.dusk)
        self._settings.bright_pages = not self._pane.pdf.dusk
        self._say_choices()

    def _set_dusk(self, on: bool) -> None:
        self._pane.pdf.set_dusk(on)
        self._pane.strip.thumbnails.set_dusk(on)

    def _toggle_follow(self) -> None:
        on = self._settings.follow_claim = not self._settings.follow_claim
        self._say_choices()
        if on:
            self.told.emit(self.tr("The viewer follows the claim: it shows its first citation."))
            self._follow()
        else:
            self.told.emit(self.tr("The viewer stays where it is."))

    def _say_choices(self) -> None:
        for name, on in (
            ("strip", self._pane.strip_wanted),
            ("dusk", self._pane.pdf.dusk),
            ("follow", self._settings.follow_claim),
        ):
            self._checks[name].setChecked(on)

    # Files inside the file

    def _list_attachments(self, evidence: Evidence, found: Sequence[Embedded]) -> None:
        menu = self._attachments
        menu.clear()
        menu.menuAction().setVisible(bool(found))
        for one in found:
            size = f"  ({menu.locale().formattedDataSize(one.bytes)})" if one.bytes >= 0 else ""
            action = menu.addAction(f"{one.name}{size}".replace("&", "&&"))
            action.triggered.connect(partial(self._attach, evidence, one))
        if found:
            menu.setToolTip(self.tr("Files inside this file; choosing one attaches it as evidence"))

    def _attach(self, evidence: Evidence, one: Embedded, *_: object) -> None:
        """Attach a file that lies inside the open one as evidence of its own."""
        self._desk.run(
            filled(self.tr("Attaching %1"), one.name),
            lambda session, progress: embedded.attach_embedded(session, evidence, one.index, progress),
            lambda attached: self.told.emit(filled(self.tr("Attached as evidence: %1"), attached.name)),
        )


def _attachments(session: Session, evidence: Evidence) -> tuple[Embedded, ...]:
    """What lies inside it; nothing where that cannot be told: the viewer says already what is wrong."""
    try:
        return embedded.attachments_of(session, evidence)
    except KnownError:
        return ()
