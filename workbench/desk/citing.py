"""Tying claims to passages: by a selection in the viewer, by a quote, or by a whole page or file."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.core.anchor import Passage, Quote, Span
from workbench.core.change import Cite, Item, SetPresence, SetStance
from workbench.core.claim import Claim
from workbench.core.errors import BadInputError
from workbench.core.evidence import Citation, Evidence, Method, OcrPage, PageText, Stance
from workbench.core.identity import new_uid
from workbench.desk.characters import page_characters, recognised_page
from workbench.desk.plaintexts import has_words
from workbench.desk.session import Session
from workbench.evidence.engine import engine_name
from workbench.evidence.problems import TRANSCRIBABLE
from workbench.text.canonical import canonical
from workbench.text.matching import find_all, find_bare


def citation_of(
    article: str,
    claim: Claim,
    evidence: Evidence,
    passage: Passage,
    stance: Stance = Stance.SUPPORTS,
    *,
    method: Method | None = None,
    part: Quote | None = None,
    picture: bytes = b"",
    recognised: str = "",
) -> Cite:
    """The change that ties `claim` (of the Article uid), or `part` of its words, to a passage of `evidence`.

    `method` is known to whoever took the passage; without it, it follows from what the passage holds.
    `recognised` names the OCR engine that read its words, as `recognised_by` tells.
    """
    if method is None:
        method = Method.OCR if recognised and passage.quote else _method(evidence, passage)
    engine = engine_name() if passage.rects and method is not Method.REGION else ""
    if method is Method.OCR:
        engine = recognised
    return Cite(
        article, new_uid(), claim.uid, evidence.uid, passage, stance, method, engine, part,
        evidence.sha256, picture,
    )  # fmt: skip


def recognised_by(session: Session, evidence: Evidence, passage: Passage) -> str:
    """The OCR engine that read the words of `passage`, and how surely: "Tesseract 5.3.0, 91 %".

    Empty when no engine read them.
    """
    if passage.quote is None or passage.headers is not None:
        return ""
    page = 1 if evidence.is_image else passage.page
    read = recognised_page(session, evidence, page) if page else None
    if read is None or passage.quote.exact not in read.text:
        return ""
    return f"{read.engine}, {certainty(read, passage.quote):.0%}".replace("%", " %")


def certainty(page: OcrPage, quote: Quote) -> float:
    """The mean confidence (0 to 1) of the words of `quote` on a recognised page; not found, all words'."""
    at = page.text.find(quote.prefix + quote.exact + quote.suffix)
    start = page.text.find(quote.exact) if at < 0 else at + len(quote.prefix)
    end = start + len(quote.exact)
    found = [word.confidence for word in page.words if start < word.end and word.start < end]
    return sum(found) / len(found) if found and start >= 0 else page.confidence


def part_of(claim: Claim, span: Span | None) -> Quote | None:
    """The words of `claim` that `span` of its Revision's text covers; None for none or all of them."""
    if span is None:
        return None
    start, end = max(span.start, claim.start), min(span.end, claim.end)
    words = claim.text[start - claim.start : end - claim.start]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    if not words or words == claim.text.strip() or span.start < claim.start or span.end > claim.end:
        return None
    return Quote.cut(claim.text, Span(start - claim.start, start - claim.start + len(words)))


def cite(
    session: Session,
    article: str,
    claim: Claim,
    evidence: Evidence,
    passage: Passage,
    stance: Stance = Stance.SUPPORTS,
) -> None:
    """Tie `claim` to a passage, as one change."""
    engine = recognised_by(session, evidence, passage)
    session.apply(citation_of(article, claim, evidence, passage, stance, recognised=engine))


def withdrawal(article: str, citations: Sequence[Citation]) -> SetPresence:
    """The change that takes Citations of one Article (uid) away."""
    items = tuple(Item(citation.uid, article, citation.claim_uid) for citation in citations)
    return SetPresence("citation", items, present=False)


