"""A reader, sources of bytes, and PDFs made on the spot."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from workbench.evidence.reader import PdfReader

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "pdf"


@dataclass
class Bytes:
    """A ByteSource in memory that remembers what was read."""

    data: bytes
    reads: list[tuple[int, int]] = field(default_factory=list)

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def key(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    def read_at(self, offset: int, length: int) -> bytes:
        self.reads.append((offset, length))
        return self.data[offset : offset + length]


@pytest.fixture(scope="session")
def reader() -> Iterator[PdfReader]:
    with PdfReader() as reader:
        yield reader


@pytest.fixture
def shared() -> Callable[[str], Bytes]:
    """`shared("normal/x.pdf")`: that file of the shared data; skips where there is none."""

    def source(name: str) -> Bytes:
        path = SHARED / name
        if not path.is_file():
            pytest.skip(f"the shared test data has no pdf/{name} here")
        return Bytes(path.read_bytes())

    return source


@pytest.fixture(scope="session")
def made() -> Callable[..., Bytes]:
    """`made(content, page)`: a PDF of one page with that content stream and those further page entries."""
    return make


@pytest.fixture(scope="session")
def source() -> type[Bytes]:
    """`source(data)`: a ByteSource of these bytes."""
    return Bytes


def make(content: str, page: str = "/MediaBox [0 0 300 200]", *more: str, pages: int = 1) -> Bytes:
    kids = " ".join(f"{5 + len(more) + number} 0 R" for number in range(pages))
    objects = [
        "<</Type/Catalog/Pages 2 0 R" + ("/AcroForm 5 0 R" if more else "") + ">>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        *more,
        *[f"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 3 0 R>>>>{page}>>"] * pages,
    ]
    data, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end = f"trailer <</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF"
    return Bytes(data + (tail + end).encode())
