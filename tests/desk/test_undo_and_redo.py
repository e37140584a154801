"""Undo and redo without limit: whatever was done, in which sitting and by whom, goes back and forth."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from workbench.core.anchor import Passage
from workbench.core.article import ArticleSummary, Block, BlockKind, Draft, Sentence
from workbench.core.change import Judged, RenameArticle, SetVerdict, Together
from workbench.core.claim import Claim
from workbench.core.errors import BadInputError
from workbench.core.evidence import Stance
from workbench.core.verdict import Judgement, Reason, Verdict
from workbench.desk import attaching, checking, citing, marking, segmenting
from workbench.desk.importing import store
from workbench.desk.session import Session
from workbench.storage import audit

TEXT = "Der Turm ist hoch. Il a 212 marches! 保留灯塔。 🗼 stands.\n\nA second paragraph. It ends."
SPANS = ((0, 18), (19, 36), (37, 42), (43, 52), (54, 73), (74, 82))
INDEX = st.integers(0, 99)


def tiny_draft(title: str) -> Draft:
    """TEXT as an article."""
    blocks = (Block(BlockKind.PARAGRAPH, 0, 52), Block(BlockKind.PARAGRAPH, 54, 82))
    sentences = tuple(Sentence(start, end, int(start >= 54)) for start, end in SPANS)
    return Draft(
        title, TEXT, blocks, sentences, "de", TEXT.encode(),
        hashlib.sha256(TEXT.encode()).hexdigest(), "t.txt", "text/plain", "utf-8", True,
    )  # fmt: skip


def visible(session: Session) -> Any:
    """All that a person can see of a workspace."""
    shown = []
    for article in session.articles():
        revision, claims = session.opened(article.id)
        shown.append((article, revision, claims, session.citations(article_id=article.id)))
    return shown, session.evidence_list()


class Desk(RuleBasedStateMachine):
    """Random work at the desk beside a list of how things looked after each change."""

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.session = Session.open(self.folder / "desk.fwb", "Ada", create=True)
        self.seen = [visible(self.session)]
        self.at = 0
        self._import("First")

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.close()
            shutil.rmtree(self.folder)

    def done(self) -> None:
        """A change was made: what was undone is gone for good."""
        self.seen[self.at + 1 :] = [visible(self.session)]
        self.at += 1

    def _import(self, title: str) -> None:
        store(self.session, tiny_draft(title))
        self.done()

    def some(self, number: int) -> tuple[ArticleSummary, list[Claim]] | None:
        """One of the articles with its claims."""
        articles = self.session.articles()
        if not articles:
            return None
        article = articles[number % len(articles)]
        return article, self.session.opened(article.id)[1]

    @precondition(lambda self: len(self.session.articles()) < 3)
    @rule(title=st.text(max_size=5).map(lambda text: "T" + text.encode("utf-8", "replace").decode()))
    def import_article(self, title: str) -> None:
        self._import(title)

    @rule(
        number=INDEX,
        picks=st.sets(INDEX, min_size=1, max_size=4),
        verdict=st.sampled_from(Verdict),
        reason=st.sampled_from([None, *Reason]),
        note=st.sampled_from([marking.KEEP, "", "note ä", "🗼\nline"]),
    )
    def judge(self, number: int, picks: set[int], verdict: Verdict, reason: Reason | None, note: Any) -> None:
        if found := self.some(number):
            article, claims = found
            chosen = [claims[pick % len(claims)] for pick in sorted(picks)]
            if marking.judge(self.session, article.uid, chosen, verdict, reason, note):
                self.done()

    @rule(picks=st.sets(INDEX, min_size=2, max_size=5), verdict=st.sampled_from(Verdict))
    def judge_across_articles(self, picks: set[int], verdict: Verdict) -> None:
        claims = [c for article in self.session.articles() for c in self.session.opened(article.id)[1]]
        chosen = [claims[pick % len(claims)] for pick in picks] if claims else []
        if marking.judge_all(self.session, chosen, verdict):
            self.done()

    @rule(number=INDEX, pick=INDEX, at=st.floats(0, 1))
    def split(self, number: int, pick: int, at: float) -> None:
        if found := self.some(number):
            article, claims = found
            claim = claims[pick % len(claims)]
            point = claim.start + 1 + int(at * (claim.end - claim.start - 2))
            if claim.end - claim.start > 1 and self._parts(claim, point):
                revision = self.session.opened(article.id)[0]
                with suppress(BadInputError):  # the point lay in the claim's first word
                    segmenting.split(self.session, article.uid, revision, claim, point)
                    self.done()

    @staticmethod
    def _parts(claim: Claim, at: int) -> bool:
        text = claim.text
        return bool(text[: at - claim.start].strip() and text[at - claim.start :].strip())

    @rule(number=INDEX, pick=INDEX)
    def join(self, number: int, pick: int) -> None:
        found = self.some(number)
        if found and len(found[1]) > 1:
            article, claims = found
            first = pick % (len(claims) - 1)
            revision = self.session.opened(article.id)[0]
            segmenting.join(self.session, article.uid, revision, claims[first], claims[first + 1])
            self.done()

    @rule(number=INDEX, title=st.sampled_from(["New", "Newer", "灯塔"]))
    def rename(self, number: int, title: str) -> None:
        found = self.some(number)
        if found and found[0].title != title:
            self.session.apply(RenameArticle(found[0].uid, found[0].title, title))
            self.done()

    @rule(name=st.integers(1, 3))
    def attach(self, name: int) -> None:
        before = visible(self.session)
        attaching.attach_bytes(self.session, f"file {name}".encode(), f"{name}.txt")
        if visible(self.session) != before:
            self.done()

    @precondition(lambda self: self.session.evidence_list())
    @rule(pick=INDEX)
    def withdraw_evidence(self, pick: int) -> None:
        files = self.session.evidence_list()
        attaching.withdraw(self.session, files[pick % len(files)])
        self.done()

    @precondition(lambda self: self.session.evidence_list())
    @rule(
        number=INDEX, picks=st.sets(INDEX, min_size=1, max_size=3), file=INDEX, stance=st.sampled_from(Stance)
    )
    def cite(self, number: int, picks: set[int], file: int, stance: Stance) -> None:
        if found := self.some(number):
            article, claims = found
            files = self.session.evidence_list()
            evidence = files[file % len(files)]
            passage = citing.find_passage(self.session, evidence, None, "file") if file % 2 else Passage()
            cites = [
                citing.citation_of(article.uid, claims[pick % len(claims)], evidence, passage, stance)
                for pick in sorted(picks)
            ]
            self.session.apply(Together(tuple(cites)))
            self.done()

    @rule(number=INDEX, pick=INDEX, stance=st.sampled_from([None, *Stance]))
    def change_citation(self, number: int, pick: int, stance: Stance | None) -> None:
        if not (found := self.some(number)):
            return
        citations = self.session.citations(article_id=found[0].id)
        if not citations:
            return
        citation = citations[pick % len(citations)]
        if stance is None:
            citing.withdraw(self.session, found[0].uid, citation)
        elif stance is not citation.stance:
            citing.set_stance(self.session, found[0].uid, citation, stance)
        else:
            return
        self.done()

    @rule(times=st.integers(1, 6))
    def undo(self, times: int) -> None:
        for _ in range(times):
            assert (self.session.undo() is None) == (self.at == 0)
            self.at = max(0, self.at - 1)
            assert visible(self.session) == self.seen[self.at]

    @rule(times=st.integers(1, 6))
    def redo(self, times: int) -> None:
        for _ in range(times):
            assert (self.session.redo() is None) == (self.at == len(self.seen) - 1)
            self.at = min(len(self.seen) - 1, self.at + 1)
            assert visible(self.session) == self.seen[self.at]

    @rule()
    def close_and_open_again(self) -> None:
        self.session.close()
        self.session = Session.open(self.folder / "desk.fwb", "Bob")
        assert visible(self.session) == self.seen[self.at]

    @invariant()
    def workspace_proves_itself(self) -> None:
        if hasattr(self, "session"):
            assert checking.problems(self.session) == []

    @invariant()
    def nothing_of_the_text_is_lost(self) -> None:
        if hasattr(self, "session"):
            for article in self.session.articles():
                claims = self.session.opened(article.id)[1]
                covered = "".join(claim.text for claim in claims)
                assert "".join(covered.split()) == "".join(TEXT.split())
                assert all(claim.text == TEXT[claim.start : claim.end] for claim in claims)


TestUndoAndRedo = Desk.TestCase
TestUndoAndRedo.settings = settings(
    max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_everything_can_be_undone_to_the_empty_workspace_in_later_sittings(
    session: Session, path: Path, draft: Callable[..., Draft]
) -> None:
    states = [visible(session)]
    article = store(session, draft(["One.", "Two."]))
    states.append(visible(session))
    for number in range(30):
        claims = session.opened(article.id)[1]
        marking.judge(session, article.uid, claims, note=str(number))
        states.append(visible(session))
    for state in reversed(states[:-1]):
        session.close()
        session = Session.open(path, "Bob")
        session.undo()
        assert visible(session) == state
    assert session.undo() is None
    for state in states[1:]:
        session.redo()
        assert visible(session) == state
    assert session.redo() is None
    session.close()


def test_a_new_change_after_an_undo_drops_what_could_be_redone(
    session: Session, article: ArticleSummary
) -> None:
    claims = session.opened(article.id)[1]
    marking.judge(session, article.uid, claims[:1], Verdict.VERIFIED)
    session.undo()
    marking.judge(session, article.uid, claims[1:2], Verdict.DISPUTED)
    assert session.redo() is None
    assert [claim.verdict for claim in session.opened(article.id)[1]] == [
        Verdict.UNREVIEWED, Verdict.DISPUTED, Verdict.UNREVIEWED,
    ]  # fmt: skip


def test_one_change_that_judges_a_claim_twice_is_undone_as_one(
    session: Session, article: ArticleSummary
) -> None:
    before = visible(session)
    claim = session.opened(article.id)[1][0]
    steps = [claim.judgement, Judgement(Verdict.VERIFIED), Judgement(Verdict.DISPUTED, Reason.SILENT, "no")]
    verdicts = [SetVerdict(article.uid, (Judged(claim.uid, *pair),)) for pair in pairwise(steps)]
    session.apply(Together(tuple(verdicts)))
    after = visible(session)
    for _ in range(2):
        session.undo()
        assert visible(session) == before
        session.redo()
        assert visible(session) == after


def test_undo_announces_what_it_touched(session: Session, article: ArticleSummary) -> None:
    claim = session.opened(article.id)[1][0]
    marking.judge(session, article.uid, [claim], Verdict.VERIFIED)
    heard: list[Any] = []
    stop = session.subscribe(heard.append)
    session.undo()
    stop()
    session.redo()
    assert [(changed.article, changed.claims) for changed in heard] == [(article.uid, frozenset({claim.uid}))]


def test_undo_goes_on_record_with_what_it_reverts(session: Session, article: ArticleSummary) -> None:
    claim = session.opened(article.id)[1][0]
    marking.judge(session, article.uid, [claim], Verdict.VERIFIED)
    session.actor = "Bob"
    session.undo()
    with session.workspace.read() as connection:
        *_, mark, undone = audit.events(connection, article.uid)
    assert undone.reverts == mark.change
    assert (undone.actor, undone.entry.before, undone.entry.after) == (
        "Bob",
        mark.entry.after,
        mark.entry.before,
    )


@pytest.mark.parametrize("again", [False, True])
def test_decisions_stay_on_record_after_undo(session: Session, article: ArticleSummary, again: bool) -> None:
    claim = session.opened(article.id)[1][0]
    marking.judge(session, article.uid, [claim], Verdict.VERIFIED, note="seen")
    session.undo()
    if again:
        session.redo()
    given = [
        (decision.judgement.verdict, decision.judgement.note) for decision in session.decisions(claim.uid)
    ]
    wanted = [(Verdict.VERIFIED, "seen"), (Verdict.UNREVIEWED, ""), (Verdict.VERIFIED, "seen")]
    assert given == (wanted if again else wanted[1:])
