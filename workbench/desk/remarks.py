"""What of a file cannot be shown or searched, in sentences for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from workbench.core.evidence import Evidence
from workbench.desk.session import Session
from workbench.evidence import problems
from workbench.storage import evidence as rows

_MOST_RUNS: Final = 6  # "3, 5 to 7 and 12" is read at a glance; beyond that, the number of pages says more

_SENTENCES: Final = {
    problems.NO_TEXT: (
        "No text on {pages}: there it is a picture; cite it as a whole, or have its text recognised."
    ),
    problems.LITTLE_TEXT: "Hardly any text on {pages}: there it is a picture; have its text recognised.",
    problems.UNREADABLE_TEXT: (
        "No usable text on {pages}: the file does not say which letters its signs are; "
        "have the text recognised."
    ),
    problems.BLANK: "Nothing stands on {pages}.",
    problems.BAD_PAGE: "Nothing can be read on {pages}: damaged.",
    problems.SLOW_PAGE: "Reading took too long on {pages}: left out.",
    problems.CRASHED_PAGE: "Left out, because of damage or need of too much memory: {pages}.",
    problems.LEFT_OUT: (
        "Not read, because several pages of the file took too long or were damaged: {pages}."
    ),
}  # fmt: skip
_UNREAD: Final = "Not read so far: {pages}."


def remarks(session: Session, evidence: Evidence) -> list[str]:
    """One sentence each for what of `evidence` cannot be shown or searched; none when there is nothing.

    First what is wrong with the file, then with its pages: "No text on pages 3 to 9 ...".
    """
    found = [evidence.problem] if evidence.problem else []
    with session.workspace.read() as connection:
        troubled = rows.page_problems(connection, evidence.id)
        read = rows.pages_read(connection, evidence.id)
    pages: dict[str, list[int]] = {}
    for page, problem in troubled:
        pages.setdefault(problem, []).append(page)
    found += [_sentence(problem, numbers, evidence) for problem, numbers in pages.items()]
    if 0 <= read < evidence.pages:
        found.append(_UNREAD.format(pages=named(range(read + 1, evidence.pages + 1), evidence.pages)))
    return list(dict.fromkeys(found))


def named(numbers: Iterable[int], total: int) -> str:
    """Page numbers in order, as a person says them: "page 3", "pages 1, 5 to 7 and 12", "all 9 pages"."""
    numbers = list(numbers)
    if len(numbers) == total > 1:
        return "both pages" if total == 2 else f"all {total:,} pages"
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    runs = _runs(numbers)
    if len(runs) > _MOST_RUNS:
        return f"{len(numbers):,} of {total:,} pages, the first of them page {numbers[0]}"
    said = [piece for first, last in runs for piece in _run(first, last)]
    return f"pages {said[0]}" if len(said) == 1 else f"pages {', '.join(said[:-1])} and {said[-1]}"


def _sentence(problem: str, numbers: Sequence[int], evidence: Evidence) -> str:
    if not evidence.pages:
        return problem
    where = named(numbers, evidence.pages)
    known = _SENTENCES.get(problem)
    return known.format(pages=where) if known else f"{where[0].upper()}{where[1:]}: {problem}"


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _run(first: int, last: int) -> list[str]:
    if last - first < 2:
        return [str(number) for number in range(first, last + 1)]
    return [f"{first} to {last}"]
