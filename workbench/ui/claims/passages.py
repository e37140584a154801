"""A cited passage in words: what it is, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from workbench.core.anchor import Moment
from workbench.core.evidence import Citation, Method
from workbench.core.proof import Holding, Proof
from workbench.ui.words import filled

# lupdate finds the words by QT_TRANSLATE_NOOP, whose stub says it returns an object; it returns the word.
_WITHOUT_WORDS: Final[Mapping[Method, object]] = {
    Method.WHOLE_FILE: QT_TRANSLATE_NOOP("Passages", "whole document"),
    Method.PAGE: QT_TRANSLATE_NOOP("Passages", "the whole page"),
    Method.REGION: QT_TRANSLATE_NOOP("Passages", "a region of the page"),
}
_PROOFS: Final[Mapping[Holding, object]] = {
    Holding.MOVED: QT_TRANSLATE_NOOP("Passages", "moved: stands on p. %1 now"),
    Holding.AMBIGUOUS: QT_TRANSLATE_NOOP("Passages", "ambiguous: stands on p. %1"),
    Holding.CHANGED: QT_TRANSLATE_NOOP("Passages", "changed: no longer stands there"),
    Holding.UNREADABLE: QT_TRANSLATE_NOOP("Passages", "its page cannot be read"),
}


def cited_words(citation: Citation) -> str:
    """What is cited, as its card says it: the quote, a cell behind its headers, a region, a moment."""
    passage = citation.passage
    quote = filled(_said("“%1”"), passage.quote.exact) if passage.quote else ""
    if passage.headers is not None:
        headers = " / ".join((*passage.headers.rows, *passage.headers.columns))
        return f"{headers}: {quote}" if headers else quote
    if passage.moment is not None:
        return f"{clock(passage.moment)} {quote}".rstrip()
    if not quote:
        return _said(_WITHOUT_WORDS.get(citation.method, _WITHOUT_WORDS[Method.WHOLE_FILE]))
    return filled(_said("%1 (OCR)"), quote) if citation.method is Method.OCR else quote


def clock(moment: Moment) -> str:
    """ "1:02:03" or "2:03–2:10"."""
    ends = [moment.start] if moment.end is None else [moment.start, moment.end]
    said = []
    for seconds in map(round, ends):
        hours, minutes = divmod(seconds // 60, 60)
        said.append(f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}")
    return "–".join(said)


def proof_words(proof: Proof) -> str:
    """What became of a cited passage: "moved: stands on p. 6 now"; empty when nothing has to be said."""
    pages = ", ".join(dict.fromkeys(str(place.page or 1) for place in proof.places))
    if not proof.superseded:
        return filled(_said(_PROOFS.get(proof.holding, "")), pages)
    if proof.holding in {Holding.HELD, Holding.MOVED} and proof.places:
        return filled(_said("newer version: stands on p. %1"), pages)
    return _said("newer version: not found there word for word")


def _said(words: object) -> str:
    return QCoreApplication.translate("Passages", str(words))
