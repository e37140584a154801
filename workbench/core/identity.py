"""Names for things that stay the same across workspaces."""

from __future__ import annotations

from uuid6 import uuid7


def new_uid() -> str:
    """A UUIDv7: unique across workspaces, and in order of creation."""
    return str(uuid7())
