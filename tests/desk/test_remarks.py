"""What of a file cannot be shown or searched is said in sentences."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from workbench.core.evidence import Evidence, PageText
from workbench.desk import attaching
from workbench.desk.remarks import named, remarks
from workbench.desk.session import Session
from workbench.evidence import problems
from workbench.storage import evidence as rows


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([3], "page 3"),
        ([3, 4], "pages 3 and 4"),
        ([3, 4, 5], "pages 3 to 5"),
        ([1, 5, 6, 7, 12], "pages 1, 5 to 7 and 12"),
        ([1, 3, 4], "pages 1, 3 and 4"),
        (range(1, 2001), "all 2,000 pages"),
        (range(1, 2001, 2), "1,000 of 2,000 pages, the first of them page 1"),
        (range(1500, 2001), "pages 1500 to 2000"),
    ],
)
def test_pages_are_named_as_people_say_them(numbers: Sequence[int], said: str) -> None:
    assert named(numbers, 2000) == said


def test_a_file_of_one_or_two_pages_is_named_by_them() -> None:
    assert named([1], 1) == "page 1"
    assert named([1, 2], 2) == "both pages"


def filled(session: Session, pages: int, troubles: dict[int, str], problem: str = "") -> Evidence:
    """Evidence of so many pages, some with a problem."""
    found = attaching.attach_bytes(session, b"anything", "file.bin")
    with session.workspace.write() as connection:
        rows.describe(connection, found.id, pages, problem)
        rows.store_pages(
            connection, found.id, [PageText(n, 600, 800, "", troubles.get(n, "")) for n in range(1, 10)]
        )
    return session.evidence(uid=found.uid)


def test_a_sound_file_is_not_remarked_on(session: Session) -> None:
    assert remarks(session, filled(session, 9, {})) == []


def test_each_trouble_is_one_sentence_with_its_pages(session: Session) -> None:
    troubles = dict.fromkeys(range(3, 8), problems.NO_TEXT) | {2: problems.SLOW_PAGE, 9: "This page is odd."}
    assert remarks(session, filled(session, 9, troubles)) == [
        "Reading took too long on page 2: left out.",
        "No text on pages 3 to 7: there it is a picture; cite it as a whole, or have its text recognised.",
        "Page 9: This page is odd.",
    ]


def test_what_is_wrong_with_the_file_comes_first_and_unread_pages_last(session: Session) -> None:
    found = remarks(session, filled(session, 12, {1: problems.BLANK}, "The file is damaged."))
    assert found == ["The file is damaged.", "Nothing stands on page 1.", "Not read so far: pages 10 to 12."]
