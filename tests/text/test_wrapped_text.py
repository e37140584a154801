"""Hard-wrapped text runs on across its lines; lists, verses and addresses do not."""

from __future__ import annotations

import textwrap

import pytest

from workbench.text.reader import read_text

_STORY = [
    "The harbour board met on Tuesday to talk about the leaking ferry.",
    "It was asked by Mr. Tanner to say when the repairs would begin.",
    "Nobody could answer him, and the Chair left before the vote was taken.",
    "A new date was set for the last week of June.",
    "The report on the second ferry was not read out at all.",
    "Everyone was glad when it ended.",
]
_WARNING = "Lines were taken as they are"


def _sentences(text: str, language: str | None = None) -> list[str]:
    draft = read_text(text, "x", language=language)
    return [" ".join(draft.text[s.start : s.end].split()) for s in draft.sentences]


@pytest.mark.parametrize("width", [50, 65, 72])
def test_a_wrapped_mail_gives_its_sentences(width: int) -> None:
    assert _sentences(textwrap.fill(" ".join(_STORY), width)) == _STORY


def test_short_wrapped_paragraphs_are_known_one_by_one() -> None:
    first, second = _STORY[0] + " " + _STORY[1], _STORY[2] + " " + _STORY[3]
    text = f"Dear all,\n\n{textwrap.fill(first, 60)}\n\n{textwrap.fill(second, 60)}\n\nBest wishes,\nIda"
    assert _sentences(text) == ["Dear all,", *_STORY[:4], "Best wishes,", "Ida"]


def test_lines_that_were_wrapped_carelessly_run_on() -> None:
    text = (
        "The harbour board met on Tuesday to talk about the ferry.\n"
        "It was asked when the repairs would begin, but nobody could\n"
        "answer, and the board left before the vote\n"
        "was taken. A new date was set for the last week of\n"
        "June. The report was not read."
    )
    assert _sentences(text) == [
        "The harbour board met on Tuesday to talk about the ferry.",
        "It was asked when the repairs would begin, but nobody could answer, and the board left before"
        " the vote was taken.",
        "A new date was set for the last week of June.",
        "The report was not read.",
    ]


def test_a_word_broken_at_the_line_end_does_not_end_its_sentence() -> None:
    text = (
        "Der Hafenrat hat am Dienstag über die undichte Fähre beraten und die För-\nderung beschlossen. Gut."
    )
    assert _sentences(text, "de") == [
        "Der Hafenrat hat am Dienstag über die undichte Fähre beraten und die För- derung beschlossen.",
        "Gut.",
    ]


def test_nouns_with_capitals_at_the_line_start_do_not_hide_that_a_text_is_wrapped() -> None:
    text = (
        "Wir trafen uns am Dienstag am Hafen, um über die alte\nFähre zu reden. Ida sagte, dass der Rat noch"
        " kein\nGeld habe.\n\nDanach gingen alle in das neue Gasthaus am schönen\nUfer."
    )
    assert _sentences(text, "de") == [
        "Wir trafen uns am Dienstag am Hafen, um über die alte Fähre zu reden.",
        "Ida sagte, dass der Rat noch kein Geld habe.",
        "Danach gingen alle in das neue Gasthaus am schönen Ufer.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "港の委員会は火曜日に水の漏れる渡し船について話し合い、修理をいつ始\nめるかを決めようとしたが、意見がまと"
        "まらず、結論は次の会議に持ち越\nされた。",
        "港务委员会星期二开会讨论了渡轮漏水的问题并决定在明年春天\n开始修理，主席在会后对记者表示工程至少需要两年时间，\n"
        "希望居民理解。",
        "항구 위원회는 화요일에 물이 새는 배에 대하여 논의하였으며 내년 봄에\n"
        "수리를 시작하기로 결정하였고 회의가 끝난 뒤 기자들에게 그 일이\n"
        "적어도 두 해는 걸릴 것이라고 말했다.",
    ],
)
def test_lines_of_equal_width_run_on_in_scripts_without_capitals(text: str) -> None:
    assert len(_sentences(text)) == 1


@pytest.mark.parametrize(
    "lines",
    [
        [
            "I row across the harbour in the early light",
            "And hear the ferry calling from the other shore",
            "The gulls are gone beyond the edge of sight",
            "And nothing of the summer is there any more",
            "But ropes and sand",
        ],
        ["Ida Tanner", "The Leaking Ferry Company Limited", "7 Quay Road", "Porthaven"],
        _STORY[:3],
        [
            "Support for the import of timetables from other programs",
            "Better search in the calendar and in all shared folders",
            "Fixes for the export of large tables with many columns",
            "New icons for the side bar and for the list of ferries",
            "Faster start on old machines with only little memory",
        ],
        [
            "review of the timetable for the whole crew in May",
            "repair of the engine for the old harbour ferry",
            "visit to the museum with the chair in autumn",
        ],
        [
            "Name: Ida Tanner of the Leaking Ferry Company Limited",
            "address: 7 Quay Road, by the gate of the old harbour",
            "phone: 555 0199",
        ],
        [
            "- repair of the engine for the old and leaking harbour ferry",
            "- visit to the museum with the whole crew and with the chair",
        ],
    ],
)
def test_verses_addresses_lists_and_sentences_set_line_by_line_stay_cut_at_lines(lines: list[str]) -> None:
    assert _sentences("\n".join(lines)) == lines


def test_verses_between_wrapped_paragraphs_stay_cut_at_lines() -> None:
    verses = ["I row across the harbour in the early light", "And hear the ferry call from yonder shore"]
    story = textwrap.fill(" ".join(_STORY), 60)
    verse = "\n".join(verses)
    assert _sentences(f"{story}\n\n{verse}\n\n{story}") == [*_STORY, *verses, *_STORY]


def test_a_title_right_above_a_wrapped_paragraph_stays_apart() -> None:
    assert _sentences(f"Harbour Board Talks of a Leaking Ferry\n{textwrap.fill(' '.join(_STORY), 60)}") == [
        "Harbour Board Talks of a Leaking Ferry",
        *_STORY,
    ]


def test_a_list_item_runs_on_in_its_next_line() -> None:
    text = (
        "- The crew went to the harbour office and asked there what\n  the plan was.\n- Nobody knew the plan."
    )
    assert _sentences(text) == [
        "- The crew went to the harbour office and asked there what the plan was.",
        "- Nobody knew the plan.",
    ]


def test_many_lines_without_a_stop_bring_a_warning_unless_they_were_joined() -> None:
    verses = "And hear the ferry calling from the other shore\n" * 6
    assert any(warning.startswith(_WARNING) for warning in read_text(verses, "x").warnings)
    wrapped = textwrap.fill(" ".join(_STORY), 60)
    for text in (wrapped, "\n".join(_STORY), "Ida\nPorthaven\n7 Quay Road\nThe Ferry\nThe Sea"):
        assert read_text(text, "x").warnings == ()
