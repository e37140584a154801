"""Several files as one change: stored, cited, and only then declared, so that one undo takes all back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from workbench.core.anchor import Moment, Passage, Quote
from workbench.core.change import Change, Cite, Together
from workbench.core.claim import Claim
from workbench.core.errors import BadInputError, ConflictError, KnownError, WorkspaceError
from workbench.core.evidence import Evidence, Stance
from workbench.desk.attaching import Stored, discard, read_pages, store_file
from workbench.desk.citing import citation_of, find_passage, recognised_by
from workbench.desk.gathering import gather
from workbench.desk.session import Session
from workbench.jobs.progress import Progress
from workbench.text.canonical import canonical


@dataclass(frozen=True, slots=True)
class Purpose:
    """The Claim that each file is cited for, and the place: page from 1, quote, time, or the whole file."""

    article: str  # uid
    claim: Claim
    page: int | None = None
    quote: str | None = None
    stance: Stance = Stance.SUPPORTS
    moment: Moment | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """Evidence with the number of the Citation that was made of it, if any.

    `name` is that of the file; `known` says that its bytes were there already, perhaps under another name.
    """

    evidence: Evidence
    citation: int | None
    name: str = ""
    known: bool = False


class Taken(NamedTuple):
    """What became of a drop: the files that came in, and a sentence for each that did not."""

    filed: tuple[Filed, ...]
    problems: tuple[str, ...]


def file_all(
    session: Session, paths: Sequence[Path], purpose: Purpose | None, progress: Progress
) -> list[Filed]:
    """Attach `paths`, and cite each for `purpose`, as one change; nothing is kept when one of it fails.

    Files whose bytes are stored already are not stored again, but cited.
    """
    return list(_file(session, [(path, True) for path in paths], purpose, progress).filed)


def file_gathered(
    session: Session, paths: Sequence[Path], purpose: Purpose | None, progress: Progress
) -> Taken:
    """The same with folders among `paths`: what is in them comes in if it can be read, named if it cannot.

    A file that is named itself must be readable, as in `file_all`.
    """
    inside = gather([path for path in paths if path.is_dir()], progress)
    named = [path for path in paths if not path.is_dir()]
    wanted = [(path, True) for path in named]
    wanted += [(path, False) for path in inside.files if path not in set(named)]
    taken = _file(session, wanted, purpose, progress)
    return Taken(taken.filed, (*inside.problems, *taken.problems))


def take_in(
    session: Session, paths: Sequence[Path], progress: Progress, purpose: Purpose | None = None
) -> Taken:
    """Attach what was dropped on the window, files and folders, as one change; what cannot be read is named.

    With a `purpose` each file is cited as a whole for its claim. All is there once its bytes are stored;
    their pages are read behind that, and when that is cut short, at the next start.
    """
    found = gather(paths, progress)
    stored, problems = _stored(session, [(path, False) for path in found.files], progress.part(0, 2))
    try:
        cites = _whole(session, stored, purpose) if purpose else []
        _declare(session, [*dict.fromkeys(some.change for _, some in stored if some.change), *cites])
    except BaseException:
        _discard_all(session, stored)
        raise
    _read_all(session, stored, progress.part(1, 2))
    return Taken(_filed(session, stored, {}), (*found.problems, *problems))


def _file(
    session: Session, wanted: Sequence[tuple[Path, bool]], purpose: Purpose | None, progress: Progress
) -> Taken:
    """Store, read and cite `wanted` (with whether it must come in), then declare all of it."""
    stored, problems = _stored(session, wanted, progress)
    try:
        read = {
            some.evidence.uid: read_pages(session, some.evidence, progress) if some.change else some.evidence
            for _, some in stored
        }
        cites = [_cite(session, read[some.evidence.uid], purpose) for _, some in stored] if purpose else []
        _declare(session, [*dict.fromkeys(some.change for _, some in stored if some.change), *cites])
    except BaseException:
        _discard_all(session, stored)
        raise
    numbers = _numbers(session, purpose.claim) if purpose else {}
    made = {place: numbers[cite.citation] for place, cite in enumerate(cites)}
    return Taken(_filed(session, stored, made), tuple(problems))


def _stored(
    session: Session, wanted: Sequence[tuple[Path, bool]], progress: Progress
) -> tuple[list[tuple[Path, Stored]], list[str]]:
    stored: list[tuple[Path, Stored]] = []
    problems: list[str] = []
    try:
        for number, (path, needed) in enumerate(wanted):
            part = progress.part(number, len(wanted)) if len(wanted) > 1 else progress
            part.note = path.name
            try:
                stored.append((path, _stored_once(session, path, [some for _, some in stored], part)))
            except (WorkspaceError, ConflictError):
                raise  # it is not the file's fault
            except KnownError as error:
                if needed:
                    raise
                problems.append(str(error))
    except BaseException:
        _discard_all(session, stored)
        raise
    return stored, problems


def _stored_once(session: Session, path: Path, before: Sequence[Stored], progress: Progress) -> Stored:
    """Store a file, or give what this call has stored of the same bytes already."""
    stored = store_file(session, path, progress)
    for other in before:
        if other.evidence.sha256 == stored.evidence.sha256:
            if other.evidence.uid != stored.evidence.uid:
                discard(session, stored)
            return other
    return stored


def _discard_all(session: Session, stored: Sequence[tuple[Path, Stored]]) -> None:
    for _, some in stored:
        discard(session, some)


def _declare(session: Session, changes: Sequence[Change]) -> None:
    if changes:
        session.apply(changes[0] if len(changes) == 1 else Together(tuple(changes)))


def _read_all(session: Session, stored: Sequence[tuple[Path, Stored]], progress: Progress) -> None:
    new = {some.evidence.uid: path for path, some in stored if some.change}
    for number, (uid, path) in enumerate(new.items()):
        part = progress.part(number, len(new))
        part.note = path.name
        part.report(0, 1)
        read_pages(session, session.evidence(uid=uid), part)


def _filed(
    session: Session, stored: Sequence[tuple[Path, Stored]], made: dict[int, int]
) -> tuple[Filed, ...]:
    now = {evidence.uid: evidence for evidence in session.evidence_list()}
    seen: set[str] = set()
    filed = []
    for place, (path, some) in enumerate(stored):
        uid = some.evidence.uid
        known = uid in seen or some.change is None
        seen.add(uid)
        filed.append(Filed(now[uid], made.get(place), canonical(path.name).text, known))
    return tuple(filed)


def _whole(session: Session, stored: Sequence[tuple[Path, Stored]], purpose: Purpose) -> list[Cite]:
    """Citations of whole files, but for those that the claim cites already."""
    cited = {citation.evidence_uid for citation in session.citations(claim=purpose.claim.uid)}
    new = {some.evidence.uid: some.evidence for _, some in stored if some.evidence.uid not in cited}
    return [
        citation_of(purpose.article, purpose.claim, evidence, Passage(), purpose.stance)
        for evidence in new.values()
    ]


def _cite(session: Session, evidence: Evidence, purpose: Purpose) -> Cite:
    try:
        passage = _passage(session, evidence, purpose)
    except BadInputError as error:
        raise BadInputError(f"{error} Nothing was attached.") from error
    engine = recognised_by(session, evidence, passage)
    return citation_of(purpose.article, purpose.claim, evidence, passage, purpose.stance, recognised=engine)


def _passage(session: Session, evidence: Evidence, purpose: Purpose) -> Passage:
    if purpose.moment is None:
        return find_passage(session, evidence, purpose.page, purpose.quote)
    if not evidence.is_recording:
        raise BadInputError(f"{evidence.name} is no recording; a time cannot be cited of it.")
    heard = canonical(purpose.quote or "").text.strip()
    return Passage(quote=Quote(heard) if heard else None, moment=purpose.moment)


def _numbers(session: Session, claim: Claim) -> dict[str, int]:
    return {citation.uid: citation.id for citation in session.citations(claim=claim.uid)}
