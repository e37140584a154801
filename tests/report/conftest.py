"""A newsroom's case made of domain values, without a workspace: small, invented, in four scripts."""

from __future__ import annotations

import struct
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from types import ModuleType

import pytest

from workbench.core.anchor import Passage, Quote, Rect
from workbench.core.article import Block, BlockKind, Revision
from workbench.core.claim import Claim, Decision
from workbench.core.contact import Contact, ContactKind
from workbench.core.evidence import (
    CONTACT,
    Citation,
    Evidence,
    EvidenceState,
    Grade,
    Method,
    Source,
    Stance,
)
from workbench.core.verdict import Reason, Verdict
from workbench.report.builder import build
from workbench.report.model import Report

CALL = Contact(ContactKind.CALL, "Rosa Lind", "2025-03-03 16:20", "+45 55", "It carried 41,200.\nNo more.")
NOON = datetime(2025, 3, 4, 12, 0, tzinfo=UTC)

Part = tuple[BlockKind, int, list[tuple[str, Verdict, Reason | None, str]]]


def png(width: int, height: int) -> bytes:
    """A grey-ruled picture, such as a cut from a page of text; the same bytes with every zlib."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + bytes([120 if y % 20 > 14 else 250]) * width for y in range(height))
    blocks = [rows[at : at + 65535] for at in range(0, len(rows), 65535)]
    stored = b"".join(
        struct.pack("<BHH", at == len(blocks) - 1, len(block), len(block) ^ 0xFFFF) + block
        for at, block in enumerate(blocks)
    )
    packed = b"\x78\x01" + stored + struct.pack(">I", zlib.adler32(rows))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def compose(parts: list[Part]) -> tuple[Revision, list[Claim]]:
    """An article of `parts`: the sentences of a block are parted by a blank, the blocks by an empty line."""
    text, blocks, claims = "", [], []
    for kind, level, sentences in parts:
        text += "\n\n" if text else ""
        begin = len(text)
        for sentence, verdict, reason, note in sentences:
            text += " " if len(text) > begin else ""
            start, number = len(text), len(claims) + 1
            text += sentence
            place = (number, f"claim-{number:04}", 1, number, start, len(text), kind, level, sentence)
            claims.append(Claim(*place, verdict, reason, note))
        blocks.append(Block(kind, begin, len(text), level))
    origin = (
        1,
        "revision-1",
        1,
        2,
        text,
        tuple(blocks),
        "en",
        "ferry.md",
        "text/markdown",
        "utf-8",
        "a1" * 32,
    )
    return Revision(*origin, NOON), claims


def evidence(
    number: int, name: str, pages: int, problem: str = "", media_type: str = "application/pdf"
) -> Evidence:
    """A stored file of `number` times 100 kB."""
    state = EvidenceState.READY
    digest = f"{number:02x}" * 32
    return Evidence(
        number, f"evidence-{number}", name, media_type, number * 100_000, digest, pages, state, problem, NOON
    )


def cite(
    number: int, claim: Claim, item: Evidence, passage: Passage, stance: Stance = Stance.SUPPORTS
) -> Citation:
    """A citation of `item` for `claim`."""
    method = Method.TEXT_LAYER if passage.quote else Method.WHOLE_FILE
    ends = (claim.id, claim.uid, item.id, item.uid, item.name)
    return Citation(number, f"citation-{number}", *ends, passage, stance, method)


def make(
    revision: Revision,
    claims: list[Claim],
    *,
    title: str = "The ferry that came back",
    citations: dict[int, list[Citation]] | None = None,
    files: tuple[Evidence, ...] = (),
    pictures: dict[int, bytes] | None = None,
    contacts: dict[int, Contact] | None = None,
) -> Report:
    """The report on these, everything reviewed decided by Ines Vogel at noon."""
    decided = [claim for claim in claims if claim.verdict is not Verdict.UNREVIEWED]
    return build(
        title=title,
        revision=revision,
        claims=claims,
        decisions={claim.id: Decision(1, claim.id, claim.judgement, "Ines Vogel", NOON) for claim in decided},
        citations=citations or {},
        evidence=files,
        pictures=pictures or {},
        workspace="Harbour desk",
        reviewers=["Tomas Aalto"],
        generated_at=NOON,
        contacts=contacts,
    )


def ferry() -> Report:
    """The case that the golden files show: every verdict, every kind of block, every stance, four scripts."""
    yes, no, bare = Verdict.VERIFIED, Verdict.DISPUTED, Verdict.UNSOURCED
    fresh, skip = Verdict.UNREVIEWED, Verdict.NOT_A_CLAIM
    revision, claims = compose(
        [
            (BlockKind.BOILERPLATE, 0, [("Back to top", skip, None, "")]),
            (BlockKind.HEADLINE, 1, [("The ferry that came back", skip, None, "")]),
            (
                BlockKind.PARAGRAPH,
                0,
                [
                    (
                        "The Port of Larnsund carried 41,200 passengers in 2024.",
                        yes,
                        None,
                        "Table 2, summed by hand.",
                    ),
                    (
                        "That is twice as many as the year before, and more than any harbour on this coast "
                        "has ever counted in a single season.",
                        no,
                        Reason.CONTRADICTED,
                        "The annual report says 38,900 for 2023.\nAsk the author.",
                    ),
                    ("About 60 people work on the quay.", bare, Reason.NO_SOURCE, ""),
                    ("Nobody has counted the gulls 🕊.", fresh, None, ""),
                ],
            ),
            (BlockKind.HEADING, 2, [("Two languages at one counter", skip, None, "")]),
            (
                BlockKind.PARAGRAPH,
                0,
                [
                    ("The sign over the door reads 渡轮每日两班。", yes, None, ""),
                    ("عادت العبارة إلى الميناء في الرابع من مارس 2024.", yes, None, "Спросить капитана."),
                    ("It was repainted in May.", yes, None, ""),
                ],
            ),
            (BlockKind.LIST_ITEM, 1, [("Adults pay 14 crowns.", fresh, None, "")]),
            (BlockKind.LIST_ITEM, 2, [("Children ride free.", fresh, None, "")]),
            (
                BlockKind.BLOCK_QUOTE,
                0,
                [("“We never stopped believing,” the harbour master said.", bare, None, "")],
            ),
            (BlockKind.CAPTION, 0, [("The ferry at its berth in 2023.", yes, None, "")]),
            (BlockKind.TABLE_CELL, 0, [("38,900", yes, None, "")]),
        ]
    )
    files = (
        evidence(1, "annual-report-2024.pdf", 48),
        evidence(2, "scan of the timetable.pdf", 3, "Its pages are pictures without text."),
        evidence(3, "quay.png", 0, media_type="image/png"),
        replace(
            evidence(4, CALL.name, 0, media_type=CONTACT),
            source=Source(grade=Grade.SECONDARY, origin="Harbour office", confidential=True),
        ),
    )
    report = Source(
        "Annual report 2024", "Accounts office", "Harbour Authority", "2025-01-20",
        "https://harbour.example/report", "2025-02-01", Grade.PRIMARY,
    )  # fmt: skip
    files = (replace(files[0], source=report), *files[1:])
    table = Passage(
        12,
        Quote("41,200 passengers", "carried a total of ", " in the calendar year"),
        (Rect(72, 90, 310.5, 104),),
    )
    before = Passage(
        12, Quote("38,900 passengers", "compared with ", " the year before"), (Rect(72, 110, 300, 124),)
    )
    citations = {
        3: [
            cite(1, claims[2], files[0], table),
            cite(5, claims[2], files[3], Passage(None, Quote("41,200", "It carried ", "."))),
        ],
        4: [
            cite(2, claims[3], files[0], before, Stance.CONTRADICTS),
            cite(3, claims[3], files[2], Passage(), Stance.CONTEXT),
        ],
        13: [cite(4, claims[12], files[1], Passage(2), Stance.SUPPORTS)],
    }
    return make(
        revision, claims, citations=citations, files=files, pictures={1: png(640, 60)}, contacts={4: CALL}
    )


@pytest.fixture(scope="session")
def case() -> ModuleType:
    """This module's functions, which tests cannot import (import mode importlib)."""
    return sys.modules[__name__]


@pytest.fixture
def ferry_report() -> Report:
    """See `ferry`."""
    return ferry()


@pytest.fixture
def report_of() -> Callable[..., Report]:
    """Builds the report on sentences, one paragraph each, given as (text, verdict, note)."""

    def of(*sentences: tuple[str, Verdict, str], **more: object) -> Report:
        revision, claims = compose(
            [(BlockKind.PARAGRAPH, 0, [(text, verdict, None, note)]) for text, verdict, note in sentences]
        )
        return make(revision, claims, **more)

    return of
