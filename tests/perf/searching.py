"""How fast a search answers in a large index."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Sequence

from generated import long_pdf
from measuring import Row, Setting, compared, interleaved, seconds

from workbench.desk.attaching import attach_file
from workbench.desk.searching import LIMIT, search
from workbench.desk.session import Session

_REPEATS = 5  # searches are short: more of them make a steadier median
_SCAN = "SELECT evidence_id, page, substr(text, 1, 220) FROM evidence_page WHERE text LIKE ?"


def measure(setting: Setting) -> list[Row]:
    """The best 50 pages with their snippets, against a scan of all pages by LIKE."""
    path = setting.folder / "search.fwb"
    session = Session.open(path, "Bench", create=True)
    evidence = attach_file(session, long_pdf(setting.folder))
    texts = [page.text for page in session.page_texts(evidence)]
    bare = sqlite3.connect(path)
    rows = [
        _row(session, bare, f"{kind}, {len(texts):,} pages", query, setting.rounds * _REPEATS)
        for kind, query in _queries(texts).items()
    ]
    bare.close()
    session.close()
    return rows


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


def _row(session: Session, bare: sqlite3.Connection, kind: str, query: str, rounds: int) -> Row:
    words = query.strip('*"')
    pattern = f"%{words}%"
    found = len(search(session, query))
    mine, scan = interleaved(
        rounds,
        lambda: seconds(lambda: search(session, query)),
        lambda: seconds(lambda: bare.execute(_SCAN, (pattern,)).fetchall()),
    )
    assert 0 < found <= LIMIT
    return compared(f"{kind}: {found} hits", mine, "scan by LIKE", scan)
