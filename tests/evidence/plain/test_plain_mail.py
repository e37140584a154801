"""E-mail and saved web pages: the text as it was meant to be read, and the files inside by name."""

from __future__ import annotations

import io
from collections.abc import Callable
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from workbench.evidence.plain import kinds, mail, problems, readers
from workbench.evidence.plain.text import Part, PlainText, UnreadableTextError

Read = Callable[[bytes, str], PlainText]


def message(body: str = "The bridge cost 4 million.", **headers: str) -> EmailMessage:
    mail = EmailMessage()
    for name, value in {"From": "Adä <ada@example.org>", "Subject": "Brücke", **headers}.items():
        mail[name] = value
    mail.set_content(body)
    return mail


def test_headers_and_plain_text_are_read_and_attachments_listed(read: Read) -> None:
    mail = message(To="bob@example.org", Date="Mon, 05 Feb 2024 10:00:00 +0000")
    mail.add_alternative("<p>in colour</p>", subtype="html")
    mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="Übersicht.pdf")
    found = read(mail.as_bytes(), "a.eml")
    assert found.text.split("\n\n") == [
        "From: Adä <ada@example.org>\nTo: bob@example.org\n"
        "Date: Mon, 05 Feb 2024 10:00:00 +0000\nSubject: Brücke",
        "The bridge cost 4 million.",
        "Attachments: Übersicht.pdf (5 bytes)",
    ]
    assert found.parts == (Part("Übersicht.pdf", 5),)


def test_a_message_without_plain_text_is_read_from_its_html(read: Read) -> None:
    mail = message()
    mail.set_content("<p>Only <b>here</b></p><script>secret()</script>", subtype="html")
    assert read(mail.as_bytes(), "a.eml").text.endswith("\n\nOnly here")


def test_a_forwarded_message_is_read_and_can_be_taken_out(read: Read) -> None:
    outer, inner = message("See below."), message("The original.", Subject="First")
    outer.add_attachment(inner)
    found = read(outer.as_bytes(), "a.eml")
    assert "Attached message\nFrom: Adä <ada@example.org>\nSubject: First\n\nThe original." in found.text
    (part,) = found.parts
    assert part.name == "First.eml"
    again = read(readers.part_bytes(io.BytesIO(outer.as_bytes()), kinds.MAIL, 0), part.name)
    assert again.text.endswith("The original.")


def test_the_bytes_of_an_attachment_are_its_own(read: Read) -> None:
    mail = message()
    data = bytes(range(256)) * 100
    mail.add_attachment(data, maintype="application", subtype="octet-stream", filename="../x/a.bin")
    assert read(mail.as_bytes(), "a.eml").parts[0].name == "_x_a.bin"
    assert readers.part_bytes(io.BytesIO(mail.as_bytes()), kinds.MAIL, 0) == data
    with pytest.raises(UnreadableTextError, match="no number 2"):
        readers.part_bytes(io.BytesIO(mail.as_bytes()), kinds.MAIL, 1)


def test_the_main_part_of_a_saved_page_is_found(read: Read) -> None:
    page = MIMEMultipart("related", type="text/html", start="<main>")
    page["From"] = "<Saved by Blink>"
    page["Snapshot-Content-Location"] = "https://example.org/mill"
    page["Subject"] = "The Mill"
    frame, main = MIMEText("<p>an advertisement</p>", "html"), MIMEText("<p>The mill closed.</p>", "html")
    frame["Content-ID"], main["Content-ID"] = "<frame>", "<main>"
    page.attach(frame)
    page.attach(main)
    found = read(page.as_bytes(), "page.mhtml")
    assert found.text == "Subject: The Mill\nAddress: https://example.org/mill\n\nThe mill closed."
    assert found.parts == ()


def test_parts_inside_parts_end_somewhere(read: Read) -> None:
    deep: MIMEMultipart | MIMEText = MIMEText("words")
    for _ in range(60):
        outer = MIMEMultipart()
        outer.attach(deep)
        deep = outer
    deep["Message-ID"] = "<a@b>"
    assert read(deep.as_bytes(), "a.eml").problem == problems.TOO_DEEP
    bottomless = b"MIME-Version: 1.0\n" + b"Content-Type: message/rfc822\n\n" * 5000
    assert read(bottomless, "a.eml").problem


def test_a_header_that_nobody_could_have_meant_is_shown_as_it_stands(read: Read) -> None:
    data = (
        b"Message-ID: <a>\nSubject: =?utf-8?b?!!!?= =?no-such?q?x?=\nFrom: " + b"=?a?" * 500 + b"\n\nwords\n"
    )
    assert read(data, "a.eml").text.endswith("words")


def test_a_message_larger_than_can_be_held_is_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "MOST_BYTES", 100)
    assert read(message("word " * 100).as_bytes(), "a.eml").problem == problems.TOO_LARGE
