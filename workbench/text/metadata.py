"""What foreign files say of their own title, author and date, made fit to be proposed to a person."""

from __future__ import annotations

import re
from email.parser import BytesHeaderParser
from email.policy import default
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from typing import Final, NamedTuple

from workbench.text.canonical import canonical

_LONGEST: Final = 300  # characters of one proposal
_JUNK: Final = re.compile(
    r"^(untitled|title|document|unknown|anonymous|author|user|admin|administrator|owner|root|none|null|\W*)\d*$"
    r"|^(microsoft (word|excel|powerpoint)|layout|print) ?[-:]"
    r"|\.(docx?|xlsx?|pptx?|pdf|indd|tex|dvi|ps|qxd|html?|rtf|odt|pages|wpd)$",
    re.IGNORECASE,
)
_PDF_DATE: Final = re.compile(r"^(?:D:)?(\d{4})-?(\d{2})?-?(\d{2})?")  # ISO 32000-1, 7.9.4; ISO 8601
_TITLES: Final = ("og:title", "dc.title", "citation_title")
_AUTHORS: Final = ("author", "article:author", "dc.creator", "citation_author", "parsely-author")
_DATES: Final = (
    "article:published_time", "date", "dc.date", "citation_publication_date", "datepublished", "pubdate",
)  # fmt: skip


class Proposal(NamedTuple):
    """Words to propose; empty where there are none of use. `published` is 2026, 2026-05 or 2026-05-04."""

    title: str = ""
    author: str = ""
    published: str = ""


def proposal(title: str, author: str, date: str) -> Proposal:
    """What of these raw words is worth proposing: no file names, no placeholders, no impossible dates."""
    named = _useful(author)
    return Proposal(_useful(title), "" if named.startswith(("http:", "https:")) else named, _date(date))


def html_proposal(html: str) -> Proposal:
    """The proposal that a web page's title and meta elements make."""
    head = _Head()
    head.feed(html)
    told = head.told
    title = _first(told, _TITLES) or "".join(head.title)
    return proposal(title, _first(told, _AUTHORS), _first(told, _DATES))


def mail_proposal(data: bytes) -> Proposal:
    """The proposal that the headers of a message (RFC 5322) make: subject, sender, date."""
    try:
        headers = BytesHeaderParser(policy=default).parsebytes(data.split(b"\r\n\r\n")[0].split(b"\n\n")[0])
        subject, sender, sent = (str(headers.get(name, "")) for name in ("Subject", "From", "Date"))
    except (ValueError, LookupError, TypeError, AttributeError):  # what broken headers raise there
        return Proposal()
    try:
        date = parsedate_to_datetime(sent).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        date = ""
    return proposal(subject, sender, date)


def _useful(words: str) -> str:
    words = " ".join(canonical(words).text.replace("\ufffd", " ").split())
    printable = "".join(letter for letter in words if letter.isprintable())
    return "" if len(printable) > _LONGEST or _JUNK.search(printable) else printable


def _date(words: str) -> str:
    found = _PDF_DATE.match(words.strip())
    if found is None:
        return ""
    year, month, day = (int(part or 0) for part in found.groups())
    if not 1500 <= year <= 2200:
        return ""
    if not 1 <= month <= 12:
        return f"{year}"
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= 31 else f"{year}-{month:02}"


def _first(told: dict[str, str], names: tuple[str, ...]) -> str:
    return next((told[name] for name in names if told.get(name)), "")


class _Head(HTMLParser):
    """Collects the title and the meta elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self.told: dict[str, str] = {}
        self._in_title = False
        self._done = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title" and not self._done:
            self._in_title = True
        elif tag == "meta":
            found = {name: value or "" for name, value in attrs}
            name = found.get("property") or found.get("name") or found.get("itemprop") or ""
            self.told.setdefault(name.strip().casefold(), found.get("content", "").strip())

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title, self._done = False, True

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
