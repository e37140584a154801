from __future__ import annotations

from bisect import bisect_right

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.ui.evidence.geometry import GAP, PageStack

sizes = st.lists(st.tuples(st.floats(1, 14_400), st.floats(1, 14_400)), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None)
@given(sizes, st.floats(0.2, 8), st.floats(0, 1))
def test_the_page_at_a_height_is_the_last_one_that_begins_above_it(
    sizes: list[tuple[float, float]], zoom: float, part: float
) -> None:
    stack = PageStack(sizes)
    stack.set_zoom(zoom)
    y = part * stack.height
    tops = [stack.top(page) for page in range(1, len(sizes) + 1)]
    assert stack.page_at(y) == max(1, bisect_right(tops, y))


@settings(max_examples=30, deadline=None)
@given(sizes)
def test_a_fitted_page_fits(sizes: list[tuple[float, float]]) -> None:
    stack = PageStack(sizes)
    for page, (width, height) in enumerate(sizes, 1):
        assert width * stack.fit_width(page, 640) <= 640 - 2 * GAP + 0.01
        assert height * stack.fit_page(page, 640, 480) <= 480 - 2 * GAP + 0.01


def test_the_longest_stack_can_be_counted_by_a_scroll_bar() -> None:
    stack = PageStack([(14_400, 14_400)] * 20_000)
    stack.set_zoom(100)
    assert stack.height < 2**31


def test_no_pages_have_no_height_worth_scrolling() -> None:
    assert not PageStack(()).pages_between(0, 100)
