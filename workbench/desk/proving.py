"""Proves Citations again: is the quote still there, exactly once, where it was cited?

Quickly against the stored page texts (on opening an article), or thoroughly against the page as it is read
from the stored bytes now (`check`, on opening evidence), rectangles included. It finds and tells; it never
moves a Citation.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import Final

from workbench.core.anchor import Passage, Quote, Rect, Span
from workbench.core.errors import BadInputError
from workbench.core.evidence import Citation, Evidence, Method
from workbench.core.proof import Holding, Proof
from workbench.desk.characters import page_characters
from workbench.desk.session import Session
from workbench.evidence.pages import PageCharacters
from workbench.jobs.progress import Progress
from workbench.text.matching import find_all

_NEAR: Final = 1.0  # PDF points; rectangles nearer than this are the same place
_AROUND: Final = 12  # letters of the context that must agree on each side
_FEWEST: Final = 6  # so many of them at least, where there were so many
_SHOWN: Final = 20  # places that are offered; more are no help
_WORDS: Final = frozenset({Method.TEXT_LAYER, Method.OCR, Method.TABLE})

Texts = Mapping[int, str]  # by page, from 1
Rects = Callable[[int, Span], Sequence[Rect]]  # of a span of a page's text


def prove_article(
    session: Session, article_id: int, progress: Progress, held: Container[tuple[str, str]] = ()
) -> list[Proof]:
    """Quick proofs of an Article's Citations; of superseded Evidence against its newest version, too.

    What is in `held`, a Citation and the Evidence it was found in (uids), is known and left out.
    """
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
            if (citation.uid, one.uid) in held and one is cited:
                continue
            if one.id not in texts:
                texts[one.id] = _StoredTexts(session, one)
            proofs.append(prove(citation, one, texts[one.id], _FreshPages(session, one).rects))
    return proofs


def prove_all(session: Session, article_id: int, progress: Progress) -> list[Proof]:
    """Thorough proofs of all Citations of an Article, in order of making."""
    by_evidence: dict[int, list[Citation]] = {}
    for citation in session.citations(article_id=article_id):
        by_evidence.setdefault(citation.evidence_id, []).append(citation)
    proofs = []
    for number, (key, citations) in enumerate(by_evidence.items()):
        progress.report(number, len(by_evidence))
        proofs += prove_thoroughly(session, citations, session.evidence(key=key), progress)
    return sorted(proofs, key=lambda proof: proof.citation.id)


def prove_thoroughly(
    session: Session, citations: Iterable[Citation], evidence: Evidence, progress: Progress
) -> list[Proof]:
    """Proofs of Citations of `evidence` against its pages as they are read from the stored bytes now."""
    fresh = _FreshPages(session, evidence)
    proofs = []
    for citation in sorted(citations, key=lambda citation: citation.passage.page or 0):
        progress.check()
        page = citation.passage.page
        try:
            if page is not None and citation.passage.quote is not None:
                fresh.read(page)
            proofs.append(prove(citation, evidence, fresh.texts, fresh.rects, exactly=True))
        except BadInputError:
            proofs.append(Proof(citation, Holding.UNREADABLE, evidence))
    return sorted(proofs, key=lambda proof: proof.citation.id)


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
    if not here and _same_version(citation, evidence) and _in_cell(citation, texts.get(page, ""), rects):
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
    """Where the quote stands between the words that it stood between; letter for letter, if it does."""
    whole = quote.prefix + quote.exact + quote.suffix
    found, at = [], text.find(whole)
    while at >= 0:
        start = at + len(quote.prefix)
        found.append(Span(start, start + len(quote.exact)))
        at = text.find(whole, at + 1)
    return found or [
        span for span in find_all(quote.exact, text) if _in_context(quote, Quote.cut(text, span))
    ]


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


def _in_cell(citation: Citation, text: str, rects: Rects) -> bool:
    """Whether each word of a table's cell stands in it: its lines may lie apart in the page's text."""
    passage = citation.passage
    if citation.method is not Method.TABLE or passage.quote is None or len(passage.rects) != 1:
        return False
    return all(
        any(_agree(passage.rects, rects(passage.page or 1, span)) for span in find_all(word, text))
        for word in passage.quote.exact.split()
    )


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


class _StoredTexts(Mapping[int, str]):
    """The stored texts of Evidence by page; one page at a time, and all only when all are looked through."""

    def __init__(self, session: Session, evidence: Evidence) -> None:
        self._session = session
        self._evidence = evidence
        self._some: dict[int, str] = {}
        self._all: dict[int, str] | None = None

    def __getitem__(self, page: int) -> str:
        if self._all is not None:
            return self._all[page]
        if page not in self._some:
            found = self._session.page_texts(self._evidence, page)
            self._some[page] = found[0].text if found else ""
        return self._some[page]

    def __iter__(self) -> Iterator[int]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def _whole(self) -> dict[int, str]:
        if self._all is None:
            self._all = {page.page: page.text for page in self._session.page_texts(self._evidence)}
        return self._all


class _FreshPages:
    """Pages of one Evidence: those that were read anew as they are now, the others as they are stored."""

    def __init__(self, session: Session, evidence: Evidence) -> None:
        self._session = session
        self._evidence = evidence
        self._last: PageCharacters | None = None  # citations of a page come one after another
        self._read: dict[int, str] = {}
        self.texts: Texts = ChainMap(self._read, _StoredTexts(session, evidence))  # type: ignore[arg-type]

    def read(self, page: int) -> None:
        """Read a page anew; BadInputError when that cannot be done."""
        if self._evidence.is_pdf:
            self._read[page] = self._characters(page).text

    def rects(self, page: int, span: Span) -> Sequence[Rect]:
        """The rectangles of a span of a page's text; none where there are no pages, or this one is broken."""
        if not self._evidence.is_pdf:
            return ()
        try:
            return self._characters(page).rects_of(span)
        except BadInputError:
            return ()

    def _characters(self, page: int) -> PageCharacters:
        if self._last is None or self._last.page != page:
            self._last = page_characters(self._session, self._evidence, page)
        return self._last
