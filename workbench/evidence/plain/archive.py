"""Office files are archives: entries are looked at before anything is unpacked, and only those needed are."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, Final

from workbench.evidence.plain import problems
from workbench.evidence.plain.text import UnreadableTextError

MOST_ENTRIES: Final = 20_000
MOST_UNPACKED: Final = 256 * 2**20  # bytes of one entry
MOST_RATIO: Final = 300  # of an entry to its packed size; office files hardly reach 100
_HARMLESS: Final = 8 * 2**20  # bytes that may come out of however few
_DIRECTORY: Final = 16 * 2**20  # bytes of the list of entries
_END: Final = b"PK\x05\x06"
_END_BYTES: Final = 22 + 0xFFFF  # the end record with the longest comment
_SENTINEL: Final = (0xFFFF, 0xFFFFFFFF)  # ZIP64: the numbers stand elsewhere
_ENCRYPTED: Final = 1


class Archive:
    """The entries of a ZIP file by name. Raises UnreadableTextError with the sentence to show."""

    def __init__(self, file: IO[bytes]) -> None:
        _check_directory(file)
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
            raise UnreadableTextError(problems.DAMAGED) from None
        self.names = frozenset(self._zip.namelist())

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """The unpacked bytes of an entry, at most as many as its size in the directory says."""
        try:
            info = self._zip.getinfo(name)
            _check_entry(info)
            with self._zip.open(info) as entry:
                yield entry
        except KeyError:
            raise UnreadableTextError(problems.DAMAGED) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
            raise UnreadableTextError(problems.DAMAGED) from None
        except RuntimeError as error:  # "password required" and nothing else has this type
            if isinstance(error, RecursionError):
                raise
            raise UnreadableTextError(problems.LOCKED) from None

    def read(self, name: str) -> bytes:
        """All bytes of an entry."""
        with self.open(name) as entry:
            return entry.read()

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """What the entry `name` of an Office file refers to inside the archive: id -> (kind, entry)."""
        from workbench.evidence.plain.markup import elements  # noqa: PLC0415 - lxml, for these files only

        folder, base = posixpath.split(name)
        listed = posixpath.join(folder, "_rels", base + ".rels")
        found: dict[str, tuple[str, str]] = {}
        if listed not in self.names:
            return found
        with self.open(listed) as entry:
            for element in elements(entry, "Relationship"):
                if element.get("TargetMode") != "External":
                    target = element.get("Target", "")
                    path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                    kind = element.get("Type", "").rpartition("/")[2]
                    found[element.get("Id", "")] = (kind, posixpath.normpath(path))
        return found

    def first(self, name: str, kind: str) -> str:
        """The entry of that kind that `name` refers to, or an empty string."""
        found = (path for what, path in self.relations(name).values() if what == kind and path in self.names)
        return next(found, "")


def _check_directory(file: IO[bytes]) -> None:
    """Refuse a list of entries that would fill the memory before any of them is looked at."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_BYTES))
    tail = file.read(_END_BYTES)
    end = tail.rfind(_END)
    if end < 0 or len(tail) - end < 22:
        raise UnreadableTextError(problems.DAMAGED)
    entries = int.from_bytes(tail[end + 10 : end + 12], "little")
    length = int.from_bytes(tail[end + 12 : end + 16], "little")
    if entries in _SENTINEL or length in _SENTINEL or entries > MOST_ENTRIES or length > _DIRECTORY:
        raise UnreadableTextError(problems.TOO_LARGE)
    file.seek(0)


def _check_entry(info: Any) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableTextError(problems.LOCKED)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnreadableTextError(problems.DAMAGED)  # others need memory as the file likes
    ratio = info.file_size / max(1, info.compress_size)
    if info.file_size > MOST_UNPACKED or (info.file_size > _HARMLESS and ratio > MOST_RATIO):
        raise UnreadableTextError(problems.TOO_LARGE)
