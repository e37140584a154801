"""What files say of themselves, made fit to be proposed."""

from __future__ import annotations

import pytest

from workbench.core.contact import Contact, ContactKind
from workbench.text.contact_text import contact_to_text
from workbench.text.metadata import Proposal, html_proposal, mail_proposal, proposal


@pytest.mark.parametrize(
    "junk",
    ["untitled", "Untitled1", "Microsoft Word - draft.doc", "report_v3.pdf", "  ", "Document2", "x" * 400],
)
def test_placeholders_and_file_names_are_no_titles(junk: str) -> None:
    assert proposal(junk, "", "").title == ""


@pytest.mark.parametrize(
    ("raw", "date"),
    [
        ("D:20240304120000+01'00'", "2024-03-04"),
        ("2024-03-04T12:00:00Z", "2024-03-04"),
        ("D:2024", "2024"),
        ("2024-05", "2024-05"),
        ("D:20249999", "2024"),
        ("yesterday", ""),
        ("00000000", ""),
    ],
)
def test_dates_are_cut_to_what_they_say(raw: str, date: str) -> None:
    assert proposal("", "", raw).published == date


def test_control_characters_and_surrogates_do_not_pass() -> None:
    found = proposal("A\x00\ud800 \x1b[31mtitle", "B\u202e", "")
    assert found.title.isprintable()
    assert found.title.encode()
    assert found.author == "B"


def test_the_social_title_of_a_page_goes_before_its_window_title() -> None:
    page = (
        '<title>Home | Site</title><meta property="og:title" content="Tower closes">'
        '<meta itemprop="datePublished" content="2026-01-02T03:04">'
    )
    assert html_proposal(page) == Proposal("Tower closes", "", "2026-01-02")


def test_the_headers_of_a_message_propose_and_broken_ones_do_not_fail() -> None:
    mail = (
        b"Subject: =?utf-8?q?Caf=C3=A9?= hours\r\nFrom: Ada <ada@example.org>\r\n"
        b"Date: Mon, 4 May 2026 10:00:00 +0200\r\n\r\nSubject: no"
    )
    assert mail_proposal(mail) == Proposal("Café hours", "Ada <ada@example.org>", "2026-05-04")
    assert mail_proposal(b"\xff\xfe\x00From: @@@<<\nDate: never\n\n").published == ""


def test_a_contact_reads_as_who_when_how_and_what_was_said() -> None:
    call = Contact(ContactKind.CALL, "Jane Roe", "2026-05-04", "", "Yes.\nAll of it.")
    assert contact_to_text(call) == "Call: Jane Roe\n2026-05-04\n\nYes.\nAll of it."