def withdraw(session: Session, article: str, citation: Citation) -> None:
    """Take a Citation away; undo brings it back."""
    session.apply(withdrawal(article, [citation]))


def set_stance(session: Session, article: str, citation: Citation, stance: Stance) -> None:
    """Say anew what a Citation does for its Claim."""
    if stance is not citation.stance:
        session.apply(SetStance(article, citation.claim_uid, citation.uid, citation.stance, stance))


def find_passage(session: Session, evidence: Evidence, page: int | None, quote: str | None) -> Passage:
    """The passage that `page` (from 1) and `quote` name; white space and hyphenation do not matter.

    Without a quote it is the page, or the whole file. BadInputError in one sentence when there is no such
    page, or the quote does not stand there exactly once (nothing is guessed). On a page that is a picture
    (a scan) the quote is taken as transcribed, without rectangles.
    """
    _check_page(evidence, page)
    if not quote or not quote.strip():
        return Passage(page)
    pages = session.page_texts(evidence, page)
    texts = {text.page: text.text for text in pages}
    if len(texts) < (evidence.pages if page is None else min(1, evidence.pages)):
        raise BadInputError(f"{evidence.name} is still being read; cite from it when that is done.")
    if not has_words(evidence) and not any(text.strip() for text in texts.values()):
        _check_transcribable(evidence, page, pages)
        return Passage(page, Quote(canonical(quote).text.strip()))
    found = [(number, span) for number, text in texts.items() for span in find_all(quote, text)]
    if not found:  # bullets, footnote marks and quotation marks may be set otherwise
        found = [(number, span) for number, text in texts.items() for span in find_bare(quote, text)]
    if len(found) != 1:
        raise BadInputError(_not_once(evidence, page, quote, len(found)))
    number, span = found[0]
    exact = Quote.cut(texts[number], span)
    if not (evidence.is_pdf or evidence.is_image):
        return Passage(None, exact)
    rects = page_characters(session, evidence, number).rects_of(span)
    return Passage(number if evidence.is_pdf else None, exact, rects)


def _method(evidence: Evidence, passage: Passage) -> Method:
    if passage.headers is not None:
        return Method.TABLE
    if passage.moment is not None:
        return Method.MOMENT
    if passage.quote and (passage.rects or has_words(evidence)):
        return Method.TEXT_LAYER
    if passage.rects:
        return Method.REGION
    return Method.WHOLE_FILE if passage.page is None else Method.PAGE


def _check_page(evidence: Evidence, page: int | None) -> None:
    """Refuse a page that cannot be. In a PDF that cannot be read the person knows better than we do."""
    last = evidence.pages or (None if evidence.is_pdf else 1)
    if page is not None and (page < 1 or (last and page > last)):
        count = "only one page" if last == 1 else f"{last} pages" if last else "pages from 1 on"
        raise BadInputError(f"{evidence.name} has {count}; there is no page {page}.")


def _check_transcribable(evidence: Evidence, page: int | None, pages: Sequence[PageText]) -> None:
    """Refuse a quote where neither the program nor a person can tell that it stands there."""
    if evidence.is_image:
        return
    if not evidence.is_pdf or not pages:
        raise BadInputError(f"{evidence.name} has no text that can be read; cite it without a quote.")
    if page is None and len(pages) > 1:
        raise BadInputError(f"{evidence.name} has no text to find the quote in; give the page it stands on.")
    if pages[0].problem not in TRANSCRIBABLE:
        raise BadInputError(
            f"Page {pages[0].page} of {evidence.name} has no words to quote. {pages[0].problem}"
        )


def _not_once(evidence: Evidence, page: int | None, quote: str, times: int) -> str:
    where = f"page {page} of {evidence.name}" if page else evidence.name
    short = quote if len(quote) <= 60 else quote[:57] + "..."
    if times == 0:
        return f"The quote “{short}” does not stand on {where}; check its wording and the page."
    return f"The quote “{short}” stands {times} times on {where}; give the page or more of its words."
