"""Splitting and joining by hand, where the segmentation is wrong; verdicts and citations stay."""

from __future__ import annotations

from workbench.core.article import Revision
from workbench.core.change import Piece, Resegment
from workbench.core.claim import Claim
from workbench.core.errors import BadInputError
from workbench.core.identity import new_uid
from workbench.core.verdict import Judgement, Verdict
from workbench.desk.session import Session

_UNSPACED = "\u2e80"  # from here on stand the scripts of East Asia, which set no blanks between words

# Of two different verdicts a join keeps the one that asks for more care: joining must not verify anything.
_CAREFUL = (Verdict.DISPUTED, Verdict.UNSOURCED, Verdict.UNREVIEWED, Verdict.VERIFIED, Verdict.NOT_A_CLAIM)


def split(session: Session, article: str, revision: Revision, claim: Claim, at: int) -> None:
    """Split `claim` before code point `at` of the text; inside a word, before that word.

    The left part keeps the Claim's identity; the right one is a new Claim with the same verdict, note and
    citations. BadInputError when one of the parts would be blank.
    """
    at = _word_start(revision.text, at)
    left = _trimmed(revision.text, claim.start, at)
    right = _trimmed(revision.text, at, claim.end)
    if not claim.start < at < claim.end or left is None or right is None:
        raise BadInputError("A claim can only be split between two of its words; put the cursor there first.")
    cited = tuple(citation.uid for citation in session.citations(claim=claim.uid))
    copies = tuple((new_uid(), uid) for uid in cited)
    new = tuple(uid for uid, _ in copies)
    before = Piece(claim.uid, claim.start, claim.end, claim.judgement, cited)
    after = (
        Piece(claim.uid, *left, claim.judgement, cited),
        Piece(new_uid(), *right, claim.judgement, new),
    )
    session.apply(Resegment("split", article, revision.uid, (before,), after, copies))


def join(session: Session, article: str, revision: Revision, first: Claim, second: Claim) -> None:
    """Make one Claim of two neighbours: the first one's identity, both notes, the citations of both.

    Of two different verdicts the one that asks for more care stays (disputed before unsourced before
    unreviewed before verified). BadInputError when they are not neighbours.
    """
    if second.number != first.number + 1:
        raise BadInputError("Only a claim and the one right after it can be joined.")
    cited = [tuple(c.uid for c in session.citations(claim=claim.uid)) for claim in (first, second)]
    before = tuple(
        Piece(claim.uid, claim.start, claim.end, claim.judgement, uids)
        for claim, uids in zip((first, second), cited, strict=True)
    )
    joined = Piece(first.uid, first.start, second.end, _both(first, second), cited[0] + cited[1])
    session.apply(Resegment("join", article, revision.uid, before, (joined,)))


def _both(first: Claim, second: Claim) -> Judgement:
    leading = min(first, second, key=lambda claim: _CAREFUL.index(claim.verdict))
    notes = dict.fromkeys(claim.note for claim in (first, second) if claim.note)
    return Judgement(leading.verdict, leading.reason, "\n".join(notes))


def _word_start(text: str, at: int) -> int:
    """Where the word around `at` begins; `at` itself between words and in scripts without blanks."""
    while 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum() and text[at] < _UNSPACED:
        at -= 1
    return at


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without blanks at its ends, or None when nothing is left."""
    part = text[start:end]
    if not part.strip():
        return None
    return start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))
