"""Cards for recordings, and pictures that are meant to hurt."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from workbench.core.anchor import Moment, Passage, Quote
from workbench.core.errors import BadInputError
from workbench.core.evidence import Evidence
from workbench.ui.evidence.pane import EvidencePane

Make = Callable[..., Evidence]


def bomb(width: int, height: int) -> bytes:
    """A PNG of so many white pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "data",
    [
        bomb(60_000, 60_000),
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>",
        b'/* XPM */ static char *x[] = {"1 1 1 1", "a c red", "a"};',
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_a_picture_that_cannot_be_decoded_safely_is_not_and_says_so(
    qtbot: Any, pane: EvidencePane, evidence: Make, data: bytes
) -> None:
    pane.show_image(evidence("a.png", "image/png"), data)
    qtbot.waitUntil(pane.card.isVisible, timeout=10_000)
    assert "cannot be shown" in pane.card.sentence.text()


def test_a_recording_gives_its_time_and_what_is_heard(pane: EvidencePane, evidence: Make) -> None:
    pane.show_recording(evidence("call.mp3", "audio/mpeg"))
    card = pane.recording
    assert pane.selected_passage() is None
    card.time.setText("1:02:03")
    assert pane.selected_passage() == Passage(moment=Moment(3723))
    card.heard.setText(" It is high. ")
    assert pane.selected_passage() == Passage(quote=Quote("It is high."), moment=Moment(3723))
    card.time.clear()
    with pytest.raises(BadInputError):
        card.passage()


def test_a_cited_time_is_shown_in_the_fields(pane: EvidencePane, evidence: Make) -> None:
    pane.show_recording(evidence("call.mp3", "audio/mpeg"))
    pane.light(Passage(quote=Quote("It is high."), moment=Moment(30, 40)))
    assert (pane.recording.time.text(), pane.recording.heard.text()) == ("0:30\u20130:40", "It is high.")
    pane.show_recording(evidence("other.mp3", "audio/mpeg"))
    assert pane.recording.time.text() == ""


def test_only_a_file_without_a_time_is_cited_as_a_whole(pane: EvidencePane, evidence: Make) -> None:
    asked: list[object] = []
    pane.cite_requested.connect(lambda passages, _: asked.extend(passages))
    pane.show_recording(evidence("call.mp3", "audio/mpeg"))
    pane.recording.time.setText("soon")
    pane.cite()
    assert asked == []
    assert "soon" in pane.recording.trouble.text()
    pane.recording.clear()
    pane.cite()
    assert asked == [Passage()]
