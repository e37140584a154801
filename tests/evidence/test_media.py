"""What a file is, by its content first."""

from __future__ import annotations

import pytest

from workbench.evidence.media import sniff

ZIP = b"PK\x03\x04\x14\0\0\0\0\0" + bytes(20)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("name", "head", "media_type"),
    [
        ("a.txt", b"%PDF-1.4\n", "application/pdf"),
        ("a", b"\0junk" * 100 + b"%PDF-1.4\n", "application/pdf"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n\0", "image/png"),
        ("a.pdf", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("a", b"GIF89a", "image/gif"),
        ("a", b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
        ("a", b"II*\0\x08\0", "image/tiff"),
        ("a.pdf", b"\xef\xbb\xbf  <!doctype HTML><p>", "text/html"),
        ("a", b"<?xml version='1.0'?>\n<html xmlns='x'>", "text/html"),
        ("a.pdf", b"<!-- saved --><html>", "text/html"),
        ("a.pdf", "Just wörds".encode(), "text/plain"),
        ("a.md", b"# Words", "text/markdown"),
        ("a.csv", b"a,b\n", "text/csv"),
        ("a", "Wide words".encode("utf-16"), "text/plain"),
        ("a.docx", ZIP + b"[Content_Types].xml" + b"word/document.xml", WORD),
        ("renamed.zip", ZIP + b"[Content_Types].xml" + b"word/document.xml", WORD),
        (
            "a",
            ZIP + b"mimetypeapplication/vnd.oasis.opendocument.textPK",
            "application/vnd.oasis.opendocument.text",
        ),
        ("a.epub", ZIP + b"mimetypeapplication/epub+zipPK", "application/epub+zip"),
        ("a.bin", ZIP + b"data.bin", "application/zip"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
        ("a.rtf", b"{\\rtf1", "application/rtf"),
        ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/vnd.ms-outlook"),
        ("a.docm", ZIP + b"[Content_Types].xml", WORD),
        ("a.mp3", b"ID3\x03\0", "audio/mpeg"),
        ("a.mp3", b"\xff\xfb\x90\x64\0", "audio/mpeg"),
        ("a.bin", b"\xff\xfb\x90\x64\0", "application/octet-stream"),
        ("a", b"RIFF\x10\0\0\0WAVEfmt ", "audio/wav"),
        ("a", b"\0\0\0\x20ftypisom", "video/mp4"),
        ("a", b"\0\0\0\x20ftypM4A ", "audio/mp4"),
        ("a", b"\x1a\x45\xdf\xa3\x01webm", "video/webm"),
        ("a.ogv", b"OggS\0", "video/ogg"),
        ("a.ogg", b"OggS\0", "audio/ogg"),
        ("a.mp3", b"just words", "text/plain"),
        ("a.eml", b"From: a@b\nSubject: c\n\nwords", "message/rfc822"),
        ("a", b"Received: from b\n by c\nSubject: d\n\nwords", "message/rfc822"),
        ("memo.txt", b"From: Ada\nTo: Bob\n\nwords", "text/plain"),
        (
            "a",
            b"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; x=y\n\n",
            "multipart/related",
        ),
        ("a.pdf", b"\0\1\2\3", "application/pdf"),  # the content tells nothing, so the name does
        ("a.unheard", b"\0\1\2\3", "application/octet-stream"),
        ("", b"", "application/octet-stream"),
    ],
)
def test_content_decides_then_the_name(name, head, media_type) -> None:
    assert sniff(name, head) == media_type
