"""Messages between the reader and its workers: a JSON head, then raw bytes.

Nothing is unpickled: what a worker says may have been made up by the file it read.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_MAX_FRAME: Final = 512 * 2**20  # bytes; no answer is larger
_MAX_BLOBS: Final = 4  # no message carries more


def send(connection: Connection, head: dict[str, Any], *blobs: bytes | bytearray | memoryview) -> None:
    """Send `head` and the raw bytes that belong to it; raises OSError when the other side is gone."""
    connection.send_bytes(json.dumps({**head, "blobs": len(blobs)}, ensure_ascii=False).encode())
    for blob in blobs:
        connection.send_bytes(blob)


def receive(connection: Connection) -> tuple[dict[str, Any], list[bytes]]:
    """The next message; raises OSError (or EOFError) when the other side is gone, ValueError for nonsense."""
    try:
        head = json.loads(connection.recv_bytes(_MAX_FRAME))
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(head, dict) or head.get("blobs") not in range(_MAX_BLOBS + 1):
        raise ValueError("no message")
    return head, [connection.recv_bytes(_MAX_FRAME) for _ in range(head["blobs"])]
