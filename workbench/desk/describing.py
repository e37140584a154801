"""Saying where Evidence comes from: title, author, dates, source grade, origin; and proposals for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Final

from workbench.core.change import Change, DescribeEvidence, Together
from workbench.core.errors import ConflictError
from workbench.core.evidence import Evidence, Source
from workbench.desk.session import Session
from workbench.text.canonical import canonical
from workbench.text.encoding import decode
from workbench.text.metadata import Proposal, html_proposal, mail_proposal, proposal

FIELDS: Final = tuple(field.name for field in fields(Source))
_HEAD: Final = 256 * 1024  # bytes of a page or message that are looked through
_LONGEST: Final = 2_000  # characters of one field
_CONFLICT: Final = (
    "Somebody else changed this at the same moment; nothing was written. Look again and repeat it."
)


def describe(session: Session, evidence: Sequence[Evidence], said: Mapping[str, Any]) -> bool:
    """Give fields of the Source of each Evidence new values, as one change; False when nothing would change.

    `evidence` is as it was seen: ConflictError when one of these fields has been changed meanwhile. Words
    lose blanks and line ends at their edges and between them.
    """
    values = {name: _tidy(value) for name, value in said.items()}
    changes: list[Change] = []
    for seen in {one.uid: one for one in evidence}.values():
        now = session.evidence(uid=seen.uid).source
        after = replace(now, **values)
        if any(
            getattr(now, name) not in (getattr(seen.source, name), value) for name, value in values.items()
        ):
            raise ConflictError(_CONFLICT)
        if after != now:
            changes.append(DescribeEvidence(seen.uid, now, after))
    if changes:
        session.apply(changes[0] if len(changes) == 1 else Together(tuple(changes)))
    return bool(changes)


def tidied(source: Source) -> Source:
    """`source` as `describe` would keep it."""
    return replace(source, **{name: _tidy(getattr(source, name)) for name in FIELDS})


def origins(session: Session) -> list[str]:
    """The origin groups in use, the most frequent first."""
    counts = Counter(one.source.origin for one in session.evidence_list() if one.source.origin)
    return [origin for origin, _ in counts.most_common()]


def proposed(session: Session, evidence: Evidence) -> Proposal:
    """What the file itself says of its title, author and date; empty where it says nothing of use.

    A proposal counts for nothing until a person takes it over.
    """
    if evidence.is_pdf:
        told = session.reader.metadata(session.bytes_of(evidence))
        found = proposal(told.get("Title", ""), told.get("Author", ""), told.get("CreationDate", ""))
    elif evidence.media_type in {"text/html", "message/rfc822", "multipart/related"}:
        data = session.bytes_of(evidence).read_at(0, _HEAD)
        mail = evidence.media_type != "text/html"
        found = mail_proposal(data) if mail else html_proposal(decode(data, evidence.name).text)
    else:
        return Proposal()
    stem = evidence.name.rpartition(".")[0]
    named_alike = found.title.casefold() in {stem.casefold(), evidence.name.casefold()}
    return found._replace(title="") if named_alike else found


def _tidy(value: Any) -> Any:
    return " ".join(canonical(value).text.split())[:_LONGEST] if type(value) is str else value
