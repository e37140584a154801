"""Each change has an inverse, and the audit log alone is enough to rebuild it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.anchor import Passage, Quote, Rect, Span
from workbench.core.article import Draft
from workbench.core.change import (
    AttachEvidence,
    Change,
    Cite,
    Entry,
    ImportArticle,
    Item,
    Judged,
    Piece,
    RenameArticle,
    Resegment,
    SetPresence,
    SetStance,
    SetVerdict,
    Together,
    inverse_of,
)
from workbench.core.events import Changed
from workbench.core.evidence import Method, Stance
from workbench.core.history import GENESIS, canonical_json, chain_hash
from workbench.core.verdict import Judgement, Reason, Tally, Verdict

UIDS = st.sampled_from(["a", "b", "c"])
JUDGEMENTS = st.builds(
    Judgement, st.sampled_from(Verdict), st.sampled_from([None, *Reason]), st.text(max_size=5)
)
PIECES = st.builds(
    Piece, UIDS, st.integers(0, 9), st.integers(10, 20), JUDGEMENTS, st.lists(UIDS, max_size=2).map(tuple)
)
SOME_PIECES = st.lists(PIECES, min_size=1, max_size=2).map(tuple)
ITEMS = st.lists(st.builds(Item, UIDS, st.just("a"), UIDS), min_size=1, max_size=3).map(tuple)
JUDGED = st.builds(Judged, UIDS, JUDGEMENTS, JUDGEMENTS)
INVERTIBLE = st.one_of(
    st.builds(SetVerdict, UIDS, st.lists(JUDGED, min_size=1, max_size=4).map(tuple)),
    st.builds(RenameArticle, UIDS, st.text(max_size=5), st.text(max_size=5)),
    st.builds(SetStance, UIDS, UIDS, UIDS, st.sampled_from(Stance), st.sampled_from(Stance)),
    st.builds(SetPresence, st.just("citation"), ITEMS, st.booleans()),
    st.builds(
        Resegment, st.sampled_from(["split", "join"]), UIDS, UIDS, SOME_PIECES, SOME_PIECES,
        st.lists(st.tuples(UIDS, UIDS), max_size=2).map(tuple),
    ),
)  # fmt: skip


def stored(entries: list[Entry]) -> list[Entry]:
    """The entries as the database gives them back: their values have been JSON."""
    return [
        replace(entry, before=json.loads(json.dumps(entry.before)), after=json.loads(json.dumps(entry.after)))
        for entry in entries
    ]


@given(INVERTIBLE)
def test_the_inverse_of_the_inverse_is_the_change(change: Change) -> None:
    assert change.inverse().inverse() == change


@given(INVERTIBLE)
def test_the_log_gives_the_inverse_of_one_change(change: Change) -> None:
    assert inverse_of(stored(change.entries())) == change.inverse()


@given(st.lists(INVERTIBLE, min_size=2, max_size=5).map(tuple))
def test_the_log_gives_the_inverse_of_changes_made_together(changes: tuple[Change, ...]) -> None:
    together = Together(changes)
    undo = inverse_of(stored(together.entries()))
    assert [steps(e) for e in undo.entries()] == [steps(e) for e in together.inverse().entries()]
    redo = inverse_of(stored(undo.entries()))
    assert [steps(e) for e in redo.entries()] == [steps(e) for e in together.entries()]


def steps(entry: Entry) -> tuple[object, ...]:
    """What an entry does, comparable after JSON."""
    return entry.kind, entry.subject, entry.article, canonical_json([entry.before, entry.after])


def test_what_is_made_is_taken_back_by_withdrawing_it(draft: Callable[..., Draft]) -> None:
    passage = Passage(2, Quote("words"), (Rect(1, 2, 3, 4),))
    made = (
        ImportArticle("article", "revision", draft(["One."])),
        AttachEvidence("evidence", "a.pdf", "application/pdf", 3, "00"),
        Cite("article", "citation", "claim", "evidence", passage, Stance.SUPPORTS, Method.TEXT_LAYER),
    )
    for change in made:
        inverse = change.inverse()
        assert inverse_of(stored(change.entries())) == inverse
        assert inverse.present is False
        assert inverse.inverse() == replace(inverse, present=True)
    undo = inverse_of(stored(Together(made).entries()))
    assert [entry.subject for entry in undo.entries()] == ["citation", "evidence", "article"]


def test_what_is_touched_together_is_the_union() -> None:
    one = SetVerdict("article", (Judged("a", Judgement(), Judgement(Verdict.VERIFIED)),))
    two = Cite("article", "citation", "b", "e", Passage(), Stance.CONTEXT, Method.WHOLE_FILE)
    assert Together((one, two)).touched == Changed("article", frozenset("ab"), frozenset("e"))


def test_a_quote_keeps_the_words_around_it_and_no_more_than_there_are() -> None:
    text = "x" * 40 + "🗼 tower" + "y"
    assert Quote.cut(text, Span(40, 47)) == Quote("🗼 tower", "x" * 32, "y")


@given(st.lists(st.sampled_from(Verdict)))
def test_a_tally_counts_every_claim_once(verdicts: list[Verdict]) -> None:
    tally = Tally.of(verdicts)
    assert [tally[verdict] for verdict in Verdict] == [verdicts.count(verdict) for verdict in Verdict]
    assert tally.total == len(verdicts)
    assert tally.reviewed == len(verdicts) - verdicts.count(Verdict.UNREVIEWED)


def test_the_hash_of_an_event_is_what_the_documentation_says() -> None:
    entry = Entry("rename_article", "article", "u1", {"title": "a"}, {"title": "ä"}, "u1")
    found = chain_hash(GENESIS, "2026-01-01T00:00:00.000+00:00", "Ada", "c1", None, entry)
    assert found == "a87219f62d9eb52ff79ee74d4c8328855fa0749ac2713913016b088ff1c1e715"


@pytest.mark.parametrize("field", ["previous", "at", "actor", "change", "reverts", "entry"])
def test_every_part_of_an_event_goes_into_its_hash(field: str) -> None:
    entry = Entry("kind", "claim", "subject", None, {"x": 1}, "article")
    base = {"previous": GENESIS, "at": "t", "actor": "a", "change": "c", "reverts": None, "entry": entry}
    other = base | {field: replace(entry, after={"x": 2}) if field == "entry" else "other"}
    assert chain_hash(**base) != chain_hash(**other)  # type: ignore[arg-type]
