"""How an article of 10,000 sentences feels: importing it, opening it, and 200 verdicts by key presses."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from generated import article_text
from measuring import Row, Setting, compared, interleaved, milliseconds, percentile, seconds
from PySide6.QtCore import Qt
from sitting import Disk, Sitting
from yardsticks import BareDatabase, BareText

from workbench.core.article import Draft
from workbench.desk import importing
from workbench.desk.session import Session

_SENTENCES = 10_000
_VERDICTS = 200
_KEYS = (Qt.Key.Key_V, Qt.Key.Key_D, Qt.Key.Key_U)
_BREATH = 0.03  # seconds between two key presses, in which the window may draw on


def measure(setting: Setting) -> list[Row]:
    """Import, open and mark, each against the barest thing that does the same kind of work."""
    text = article_text(_SENTENCES)
    bare = BareDatabase(setting.folder / "bare.db")
    path = setting.folder / "article.fwb"
    rows = _importing(text, path, bare, setting.rounds)
    sitting = Sitting(path)
    yardstick = BareText(sitting.window.source.view.size())
    sitting.window.activateWindow()
    sitting.wait(sitting.window.isActiveWindow)
    rows += _opening(sitting, yardstick, text, setting.rounds)
    rows += _marking(sitting, yardstick, path, bare)
    yardstick.close()
    sitting.close()
    bare.close()
    return rows


def _importing(text: str, path: Path, bare: BareDatabase, rounds: int) -> list[Row]:
    """Reading the bytes, and storing what was read; the last round's workspace stays at `path`."""
    data = text.encode()
    draft = importing.read_bytes(data, "article.txt")
    spans = [(s.start, s.end, draft.text[s.start : s.end]) for s in draft.sentences]
    reading, storing, inserting = interleaved(
        rounds,
        lambda: seconds(lambda: importing.read_bytes(data, "article.txt")),
        lambda: _stored(draft, path),
        lambda: bare.insert(spans),
    )
    both = [a + b for a, b in zip(reading, storing, strict=True)]
    yardstick = "the sentences inserted into a bare SQLite file"
    return [
        compared(f"{len(spans):,} sentences read and stored", both, yardstick, inserting),
        compared("of which stored", storing, yardstick, inserting),
    ]


def _stored(draft: Draft, path: Path) -> float:
    path.unlink(missing_ok=True)
    session = Session.open(path, "Bench", create=True)
    try:
        return seconds(lambda: importing.store(session, draft))
    finally:
        session.close()


def _opening(sitting: Sitting, yardstick: BareText, text: str, rounds: int) -> list[Row]:
    """From the database until both panes are painted, and the longest time the window was deaf meanwhile."""
    article = sitting.controller.desk.articles[-1].id

    def opened() -> tuple[float, float]:
        sitting.rest(_BREATH)  # what the yardstick took is no gap of the window's
        sitting.heart.gaps()
        taken = sitting.open_article(article)
        sitting.rest(_BREATH)
        return taken, max(sitting.heart.gaps())

    mine, bare = interleaved(rounds, opened, lambda: (yardstick.show_text(text), 0.0))
    taken = [first for first, _ in bare]
    name = "a bare QPlainTextEdit filled and painted"
    return [
        compared("the article opened, both panes painted", [first for first, _ in mine], name, taken),
        compared("the longest gap of the event loop meanwhile", [gap for _, gap in mine], name, taken),
    ]


@dataclass
class _Marks:
    """Seconds of each key press, and of the yardsticks taken between them."""

    stored: list[float] = field(default_factory=list)
    painted: list[float] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    commits: list[float] = field(default_factory=list)
    repaints: list[float] = field(default_factory=list)


def _marking(sitting: Sitting, yardstick: BareText, path: Path, bare: BareDatabase) -> list[Row]:
    """One key press after the other, each watched until it is on the disk and on the screen."""
    disk = Disk(sitting.controller.desk.session.workspace, path)
    marks = _Marks()
    for number in range(_VERDICTS):
        sitting.heart.gaps()
        begin = perf_counter()
        marks.painted.append(sitting.press(_KEYS[number % len(_KEYS)]))
        sitting.rest(_BREATH)
        marks.gaps += sitting.heart.gaps()
        assert len(disk.times) == number + 1, "the key press gave no verdict"
        marks.stored.append(disk.times[-1] - begin)
        marks.commits.append(bare.insert([(number, number, "verified")]))
        marks.repaints.append(yardstick.repaint())
        sitting.rest(_BREATH)  # the heart's first beat after the yardsticks is nobody's gap
    disk.close()
    return _mark_rows(marks)


def _mark_rows(marks: _Marks) -> list[Row]:
    both = [commit + repaint for commit, repaint in zip(marks.commits, marks.repaints, strict=True)]
    once = "one bare commit and one repaint of a bare QPlainTextEdit"
    worst, bare_worst = max(marks.gaps), max(both)
    return [
        compared(f"key press to disk, {_VERDICTS} verdicts", marks.stored, "one bare commit", marks.commits),
        compared("key press to both panes painted", marks.painted, once, both),
        compared(
            "99th percentile of that", [percentile(marks.painted, 0.99)], once, [percentile(both, 0.99)]
        ),
        compared(
            "event loop while marking: 99th percentile of gaps",
            [percentile(marks.gaps, 0.99)],
            once,
            [percentile(both, 0.99)],
        ),
        Row(
            "event loop while marking: longest gap",
            milliseconds(worst),
            f"the slowest commit and repaint: {milliseconds(bare_worst)}",
            worst / bare_worst,
        ),
    ]
