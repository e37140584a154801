"""Two questions with a yes or a no: is the workspace sound, and may the article be published?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from workbench.core.claim import Claim
from workbench.core.errors import CancelledError, DamagedError, WorkspaceError
from workbench.desk.proofs import article_proofs
from workbench.desk.proving import prove_thoroughly, sentence
from workbench.desk.replaying import differences, replay
from workbench.desk.session import Session
from workbench.jobs.progress import Progress
from workbench.storage import audit, blobs, connection, evidence, header, ocr
from workbench.storage.everything import facts

_MOST = 50  # sentences about what the log tells otherwise; more would say the same


@dataclass(frozen=True, slots=True)
class Open:
    """A Claim that keeps an article from being published, and why."""

    claim: Claim
    why: str


def still_open(claims: Sequence[Claim]) -> list[Open]:
    """What must be settled first: everything that is neither verified nor not a claim."""
    return [Open(claim, claim.verdict.value) for claim in claims if not claim.verdict.settled]


def check_file(path: Path, progress: Progress | None = None) -> list[str]:
    """`problems` of the workspace at `path`, even when it is too damaged to be opened.

    WorkspaceError when it is no workspace at all, of a newer version, or locked: then there is no answer.
    """
    header.read_format(path)
    try:
        session = Session.open(path, actor="")  # it writes nothing
    except DamagedError as error:
        return [str(error)]
    except WorkspaceError:
        raise
    except Exception as error:  # nothing is known of a damaged file, so nothing it raises is a bug
        return [_unreadable(error)]
    try:
        return problems(session, progress)
    finally:
        session.close()


def problems(session: Session, progress: Progress | None = None) -> list[str]:
    """Prove the workspace: database, audit chain, every original and evidence byte, decisions, citations.

    One sentence for each thing that is wrong; empty when all is as it was written.
    """
    found: list[str] = []
    progress = progress or Progress()
    for proofs in (_database, _audit, _replay, _evidence, _pictures, _articles, _citations):
        try:
            for sentence in proofs(session, progress):
                found.append(sentence)
        except DamagedError as error:  # so damaged that reading stops: that is an answer too
            found.append(str(error))
        except (CancelledError, WorkspaceError):
            raise
        except Exception as error:  # a damaged value can break any reader
            found.append(_unreadable(error))
    return list(dict.fromkeys(found))


def _unreadable(error: Exception) -> str:
    return f"What is stored cannot be read as it was written ({type(error).__name__})."


def _database(session: Session, _: Progress) -> Iterator[str]:
    with session.workspace.read() as c:
        yield from connection.check_integrity(c)


def _audit(session: Session, _: Progress) -> Iterator[str]:
    with session.workspace.read() as c:
        yield from audit.problems(c)


def _replay(session: Session, _: Progress) -> Iterator[str]:
    with session.workspace.read() as c:
        said = replay(audit.all_entries(c))
        yield from islice(differences(said, facts(c)), _MOST)


def _evidence(session: Session, progress: Progress) -> Iterator[str]:
    with session.workspace.read() as c:
        files = evidence.every_stored_file(c)
        logged = audit.recorded(c, "attach_evidence")
    for number, file in enumerate(files):
        progress.report(number, len(files), file.name)
        with session.workspace.read() as c:
            sha256, length = blobs.stored_sha256(c, file.id, lambda _: progress.check())
        attached = logged.get(file.uid, {})
        if (
            not (sha256, length)
            == (file.sha256, file.bytes)
            == (attached.get("sha256"), attached.get("bytes"))
        ):
            yield f"The stored bytes of evidence {file.id} ({file.name}) are not those that were attached."


def _pictures(session: Session, progress: Progress) -> Iterator[str]:
    with session.workspace.read() as c:
        for sha256 in ocr.all_pictures(c):
            progress.check()
            if hashlib.sha256(ocr.picture_of(c, sha256) or b"").hexdigest() != sha256:
                yield f"The stored pixels of a cited region ({sha256[:12]}) are not those that were cited."


def _citations(session: Session, progress: Progress) -> Iterator[str]:
    """Each quote is looked for again on its page, as it is read from the stored bytes now."""
    for cited in session.evidence_list():
        if cited.citations:
            progress.check()
            citations = session.citations(evidence=cited.uid)
            for proof in prove_thoroughly(session, citations, cited, progress):
                if not proof.holds:
                    yield sentence(proof)


def _articles(session: Session, progress: Progress) -> Iterator[str]:
    for summary in session.articles():
        progress.check()
        with session.workspace.read() as c:  # one snapshot: what is given meanwhile must accuse nobody
            yield from article_proofs(c, summary)
