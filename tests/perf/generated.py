"""Invented material of any size, the same in every run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random

_MB = 1_000_000
_MANUAL = Path("../shared/data/pdf/normal/r-fullrefman-2415p.pdf")
_WHO = (
    "The harbour board",
    "A spokeswoman for the mill",
    "Dr. Ilse Varga",
    "The county's auditors",
    "Mr. Okonkwo, the ferryman,",
    "Both unions",
    "The museum in Eastmere",
    "“Nobody we asked”, the mayor said,",
)
_DID = ("counted", "repaired", "denied buying", "sold", "photographed", "returned", "insured", "wrote off")
_WHAT = (
    "bridges",
    "letters to the editor",
    "tons of salt",
    "street lamps",
    "hectares of reed",
    "sewing machines",
)
_WHEN = (
    "in March 1987",
    "before the flood of St. Agnes' Day",
    "between 6 a.m. and noon",
    "at a cost of 4.5 million crowns",
    "two years later, according to the minutes",
    "although the budget had been cut by 12 percent",
)


def sentences(number: int) -> Iterator[str]:
    """`number` sentences of running text."""
    random = Random(7)
    for _ in range(number):
        count = random.randint(2, 9999)
        who, did = random.choice(_WHO), random.choice(_DID)
        yield f"{who} {did} {count:,} {random.choice(_WHAT)} {random.choice(_WHEN)}."


def article_text(number: int) -> str:
    """An article of `number` sentences in paragraphs of six, under headings."""
    lines = ["The salt road"]
    every = list(sentences(number))
    for at in range(0, number, 6):
        if at and at % 300 == 0:
            lines.append(f"Part {at // 300}")
        lines.append(" ".join(every[at : at + 6]))
    return "\n\n".join(lines) + "\n"


def random_file(path: Path, megabytes: int) -> Path:
    """A file of random bytes at `path`; no two are alike, so none is taken for one that is stored already."""
    with path.open("wb") as file:
        for _ in range(megabytes):
            file.write(os.urandom(_MB))
    return path


def ledger_pdf(path: Path, pages: int) -> Path:
    """A PDF of `pages` pages; each begins with a line that stands nowhere else (`ledger_line`)."""
    import typst  # noqa: PLC0415 - 80 MB of library that most benchmarks do not need

    every = list(sentences(pages * 24))
    source = path.with_suffix(".typ")
    body = (f"{ledger_line(n + 1)}\n\n{' '.join(every[n * 24 : n * 24 + 24])}" for n in range(pages))
    source.write_text('#set page(paper: "a4")\n' + "\n#pagebreak()\n".join(body), encoding="utf-8")
    typst.compile(source, output=path)
    return path


def ledger_line(page: int) -> str:
    """The line that page `page` (from 1) of a ledger begins with."""
    return f"Folio {page * 7919} of the ledger"


def long_pdf(folder: Path) -> Path:
    """A real manual of 2,415 pages when the test data is there, else a generated ledger of 600."""
    manual = Path(__file__).parents[2] / _MANUAL
    return manual if manual.is_file() else ledger_pdf(folder / "ledger.pdf", 600)
