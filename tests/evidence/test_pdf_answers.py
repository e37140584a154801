"""A worker that a file has taken over may say anything; only what was asked for is believed."""

from __future__ import annotations

import json
import struct
import threading
from multiprocessing import Pipe

import pytest

from workbench.core.errors import BadInputError
from workbench.evidence import process
from workbench.evidence.pages import PdfInfo
from workbench.evidence.reader import PdfReader

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


class Liar:
    """Looks like a process; a thread of it says the same to every request."""

    pid = 4711

    def __init__(self, messages) -> None:
        self.here, there = Pipe()
        self._thread = threading.Thread(target=self._serve, args=(there, messages), daemon=True)
        self._thread.start()

    def kill(self) -> None:
        pass

    def join(self) -> None:
        self._thread.join(20)

    @staticmethod
    def _serve(there, messages) -> None:
        with there:
            try:
                while True:
                    there.recv_bytes()
                    for message in messages:
                        there.send_bytes(message)
            except (EOFError, OSError):
                return


@pytest.fixture
def lied(monkeypatch):
    """`lied(head, *blobs)`: a reader whose workers say only that."""
    readers = []

    def reader(head, *blobs):
        said = json.dumps({"done": True, "blobs": len(blobs), **head} if isinstance(head, dict) else head)

        def start(memory):
            liar = Liar([said.encode(), *blobs])
            return liar, liar.here

        monkeypatch.setattr(process, "start", start)
        readers.append(PdfReader())
        return readers[-1]

    yield reader
    for each in readers:
        each.close()


def doubles(*values: float) -> bytes:
    return struct.pack(f"{len(values)}d", *values)


@pytest.mark.parametrize(
    ("head", "blobs"),
    [
        ({"width": 64, "height": 64}, [bytes(64 * 64 * 4 - 1)]),
        ({"width": 6400, "height": 64}, [bytes(64 * 64 * 4)]),
        ({"width": 65, "height": 64}, [bytes(65 * 64 * 4)]),
        ({"width": "64", "height": 64}, [bytes(64 * 64 * 4)]),
        ({"width": 64, "height": 64}, []),
        ({}, [bytes(64 * 64 * 4)]),
        ({"blobs": 10**9}, []),
        ({"blobs": None}, []),
        ([1, 2], []),
        ({"read": [0]}, []),
        ({"read": [-1, 5]}, []),
        ({"read": [0, "5"]}, []),
        ({"read": [0, 10**12]}, []),
        ({"read": None}, []),
    ],
)  # fmt: skip
def test_a_tile_is_exactly_as_large_as_was_asked_for_or_none(lied, source, head, blobs) -> None:
    with pytest.raises(BadInputError):
        lied(head, *blobs).tile(source(b"x"), 1, 1.0, 0, 0, 64, 64)


def test_a_tile_in_the_right_shape_is_believed(lied, source) -> None:
    tile = lied({"width": 64, "height": 64}, bytes(64 * 64 * 4)).tile(source(b"x"), 1, 1.0, 0, 0, 64, 64)
    assert (tile.width, tile.height, tile.stride, len(tile.data)) == (64, 64, 256, 64 * 64 * 4)


@pytest.mark.parametrize(
    ("head", "blobs"),
    [
        ({"pages": 2}, [doubles(100, 100)]),
        ({"pages": 1}, [doubles(100)]),
        ({"pages": 1}, [doubles(100, float("nan"))]),
        ({"pages": 1}, [doubles(100, -1)]),
        ({"pages": 1}, [doubles(100, 1e9)]),
        ({"pages": 1}, [b"abc"]),
        ({"pages": 1}, []),
    ],
)
def test_sizes_that_cannot_be_make_the_file_unreadable(lied, source, head, blobs) -> None:
    info = lied(head, *blobs).inspect(source(b"x"))
    assert (info.pages, info.sizes) == (0, ())
    assert "damaged" in info.problem


@pytest.mark.parametrize(
    ("call", "head", "blobs"),
    [
        ("characters", {}, [b"ab", doubles(*range(4))]),
        ("characters", {}, [b"\xff", doubles(*range(4))]),
        ("characters", {}, [b"a", doubles(0, 0, 1, float("inf"))]),
        ("characters", {}, [b"a"]),
        ("tables", {"tables": 5}, []),
        ("tables", {"tables": [[1]]}, []),
        ("tables", {}, []),
    ],
)
def test_what_is_said_of_a_page_in_another_shape_is_not_believed(lied, source, call, head, blobs) -> None:
    with pytest.raises(BadInputError, match="damaged"):
        getattr(lied(head, *blobs), call)(source(b"x"), 1)


@pytest.mark.parametrize("data", [b"", b"GIF89a", PNG[:-1]])
def test_a_picture_is_a_png(lied, source, data) -> None:
    with pytest.raises(BadInputError, match="damaged"):
        lied({}, data).picture(source(b"x"), 1, None, 1.0)


@pytest.mark.parametrize(
    "page",
    [
        [2, 1.0, 1.0, "text", "", "", 1.0],
        [1, "wide", 1.0, "text", "", "", 1.0],
        [1, 1.0, 1.0, 5, "", "", 1.0],
        [1, 1.0, 1.0, "\ud800", "", "", 1.0],
        [1, 1.0],
        None,
    ],
)
def test_a_page_that_was_not_asked_for_or_cannot_be_stored_is_a_problem(lied, made, page) -> None:
    source = made("BT ET")
    with PdfReader() as honest:
        info = honest.inspect(source)
    [read] = lied({"pages": [page]}).page_texts(source, 1, info)
    assert (read.page, read.text) == (1, "")
    assert "damaged" in read.problem


@pytest.mark.parametrize(
    ("call", "head"),
    [
        ("outline", {"entries": [["title", 3, 0]]}),
        ("outline", {"entries": [["title", -1, 0]]}),
        ("outline", {"entries": [["title", 1, 10**9]]}),
        ("outline", {"entries": [["title", "1", 0]]}),
        ("outline", {"entries": [["\ud800", 1, 0]]}),
        ("outline", {"entries": [["x" * 10**5, 1, 0]]}),
        ("outline", {"entries": 7}),
        ("labels", {"labels": ["i"]}),
        ("labels", {"labels": ["i", 2]}),
        ("labels", {}),
        ("attachments", {"attachments": [["name", "5"]]}),
        ("attachments", {"attachments": [["name"]]}),
        ("attachments", {"attachments": None}),
    ],
)
def test_what_is_said_of_the_inside_of_a_file_in_another_shape_is_not_believed(
    lied, source, call, head
) -> None:
    info = [] if call == "attachments" else [PdfInfo(2, ((1.0, 1.0),) * 2)]
    with pytest.raises(BadInputError, match="damaged"):
        getattr(lied(head), call)(source(b"x"), *info)


@pytest.mark.parametrize("head", [{"problem": 5}, {"problem": "\ud800"}, {"problem": "x" * 10**5}])
def test_a_sentence_that_is_none_is_not_passed_on(lied, source, head) -> None:
    info = lied(head).inspect(source(b"x"))
    assert info.pages == 0 and "damaged" in info.problem and len(info.problem) < 300
