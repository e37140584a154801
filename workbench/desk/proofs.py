"""Proves one article: its bytes and text, and its decisions against the log.

Everything is read from one snapshot, so that a check never accuses what somebody is just working on.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from workbench.core.article import ArticleSummary, Revision
from workbench.core.change import Entry, Json
from workbench.core.claim import Claim, Decision
from workbench.core.errors import NotFoundError
from workbench.core.verdict import Verdict
from workbench.storage import articles, audit, claims
from workbench.storage import tables as t
from workbench.storage.connection import Reading
from workbench.storage.keys import keys_of

_Given = tuple[int, str, str | None, str]  # a judgement on a claim (its key): verdict, reason, note


def article_proofs(reading: Reading, article: ArticleSummary) -> Iterator[str]:
    """One sentence for each thing that is wrong with an Article; none when it was withdrawn meanwhile."""
    try:
        revision = articles.current_revision(reading, article.id)
    except NotFoundError:
        return
    decisions = claims.all_decisions(reading, article.id)
    yield from _text_proofs(reading, article, revision)
    yield from _verdict_proofs(decisions, claims.claims_of(reading, revision))
    yield from _log_proofs(reading, article.uid, decisions)


def _text_proofs(reading: Reading, article: ArticleSummary, revision: Revision) -> Iterator[str]:
    logged = audit.recorded(reading, "import_article").get(article.uid, {})
    imported: Json = logged if logged.get("revision") == revision.uid else {}
    original = hashlib.sha256(articles.original_bytes(reading, revision.id)).hexdigest()
    if not original == revision.sha256 == imported.get("sha256", original):
        yield f"The original bytes of article {article.id} are not those that were imported."
    text = hashlib.sha256(revision.text.encode()).hexdigest()
    if text != imported.get("text_sha256", text):
        yield f"The text of article {article.id} is not the one that was imported."


def _verdict_proofs(decisions: Sequence[Decision], shown: Sequence[Claim]) -> Iterator[str]:
    last: dict[int, Decision] = {}
    for decision in decisions:  # newest first
        last.setdefault(decision.claim_id, decision)
    for claim in shown:
        decided = last.get(claim.id)
        agrees = decided.judgement == claim.judgement if decided else claim.verdict is Verdict.UNREVIEWED
        if not agrees:
            yield f"The verdict of claim {claim.id} is not the one that was decided last."


def _log_proofs(reading: Reading, article: str, decisions: Sequence[Decision]) -> Iterator[str]:
    """Every judgement in the log has its decision, and no decision is without one."""
    given, carried = _judgements(reading, audit.verdicts(reading, article))
    found = Counter(_given(decision.claim_id, asdict(decision.judgement)) for decision in decisions)
    for claim in sorted({key[0] for key in given - found}):
        yield f"A decision on claim {claim} that the log speaks of is missing."
    for claim in sorted({key[0] for key in found - given if key not in carried}):
        yield f"The log does not know of a decision on claim {claim}."


def _judgements(reading: Reading, entries: Sequence[Entry]) -> tuple[Counter[_Given], set[_Given]]:
    """What was given in so many words, and what splits and joins carried on (a decision when it was new)."""
    said = [(entry.subject, entry.after) for entry in entries if entry.kind == "set_verdict"]
    pieces = [piece for entry in entries for piece in (entry.after or {}).get("pieces", ())]
    uids = {uid for uid, _ in said} | {piece["claim"] for piece in pieces}
    keys = keys_of(reading, t.claim, sorted(uids))
    given = Counter(_given(keys[uid], after or {}) for uid, after in said)
    return given, {_given(keys[piece["claim"]], piece["judgement"]) for piece in pieces}


def _given(key: int, judgement: Json) -> _Given:
    return key, judgement["verdict"], judgement["reason"], judgement["note"]
