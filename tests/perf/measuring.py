"""How the benchmarks measure: rounds in turn, medians, and rows for the table."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


class UnmeasuredError(Exception):
    """Something that a benchmark needs is not on this machine; the text says what."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a benchmark is given: an empty folder, how many rounds, and whether it may take long."""

    folder: Path
    rounds: int
    large: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table. `ratio` is measured through baseline: below 1 is faster (smaller) than it."""

    what: str
    measured: str
    baseline: str
    ratio: float | None = None


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def interleaved(rounds: int, *works: Callable[[], T]) -> list[list[T]]:
    """What each of `works` gives in each round; they take turns, so a busy moment hits all of them."""
    found: list[list[T]] = [[] for _ in works]
    for _ in range(rounds):
        for work, results in zip(works, found, strict=True):
            results.append(work())
    return found


def compared(
    what: str,
    measured: Sequence[float],
    yardstick: str,
    baseline: Sequence[float],
    shown: Callable[[float], str] | None = None,
) -> Row:
    """A row of two medians in seconds; `shown` puts them in words (default: as milliseconds)."""
    shown = shown or milliseconds
    mine, bare = statistics.median(measured), statistics.median(baseline)
    return Row(what, shown(mine), f"{yardstick}: {shown(bare)}", mine / bare)


def milliseconds(value: float) -> str:
    """Seconds as people read them: 8.3 ms, 280 ms, 1,250 ms."""
    return f"{value * 1000:,.2f} ms" if value < 0.002 else f"{value * 1000:,.{1 if value < 0.1 else 0}f} ms"


def rate(units: float, unit: str) -> Callable[[float], str]:
    """Shows the seconds that `units` took as a speed: 812 pages/s."""
    return lambda value: f"{units / value:,.{1 if units / value < 10 else 0}f} {unit}/s"


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * len(ordered)))]
