"""A recorded contact: Evidence that is no file but something that a person said, wrote or saw.

Its bytes are a small JSON document, so that it is stored, hashed, searched, cited and proved like any file. A
record is never edited: a corrected one replaces it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from workbench.core.errors import BadInputError


class ContactKind(StrEnum):
    """How it came about."""

    CALL = "call"
    MESSAGE = "message"
    INTERVIEW = "interview"
    OBSERVATION = "observation"


@dataclass(frozen=True, slots=True)
class Contact:
    """Who was reached, when and how, and what that person confirmed (or what was observed).

    `at` is a date, or a date and time, as people write it; `how` is a number, an address, a place.
    """

    kind: ContactKind
    who: str
    at: str
    how: str
    said: str

    @property
    def name(self) -> str:
        """What it is called in lists: "Call, Jane Roe, 2026-05-04"."""
        return ", ".join(part for part in (self.kind.value.capitalize(), self.who, self.at) if part)

    def to_bytes(self) -> bytes:
        """The bytes that are stored: JSON with sorted keys, in UTF-8."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, indent=1).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Contact:
        """The contact that `to_bytes` wrote; BadInputError for anything else."""
        try:
            found = json.loads(data)
            fields = {name: str(found[name]) for name in ("who", "at", "how", "said")}
            return cls(ContactKind(found["kind"]), **fields)
        except (ValueError, LookupError, TypeError) as error:
            raise BadInputError("This is not the record of a contact.") from error
