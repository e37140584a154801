"""Giving verdicts, reasons and notes, splitting and joining: what the keys on a claim do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from workbench.core.article import ArticleSummary, Revision
from workbench.core.claim import Claim
from workbench.core.errors import BadInputError, NotFoundError
from workbench.core.evidence import Citation, Stance
from workbench.core.verdict import Reason, Verdict
from workbench.desk import citing, history, marking, segmenting
from workbench.ui.claims.panel import ClaimsPanel
from workbench.ui.desk import Desk
from workbench.ui.source.pane import SourcePane
from workbench.ui.words import filled


class Review(QObject):
    """Keeps the source text and the claims panel on the same claim, and writes what is decided."""

    current_changed = Signal(str)  # uid of the claim that is current now, or empty
    told = Signal(str)  # news for the message bar

    def __init__(self, desk: Desk, panel: ClaimsPanel, source: SourcePane) -> None:
        super().__init__(panel)
        self._desk = desk
        self._panel = panel
        self._source = source
        self._last_start = 0  # where the current claim began, to find its place again
        source.view.split_requested.connect(self.split)
        source.view.join_requested.connect(self.join)
        desk.article_opened.connect(self._on_article)
        desk.claims_changed.connect(self._on_claims)
        desk.respanned.connect(self._on_respanned)
        panel.current_changed.connect(self._on_current)
        panel.selection_changed.connect(source.set_selected)
        source.view.current_changed.connect(self.go_to)

    def actions(self) -> dict[str, Callable[[], None]]:
        """What it does, by the names of the action table."""
        table: dict[str, Callable[[], None]] = {
            "undo": partial(self.turn, back=True),
            "redo": partial(self.turn, back=False),
            "next": partial(self.step, 1),
            "previous": partial(self.step, -1),
            "next_open": partial(self.step_open, 1),
            "previous_open": partial(self.step_open, -1),
            "note": self._panel.focus_note,
            "filter": self._panel.focus_filter,
            "find": self._source.open_find,
            "split": self.split,
            "join": self.join,
            "boilerplate": self.mark_boilerplate,
        }
        for verdict in Verdict:
            name, stays = verdict.name.lower(), verdict is Verdict.UNREVIEWED
            table[name] = partial(self.judge, verdict, stay=stays)
            table[f"{name}_stay"] = partial(self.judge, verdict, stay=True)
        return table

    @property
    def current(self) -> Claim | None:
        """The current claim."""
        return self._desk.claim(self._panel.current())

    def selected(self) -> list[Claim]:
        """The claims that a verdict would be for: the selected ones, in text order."""
        return [claim for uid in self._panel.selected() if (claim := self._desk.claim(uid))]

    def go_to(self, uid: str) -> None:
        """Make a claim current in both panes."""
        if self._panel.current() == uid:
            self._on_current(uid)
        else:
            self._panel.set_current(uid)  # announces itself

    def step(self, by: int) -> None:
        """Go to the next or previous claim of the filtered list."""
        self._go(self._panel.next_claim() if by > 0 else self._panel.previous_claim())

    def step_open(self, by: int) -> None:
        """Go to the next or previous unreviewed claim."""
        self._go(self._panel.next_open() if by > 0 else self._panel.previous_open())

    def judge(self, verdict: Verdict, *, stay: bool) -> None:
        """Give the selected claims a verdict as one change, and move on to the next open claim."""
        self._panel.flush()
        claims = self.selected()
        if not claims or self._desk.article is None:
            return
        marking.judge(self._desk.session, self._desk.article.uid, claims, verdict)
        if not stay:
            self._go(self._panel.next_to_decide(claims[-1].uid))

    def give_reason(self, reason: Reason | None) -> None:
        """Say why the selected claims are not verified."""
        if self._desk.article is not None:
            marking.judge(self._desk.session, self._desk.article.uid, self.selected(), reason=reason)

    def write_note(self, uid: str, text: str) -> None:
        """Keep the note on a claim, of whichever article; one whose claim is gone is given back in words."""
        article, claim = self._find(uid)
        if article is None or claim is None:
            self._panel.note_written(uid, text)  # nothing can be written any more: it is told instead
            gone = self.tr("The claim of this note is not here any more; copy the note to keep it: %1")
            raise NotFoundError(filled(gone, text))
        marking.judge(self._desk.session, article.uid, [claim], note=text)
        self._panel.note_written(uid, text)

    def mark_boilerplate(self) -> None:
        """Mark all unreviewed boilerplate as not a claim, as one change, and say how many there were."""
        claims = marking.suggested_not_a_claim(self._desk.claims)
        if claims and self._desk.article is not None:
            marking.judge(self._desk.session, self._desk.article.uid, claims, Verdict.NOT_A_CLAIM)
        one = self.tr("One line marked as not a claim.")
        several = filled(self.tr("%1 lines marked as not a claim."), len(claims))
        self.told.emit(one if len(claims) == 1 else several)

    def turn(self, *, back: bool) -> None:
        """Undo or redo the last change, say what it was and whose, and go to the claim that it touches."""
        self._panel.flush()
        turned = history.undo(self._desk.session) if back else history.redo(self._desk.session)
        if turned is None:
            self.told.emit(self.tr("Nothing to undo.") if back else self.tr("Nothing to redo."))
            return
        claims = [claim for uid in turned.changed.claims if (claim := self._desk.claim(uid))]
        if claims:
            self.go_to(min(claims, key=lambda claim: claim.number).uid)
        said = self.tr("Undone: %1") if back else self.tr("Redone: %1")
        if turned.actor:
            said = self.tr("Undone a change of %2: %1") if back else self.tr("Redone a change of %2: %1")
        self.told.emit(filled(said, turned.words, turned.actor))

    def split(self, uid: str | None = None, at: int | None = None) -> None:
        """Split a claim before code point `at` of the text (default: the cursor in the current claim)."""
        claim = self._desk.claim(uid) if uid else self.current
        offset = self._source.view.cursor_offset() if at is None else at
        article, revision = self._desk.article, self._desk.revision
        if claim is None or article is None or revision is None:
            return
        if offset is None:
            raise BadInputError(self.tr("Click between two words of the claim first, then press S."))
        segmenting.split(self._desk.session, article.uid, revision, claim, offset)

    def join(self, uid: str | None = None) -> None:
        """Join a claim with the next one."""
        claim = self._desk.claim(uid) if uid else self.current
        following = self._desk.neighbour(claim, 1) if claim else None
        article, revision = self._desk.article, self._desk.revision
        if claim is None or article is None or revision is None:
            return
        if following is None:
            raise BadInputError(self.tr("This is the last claim; there is none after it to join with."))
        segmenting.join(self._desk.session, article.uid, revision, claim, following)

    def set_stance(self, citation_uid: str, stance: Stance) -> None:
        """Say anew what a citation does for the current claim."""
        citation = self._citation(citation_uid)
        if citation is not None and self._desk.article is not None:
            citing.set_stance(self._desk.session, self._desk.article.uid, citation, stance)

    def remove_citation(self, citation_uid: str) -> None:
        """Take a citation of the current claim away."""
        citation = self._citation(citation_uid)
        if citation is not None and self._desk.article is not None:
            citing.withdraw(self._desk.session, self._desk.article.uid, citation)

    def show_detail(self) -> None:
        """Fill the detail with the current claim's decisions and citations."""
        claim = self.current
        if claim is None:
            return
        session = self._desk.session
        self._panel.show_detail(claim, session.decisions(claim.uid), session.citations(claim=claim.uid))

    def _find(self, uid: str) -> tuple[ArticleSummary | None, Claim | None]:
        """A claim of any article with its article; the current one is at hand."""
        if claim := self._desk.claim(uid):
            return self._desk.article, claim
        for article in self._desk.session.articles():
            _, claims = self._desk.session.opened(article.id)
            for claim in claims:
                if claim.uid == uid:
                    return article, claim
        return None, None

    def _go(self, uid: str | None) -> None:
        if uid:
            self.go_to(uid)

    def _on_current(self, uid: str) -> None:
        self._source.set_current(uid)
        if claim := self.current:
            self._last_start = claim.start
        self.show_detail()
        self.current_changed.emit(uid)

    def _citation(self, uid: str) -> Citation | None:
        claim = self.current
        found = self._desk.session.citations(claim=claim.uid) if claim else []
        return next((citation for citation in found if citation.uid == uid), None)

    def _on_article(self) -> None:
        desk = self._desk
        self._panel.show_claims(desk.claims)
        self._source.set_selected(())
        if desk.revision is None:
            self._source.show_empty()
            self.current_changed.emit("")
            return
        revision = desk.revision
        self._source.show_article(revision.text, revision.blocks, desk.claims, revision.language)
        self._source.set_header(*self._header(revision))
        first = next((c for c in desk.claims if c.verdict is Verdict.UNREVIEWED), None)
        if first is None and desk.claims:
            first = desk.claims[0]
        if first is not None:
            self.go_to(first.uid)
        self._panel.focus_list()

    def _on_claims(self, claims: list[Claim]) -> None:
        self._panel.update_claims(claims)
        self._source.update_claims(claims)
        if self.current in claims:
            self.show_detail()

    def _on_respanned(self) -> None:
        claims = self._desk.claims
        current, at = self.current, self._last_start
        self._panel.show_claims(claims)
        self._source.set_claims(claims)
        if current is None:  # joined into the one before it, or gone by undo
            current = next((c for c in reversed(claims) if c.start <= at), claims[0] if claims else None)
        if current is not None:
            self.go_to(current.uid)

    def _header(self, revision: Revision) -> tuple[list[str], str]:
        facts = [
            filled(self.tr("Revision %1"), revision.number),
            revision.name,
            revision.language,
        ]
        remark = " ".join(revision.warnings)
        if not revision.encoding_certain:
            guess = self.tr("Read as %1, which is a guess: look for wrong letters.")
            remark = f"{filled(guess, revision.encoding)} {remark}".strip()
        return facts, remark
