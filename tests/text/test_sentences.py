"""Sentence boundaries: the rules, one by one, and the promise that nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.text.sentences import split

_DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "sentences"
_PIECES = st.sampled_from(
    [
        "Mr. ",
        "U.S. ",
        "1. ",
        "a) ",
        "• ",
        "“",
        "”",
        '"',
        "'",
        "(",
        ")",
        "[1]",
        "...",
        "…",
        "。",
        "」",
        "؟",
        "।",
        "!",
        "?",
        ".",
        " ",
        "\n",
        "\r\n",
        "\u2028",
        "\u00a0",
        "e.g. ",
        "No. 5",
        "http://a.b/c?D=e",
        "Wort",
        "слово. ",
        "字",
        "ն:",
        ":) ",
        "He ",
        "it ",
        "''",
        "\x00",
        "😀",
    ]
)


def _cut(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in split(text, language)]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["Sen. Ada B. Cole Jr. came from Washington, D.C.", "The trip cost $1.5 million."]),
        ("en", ["It was No. 5 on the list.", "See pp. 12-14.", "It ended."]),
        ("en", ["The clip (at 2:49) shows 2/3rds of a U.S. Army base.", "Visit https://x.org/a.b?c=d now."]),
        ("en", ["Write to ada.cole@example.co.uk today.", "She waits."]),
        ("en", ["They left...", "Then nothing."]),
        ("en", ["I thought... I would go.", "Well."]),
        ("en", ["“We will not stop,” she said.", "“We can’t.”", "He nodded."]),
        ("en", ["“The [old] bridge failed.", "It was late.”"]),
        ("en", ["He met the team of Acme Inc. in May.", "It works for the U.S.", "The end."]),
        ("en", ["At 5 a.m. Mr. Cole left.", "He was back at 6 p.m.", "Mr. Cole slept."]),
        ("en", ["1. One thing.", "2. Another thing.", "3. A third."]),
        ("en", ["Gas is light. [1]", "It rises."]),
        ("en", ["It was great! :)", "We left."]),
        ("en", ["He cited it [...] twice.", "Done."]),
        ("de", ["Am 3. Oktober kam z. B. Prof. Dr. Kurz.", "Der 2. Versuch kostete 1,5 Mio. Euro.", "Gut."]),
        ("de", ["Das steht auf Seite 12.", "Dort ist es."]),
        ("de", ["„Ich gehe jetzt“, sagte sie.", "„Bleib.“", "Er ging."]),
        ("fr", ["M. Roux a dit : « Oui. »", "Puis il est parti.", "Il habite av. Foch."]),
        ("fr", ["L'art. 5 s'applique.", "Voir p. 12."]),
        ("es", ["¿Qué pasó?", "¡Nada!", "El Sr. Gil vive en EE. UU. desde 1990.", "Luego se fue."]),
        ("ru", ["А. С. Лунин родился в 1799 г. в Москве.", "Потом он ушёл и т. д.", "Всё."]),
        ("zh", ["价格是3.5元！", "真的吗？", "她说「再见。」", "他走了。"]),
        ("ja", ["彼は「はい。」と言った。", "そして帰った。"]),
        ("ar", ["ماذا حدث؟", "لا شيء."]),
        ("hi", ["यह अच्छा है।", "वह गया।"]),
        ("hy", ["Բարև Ձեզ:", "Ես գնում եմ:"]),
        ("de", ["Es waren ca. 70 Boote und ca. 2.000.000 Fische.", "Die Fa. Tanner zahlt."]),
        ("en", ["See Vol. 1.", "No. 2.", "Ch. 3.", "Done."]),
        ("en", ["It had 2 boats vs. est. 9 boats then.", "Good."]),
        ("en", ["The fleet has 3 million.", "ferry-news.com says so."]),
        ("en", ["He wrote J.-L. Tanner a letter.", "She read it."]),
        ("en", ["We saw . . . the ferry .\u2009.\u2009.", "Then nothing."]),
        ("en", [". . . Then it leaked.", "It sank."]),
        ("fr", ["Elle lit J.-M. Tanner.", "Il mourut en 12 av. J.-C.", "Fin."]),
        ("fr", ["En 12 av. J.-C. Tanner mourut.", "Il était vieux."]),
        ("pl", ["Prom odpłynął dn. 7 czerwca.", "Potem wrócił."]),
        ("hi", ["श्री. वर्मा आए।", "वह गए।"]),
        ("ja", ["彼女はYahoo! 地図とYahoo!天気を見た。", "次。"]),
        ("ja", ["彼女は「待て。帰る。」と叫んだ。", "『船。』という本だ。"]),
        ("ja", ["カモメ娘。は新曲を出した。", "とても良い。"]),
        ("zh", ["“船来了吗？”老人低声问。", "没有人回答。"]),
        ("zh", ["他说：“开船。”", "她问：“去哪里？”", "他没说话。"]),
        ("de", ["Siehe Nr. 1.", "Ida kam.", "Am 2. Mai ging sie."]),
        ("zh", ["这是U.S.船队。", "那是 U.S. 港口。"]),
        ("ko", ['"예."', "선장이 말했다."]),
        ("nl", ["Wanneer?", "'s Morgens vaart de boot."]),
        ("ru", ["Паром построили в 1931 г.", "Оба капитана были рады."]),
        ("ru", ["В 1931 г. Танин построил паром.", "Он был рад."]),
    ],
)
def test_running_text_is_cut_where_its_sentences_end(language: str, sentences: list[str]) -> None:
    glue = "" if language in ("zh", "ja") else " "
    assert _cut(glue.join(sentences), language) == sentences


def test_a_line_break_ends_a_sentence_even_without_a_stop() -> None:
    assert _cut("features\ncontact manager", "en") == ["features", "contact manager"]


def test_a_sentence_runs_across_the_line_breaks_of_wrapped_text() -> None:
    words = (
        "The committee that was asked to look into the matter of the old harbour bridge met again on Monday "
        * 4
    )
    lines, line = [], ""
    for word in (words.strip() + ".").split():
        if len(line) + 1 + len(word) > 62:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    lines.append(line)
    assert len(lines) > 5
    assert len(split("\n".join(lines) + "\n\nIt adjourned.", "en")) == 2


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.one_of(_PIECES, st.text(max_size=6)), max_size=40).map("".join),
    st.sampled_from(["en", "de", "zh", "und", ""]),
)
def test_every_visible_character_lies_in_exactly_one_sentence(text: str, language: str) -> None:
    position = 0
    for start, end in split(text, language):
        assert position <= start < end
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()


_LEAST = {
    "ud-de-gsd": 0.985,
    "ud-en-ewt": 0.95,
    "ud-es-gsd": 0.983,
    "ud-fr-gsd": 0.974,
    "ud-ru-taiga": 0.985,
    "ud-zh-gsd": 1.0,
}


@pytest.mark.parametrize("name", sorted(_LEAST))
def test_real_texts_are_cut_as_well_as_before(name: str) -> None:
    path = _DATA / f"{name}.jsonl"
    if not path.exists():
        pytest.skip(f"the sentence data is not here: {path}")
    right = wrong = missed = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text, gold = record["text"], set(record["boundaries"]) - {len(record["text"].rstrip())}
        gold = {
            end
            for end in gold
            if text[max(0, end - 3) : end]
            .rstrip("\"'”»)]」』 ")
            .endswith((".", "!", "?", "…", "。", "！", "？"))
        }
        everything = set(record["boundaries"])
        ends = {end for _, end in split(text, record["lang"])} - {len(text.rstrip())}
        right, wrong, missed = (
            right + len(ends & gold),
            wrong + len(ends - everything),
            missed + len(gold - ends),
        )
    assert 2 * right / (2 * right + wrong + missed) >= _LEAST[name] - 0.005
