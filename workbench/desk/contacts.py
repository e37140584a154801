"""Recorded contacts: a call, a message, an interview, something seen; kept and cited like files."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from workbench.core.anchor import Passage, Quote, Span
from workbench.core.change import Change, Cite, DescribeEvidence, LinkEvidence, Together
from workbench.core.claim import Claim
from workbench.core.contact import Contact
from workbench.core.errors import BadInputError
from workbench.core.evidence import CONTACT, Citation, Evidence, Method, Relation, Source, Stance
from workbench.core.identity import new_uid
from workbench.desk.attaching import Stored, discard, read_pages, store_stream
from workbench.desk.citing import withdrawal
from workbench.desk.describing import tidied
from workbench.desk.session import Session
from workbench.jobs.progress import Progress
from workbench.storage.claims import citing_articles
from workbench.text.canonical import canonical
from workbench.text.contact_text import contact_to_text
from workbench.text.matching import find_all

_LONGEST: Final = 1_000_000  # bytes of a record
_QUOTED: Final = 1_000  # characters; what is longer is cited as a whole


@dataclass(frozen=True, slots=True)
class Recorded:
    """The record as Evidence, and the numbers of the Citations made of it."""

    evidence: Evidence
    citations: list[int]


def record(
    session: Session,
    contact: Contact,
    claims: Sequence[Claim] = (),
    stance: Stance = Stance.SUPPORTS,
    source: Source | None = None,
) -> Recorded:
    """Keep `contact` and cite it for `claims` (of any Articles), as one change.

    `source` says more of it (grade, origin, confidential). BadInputError when nobody is named or nothing was
    said. The very same record is not kept twice, but cited.
    """
    contact = _checked(contact)
    stored, text = _stored(session, contact)
    evidence = stored.evidence
    cited = {c.claim_id for c in session.citations(evidence=evidence.uid)} if stored.change is None else ()
    place = _passage(text, contact.said)
    cites = [
        _cite(session.article(claim.article_id).uid, claim.uid, evidence, place, stance)
        for claim in {claim.uid: claim for claim in claims}.values()
        if claim.id not in cited
    ]
    return _declare(session, stored, [*_described(evidence, source), *cites])


def correct(session: Session, old: Evidence, contact: Contact, source: Source | None = None) -> Recorded:
    """Put a corrected record in the place of `old`, with its Citations and what was said of it: one change.

    The old record stays in the workspace: it was made, and may be asked for. BadInputError when nothing
    differs.
    """
    contact = _checked(contact)
    if contact.to_bytes() == read_contact(session, old).to_bytes():
        raise BadInputError("The corrected record says what the old one says; change it or leave it.")
    stored, text = _stored(session, contact)
    new = stored.evidence
    with session.workspace.read() as connection:
        articles = citing_articles(connection, old.uid)
    gone: dict[str, list[Citation]] = defaultdict(list)
    cites = []
    for citation in session.citations(evidence=old.uid):
        article = articles[citation.claim_id]
        gone[article].append(citation)
        place = _same_words(text, citation.passage, contact.said)
        cites.append(_cite(article, citation.claim_uid, new, place, citation.stance, citation.part))
    link = LinkEvidence(new.uid, Relation.REPLACES, new.replaces, old.uid)
    changes = [*_described(new, source or old.source), link]
    withdrawn = [withdrawal(article, citations) for article, citations in gone.items()]
    return _declare(session, stored, [*changes, *withdrawn, *cites])


def read_contact(session: Session, evidence: Evidence) -> Contact:
    """The contact that `evidence` records; BadInputError when it is no such record."""
    if not evidence.is_contact:
        raise BadInputError(f"{evidence.name} is a file, not the record of a contact.")
    return Contact.from_bytes(session.bytes_of(evidence).read_at(0, _LONGEST))


def contacts(session: Session) -> list[tuple[Evidence, Contact]]:
    """All recorded contacts, oldest first; corrected ones too."""
    return [(one, read_contact(session, one)) for one in session.evidence_list() if one.is_contact]


def people(session: Session) -> list[str]:
    """Who has been reached before, the last first, each once."""
    return list(dict.fromkeys(contact.who for _, contact in reversed(contacts(session)) if contact.who))


def _checked(contact: Contact) -> Contact:
    """`contact` in canonical text; what must be there is there."""
    head = (contact.who, contact.at, contact.how)
    who, at, how = (" ".join(canonical(words).text.split()) for words in head)
    said = canonical(contact.said).text.strip()
    if not who:
        raise BadInputError("The record names nobody; say who was reached, or who saw it.")
    if not said:
        raise BadInputError("The record says nothing; write down what was said or seen.")
    clean = replace(contact, who=who, at=at, how=how, said=said)
    if len(clean.to_bytes()) > _LONGEST:
        raise BadInputError("The record is longer than 1 MB; attach its text as a file instead.")
    return clean


def _stored(session: Session, contact: Contact) -> tuple[Stored, str]:
    data = contact.to_bytes()
    progress = Progress()
    stored = store_stream(session, io.BytesIO(data), contact.name, len(data), progress, media_type=CONTACT)
    try:
        if stored.change is not None:
            read_pages(session, stored.evidence, progress)
    except BaseException:
        discard(session, stored)
        raise
    return stored, contact_to_text(contact)


def _declare(session: Session, stored: Stored, changes: Sequence[Change]) -> Recorded:
    every = [*([stored.change] if stored.change else []), *changes]
    try:
        if every:
            session.apply(every[0] if len(every) == 1 else Together(tuple(every)))
    except BaseException:
        discard(session, stored)
        raise
    made = {change.citation for change in changes if isinstance(change, Cite)}
    evidence = session.evidence(uid=stored.evidence.uid)
    session.announce_evidence(evidence.uid)
    return Recorded(evidence, [c.id for c in session.citations(evidence=evidence.uid) if c.uid in made])


def _described(evidence: Evidence, source: Source | None) -> list[Change]:
    after = tidied(source) if source else evidence.source
    return [DescribeEvidence(evidence.uid, evidence.source, after)] if after != evidence.source else []


def _cite(
    article: str, claim: str, evidence: Evidence, passage: Passage, stance: Stance, part: Quote | None = None
) -> Cite:
    method = Method.TEXT_LAYER if passage.quote else Method.WHOLE_FILE
    return Cite(
        article, new_uid(), claim, evidence.uid, passage, stance, method, part=part, sha256=evidence.sha256
    )


def _passage(text: str, said: str) -> Passage:
    """What was said, word for word; all of a long record."""
    start = len(text) - len(said)
    return Passage(None, Quote.cut(text, Span(start, len(text))) if len(said) <= _QUOTED else None)


def _same_words(text: str, before: Passage, said: str) -> Passage:
    """The passage in the corrected text: the same words where they stand once, else all that was said."""
    if before.quote is None:
        return Passage()
    found = find_all(before.quote.exact, text)
    return Passage(None, Quote.cut(text, found[0])) if len(found) == 1 else _passage(text, said)
