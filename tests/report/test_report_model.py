"""The model: complete, in order, clean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.anchor import Passage
from workbench.core.article import Block, BlockKind
from workbench.core.errors import BugError
from workbench.core.verdict import Verdict
from workbench.report.clean import clean, direction
from workbench.report.model import Report
from workbench.report.words import moment, ranges, size, statement


def text_of(report: Report) -> list[str]:
    return [block.text for block in report.article]


sentences = st.lists(
    st.text("ab .é渡\U0001f54a", min_size=1, max_size=8).map(lambda text: f"x{text}x"), min_size=1, max_size=4
)


@settings(max_examples=40, deadline=None)
@given(st.lists(sentences, min_size=1, max_size=5), st.data())
def test_the_runs_of_a_block_joined_are_its_text_whichever_claims_are_left_out_or_joined(
    case: ModuleType, paragraphs: list[list[str]], data: st.DataObject
) -> None:
    revision, claims = case.compose(
        [
            (BlockKind.PARAGRAPH, 0, [(text, Verdict.VERIFIED, None, "") for text in texts])
            for texts in paragraphs
        ]
    )
    kept = [claim for claim in claims if data.draw(st.booleans())]
    if len(kept) > 1 and data.draw(st.booleans()):  # the reviewer may join claims over a paragraph's end
        first, second, *rest = kept
        kept = [replace(first, end=second.end, text=revision.text[first.start : second.end]), *rest]
    report = case.make(revision, kept)
    assert text_of(report) == [revision.text[block.start : block.end] for block in revision.blocks]
    marks = [run.claim for block in report.article for run in block.runs if run.ends]
    assert marks == [claim.number for claim in kept]


def test_words_between_the_blocks_are_shown_as_a_paragraph(case: ModuleType) -> None:
    revision, claims = case.compose(
        [(BlockKind.PARAGRAPH, 0, [("One. Two. Three.", Verdict.VERIFIED, None, "")])]
    )
    narrow = replace(revision, blocks=(Block(BlockKind.CAPTION, 5, 9),))
    assert text_of(case.make(narrow, [])) == ["One. ", "Two.", " Three."]
    assert claims[0].text == "One. Two. Three."


def test_what_is_open_is_said_first_and_named(case: ModuleType) -> None:
    report = case.ferry()
    assert (
        report.remainder.statement
        == "Not ready: 3 of 15 claims are unreviewed, 2 are unsourced and 1 is disputed."
    )
    assert (report.remainder.unreviewed, report.remainder.unsourced, report.remainder.disputed) == (
        (6, 11, 12),
        (5, 13),
        (4,),
    )
    assert not report.remainder.ready


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([], "The article has no claims to check."),
        ([Verdict.VERIFIED], "The only claim is settled: 1 verified."),
        ([Verdict.UNREVIEWED], "Not ready: 1 of 1 claim is unreviewed."),
        ([Verdict.VERIFIED, Verdict.NOT_A_CLAIM], "All 2 claims are settled: 1 verified and 1 not a claim."),
        ([Verdict.VERIFIED, Verdict.DISPUTED], "Not ready: 1 of 2 claims is disputed."),
    ],
)
def test_the_statement_is_one_plain_sentence(
    report_of: Callable[..., Report], verdicts: list[Verdict], expected: str
) -> None:
    report = report_of(*((f"Sentence {number}.", verdict, "") for number, verdict in enumerate(verdicts)))
    assert statement(report.tally) == expected


def test_the_names_given_come_first_and_then_whoever_decided(case: ModuleType) -> None:
    assert case.ferry().title.reviewers == ("Tomas Aalto", "Ines Vogel")


def test_nobody_has_decided_a_claim_that_is_unreviewed_again(case: ModuleType) -> None:
    report = case.ferry()
    assert {entry.number for entry in report.entries if not entry.decided_by} == {6, 11, 12}


def test_evidence_counts_its_citations_in_this_report(case: ModuleType) -> None:
    assert [item.citations for item in case.ferry().evidence] == [2, 1, 1, 1]


def test_a_citation_of_evidence_that_is_not_given_is_a_broken_promise(case: ModuleType) -> None:
    revision, claims = case.compose([(BlockKind.PARAGRAPH, 0, [("One.", Verdict.VERIFIED, None, "")])])
    with pytest.raises(BugError):
        case.make(
            revision,
            claims,
            citations={1: [case.cite(1, claims[0], case.evidence(1, "a.pdf", 1), Passage())]},
        )


def test_claims_that_overlap_are_a_broken_promise(case: ModuleType) -> None:
    revision, claims = case.compose([(BlockKind.PARAGRAPH, 0, [("One.", Verdict.VERIFIED, None, "")])])
    with pytest.raises(BugError):
        case.make(revision, [claims[0], claims[0]])


@pytest.mark.parametrize(
    ("foul", "fair"),
    [
        ("a\0b", "a[U+0000]b"),
        ("a\ud800b", "a[U+D800]b"),
        ("a\u2028b\u2029c\r\nd\re", "a\nb\nc\nd\ne"),
        ("invoice\u202efdp.exe", "invoice[U+202E]fdp.exe"),
        ("a\ufffeb\U0001ffff", "a[U+FFFE]b[U+1FFFF]"),
        ("tab\tand\nline stay, so do 渡 🕊 \u200f", "tab\tand\nline stay, so do 渡 🕊 \u200f"),
    ],
)
def test_clean_leaves_nothing_hidden(foul: str, fair: str) -> None:
    assert clean(foul) == fair


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters()))
def test_clean_text_is_utf8_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode()
    assert clean(cleaned) == cleaned


def test_every_string_from_outside_is_clean(report_of: Callable[..., Report]) -> None:
    report = report_of(("Bad\0text.", Verdict.VERIFIED, "bad\u202enote"), title="Bad\ud800title")
    assert report.title.article == "Bad[U+D800]title"
    assert (report.entries[0].text, report.entries[0].note) == ("Bad[U+0000]text.", "bad[U+202E]note")
    assert text_of(report) == ["Bad[U+0000]text."]


def test_direction_is_that_of_the_first_letter() -> None:
    assert [direction(text) for text in ("12 عادت", "“It”", "2024", "שלום abc")] == [
        "rtl",
        "ltr",
        "ltr",
        "rtl",
    ]


def test_numbers_are_drawn_together_and_dates_and_sizes_are_the_same_everywhere(case: ModuleType) -> None:
    assert ranges([1, 2, 3, 7, 9, 10]) == ((1, "1–3"), (7, "7"), (9, "9–10"))
    assert moment(case.NOON) == "4 March 2025, 12:00 UTC"
    assert moment(case.NOON.replace(tzinfo=None)) == "4 March 2025, 12:00"
    assert [size(number) for number in (1, 1023, 1536, 5 << 30)] == [
        "1 byte",
        "1,023 bytes",
        "1.5 KB",
        "5.0 GB",
    ]


def test_the_same_arguments_give_an_equal_report(case: ModuleType) -> None:
    assert case.ferry() == case.ferry()
