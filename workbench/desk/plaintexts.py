"""The words of Evidence without pages: text, web pages, office files, e-mail, records of contacts."""

from __future__ import annotations

from workbench.core.contact import Contact
from workbench.core.errors import BadInputError
from workbench.core.evidence import Evidence
from workbench.desk.session import Session
from workbench.evidence.plain import kinds, problems
from workbench.text.canonical import canonical
from workbench.text.contact_text import contact_to_text
from workbench.text.encoding import decode

_MAX_TEXT = 5 * 1024 * 1024  # bytes of a text file that are shown and searched


def has_words(evidence: Evidence) -> bool:
    """True for what is shown, searched and cited as one text."""
    return evidence.is_contact or kinds.is_readable(evidence.media_type)


def read_words(session: Session, evidence: Evidence) -> tuple[str, str]:
    """The text as it is read from the stored bytes, and one sentence on what of it cannot be (or none)."""
    source = session.bytes_of(evidence)
    if evidence.is_contact:
        return contact_to_text(Contact.from_bytes(source.read_at(0, _MAX_TEXT))), ""
    try:
        if kinds.is_parsed(evidence.media_type):  # whatever has to be taken apart is, in a worker process
            found = session.reader.plain(source, evidence.media_type, evidence.name)
            return found.text, found.problem
        text = canonical(decode(source.read_at(0, _MAX_TEXT), evidence.name).text).text
    except BadInputError as error:
        return "", str(error) if kinds.is_parsed(evidence.media_type) else problems.NOT_TEXT
    return text, problems.CUT if evidence.bytes > _MAX_TEXT else ""


def text_of(session: Session, evidence: Evidence) -> str:
    """The text as it is stored, where citations find it; read now when that has not been done yet."""
    stored = session.page_texts(evidence, 1)
    return stored[0].text if stored else read_words(session, evidence)[0]
