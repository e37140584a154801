"""Bytes to a Draft: encodings, canonical text, blocks, titles, and what is refused."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.article import BlockKind, Draft
from workbench.core.errors import BadInputError
from workbench.text.blocks import plain_blocks
from workbench.text.canonical import canonical
from workbench.text.encoding import decode
from workbench.text.reader import MAX_ARTICLE_BYTES, read_article, read_text

_SHARED = Path(__file__).resolve().parents[3] / "shared"
_ACCENTED = "Größe café – „naïve“ 5 €, sagte Frau Müller.\nZweite Zeile über Äpfel.\n"


def _kinds(draft: Draft) -> list[tuple[str, str]]:
    return [(block.kind.value, draft.text[block.start : block.end]) for block in draft.blocks]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "cp1252"]
)
def test_western_text_is_read_in_each_common_encoding(encoding: str) -> None:
    assert read_article(_ACCENTED.encode(encoding), "a.txt").text == _ACCENTED


def test_chinese_text_is_read_from_gb18030_and_called_a_guess() -> None:
    text = "政府宣布了新的措施，首都北京的人口继续增长。\n" * 5
    decoded = decode(text.encode("gb18030"), "a.txt")
    assert decoded.text == text
    assert not decoded.certain


def test_a_stray_windows_byte_does_not_spoil_a_utf8_text() -> None:
    draft = read_article("Müller café ".encode() + b"M\xfcller", "a.txt")
    assert draft.text == "Müller café Müller"
    assert draft.encoding == "utf-8"
    assert [warning for warning in draft.warnings if "guessed" in warning] == []
    assert any("Windows-1252" in warning and ": 1;" in warning for warning in draft.warnings)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Ministr Růžička řekl, že Žďár šetří. Příští týden začne ťukat déšť na střechu.\n" * 8, "iso8859_2"),
        ("Ministr Růžička řekl, že Žďár šetří. Příští týden začne ťukat déšť na střechu.\n" * 8, "cp1250"),
        (
            "Паром стоял у причала, и никто не знал, когда начнётся ремонт. Дядя Юра спал.\n" * 8,
            "mac_cyrillic",
        ),
        ("Паром стоял у причала, и никто не знал, когда начнётся ремонт. Дядя Юра спал.\n" * 8, "cp1251"),
    ],
)
def test_code_pages_that_share_most_letters_are_told_apart_by_signs_inside_words(
    text: str, encoding: str
) -> None:
    decoded = decode(text.encode(encoding), "a.txt")
    assert decoded.text == text
    assert not decoded.certain


@pytest.mark.parametrize("data", [rb"{\rtf1\ansi The ferry leaks.\par}", b"\xef\xbb\xbf {\\rtf1 x}"])
def test_rich_text_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(
        BadInputError, match=r"“a\.txt” is rich text \(RTF\): save it as plain text or Markdown"
    ):
        read_article(data, "a.txt")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"PK\x03\x04\x14\x00",
        b"%PDF-1.7\n",
        b"\x7fELF\x02\x01",
        bytes(range(256)) * 40,
        b"\x00" * 500,
    ],
)
def test_binary_data_is_refused_in_one_sentence_that_names_the_file(data: bytes) -> None:
    with pytest.raises(BadInputError, match=r"“odd\.txt”") as caught:
        read_article(data, "odd.txt")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_a_blank_file_is_refused(data: bytes) -> None:
    with pytest.raises(BadInputError, match=r"“a\.txt” is empty"):
        read_article(data, "a.txt")


def test_an_oversized_file_is_refused_with_its_size() -> None:
    with pytest.raises(BadInputError, match=r"34 MB"):
        read_article(b"a" * (MAX_ARTICLE_BYTES + 1), "a.txt")


@pytest.mark.parametrize(
    "data",
    [
        b"The bridge\x00 cost 12 million.",
        b"x \xed\xa0\x80 y",
        b"\xff\xfe" + "a\ud800b".encode("utf-16-le", "surrogatepass"),
    ],
)
def test_what_no_text_may_hold_is_replaced_and_said(data: bytes) -> None:
    draft = read_article(data, "a.txt")
    assert "\ufffd" in draft.text
    assert any("\ufffd" in warning for warning in draft.warnings)
    draft.text.encode("utf-8")


def test_surrogate_pairs_written_as_three_bytes_each_become_one_character() -> None:
    assert read_article(b"a \xed\xa0\xbd\xed\xb8\x80 b", "a.txt").text == "a 😀 b"


@given(st.text(st.characters(exclude_categories=())))
def test_canonical_text_can_be_stored_and_is_stable(text: str) -> None:
    once = canonical(text).text
    once.encode("utf-8")
    assert "\r" not in once
    assert not once.startswith("\ufeff")
    assert canonical(once) == (once, 0)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=80), st.booleans())
def test_sentences_of_a_draft_cover_each_visible_character_once(text: str, markdown: bool) -> None:
    try:
        draft = read_text(text, "pasted", markdown=markdown)
    except BadInputError:
        return
    position = 0
    for sentence in draft.sentences:
        block = draft.blocks[sentence.block]
        assert block.start <= sentence.start < sentence.end <= block.end
        assert not draft.text[position : sentence.start].strip()
        assert draft.text[sentence.start : sentence.end].strip() == draft.text[sentence.start : sentence.end]
        position = sentence.end
    assert not draft.text[position:].strip()


def test_a_scraped_page_gives_typed_blocks() -> None:
    draft = read_text(
        "top of page\n\nMayor Opens the New Bridge\n\nThe bridge cost 12 million, the council said."
        " It opened today."
        "\n\n"
        "What Comes Next\n\nThe old bridge stays for now, said the mayor.\n\n- one lane\n- two lanes\n\n"
        "Photo: the bridge at dawn\n\n> We waited for years.\n\nSource: Ada Cole for The Paper"
        "\n\n5 vues0 commentaire\nbottom of page",
        "page.txt",
    )
    assert [kind for kind, _ in _kinds(draft)] == [
        "boilerplate",
        "headline",
        "paragraph",
        "heading",
        "paragraph",
        "list_item",
        "list_item",
        "caption",
        "block_quote",
        "boilerplate",
        "boilerplate",
        "boilerplate",
    ]
    assert draft.title == "Mayor Opens the New Bridge"
    assert draft.language == "en"


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("de", ["Ida kam.", "Sie sagte: „Ich bleibe.“"]),
        ("de", ["»Wartet!« rief sie.", "»Bitte.«"]),
        ("de", ["Ida ging.", "Er sagte: ‚Gut.‘"]),
        ("fr", ["Ida partit.", "Il dit : « Je reste. »"]),
        ("en", ["The board voted 4-3.[1]", "Two members abstained.[2]"]),
        ("en", ["Ida left.", "Then she wrote something*"]),
        ("en", ["The fare is $7.", "The tax is 2"]),
        ("en", ["Nobody had expected it.[3]"]),
    ],
)
def test_no_heading_swallows_a_sentence(language: str, sentences: list[str]) -> None:
    first, last = (
        "The ferry leaked for a whole week, the board said.",
        "It was repaired in June, said the crew.",
    )
    for paragraphs in ([first, " ".join(sentences), last], [" ".join(sentences), last]):
        draft = read_text("\n\n".join(paragraphs), "x", language=language)
        assert {kind for kind, _ in _kinds(draft)} == {"paragraph"}
        found = [draft.text[s.start : s.end] for s in draft.sentences]
        assert [sentence for sentence in found if sentence not in (first, last)] == sentences


@pytest.mark.parametrize(
    "heading", ["1. The Ferry", "U.S. Votes on St. Mary", "“We Stay”", "The Ferry[1]", "3. Juni"]
)
def test_a_line_with_stops_that_end_no_sentence_may_be_a_heading(heading: str) -> None:
    body = "The ferry leaked for a whole week, the board said."
    draft = read_text(f"{body}\n\n{heading}\n\n{body}", "x", language="de" if "Juni" in heading else "en")
    assert _kinds(draft)[1] == ("heading", heading)


def test_a_text_without_a_headline_is_called_by_its_first_words() -> None:
    draft = read_text(
        "it was a long day, and nobody in the old harbour town had slept for more than an hour.", "x"
    )
    assert draft.title == "it was a long day, and nobody in the old harbour town…"


def test_markdown_is_read_without_its_signs_and_with_its_structure() -> None:
    source = (
        "# The *New* Bridge\n\nIt **cost** [12 million](http://e.org).\n\n- one\n  - two\n\n"
        "> Quoted words.\n\n"
        "![The bridge](b.png)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n## Later\n\nEnd.\n"
    )
    draft = read_article(source.encode(), "a.MD")
    assert _kinds(draft) == [
        ("headline", "The New Bridge"),
        ("paragraph", "It cost 12 million."),
        ("list_item", "one"),
        ("list_item", "two"),
        ("block_quote", "Quoted words."),
        ("caption", "The bridge"),
        ("table_cell", "a"),
        ("table_cell", "b"),
        ("table_cell", "1"),
        ("table_cell", "2"),
        ("heading", "Later"),
        ("paragraph", "End."),
    ]
    assert [block.level for block in draft.blocks if block.kind is BlockKind.LIST_ITEM] == [1, 2]
    assert draft.media_type == "text/markdown"
    assert draft.original == source.encode()
    assert draft.sha256 == hashlib.sha256(source.encode()).hexdigest()


@pytest.mark.parametrize("sign", [">", "- ", "> - ", "*a ", "[", "![", "(", "`", "<a "])
def test_hostile_markdown_keeps_its_last_word(sign: str) -> None:
    assert "harbour" in read_article((sign * 2000 + "harbour").encode(), "a.md").text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Die Brücke ist nicht so alt, wie es in der Zeitung stand, und das war der Grund.", "de"),
        ("Le pont est plus vieux que ne le dit la mairie, et c'est pour cela qu'il ferme.", "fr"),
        ("El puente es más viejo de lo que dice el alcalde, y por eso no se puede usar.", "es"),
        ("Мост старше, чем он сказал, и это было не так, как все думали.", "ru"),
        ("橋は古いので、来年には閉鎖される予定です。", "ja"),
        ("这座桥很旧，明年将关闭。", "zh"),
        ("Zxq brrt 12", "und"),
    ],
)
def test_the_language_is_found_or_left_open(text: str, language: str) -> None:
    assert read_text(text, "x").language == language


def test_the_sample_article_gives_its_units() -> None:
    files = sorted((_SHARED / "seeds").glob("*.txt"))
    if not files:
        pytest.skip(f"the seeds are not here: {_SHARED}")
    draft = read_article(files[0].read_bytes(), files[0].name)
    kinds = Counter(draft.blocks[sentence.block].kind for sentence in draft.sentences)
    assert len(draft.sentences) == 41
    assert kinds[BlockKind.HEADLINE] + kinds[BlockKind.HEADING] == 8
    assert kinds[BlockKind.BOILERPLATE] == 4


@pytest.mark.parametrize(
    "line",
    [
        "A pump on the test bench. Photograph: M. Field-Moor",
        "The square in the morning. Foto: dpa",
        "Le pont neuf. Crédit photo : Jean Petit",
        "The mill in 1911. Illustration by Ann Lee",
        "Two men at the gate (AP Photo/Jane Doe)",
        "The harbour. Photo: Jane Doe/AFP",
    ],
)
def test_a_line_that_names_who_took_the_picture_is_a_caption(line: str) -> None:
    text = f"The first paragraph runs on for a while, as they do.\n\n{line}\n\nThe second one follows it.\n"
    found = [block for block in plain_blocks(text) if text[block.start : block.end] == line]
    assert [block.kind for block in found] == [BlockKind.CAPTION]


@pytest.mark.parametrize("line", ["The Photo by Ann Lee That Moved a Town", "A Picture of the Future: Rain"])
def test_a_heading_may_speak_of_pictures(line: str) -> None:
    text = f"{line}\n\nThe first paragraph runs on for a while, as they do.\n"
    assert plain_blocks(text)[0].kind is BlockKind.HEADLINE
