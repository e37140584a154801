"""The rows of the claims list."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from workbench.core.article import BlockKind
from workbench.core.claim import Claim
from workbench.core.verdict import Reason, Verdict
from workbench.ui.claims.filter import Filter, fold
from workbench.ui.claims.model import CLAIM_ROLE, ClaimsModel


@pytest.fixture
def model(qapp):
    model = ClaimsModel()
    model.tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    return model


def shown(model):
    return [model.index(row).data(CLAIM_ROLE).number for row in range(model.rowCount())]


def changes(model):
    seen = []
    model.dataChanged.connect(lambda first, last, *_: seen.append((first.row(), last.row())))
    return seen


def test_a_row_says_number_verdict_and_text_in_words(model, claims):
    model.set_claims(claims("n", ["The council voted."]))
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        assert model.index(0).data(role) == "Claim 1, not a claim: The council voted."


def test_only_changed_rows_are_announced(model, claims):
    rows = claims("oooooo")
    model.set_claims(rows)
    seen = changes(model)
    marked = [replace(rows[at], verdict=Verdict.VERIFIED) for at in (4, 1, 2)]
    model.update_claims([*marked, rows[0]])
    assert seen == [(1, 2), (4, 4)]
    assert model.tally.verified == 3 and model.tally.unreviewed == 3


def test_claims_of_another_article_are_skipped(model, claims):
    model.set_claims(claims("oo"))
    seen = changes(model)
    model.update_claims(claims("vv", article=2))
    assert not seen and model.tally.unreviewed == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ELYSEE", [1]),
        ("l'élysée", [1]),
        ("12", [2, 12]),
        ("strasse", [3]),
        ("two  lines", [4]),
        ("nothing", []),
        ("  ", list(range(1, 13))),
    ],
)
def test_text_is_found_without_case_and_accents_and_digits_find_the_number(model, claims, text, found):
    texts = ["À l’Élysée.", "It cost 12 euros.", "Die Straße", "two\nlines", *("x" for _ in range(8))]
    model.set_claims(claims("o" * 12, texts))
    model.set_filter(Filter(None, text))
    assert shown(model) == found


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=5))
@settings(max_examples=150, deadline=None)
def test_every_word_of_a_text_is_found_in_any_case(before, after, word):
    assert fold(word) in fold(f"{before} {word} {after}")
    assert fold(fold(word)) == fold(word)


def test_marking_under_a_filter_keeps_the_row_until_the_sweep(model, claims):
    rows = claims("ooo")
    model.set_claims(rows)
    model.set_filter(Filter(Verdict.UNREVIEWED))
    model.set_current("1-2")
    model.update_claims([replace(rows[1], verdict=Verdict.VERIFIED)])
    model.sweep()
    assert shown(model) == [1, 2, 3]  # still current
    model.set_current("1-3")
    assert shown(model) == [1, 2, 3]
    model.sweep()
    assert shown(model) == [1, 3]


def test_setting_the_filter_again_leaves_only_matches(model, claims):
    rows = claims("ooo")
    model.set_claims(rows)
    model.set_filter(Filter(Verdict.UNREVIEWED))
    model.set_current("1-2")
    model.update_claims([replace(rows[1], verdict=Verdict.VERIFIED)])
    model.set_filter(Filter(Verdict.UNREVIEWED))
    assert shown(model) == [1, 3]


def test_a_claim_that_comes_to_match_gets_its_row_at_once(model, claims):
    rows = claims("ovo")
    model.set_claims(rows)
    model.set_filter(Filter(Verdict.UNREVIEWED))
    model.update_claims([replace(rows[1], verdict=Verdict.UNREVIEWED)])
    assert shown(model) == [1, 2, 3]
    model.sweep()
    assert shown(model) == [1, 2, 3]


def test_a_hidden_claim_that_becomes_current_is_a_guest(model, claims):
    model.set_claims(claims("ovo"))
    model.set_filter(Filter(Verdict.UNREVIEWED))
    model.set_current("1-2")
    assert shown(model) == [1, 2, 3] and model.index_of("1-2").row() == 1
    model.set_current("1-3")
    model.sweep()
    assert shown(model) == [1, 3] and not model.index_of("1-2").isValid()


def test_many_scattered_rows_leave_and_return_together(model, claims):
    rows = claims("o" * 80)
    model.set_claims(rows)
    model.set_filter(Filter(Verdict.UNREVIEWED))
    model.set_current("1-1")
    marked = [replace(row, verdict=Verdict.DISPUTED) for row in rows[1::2]]
    model.update_claims(marked)
    assert len(shown(model)) == 80
    model.sweep()
    assert shown(model) == list(range(1, 80, 2))
    model.update_claims(rows)
    assert shown(model) == list(range(1, 81))


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from("ovd"), st.booleans()), max_size=25))
@settings(max_examples=60, deadline=None)
def test_rows_stay_in_text_order_and_keep_matches_and_the_current_claim(qapp, steps):
    verdicts = {"o": Verdict.UNREVIEWED, "v": Verdict.VERIFIED, "d": Verdict.DISPUTED}
    rows = [Claim(n, str(n), 1, n + 1, n, n + 1, BlockKind.PARAGRAPH, 0, "x") for n in range(10)]
    model = ClaimsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_claims(rows)
    model.set_filter(Filter(Verdict.UNREVIEWED))
    for at, letter, sweep in steps:
        model.set_current(str(at))
        rows[at] = replace(rows[at], verdict=verdicts[letter])
        model.update_claims([rows[at]])
        if sweep:
            model.sweep()
            matching = {row.number for row in rows if row.verdict is Verdict.UNREVIEWED}
            assert set(shown(model)) == matching | {at + 1}
        assert shown(model) == sorted(set(shown(model)))
    assert tester.model() is model


def test_the_next_open_claim_wraps_and_the_previous_too(model, claims):
    model.set_claims(claims("vovov"))
    assert model.next_open("1-1") == "1-2"
    assert model.next_open("1-2") == "1-4"
    assert model.next_open("1-5") == "1-2"
    assert model.next_open(None) == "1-2"
    assert model.previous_open("1-2") == "1-4"
    assert model.previous_open(None) == "1-4"


def test_without_open_claims_there_is_no_next_open_one(model, claims):
    model.set_claims(claims("vdun"))
    assert model.next_open("1-1") is None and model.next_open(None) is None


def test_the_next_open_claim_respects_the_filter(model, claims):
    model.set_claims(claims("oooo", ["pool", "road", "pool", "road"]))
    model.set_filter(Filter(None, "pool"))
    assert model.next_open("1-1") == "1-3"
    model.set_filter(Filter(Verdict.DISPUTED))
    assert model.next_open("1-1") is None


def test_under_a_verdict_filter_a_verdict_leads_to_the_next_of_its_kind(model, claims):
    model.set_claims(claims("dodvd"))
    model.set_filter(Filter(Verdict.DISPUTED))
    assert model.next_to_decide("1-1") == "1-3"
    model.set_filter(Filter())
    assert model.next_to_decide("1-1") == "1-2"


def test_neighbours_are_rows_even_for_a_hidden_claim(model, claims):
    model.set_claims(claims("ovovo"))
    model.set_filter(Filter(Verdict.UNREVIEWED))
    assert model.next_claim("1-2") == "1-3" and model.previous_claim("1-2") == "1-1"
    assert model.next_claim("1-5") is None and model.previous_claim("1-1") is None
    assert model.nearest("1-4") == "1-5"
    model.set_filter(Filter(Verdict.VERIFIED))
    assert model.nearest("1-5") == "1-4"


def test_an_empty_model_answers_every_question_with_none(model):
    model.set_claims([])
    assert model.next_open(None) is None and model.nearest(None) is None and model.next_claim(None) is None
    assert model.rowCount() == 0 and model.tally.total == 0


def test_a_reason_or_note_is_a_change_too(model, claims):
    rows = claims("d")
    model.set_claims(rows)
    seen = changes(model)
    model.update_claims([replace(rows[0], reason=Reason.SILENT)])
    model.update_claims([replace(rows[0], reason=Reason.SILENT, note="asked")])
    assert seen == [(0, 0), (0, 0)]
