"""Every edit of a workspace as a small value with its inverse.

A change is applied in one transaction together with its audit entries. Undo applies the inverse as a new
change; both directions are rebuilt from the audit log alone (`inverse_of`), so undo works across restarts.
Things are never deleted: taking something away withdraws it, and its inverse restores it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import groupby
from typing import Any, Final, Protocol

from workbench.core.anchor import Passage, Quote
from workbench.core.article import Draft
from workbench.core.events import Changed
from workbench.core.evidence import Grade, Method, Relation, Source, Stance
from workbench.core.house import HouseRule
from workbench.core.verdict import Judgement, Reason, Verdict

Json = Mapping[str, Any]

WORKSPACE: Final = "workspace"  # stands for a uid where the subject is the workspace itself


@dataclass(frozen=True, slots=True)
class Entry:
    """What one change did to one subject: a row of the audit log before it is written."""

    kind: str
    subject_kind: str  # article, claim, evidence, citation, workspace
    subject: str  # its uid
    before: Json | None
    after: Json | None
    article: str = ""  # uid, empty where the subject belongs to the whole workspace


class Change(Protocol):
    """One edit: what it writes to the log, what takes it back, and what it touches."""

    def entries(self) -> list[Entry]:
        """One entry for each subject."""

    def inverse(self) -> Change:
        """The change that takes this one back."""

    @property
    def touched(self) -> Changed:
        """What views have to refresh."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One Claim's judgement before and after."""

    claim: str
    before: Judgement
    after: Judgement


@dataclass(frozen=True, slots=True)
class SetVerdict:
    """Give Claims of one Article new judgements (verdict, reason, note)."""

    article: str
    items: tuple[Judged, ...]

    def entries(self) -> list[Entry]:
        return [
            Entry("set_verdict", "claim", i.claim, asdict(i.before), asdict(i.after), self.article)
            for i in self.items
        ]

    def inverse(self) -> SetVerdict:
        return replace(self, items=tuple(Judged(i.claim, i.after, i.before) for i in reversed(self.items)))

    @property
    def touched(self) -> Changed:
        return Changed(self.article, claims=frozenset(item.claim for item in self.items))


@dataclass(frozen=True, slots=True)
class ImportArticle:
    """Store a Draft as a new Article with its first Revision and a Claim for each Sentence."""

    article: str
    revision: str
    draft: Draft

    def entries(self) -> list[Entry]:
        draft = self.draft
        after = {
            "title": draft.title,
            "revision": self.revision,
            "name": draft.name,
            "sha256": draft.sha256,
            "encoding": draft.encoding,
            "language": draft.language,
            "text_sha256": hashlib.sha256(draft.text.encode()).hexdigest(),
            "sentences": len(draft.sentences),
        }
        return [Entry("import_article", "article", self.article, None, after, self.article)]

    def inverse(self) -> SetPresence:
        return SetPresence("article", (Item(self.article, self.article),), present=False)

    @property
    def touched(self) -> Changed:
        return Changed(self.article, structure=True)


@dataclass(frozen=True, slots=True)
class RenameArticle:
    """Give an Article another title."""

    article: str
    before: str
    after: str

    def entries(self) -> list[Entry]:
        before, after = {"title": self.before}, {"title": self.after}
        return [Entry("rename_article", "article", self.article, before, after, self.article)]

    def inverse(self) -> RenameArticle:
        return RenameArticle(self.article, self.after, self.before)

    @property
    def touched(self) -> Changed:
        return Changed(self.article, structure=True)


@dataclass(frozen=True, slots=True)
class AttachEvidence:
    """Declare stored bytes to be Evidence, once their SHA-256 has been proved."""

    evidence: str
    name: str
    media_type: str
    bytes: int
    sha256: str

    def entries(self) -> list[Entry]:
        after = {"name": self.name, "media_type": self.media_type, "bytes": self.bytes, "sha256": self.sha256}
        return [Entry("attach_evidence", "evidence", self.evidence, None, after)]

    def inverse(self) -> SetPresence:
        return SetPresence("evidence", (Item(self.evidence),), present=False)

    @property
    def touched(self) -> Changed:
        return Changed(evidence=frozenset({self.evidence}))


