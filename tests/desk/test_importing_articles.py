"""Articles come in with their original bytes and claims whose offsets count code points."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.core.article import Draft
from workbench.core.errors import BadInputError
from workbench.core.verdict import Tally, Verdict
from workbench.desk import checking, importing, marking
from workbench.desk.session import Session

AWKWARD = (
    "\ufeffLe phare 🗼 de l’île\r\n\r\nIl a coûté 3\u00a0000 € — « cher ! » dit-on. "
    "保留灯塔！好。 e\u0301té\u2028fin. 𝔘𝔫𝔦 ends."
)


def test_claims_stand_where_their_offsets_say_whatever_the_script(session: Session) -> None:
    article = importing.store(session, importing.read_bytes(AWKWARD.encode(), "phare.txt"))
    revision, claims = session.opened(article.id)
    assert [claim.text for claim in claims] == [revision.text[c.start : c.end] for c in claims]
    assert "".join("".join(c.text for c in claims).split()) == "".join(revision.text.split())
    assert [claim.number for claim in claims] == list(range(1, len(claims) + 1))
    assert {claim.verdict for claim in claims} == {Verdict.UNREVIEWED}
    assert "\r" not in revision.text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(
        alphabet=st.sampled_from("aB .!?\n\r\t🗼灯。e\u0301\u00a0\u2028\0-*#1“”"), min_size=1, max_size=80
    )
)
def test_any_text_is_stored_and_read_back_as_it_was_read(session: Session, text: str) -> None:
    try:
        draft = importing.read_bytes(text.encode(), "any.txt")
    except BadInputError:
        return  # blank, or too many control characters for a text
    article = importing.store(session, draft)
    revision, claims = session.opened(article.id)
    assert (revision.text, revision.blocks, revision.sha256) == (draft.text, draft.blocks, draft.sha256)
    assert [(c.start, c.end) for c in claims] == [(s.start, s.end) for s in draft.sentences]
    assert [(c.kind, c.level) for c in claims] == [
        (draft.blocks[s.block].kind, draft.blocks[s.block].level) for s in draft.sentences
    ]
    assert session.original(revision) == text.encode()


def test_ten_thousand_sentences_are_one_article_and_one_change(
    session: Session, draft: Callable[..., Draft]
) -> None:
    paragraphs = [[f"Satz {n}.{m} über 灯塔 🗼." for m in range(10)] for n in range(1000)]
    article = importing.store(session, draft(*paragraphs))
    revision, claims = session.opened(article.id)
    assert len(claims) == 10_000
    assert all(
        revision.text[c.start : c.end] == c.text == f"Satz {n // 10}.{n % 10} über 灯塔 🗼."
        for n, c in enumerate(claims)
    )
    assert marking.judge(session, article.uid, claims, Verdict.NOT_A_CLAIM)
    assert session.article(article.id).tally == Tally(not_a_claim=10_000)
    session.undo()
    assert session.article(article.id).tally == Tally(unreviewed=10_000)
    assert session.refreshed(claims) == claims
    assert checking.problems(session) == []
    session.undo()
    assert session.articles() == []


def test_several_articles_are_one_change(session: Session, draft: Callable[..., Draft]) -> None:
    stored = importing.store_all(session, [draft(["One."], title="A"), draft(["Two."], title="B")])
    assert (
        [summary.title for summary in session.articles()]
        == [summary.title for summary in stored]
        == ["A", "B"]
    )
    session.undo()
    assert session.articles() == []


def test_a_file_is_read_with_its_name_and_the_wishes_given(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "phare.txt"
    file.write_bytes(AWKWARD.encode())
    draft = importing.read_file(file, title="Le phare", language="fr")
    assert (draft.title, draft.language, draft.name) == ("Le phare", "fr", "phare.txt")
    assert importing.store(session, draft).title == "Le phare"


def test_names_and_titles_that_are_no_text_are_stored_all_the_same(session: Session, tmp_path: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    file.write_text("A sentence.")
    article = importing.store(session, importing.read_file(file, title="caf\udce9"))
    revision, claims = session.opened(article.id)
    assert (article.title, revision.name) == ("caf\ufffd", "caf\ufffd.txt")
    marking.judge(session, article.uid, claims, note="caf\udce9")
    assert session.opened(article.id)[1][0].note == "caf\ufffd"


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "empty", "binary", "large", "long"])
def test_what_is_no_article_is_one_sentence(tmp_path: Path, kind: str) -> None:
    path = tmp_path / (kind if kind != "long" else "x" * 5000)
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "empty":
        path.touch()
    elif kind == "binary":
        path.write_bytes(bytes(range(256)) * 50)
    elif kind == "large":
        with path.open("wb") as file:
            file.truncate(200 * 1024 * 1024)
    with pytest.raises(BadInputError) as caught:
        importing.read_file(path)
    assert path.name in str(caught.value)
    assert "\n" not in str(caught.value)
