"""What is looked for in all Evidence, and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from workbench.core.evidence import CONTACT, PDF, Hit

_WEB: Final = {"text/html", "application/xhtml+xml", "multipart/related", "application/x-mimearchive"}


class Kind(StrEnum):
    """Sorts of Evidence as people tell them apart when they search."""

    PDF = "pdf"
    TEXT = "text"
    WEB = "web"
    OFFICE = "office"
    MAIL = "mail"
    PICTURE = "picture"
    CONTACT = "contact"
    RECORDING = "recording"
    OTHER = "other"


def kind_of(media_type: str) -> Kind:
    """The Kind of Evidence of that media type."""
    family = media_type.partition("/")[0]
    if media_type in (PDF, CONTACT):
        return Kind.PDF if media_type == PDF else Kind.CONTACT
    if media_type in _WEB:
        return Kind.WEB
    if media_type == "application/rtf" or any(
        mark in media_type for mark in ("opendocument", "openxmlformats", "msword", "ms-")
    ):
        return Kind.MAIL if "outlook" in media_type else Kind.OFFICE
    kinds = {
        "text": Kind.TEXT, "message": Kind.MAIL, "image": Kind.PICTURE,
        "audio": Kind.RECORDING, "video": Kind.RECORDING,
    }  # fmt: skip
    return kinds.get(family, Kind.OTHER)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words as people type them, and where to look; what is left empty is no limit.

    `evidence` are keys of Evidence. `cited`: only pages that a standing Citation names (True) or only others
    (False); Evidence of a single page or none is cited as a whole, too.
    """

    query: str
    evidence: frozenset[int] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    cited: bool | None = None

    @property
    def limited(self) -> bool:
        """True when it is not looked for everywhere."""
        return bool(self.evidence or self.kinds) or self.cited is not None


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits, best first, and how many pages there are with those words.

    When there are `more` than `pages`, not all of them were counted or ranked: words as frequent as that tell
    no pages apart.
    """

    hits: tuple[Hit, ...]
    pages: int
    more: bool = False
