"""How fast a search answers in a large index."""

from __future__ import annotations

import gc
import re
import sqlite3
from collections import Counter
from collections.abc import Sequence
from random import Random

from generated import archive, ledger_line, long_pdf
from measuring import Row, Setting, compared, interleaved, seconds

from workbench.core.searching import Kind, Wanted
from workbench.desk.attaching import attach_file
from workbench.desk.searching import LIMIT, search, with_rects
from workbench.desk.session import Session

_REPEATS = 5  # searches are short: more of them make a steadier median
_SCAN = "SELECT evidence_id, page, substr(text, 1, 220) FROM evidence_page WHERE text LIKE ?"
_ARCHIVE = 100_000  # pages
_MIXED = 200  # searches


def measure(setting: Setting) -> list[Row]:
    """The best 50 pages with their snippets, against a scan of all pages by LIKE."""
    return [*_of_one_file(setting), *_of_an_archive(setting)]


def _of_one_file(setting: Setting) -> list[Row]:
    path = setting.folder / "search.fwb"
    session = Session.open(path, "Bench", create=True)
    evidence = attach_file(session, long_pdf(setting.folder))
    texts = [page.text for page in session.page_texts(evidence)]
    bare = sqlite3.connect(path)
    rows = [
        _row(session, bare, f"{kind}, {len(texts):,} pages", Wanted(query), setting.rounds * _REPEATS)
        for kind, query in _queries(texts).items()
    ]
    hits = search(session, _queries(texts)["a common word"]).hits
    mine, scan = interleaved(
        setting.rounds,
        lambda: seconds(lambda: with_rects(session, hits)),
        lambda: seconds(lambda: bare.execute(_SCAN, ("%e%",)).fetchall()),
    )
    rows.append(compared(f"the rectangles of {len(hits)} hits (command line)", mine, "scan by LIKE", scan))
    bare.close()
    session.close()
    return rows


def _of_an_archive(setting: Setting) -> list[Row]:
    """100,000 pages; the hard cases one by one, then searches of all kinds mixed."""
    path = setting.folder / "archive.fwb"
    archive(path, _ARCHIVE)
    session = Session.open(path, "Bench")
    bare = sqlite3.connect(path)
    rounds = setting.rounds * _REPEATS
    gc.collect()
    gc.freeze()  # as the window does: looking through all libraries now and then takes 50 ms
    pages = f"{_ARCHIVE:,} pages"
    rows = [_row(session, bare, f"{kind}, {pages}", wanted, rounds) for kind, wanted in _hard(bare).items()]
    scan = [seconds(lambda: bare.execute(_SCAN, ("%the of%",)).fetchall()) for _ in range(3)]
    mixed = sorted(_timed(session, wanted) for wanted in _mixed(bare))
    for share in (50, 95, 100):
        took = mixed[min(len(mixed) - 1, len(mixed) * share // 100)]
        what = "the slowest" if share == 100 else f"percentile {share}"
        rows.append(
            compared(f"{_MIXED} searches of all kinds, {pages}: {what}", [took], "scan by LIKE", scan)
        )
    bare.close()
    session.close()
    return rows


def _timed(session: Session, wanted: Wanted) -> float:
    return seconds(lambda: search(session, wanted))


def _queries(texts: Sequence[str]) -> dict[str, str]:
    """Searches of every kind, made of what stands in the index."""
    ranked = [word for word, _ in Counter(re.findall(r"[a-z]{4,}", " ".join(texts))).most_common()]
    middle = re.findall(r"[a-z]{4,} [a-z]{4,}", texts[len(texts) // 2])
    return {
        "a common word": ranked[0],
        "a rare word": ranked[-1],
        "the start of a word": f"{ranked[len(ranked) // 10][:4]}*",
        "a phrase": f'"{middle[0]}"' if middle else f'"{ranked[0]}"',
    }


def _hard(bare: sqlite3.Connection) -> dict[str, Wanted]:
    """What is on very many pages."""
    word, sign = _vocabulary(bare, 7, r"[a-z]{4,}"), _vocabulary(bare, 50, r"[^\x00-\x7f]{2}")
    return {
        "the": Wanted("the"),
        "the of and": Wanted("the of and"),
        "a phrase of frequent words": Wanted('"the of"'),
        "a*": Wanted("a*"),
        "a word and a*": Wanted(f"{word[20]} a*"),
        "two Chinese characters": Wanted(sign[0]),
        "the, in one file": Wanted("the", evidence=frozenset({100})),
        "the, in PDF, not cited": Wanted("the", kinds=frozenset({Kind.PDF}), cited=False),
    }


def _mixed(bare: sqlite3.Connection) -> list[Wanted]:
    """Frequent and rare words, two words, phrases, beginnings, Chinese words, in a fixed random order."""
    random = Random(3)
    words, signs = _vocabulary(bare, 7, r"[a-z]{3,}"), _vocabulary(bare, 50, r"[^\x00-\x7f]{2}")
    made = []
    for _ in range(_MIXED):
        one, other = words[int(len(words) ** random.random()) - 1], random.choice(words)
        folio = ledger_line(random.randint(1, _ARCHIVE))
        made.append(
            random.choice(
                (
                    one, other, f"{one} {other}", f"the {one}", f'"the {one}"', f"{one[:1]}*", f"{one[:2]}*",
                    f"{other[:3]}*", f"{one} -{other}", random.choice(signs), folio,
                )
            )
        )  # fmt: skip
    return [Wanted(query) for query in made]


def _vocabulary(bare: sqlite3.Connection, page: int, pattern: str) -> list[str]:
    """What `pattern` finds on every hundredth page from `page` on, the most frequent first."""
    texts = bare.execute("SELECT text FROM evidence_page WHERE id % 100 = ?", (page,))
    found = Counter(match for (text,) in texts for match in re.findall(pattern, text))
    return [word for word, _ in found.most_common()]


def _row(session: Session, bare: sqlite3.Connection, kind: str, wanted: Wanted, rounds: int) -> Row:
    words = wanted.query.strip('*"')
    pattern = f"%{words}%"
    found = len(search(session, wanted).hits)
    mine, scan = interleaved(
        rounds,
        lambda: seconds(lambda: search(session, wanted)),
        lambda: seconds(lambda: bare.execute(_SCAN, (pattern,)).fetchall()),
    )
    assert 0 < found <= LIMIT
    return compared(f"{kind}: {found} hits", mine, "scan by LIKE", scan)
