"""E-mail (.eml) and web pages saved as one file (MHTML): headers, the text, and the files inside.

RFC 5322, RFC 2045 to 2049, RFC 2557. The old, forgiving interface of the library is used on purpose: the new
one parses every header into a tree, which a hostile header makes very slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value
from typing import TYPE_CHECKING, Any, Final

from workbench.core.errors import BadInputError
from workbench.evidence.plain import problems
from workbench.evidence.plain.text import MOST_PARTS, Lines, Part, UnreadableTextError
from workbench.evidence.plain.web import decoded, page_text

if TYPE_CHECKING:
    Mail = Message[str, str]
else:
    Mail = Message

MOST_BYTES: Final = 80 * 2**20  # of the whole message: it is held in memory several times

_SHOWN: Final = ("From", "To", "Cc", "Date", "Subject")
_DEEPEST: Final = 20  # messages inside messages, parts inside parts
_LONGEST: Final = 2_000  # characters of a header that are shown
_LONGEST_NAME: Final = 120
_EMBEDDED: Final = re.compile(r"[\x00-\x1f/\\:]")
_ENDINGS: Final = {"text/plain": ".txt", "text/html": ".html", "message/rfc822": ".eml"}


def read(data: bytes, lines: Lines) -> tuple[Part, ...]:
    """Add the text of the message and of those inside it; gives the files that lie inside."""
    mail = _parsed(data)
    files = [Part(_name(part, number), len(_bytes(part))) for number, part in enumerate(_files(mail), 1)]
    _add(mail, lines, 0)
    if files:
        lines.heading("Attachments: " + ", ".join(f"{file.name} ({file.size:,} bytes)" for file in files))
    return tuple(files)


def taken_out(data: bytes, index: int) -> bytes:
    """The bytes of file `index` (from 0) inside the message; raises UnreadableTextError."""
    files = list(_files(_parsed(data)))
    if not 0 <= index < len(files):
        raise UnreadableTextError(problems.NO_PART.format(count=len(files), index=index + 1))
    return _bytes(files[index])


def _parsed(data: bytes) -> Mail:
    if len(data) > MOST_BYTES:
        raise UnreadableTextError(problems.TOO_LARGE)
    mail = message_from_bytes(data)
    if not mail.keys():
        raise UnreadableTextError(problems.FOREIGN)
    return mail


def _add(mail: Mail, lines: Lines, depth: int) -> None:
    for header in _SHOWN:
        words = ", ".join(_header(value) for value in mail.get_all(header, []))
        if words and not (header == "From" and words.startswith("<Saved by ")):
            lines.add(f"{header}: {words}")
    if address := _header(mail.get("Snapshot-Content-Location", "")):
        lines.add(f"Address: {address}")
    lines.add()
    body = _body(mail, 0)
    if body is not None:
        for line in _text(body).split("\n"):
            lines.add(line.rstrip())
    if depth < _DEEPEST:
        for inner in _inner_messages(mail):
            lines.heading("Attached message")
            _add(inner, lines, depth + 1)


def _body(mail: Mail, depth: int) -> Mail | None:
    """The part that says what the message says: plain text before HTML, the first before later ones."""
    if depth > _DEEPEST:
        raise UnreadableTextError(problems.TOO_DEEP)
    kind = mail.get_content_type()
    if not mail.is_multipart():
        readable = kind in ("text/plain", "text/html", "application/xhtml+xml")
        return mail if readable and not _is_file(mail) else None
    if kind == "message/rfc822":
        return None
    found = [body for part in _parts(mail) if (body := _body(part, depth + 1)) is not None]
    if kind == "multipart/related":
        return _root(mail, found)
    if kind == "multipart/alternative":
        plain = next((part for part in found if part.get_content_type() == "text/plain"), None)
        if plain is not None and _text(plain).strip():
            return plain
        return found[-1] if found else None
    return next((part for part in found if _text(part).strip()), None)


def _root(mail: Mail, found: list[Mail]) -> Mail | None:
    """The main part of a related set: the one that is named, else the first (RFC 2387)."""
    start = mail.get_param("start")
    named = [part for part in found if start and part.get("Content-ID", "").strip() == str(start).strip()]
    return next(iter([*named, *found]), None)


def _text(part: Mail) -> str:
    data = _bytes(part)
    charset = part.get_content_charset() or ""
    try:
        if part.get_content_type() == "text/plain":
            text = decoded(data, "message", charset)
            return text.replace("\r\n", "\n").replace("\r", "\n")
        return page_text(data, "message", charset)
    except BadInputError:
        return ""


def _files(mail: Mail, depth: int = 0) -> Iterator[Mail]:
    """Parts that are files of their own, in order, at most MOST_PARTS."""
    if depth == 0:
        found = list(_every_file(mail, 0))
        yield from found[:MOST_PARTS]


def _every_file(mail: Mail, depth: int) -> Iterator[Mail]:
    if depth > _DEEPEST:
        raise UnreadableTextError(problems.TOO_DEEP)
    related = mail.get_content_type() == "multipart/related"
    for part in _parts(mail) if mail.is_multipart() else ():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            yield part
        elif part.is_multipart():
            yield from _every_file(part, depth + 1)
        elif _is_file(part) and not (related and _is_of_the_page(part)):
            yield part


def _is_file(part: Mail) -> bool:
    if part.get_content_disposition() == "attachment":
        return True
    kind = part.get_content_type()
    if kind in ("text/plain", "text/html") and not part.get_filename():
        return False
    return kind != "text/css" and (bool(part.get_filename()) or part.get_content_maintype() != "text")


def _is_of_the_page(part: Mail) -> bool:
    """Pictures and style sheets of a saved page are no files that somebody attached."""
    return part.get_content_disposition() != "attachment" and bool(
        part.get("Content-Location") or (part.get("Content-ID") and not part.get_filename())
    )


def _inner_messages(mail: Mail) -> Iterator[Mail]:
    for part in _parts(mail) if mail.is_multipart() else ():
        if part.get_content_type() == "message/rfc822":
            yield from _parts(part)
        elif part.get_content_maintype() == "multipart":
            yield from _inner_messages(part)


def _parts(mail: Mail) -> list[Mail]:
    payload: Any = mail.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def _bytes(part: Mail) -> bytes:
    if part.get_content_type() == "message/rfc822":
        return b"".join(inner.as_bytes() for inner in _parts(part)[:1])
    payload: Any = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _name(part: Mail, number: int) -> str:
    kind = part.get_content_type()
    said = part.get_filename()
    name = _header(collapse_rfc2231_value(said)) if said else ""
    if not name and kind == "message/rfc822":
        name = next((_header(inner.get("Subject", "")) for inner in _parts(part)), "")[:_LONGEST_NAME]
    name = _EMBEDDED.sub("_", name).strip(" .")[-_LONGEST_NAME:]
    ending = _ENDINGS.get(kind, "")
    if not name:
        return f"attachment {number}{ending}"
    return name if name.lower().endswith(ending) or said else name + ending


def _header(value: object) -> str:
    """A header's words, decoded; what is broken is shown as it stands."""
    raw = str(value)[: 4 * _LONGEST]
    try:
        pieces = [_decoded(data, charset) for data, charset in decode_header(raw)]
    except (HeaderParseError, ValueError):
        pieces = [raw]
    words = "".join(pieces).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join(words.split())[:_LONGEST]


def _decoded(data: bytes | str, charset: str | None) -> str:
    if isinstance(data, str):
        return data
    raw = data.decode("ascii", "surrogateescape").encode("ascii", "surrogateescape")
    return decoded(raw, "header", charset or "latin-1") if raw else ""
