"""Bringing articles in: from files, the clipboard and standard input."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.core.article import ArticleSummary, Draft
from workbench.core.change import ImportArticle, Together
from workbench.core.errors import BadInputError
from workbench.core.identity import new_uid
from workbench.desk.opening import refuse_open_workspace
from workbench.text.canonical import canonical
from workbench.text.reader import MAX_ARTICLE_BYTES, read_article, read_text

if TYPE_CHECKING:  # reading alone needs no database
    from workbench.desk.session import Session


def read_file(path: Path, *, title: str | None = None, language: str | None = None) -> Draft:
    """Read an article file; BadInputError in one sentence for what cannot be read as text."""
    check_is_file(path)
    try:
        size = path.stat().st_size
        if size > MAX_ARTICLE_BYTES:
            raise BadInputError(
                f"{path} has {size / 1e6:,.0f} MB; an article may have at most "
                f"{MAX_ARTICLE_BYTES / 1e6:,.0f} MB. Split it, or attach it as evidence."
            )
        data = path.read_bytes()
    except OSError as error:
        raise BadInputError(f"{path} cannot be read: {error.strerror}. Check the file's rights.") from error
    return read_bytes(data, path.name, title=title, language=language)


def read_bytes(data: bytes, name: str, *, title: str | None = None, language: str | None = None) -> Draft:
    """Read an article that came as bytes (standard input)."""
    name, title = canonical(name).text, title and canonical(title).text  # neither need be text everywhere
    return read_article(data, name, title=title, language=language)


def read_clipboard(text: str) -> Draft:
    """Read pasted text."""
    return read_text(text, "pasted text")


def store(session: Session, draft: Draft) -> ArticleSummary:
    """Store a Draft as a new Article, as one change that can be undone."""
    return store_all(session, [draft])[0]


def store_all(session: Session, drafts: Sequence[Draft]) -> list[ArticleSummary]:
    """Store several Drafts as one change: all or none, and one undo."""
    changes = tuple(ImportArticle(new_uid(), new_uid(), draft) for draft in drafts)
    session.apply(changes[0] if len(changes) == 1 else Together(changes))
    stored = {summary.uid: summary for summary in session.articles()}
    return [stored[change.article] for change in changes]


def check_is_file(path: Path) -> None:
    """BadInputError in one sentence when `path` is missing, a folder, or no ordinary file."""
    try:
        is_folder, exists, is_file = path.is_dir(), path.exists(), path.is_file()
    except OSError as error:  # a name that is too long, a folder that may not be entered
        raise BadInputError(f"{path} cannot be read: {error.strerror}. Check its name and rights.") from error
    refuse_open_workspace(path)
    if is_folder:
        raise BadInputError(f"{path} is a folder; name a file in it.")
    if not exists:
        raise BadInputError(f"There is no file {path}; check the name and the folder.")
    if not is_file:
        raise BadInputError(f"{path} is not an ordinary file; copy its contents to one first.")
