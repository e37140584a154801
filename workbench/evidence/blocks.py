"""The file as a worker sees it: bytes fetched from the reader in aligned blocks."""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BLOCK: Final = 256 * 1024  # bytes; the size of a chunk row in the workspace
_KEPT: Final = 48  # blocks of one file: 12 MiB


class BlockFile(io.RawIOBase):
    """A seekable file over `fetch(offset, length)`, which is asked for whole blocks only."""

    def __init__(self, size: int, fetch: Callable[[int, int], bytes]) -> None:
        self.size = size
        self._fetch = fetch
        self._blocks: OrderedDict[int, bytes] = OrderedDict()
        self._position = 0

    def block(self, number: int) -> bytes:
        """Block `number` (from 0); the last one is shorter."""
        if number in self._blocks:
            self._blocks.move_to_end(number)
            return self._blocks[number]
        start = number * BLOCK
        data = self._fetch(start, min(BLOCK, self.size - start))
        self._blocks[number] = data
        if len(self._blocks) > _KEPT:
            self._blocks.popitem(last=False)
        return data

    def slice(self, start: int, length: int) -> bytes:
        """`length` bytes from `start`; fewer at the end of the file."""
        end = min(start + length, self.size)
        if start >= end:
            return b""
        first, last = start // BLOCK, (end - 1) // BLOCK
        if first == last:
            return self.block(first)[start - first * BLOCK : end - first * BLOCK]
        joined = b"".join(self.block(number) for number in range(first, last + 1))
        return joined[start - first * BLOCK : end - first * BLOCK]

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self.slice(self._position, len(view))
        view[: len(data)] = data
        self._position += len(data)
        return len(data)
