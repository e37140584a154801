"""The shared PDFs, for the benchmarks that need real files, and a source of a file's bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "pdf"


class FileBytes:
    """The bytes of a file, as the reader asks for them."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        self.size = len(self._data)
        self.key = hashlib.sha256(self._data).hexdigest()

    def read_at(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes from `offset`."""
        return self._data[offset : offset + length]
