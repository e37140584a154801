"""Time stamps as people write and read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.anchor import Moment
from workbench.core.errors import BadInputError
from workbench.text.moments import format_moment, parse_moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2:05", Moment(125)),
        ("0:00", Moment(0)),
        ("90:00", Moment(5400)),
        ("1:02:05", Moment(3725)),
        ("12:34-13:01", Moment(754, 781)),
        (" 12:34 \u2013 13:01.5 ", Moment(754, 781.5)),
        ("12:34 to 13:01", Moment(754, 781)),
    ],
)
def test_times_and_stretches_are_understood(text: str, moment: Moment) -> None:
    assert parse_moment(text) == moment


@pytest.mark.parametrize(
    "text", ["", "12", "1:60", "1:60:00", "13:01-12:34", "1:00-1:00", "noon", "-1:00", "1:2"]
)
def test_what_is_no_time_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(BadInputError) as caught:
        parse_moment(text)
    assert "\n" not in str(caught.value)


@given(st.integers(0, 400_000), st.integers(1, 100_000) | st.none())
def test_what_is_written_is_understood_again(start: int, length: int | None) -> None:
    moment = Moment(start / 10, None if length is None else (start + length) / 10)
    if moment.start < 3600 * 999:
        assert parse_moment(format_moment(moment)) == moment
