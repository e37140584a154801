"""From the words of a command line to the words of the domain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from workbench.core.contact import ContactKind
from workbench.core.errors import BadInputError, NotFoundError
from workbench.core.evidence import Grade, Stance
from workbench.core.searching import Kind
from workbench.core.verdict import Reason, Verdict

if TYPE_CHECKING:
    from workbench.core.article import ArticleSummary
    from workbench.desk.session import Session

_LARGEST = 2**63 - 1  # what a database key can be
_Word = TypeVar("_Word", bound=StrEnum)


def verdict_of(text: str) -> Verdict:
    """The verdict that `text` names; spaces, hyphens and underscores are alike."""
    return _word(text, Verdict, "a verdict")


def reason_of(text: str | None) -> Reason | None:
    """The reason that `text` names, None for None."""
    return None if text is None else _word(text, Reason, "a reason")


def stance_of(text: str) -> Stance:
    """The stance that `text` names."""
    return _word(text, Stance, "a stance")


def grade_of(text: str | None) -> Grade | None:
    """The source grade that `text` names; None for "none" and for None."""
    if text is None or _folded(text) == "none":
        return None
    try:
        return Grade(_folded(text))
    except ValueError:
        raise BadInputError(f"“{text}” is not a source grade; give primary, secondary or none.") from None


def contact_kind_of(text: str) -> ContactKind:
    """The kind of contact that `text` names."""
    return _word(text, ContactKind, "a kind of contact")


def kind_of(text: str) -> Kind:
    """The kind of evidence that `text` names."""
    return _word(text, Kind, "a type of evidence")


def number_of(text: str, what: str, listed_by: str) -> int:
    """The number of a claim or of evidence; BadInputError for anything that cannot be one."""
    if not text.isdecimal() or not 0 < int(text) <= _LARGEST:
        raise BadInputError(f"“{text}” is not the number of {what}; '{listed_by}' lists them.")
    return int(text)


def marks_of(words: Sequence[str]) -> tuple[list[int], Verdict]:
    """Claim numbers, each once, and the verdict that follows them ("not a claim" may be three words)."""
    count = next((at for at, word in enumerate(words) if not word.isdecimal()), len(words))
    tail = " ".join(words[count:])
    if not tail:
        raise BadInputError(f"The verdict is missing; end with one of {_choices(Verdict)}.")
    if count == 0 or len(words) > count + 1:
        _refuse_strange_claims(words[count:], tail, first=count == 0)
    numbers = [number_of(word, "a claim", "claims ARTICLE") for word in words[:count]]
    return list(dict.fromkeys(numbers)), verdict_of(tail)


def language_of(text: str | None) -> str | None:
    """A language code such as "de" or "zh-Hant"; BadInputError when it cannot be one."""
    if text is not None and not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", text):
        raise BadInputError(f"“{text}” is not a language code; give one such as en, de or zh-Hant.")
    return text


def article_of(session: Session, given: str | None) -> ArticleSummary:
    """The article named by number or title; the only one when none is named."""
    articles, path = session.articles(), session.workspace.path
    if given is None:
        return _only(articles, path)
    if given.isdecimal():
        for article in articles:
            if article.id == int(given):
                return article
    titled = [article for article in articles if article.title.casefold() == given.strip().casefold()]
    if len(titled) > 1:
        raise BadInputError(f"{len(titled)} articles in {path} have the title “{given}”; give the number.")
    if not titled:
        raise NotFoundError(f"There is no article {given} in {path}; 'articles' lists those there are.")
    return titled[0]


def _only(articles: Sequence[ArticleSummary], path: Path) -> ArticleSummary:
    if not articles:
        raise NotFoundError(f"There is no article in {path} yet; read one in with 'import FILE'.")
    if len(articles) > 1:
        raise BadInputError(f"{path} holds {len(articles)} articles; give the number of one of them.")
    return articles[0]


def _refuse_strange_claims(tail: Sequence[str], text: str, *, first: bool) -> None:
    """Say what is wrong before the verdict, unless the words are one verdict after at least one claim."""
    if _folded(text) in set(Verdict):
        if first:
            raise BadInputError("The claim is missing; give its number before the verdict.")
        return
    if len(tail) > 1:
        raise BadInputError(f"“{tail[0]}” is not the number of a claim; 'claims ARTICLE' lists them.")


def _word(text: str, words: type[_Word], what: str) -> _Word:
    try:
        return words(_folded(text))
    except ValueError:
        raise BadInputError(f"“{text}” is not {what}; give one of {_choices(words)}.") from None


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]+", "-", text.strip().casefold())


def _choices(words: type[StrEnum]) -> str:
    return ", ".join(words)
