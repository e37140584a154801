"""A new version of a file: linked to the old one, whose Citations are offered for it and never moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from workbench.core.anchor import Passage
from workbench.core.change import Change, Cite, LinkEvidence, Together
from workbench.core.errors import BadInputError
from workbench.core.evidence import Citation, Evidence, Relation
from workbench.core.identity import new_uid
from workbench.core.proof import Holding, Proof
from workbench.desk.attaching import Stored, settle, store_file
from workbench.desk.citing import withdrawal
from workbench.desk.proving import prove_thoroughly
from workbench.desk.session import Session
from workbench.evidence.engine import engine_name
from workbench.jobs.progress import Progress
from workbench.storage.claims import citing_articles


def replace_evidence(session: Session, old: Evidence, path: Path, progress: Progress) -> Evidence:
    """Store the file at `path` as a newer version of `old`, as one change; old file and Citations stay.

    BadInputError when it cannot be read, or is the same file.
    """
    stored = store_file(session, path, progress)
    new = stored.evidence
    if new.sha256 == old.sha256:
        raise BadInputError(f"{path.name} has the same bytes as {old.name}; there is nothing to replace.")
    link = LinkEvidence(new.uid, Relation.REPLACES, new.replaces, old.uid)
    change: Change = link if stored.change is None else Together((stored.change, link))
    return settle(session, Stored(new, change), progress)


def citations_against(session: Session, old: Evidence, new: Evidence, progress: Progress) -> list[Proof]:
    """How each Citation of `old` would stand in `new`: the places where its words are found there."""
    return prove_thoroughly(session, session.citations(evidence=old.uid), new, progress)


def can_be_taken_over(proof: Proof) -> bool:
    """True when the words stand exactly once in what was searched, between the words they stood between."""
    found = proof.holding in {Holding.HELD, Holding.MOVED} and len(proof.places) == 1
    return found and (proof.superseded or proof.holding is Holding.MOVED)


def take_over(session: Session, chosen: Iterable[tuple[Proof, Passage]]) -> int:
    """Tie the Claims to the chosen places instead of the old ones, as one change; how many there were.

    Only a person chooses: the program proposes.
    """
    cites: list[Cite] = []
    gone: dict[str, list[Citation]] = defaultdict(list)
    for proof, passage in chosen:
        citation = proof.citation
        with session.workspace.read() as connection:
            article = citing_articles(connection, citation.evidence_uid)[citation.claim_id]
        gone[article].append(citation)
        cites.append(
            Cite(
                article, new_uid(), citation.claim_uid, proof.evidence.uid, passage, citation.stance,
                citation.method, engine_name() if passage.rects else "", citation.part, proof.evidence.sha256,
            )
        )  # fmt: skip
    if cites:
        withdrawn = [withdrawal(article, citations) for article, citations in gone.items()]
        session.apply(Together((*withdrawn, *cites)))
    return len(cites)
