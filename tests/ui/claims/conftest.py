"""Claims and a panel to try them in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtWidgets import QWidget

from workbench.core.article import BlockKind
from workbench.core.claim import Claim
from workbench.core.verdict import Verdict
from workbench.ui.claims.panel import ClaimsPanel
from workbench.ui.theme import Theme

MakeClaims = Callable[..., list[Claim]]


def _claims(verdicts: str, texts: Sequence[str] = (), article: int = 1) -> list[Claim]:
    letters = {
        "o": Verdict.UNREVIEWED,
        "v": Verdict.VERIFIED,
        "d": Verdict.DISPUTED,
        "u": Verdict.UNSOURCED,
        "n": Verdict.NOT_A_CLAIM,
    }
    rows = []
    for number, letter in enumerate(verdicts, 1):
        text = texts[number - 1] if texts else f"Sentence {chr(96 + number % 26)} stands here."
        uid = f"{article}-{number}"
        span = (10 * number, 10 * number + len(text))
        rows.append(Claim(number, uid, article, number, *span, BlockKind.PARAGRAPH, 0, text, letters[letter]))
    return rows


@pytest.fixture
def claims() -> MakeClaims:
    """Make claims 1-1, 1-2 ... from one letter per verdict (o is open) and, if given, one text each."""
    return _claims


@pytest.fixture
def theme(qapp) -> Theme:
    return Theme("light")


@pytest.fixture
def panel(qtbot, theme) -> Iterator[ClaimsPanel]:
    """A shown, active panel without claims."""
    # In a plain window: the offscreen platform warns about a window with a least size of its own.
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 920)
    panel = ClaimsPanel(theme, window)
    panel.resize(380, 900)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    yield panel  # not return: the window must outlive the test