@dataclass(frozen=True, slots=True)
class Cite:
    """Tie a Claim to a Passage of Evidence."""

    article: str
    citation: str
    claim: str
    evidence: str
    passage: Passage
    stance: Stance
    method: Method
    engine: str = ""  # what read the passage, with its version
    part: Quote | None = None  # the words of the claim that it is about
    sha256: str = ""  # of the file that the passage was read from
    picture: bytes = field(default=b"", repr=False)  # the pixels of a region, as PNG

    @property
    def picture_sha256(self) -> str:
        """What names the pixels; empty without any."""
        return hashlib.sha256(self.picture).hexdigest() if self.picture else ""

    def entries(self) -> list[Entry]:
        passage, moment = self.passage, self.passage.moment
        quote, part = passage.quote or Quote(""), self.part or Quote("")
        after = {
            "claim": self.claim,
            "evidence": self.evidence,
            "page": passage.page,
            "label": passage.label,
            "quote": passage.quote.exact if passage.quote else None,
            "prefix": quote.prefix,
            "suffix": quote.suffix,
            "rects": [list(rect) for rect in passage.rects],
            "headers": [list(side) for side in passage.headers] if passage.headers else None,
            "moment": list(moment) if moment else None,
            "part": [part.exact, part.prefix, part.suffix] if self.part else None,
            "stance": self.stance,
            "method": self.method,
            "engine": self.engine,
            "sha256": self.sha256,
            "picture": self.picture_sha256,
        }
        return [Entry("cite", "citation", self.citation, None, after, self.article)]

    def inverse(self) -> SetPresence:
        return SetPresence("citation", (Item(self.citation, self.article, self.claim),), present=False)

    @property
    def touched(self) -> Changed:
        return Changed(self.article, frozenset({self.claim}), frozenset({self.evidence}))


@dataclass(frozen=True, slots=True)
class SetStance:
    """Say anew what a Citation does for its Claim."""

    article: str
    claim: str
    citation: str
    before: Stance
    after: Stance

    def entries(self) -> list[Entry]:
        before = {"stance": self.before, "claim": self.claim}
        after = {"stance": self.after, "claim": self.claim}
        return [Entry("set_stance", "citation", self.citation, before, after, self.article)]

    def inverse(self) -> SetStance:
        return replace(self, before=self.after, after=self.before)

    @property
    def touched(self) -> Changed:
        return Changed(self.article, frozenset({self.claim}))


@dataclass(frozen=True, slots=True)
class DescribeEvidence:
    """Say anew where Evidence comes from."""

    evidence: str
    before: Source
    after: Source

    def entries(self) -> list[Entry]:
        before, after = asdict(self.before), asdict(self.after)
        return [Entry("describe_evidence", "evidence", self.evidence, before, after)]

    def inverse(self) -> DescribeEvidence:
        return DescribeEvidence(self.evidence, self.after, self.before)

    @property
    def touched(self) -> Changed:
        return Changed(evidence=frozenset({self.evidence}))


@dataclass(frozen=True, slots=True)
class LinkEvidence:
    """Say what other Evidence (uids; empty: none) one stands in a relation to."""

    evidence: str
    relation: Relation
    before: str
    after: str

    def entries(self) -> list[Entry]:
        before, after = ({"relation": self.relation, "to": uid} for uid in (self.before, self.after))
        return [Entry("link_evidence", "evidence", self.evidence, before, after)]

    def inverse(self) -> LinkEvidence:
        return replace(self, before=self.after, after=self.before)

    @property
    def touched(self) -> Changed:
        return Changed(evidence=frozenset({self.evidence, self.before, self.after} - {""}))


