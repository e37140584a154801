"""Invented material of any size, the same in every run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import accumulate
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


def small_files(folder: Path, number: int) -> list[Path]:
    """`number` text files of about 4 KB in `folder`, no two alike."""
    folder.mkdir(exist_ok=True)
    every = list(sentences(50 * number))
    files = [folder / f"note {n + 1}.txt" for n in range(number)]
    for n, file in enumerate(files):
        file.write_text("\n".join(every[n * 50 : n * 50 + 50]), encoding="utf-8")
    return files


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


def archive(path: Path, pages: int, per_file: int = 500) -> None:
    """A workspace at `path` with files of `per_file` pages, `pages` in all: text and index alone, no bytes.

    Words are as frequent as in a language (Zipf's law: "the" is on nearly every page), every fiftieth page is
    Chinese, every page has a line of its own (`ledger_line`). 100,000 pages take about a minute.
    """
    from workbench.core.evidence import PageText  # noqa: PLC0415
    from workbench.storage import evidence as rows  # noqa: PLC0415
    from workbench.storage import tables as t  # noqa: PLC0415
    from workbench.storage.workspace import Workspace  # noqa: PLC0415

    random = Random(11)
    lines, chinese = _lines(random), _chinese_lines(random)
    workspace = Workspace.open(path, create=True)
    for first in range(1, pages + 1, per_file):
        count = min(per_file, pages + 1 - first)
        with workspace.write() as connection:
            key = rows.begin_import(
                connection, f"archive-{first}", f"folder {first}.pdf", "application/pdf", 1
            )
            texts = [
                PageText(n + 1, 595, 842, "\n".join((
                    ledger_line(first + n),
                    *random.choices(chinese if (first + n) % 50 == 0 else lines, k=35),
                )))
                for n in range(count)
            ]  # fmt: skip
            rows.describe(connection, key, count, "")
            rows.store_pages(connection, key, texts)
            c = t.evidence.c
            proved = {"state": "ready", "importer": "", "sha256": f"{first:064x}"}
            connection.execute(t.evidence.update().where(c.id == key).values(**proved))
    workspace.close()


def _lines(random: Random, number: int = 40_000) -> list[str]:
    """Lines of twelve words as they follow each other in no language, but as often."""
    letters = "etaoinshrdlucmfwypvbgkjqxz"
    weights = [1 / (n + 2) for n in range(len(letters))]
    made = {"".join(random.choices(letters, weights, k=random.randint(4, 11))) for _ in range(60_000)}
    rest = sorted(made)
    random.shuffle(rest)
    words = ["the", "of", "and", "a", "to", "in", *rest]
    steps = list(accumulate(1 / (n + 2) for n in range(len(words))))
    return [" ".join(random.choices(words, cum_weights=steps, k=12)) for _ in range(number)]


def _chinese_lines(random: Random, number: int = 4_000) -> list[str]:
    """Lines of thirty characters of the three thousand that Chinese uses most."""
    signs = [chr(0x4E00 + 5 * n) for n in range(3_000)]
    steps = list(accumulate(1 / (n + 2) for n in range(len(signs))))
    return ["".join(random.choices(signs, cum_weights=steps, k=30)) for _ in range(number)]
