"""Places in a text file: as Qt counts them where over-long lines are broken, and as they are stored."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.anchor import Span
from workbench.ui.evidence.plain import Folded

PIECES = st.lists(
    st.sampled_from(["x" * 1999, "y" * 2000, "z" * 2001, "\U0001f309", "\n", "\0", "ab "]), max_size=8
)


@settings(max_examples=60, deadline=None)
@given(PIECES, st.data())
def test_a_span_is_found_again_in_the_units_that_show_it(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    folded = Folded(text)
    units = folded.units(Span(start, end))
    assert folded.original(*units) == (start, end)
    shown = folded.text.encode("utf-16-le")[2 * units[0] : 2 * units[1]].decode("utf-16-le")
    words = text[start:end].replace("\0", "\u2400")
    assert shown.replace("\n", "") == words.replace("\n", "")


def test_no_line_is_too_long_and_nothing_but_line_ends_is_added() -> None:
    text = "a" * 6001 + "\nshort\n" + "b" * 2000
    shown = Folded(text).text
    assert max(map(len, shown.split("\n"))) == 2000
    assert shown.replace("\n", "") == text.replace("\n", "")
    assert shown.endswith("\nshort\n" + "b" * 2000)