@dataclass(frozen=True, slots=True)
class SetHouseRule:
    """Change how many sources the desk asks for."""

    before: HouseRule
    after: HouseRule

    def entries(self) -> list[Entry]:
        return [Entry("set_house_rule", "workspace", WORKSPACE, asdict(self.before), asdict(self.after))]

    def inverse(self) -> SetHouseRule:
        return SetHouseRule(self.after, self.before)

    @property
    def touched(self) -> Changed:
        return Changed(everything=True)


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be withdrawn: its uid, its Article, and the Claim it hangs on (for Citations)."""

    uid: str
    article: str = ""
    claim: str = ""


@dataclass(frozen=True, slots=True)
class SetPresence:
    """Withdraw things of one kind (article, evidence, citation) or bring them back; nothing is deleted."""

    subject_kind: str
    items: tuple[Item, ...]
    present: bool

    def entries(self) -> list[Entry]:
        kind = "restore" if self.present else "withdraw"
        return [
            Entry(
                kind,
                self.subject_kind,
                item.uid,
                {"present": not self.present, "claim": item.claim},
                {"present": self.present, "claim": item.claim},
                item.article,
            )
            for item in self.items
        ]

    def inverse(self) -> SetPresence:
        return replace(self, items=self.items[::-1], present=not self.present)

    @property
    def touched(self) -> Changed:
        uids = frozenset(item.uid for item in self.items)
        return Changed(
            next((item.article for item in self.items), ""),
            claims=frozenset(item.claim for item in self.items if item.claim),
            evidence=uids if self.subject_kind == "evidence" else frozenset(),
            structure=self.subject_kind == "article",
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """A Claim with the span it covers (code points), its judgement and its Citations' uids."""

    claim: str
    start: int
    end: int
    judgement: Judgement
    citations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resegment:
    """Replace neighbouring pieces of a Revision's text by others: a split or a join.

    Claims and Citations of `after` that do not exist yet are created; a new Citation is a copy of the one
    that `copies` (new uid, source uid) names. Claims only in `before` are retired with their history.
    """

    kind: str  # split or join
    article: str
    revision: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    copies: tuple[tuple[str, str], ...] = ()

    def entries(self) -> list[Entry]:
        common = {"revision": self.revision, "copies": [list(pair) for pair in self.copies]}
        before = common | {"pieces": [asdict(piece) for piece in self.before]}
        after = common | {"pieces": [asdict(piece) for piece in self.after]}
        return [Entry(self.kind, "claim", self.before[0].claim, before, after, self.article)]

    def inverse(self) -> Resegment:
        kind = "join" if self.kind == "split" else "split"
        return replace(self, kind=kind, before=self.after, after=self.before)

    @property
    def touched(self) -> Changed:
        return Changed(self.article, structure=True)


@dataclass(frozen=True, slots=True)
class Together:
    """Several changes as one: all or none, and one undo."""

    changes: tuple[Change, ...]

    def entries(self) -> list[Entry]:
        return [entry for change in self.changes for entry in change.entries()]

    def inverse(self) -> Together:
        return Together(tuple(change.inverse() for change in reversed(self.changes)))

    @property
    def touched(self) -> Changed:
        return Changed.merged(change.touched for change in self.changes)


def inverse_of(entries: Iterable[Entry]) -> Change:
    """The change that takes back what one change's audit entries (in their order) say was done."""
    runs = [list(run) for _, run in groupby(entries, key=lambda e: (e.kind, e.subject_kind, e.article))]
    changes = tuple(change for run in reversed(runs) for change in _inverses(run))
    return changes[0] if len(changes) == 1 else Together(changes)


def _inverses(run: Sequence[Entry]) -> list[Change]:
    kind = run[0].kind
    if kind in {"import_article", "attach_evidence", "cite"}:
        return [_presence(run, present=False)]
    if kind in {"withdraw", "restore"}:
        return [_presence(run, present=kind == "withdraw")]
    if kind == "set_verdict":
        items = tuple(Judged(e.subject, _judgement(e.after), _judgement(e.before)) for e in reversed(run))
        return [SetVerdict(run[0].article, items)]
    return [_single_inverse(entry) for entry in reversed(run)]


def _single_inverse(entry: Entry) -> Change:
    before, after = entry.before or {}, entry.after or {}
    if entry.kind == "rename_article":
        return RenameArticle(entry.subject, after["title"], before["title"])
    if entry.kind == "set_stance":
        stances = Stance(after["stance"]), Stance(before["stance"])
        return SetStance(entry.article, after["claim"], entry.subject, *stances)
    if entry.kind == "describe_evidence":
        return DescribeEvidence(entry.subject, _source(after), _source(before))
    if entry.kind == "link_evidence":
        return LinkEvidence(entry.subject, Relation(after["relation"]), after["to"], before["to"])
    if entry.kind == "set_house_rule":
        return SetHouseRule(HouseRule(**after), HouseRule(**before))
    copies = tuple((new, source) for new, source in after["copies"])
    pieces = _pieces(before), _pieces(after)
    return Resegment(entry.kind, entry.article, after["revision"], *pieces, copies).inverse()


def _presence(run: Sequence[Entry], *, present: bool) -> SetPresence:
    items = tuple(Item(e.subject, e.article, (e.after or {}).get("claim", "")) for e in reversed(run))
    return SetPresence(run[0].subject_kind, items, present)


def _judgement(value: Json | None) -> Judgement:
    assert value is not None
    reason = value["reason"]
    return Judgement(Verdict(value["verdict"]), Reason(reason) if reason else None, value["note"])


def _source(value: Json) -> Source:
    grade = value["grade"]
    return Source(**{**value, "grade": Grade(grade) if grade else None})


def _pieces(value: Json) -> tuple[Piece, ...]:
    return tuple(
        Piece(p["claim"], p["start"], p["end"], _judgement(p["judgement"]), tuple(p["citations"]))
        for p in value["pieces"]
    )
