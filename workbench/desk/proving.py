"""Proves Citations again: is the quote still there, exactly once, where it was cited?

Quickly against the stored page texts (on opening an article), or thoroughly against the page as it is read
from the stored bytes now (`check`, on opening evidence), rectangles included. It finds and tells; it never
moves a Citation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from workbench.core.anchor import Passage, Quote, Rect, Span
from workbench.core.errors import BadInputError
from workbench.core.evidence import Citation, Evidence, Method
from workbench.core.proof import Holding, Proof
from workbench.desk.characters import page_characters
from workbench.desk.session import Session
from workbench.jobs.progress import Progress
from workbench.text.matching import find_all

_NEAR: Final = 1.0  # PDF points; rectangles nearer than this are the same place
_AROUND: Final = 12  # letters of the context that must agree on each side
_FEWEST: Final = 6  # so many of them at least, where there were so many
_SHOWN: Final = 20  # places that are offered; more are no help
_WORDS: Final = frozenset({Method.TEXT_LAYER, Method.OCR, Method.TABLE})

Texts = Mapping[int, str]  # by page, from 1
Rects = Callable[[int, Span], Sequence[Rect]]  # of a span of a page's text


def prove_article(session: Session, article_id: int, progress: Progress) -> list[Proof]:
    """Quick proofs of all Citations of an Article; of superseded Evidence against its newest version, too."""
    citations = session.citations(article_id=article_id)
    evidence = {one.uid: one for one in session.evidence_list()}
    newer = {one.replaces: one for one in evidence.values() if one.replaces}
    texts: dict[int, Texts] = {}
    proofs = []
    for number, citation in enumerate(citations):
        progress.report(number, len(citations))
        cited = evidence.get(citation.evidence_uid)
        if cited is None:
            continue
        for one in (cited, *_newest(cited, newer)):
            if one.id not in texts:
                texts[one.id] = {page.page: page.text for page in session.page_texts(one)}
            proofs.append(prove(citation, one, texts[one.id], _stored_rects(session, one)))
    return proofs


def prove_thoroughly(
    session: Session, citations: Iterable[Citation], evidence: Evidence, progress: Progress
) -> list[Proof]:
    """Proofs of Citations of `evidence` against its pages as they are read from the stored bytes now."""
    stored = {page.page: page.text for page in session.page_texts(evidence)}
    fresh = _FreshPages(session, evidence, stored)
    proofs = []
    for citation in citations:
        progress.check()
        page = citation.passage.page
        try:
            if page is not None and citation.passage.quote is not None:
                fresh.read(page)
            proofs.append(prove(citation, evidence, fresh.texts, fresh.rects, exactly=True))
        except BadInputError:
            proofs.append(Proof(citation, Holding.UNREADABLE, evidence))
    return proofs


def prove(
    citation: Citation, evidence: Evidence, texts: Texts, rects: Rects, *, exactly: bool = False
) -> Proof:
    """How `citation` holds against the pages of `evidence`.

    `rects` places a span of a page's text (PDF points). It decides between several places; with `exactly` a
    quote that stands elsewhere on its page has moved.
    """
    passage = citation.passage
    if passage.quote is None or citation.method not in _WORDS:
        return _without_words(citation, evidence)
    page = passage.page or 1
    here = _places(passage.quote, texts.get(page, ""))
    chosen = _at(passage.rects, page, here, rects) if len(here) > 1 else here
    if len(chosen) == 1 and _same_version(citation, evidence):
        moved = exactly and passage.rects and not _agree(passage.rects, rects(page, chosen[0]))
        if not moved:
            return Proof(citation, Holding.HELD, evidence, (passage,))
    found = [(number, span) for number, text in texts.items() for span in _places(passage.quote, text)]
    if found:
        return _placed(citation, evidence, texts, found, rects, Holding.MOVED)
    loose = [(n, span) for n, text in texts.items() for span in find_all(passage.quote.exact, text)]
    return _placed(citation, evidence, texts, loose, rects, Holding.CHANGED)


def sentence(proof: Proof) -> str:
    """What became of a Citation, for people."""
    citation = proof.citation
    where = citation.evidence_name
    if citation.passage.page is not None:
        where = f"{where}, page {citation.passage.page}"
    pages = ", ".join(dict.fromkeys(str(place.page or 1) for place in proof.places))
    match proof.holding:
        case Holding.MOVED:
            return f"Citation {citation.id} ({where}) has moved: its quote stands on page {pages} now."
        case Holding.AMBIGUOUS:
            return f"Citation {citation.id} ({where}) is ambiguous: its quote stands on pages {pages}."
        case Holding.CHANGED if proof.places:
            return f"Citation {citation.id} ({where}) has changed: other words stand around its quote."
        case Holding.CHANGED:
            return f"Citation {citation.id} ({where}) has changed: its quote no longer stands there."
        case Holding.UNREADABLE:
            return f"Citation {citation.id} ({where}) cannot be proved: the page cannot be read any more."
    return f"Citation {citation.id} ({where}) stands where it was cited."


def _without_words(citation: Citation, evidence: Evidence) -> Proof:
    page = citation.passage.page
    if not _same_version(citation, evidence):
        return Proof(citation, Holding.UNPROVED, evidence, (Passage(),) if page is None else ())
    if page is not None and evidence.pages and page > evidence.pages:
        return Proof(citation, Holding.CHANGED, evidence)
    kind = Holding.UNPROVED if citation.passage.quote is not None else Holding.HELD
    return Proof(citation, kind, evidence, (citation.passage,))


def _same_version(citation: Citation, evidence: Evidence) -> bool:
    return evidence.uid == citation.evidence_uid and citation.sha256 in {"", evidence.sha256}


def _places(quote: Quote, text: str) -> list[Span]:
    """Where the quote stands between the words that it stood between."""
    return [span for span in find_all(quote.exact, text) if _in_context(quote, Quote.cut(text, span))]


def _in_context(cited: Quote, found: Quote) -> bool:
    before = _same_end(_tight(cited.prefix), _tight(found.prefix))
    return before and _same_end(_tight(cited.suffix)[::-1], _tight(found.suffix)[::-1])


def _same_end(cited: str, found: str) -> bool:
    """Whether the nearest letters agree; near the edge of a page there are fewer of them."""
    near = min(len(cited), len(found), _AROUND)
    return near >= min(len(cited), _FEWEST) and cited[len(cited) - near :] == found[len(found) - near :]


def _tight(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _at(cited: Sequence[Rect], page: int, spans: list[Span], rects: Rects) -> list[Span]:
    """Those of `spans` that stand where the passage was; all of them when that tells nothing."""
    if not cited:
        return spans
    return [span for span in spans if _agree(cited, rects(page, span))] or spans


def _agree(cited: Sequence[Rect], found: Sequence[Rect]) -> bool:
    """Whether the found rectangles are the cited ones within _NEAR points, or lie inside the cited cell."""
    if len(cited) == len(found) and all(map(_near, cited, found)):
        return True
    cell = cited[0]  # a cell is wider than its words
    return len(cited) == 1 and bool(found) and all(_within(cell, rect) for rect in found)


def _near(one: Rect, other: Rect) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def _within(cell: Rect, rect: Rect) -> bool:
    return (
        cell.x0 - _NEAR <= rect.x0
        and cell.y0 - _NEAR <= rect.y0
        and rect.x1 <= cell.x1 + _NEAR
        and rect.y1 <= cell.y1 + _NEAR
    )


def _placed(
    citation: Citation,
    evidence: Evidence,
    texts: Texts,
    found: Sequence[tuple[int, Span]],
    rects: Rects,
    kind: Holding,
) -> Proof:
    places = tuple(
        Passage(
            number if evidence.is_pdf else None,
            Quote.cut(texts[number], span),
            tuple(rects(number, span)),
            headers=citation.passage.headers,
        )
        for number, span in found[:_SHOWN]
    )
    if len(found) > 1:
        kind = Holding.AMBIGUOUS
    elif kind is Holding.MOVED and not _same_version(citation, evidence) and _stays(citation, places[0]):
        kind = Holding.HELD
    return Proof(citation, kind, evidence, places)


def _stays(citation: Citation, place: Passage) -> bool:
    return place.page == citation.passage.page


def _newest(cited: Evidence, newer: Mapping[str, Evidence]) -> list[Evidence]:
    """The newest version of Evidence, if there is a newer one at all."""
    seen = {cited.uid}
    now = cited
    while now.uid in newer and newer[now.uid].uid not in seen:
        now = newer[now.uid]
        seen.add(now.uid)
    return [] if now is cited else [now]


def _stored_rects(session: Session, evidence: Evidence) -> Rects:
    """Rectangles on demand: only a quote that stands more than once, or elsewhere, needs them."""

    def rects(page: int, span: Span) -> Sequence[Rect]:
        if not evidence.is_pdf:
            return ()
        try:
            return page_characters(session, evidence, page).rects_of(span)
        except BadInputError:
            return ()

    return rects


class _FreshPages:
    """Pages of one Evidence, those that matter as they are read now, the others as they are stored."""

    def __init__(self, session: Session, evidence: Evidence, stored: Texts) -> None:
        self._session = session
        self._evidence = evidence
        self._read: set[int] = set()
        self.texts = dict(stored)

    def read(self, page: int) -> None:
        """Read a page anew; BadInputError when that cannot be done."""
        if self._evidence.is_pdf and page not in self._read:
            self.texts[page] = page_characters(self._session, self._evidence, page).text
            self._read.add(page)

    def rects(self, page: int, span: Span) -> Sequence[Rect]:
        """The rectangles of a span of a page's text."""
        return _stored_rects(self._session, self._evidence)(page, span)
