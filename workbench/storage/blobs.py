"""Evidence bytes in chunk rows: streamed in, proved by SHA-256, read back anywhere.

Chunks of 256 KiB in commits of about 2 MB: memory stays at one commit's worth, and a verdict never waits for
an import longer than one commit takes.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from threading import Lock
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from workbench.core.errors import DamagedError
from workbench.storage import tables as t

CHUNK_BYTES: Final = 256 * 1024
COMMIT_CHUNKS: Final = 8
_DELETED_CHUNKS: Final = 64  # in one commit
_CACHED_CHUNKS: Final = 16


def chunks_of(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Cut a stream of any parts into chunks of CHUNK_BYTES (the last may be shorter)."""
    waiting = bytearray()
    for part in parts:
        waiting += part
        while len(waiting) >= CHUNK_BYTES:
            yield bytes(waiting[:CHUNK_BYTES])
            del waiting[:CHUNK_BYTES]
    if waiting:
        yield bytes(waiting)


def insert_chunks(connection: Connection, evidence_id: int, first: int, chunks: list[bytes]) -> None:
    """Store consecutive chunks from number `first` (from 0)."""
    rows = [{"evidence_id": evidence_id, "ordinal": first + n, "data": data} for n, data in enumerate(chunks)]
    connection.execute(insert(t.chunk), rows)


def delete_some_chunks(connection: Connection, evidence_id: int) -> bool:
    """Take a few chunks of a file away, the last ones first; False when there was none left."""
    c = t.chunk.c
    last = select(c.id).where(c.evidence_id == evidence_id).order_by(c.ordinal.desc()).limit(_DELETED_CHUNKS)
    return connection.execute(delete(t.chunk).where(c.id.in_(last))).rowcount > 0


def stored_chunks(connection: Connection, evidence_id: int) -> Iterator[bytes]:
    """The chunks of a file in order, a few at a time."""
    query = select(t.chunk.c.data).where(t.chunk.c.evidence_id == evidence_id).order_by(t.chunk.c.ordinal)
    for row in connection.execute(query.execution_options(yield_per=4)):
        yield bytes(row.data)


def stored_sha256(
    connection: Connection, evidence_id: int, progress: Callable[[int], None] = lambda _: None
) -> tuple[str, int]:
    """SHA-256 (hex) and length of the bytes as they are stored; `progress` hears the bytes read so far."""
    digest, length = hashlib.sha256(), 0
    for data in stored_chunks(connection, evidence_id):
        digest.update(data)
        length += len(data)
        progress(length)
    return digest.hexdigest(), length


class StoredBytes:
    """A ByteSource over chunk rows: random access with a small cache, safe from any thread."""

    def __init__(
        self, read: Callable[[], AbstractContextManager[Connection]], evidence_id: int, size: int, sha256: str
    ) -> None:
        self._read = read
        self._evidence_id = evidence_id
        self._size = size
        self._sha256 = sha256
        self._cache: OrderedDict[int, bytes] = OrderedDict()
        self._lock = Lock()

    @property
    def size(self) -> int:
        """Length in bytes."""
        return self._size

    @property
    def key(self) -> str:
        """The SHA-256 of the bytes."""
        return self._sha256

    def read_at(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes from `offset`; DamagedError when some of them are missing."""
        end = min(offset + length, self._size)
        if offset >= end:
            return b""
        first, last = offset // CHUNK_BYTES, (end - 1) // CHUNK_BYTES
        data = b"".join(self._chunk(number) for number in range(first, last + 1))
        start = offset - first * CHUNK_BYTES
        return data[start : start + end - offset]

    def _chunk(self, number: int) -> bytes:
        with self._lock:
            if number in self._cache:
                self._cache.move_to_end(number)
                return self._cache[number]
        query = select(t.chunk.c.data).where(
            t.chunk.c.evidence_id == self._evidence_id, t.chunk.c.ordinal == number
        )
        with self._read() as connection:
            data = bytes(connection.execute(query).scalar() or b"")
        if len(data) != min(CHUNK_BYTES, self._size - number * CHUNK_BYTES):
            raise DamagedError(
                f"The stored bytes of evidence {self._evidence_id} are incomplete; run 'check' on the "
                "workspace and go back to a backup copy."
            )
        with self._lock:
            self._cache[number] = data
            while len(self._cache) > _CACHED_CHUNKS:
                self._cache.popitem(last=False)
        return data
