"""What the reader knows of each file by its key: how it opens, and what is to be left out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from workbench.core.evidence import ByteSource
from workbench.evidence.passwords import Passwords
from workbench.evidence.pool import Pool
from workbench.evidence.process import GoneError, LateError

Answer = tuple[dict[str, Any], list[bytes]]


class RepairFailedError(Exception):
    """The worker was late or gone while it was repairing the file."""


class Files:
    """Puts to a request what opens its file, and asks again without what failed; safe from any thread."""

    def __init__(self, recall: Callable[[str], str]) -> None:
        self.passwords = Passwords(recall)
        self._unrepaired: set[str] = set()  # keys of files whose repair came to nothing
        self._forms: set[str] = set()  # keys of files that have forms
        self._formless: set[str] = set()  # and of those whose forms take too long

    def ask(self, pool: Pool, request: dict[str, Any], source: ByteSource, seconds: float) -> Answer:
        """The last message that answers `request`, without a repair of the file if that was what failed.

        Raises LateError or GoneError, and what the pool and the source raise.
        """
        try:
            return self._one(pool, self.dressed(request, source), source, seconds)
        except RepairFailedError:
            self._unrepaired.add(source.key)
            return self._one(pool, self.dressed(request, source), source, seconds)

    def dressed(self, request: dict[str, Any], source: ByteSource) -> dict[str, Any]:
        """`request` with what is needed to open the file."""
        return {
            "password": self.passwords.of(source.key),
            "repair": source.key not in self._unrepaired,
            "forms": source.key not in self._formless,
            **request,
        }

    def note_forms(self, key: str) -> None:
        """The file has a form."""
        self._forms.add(key)

    def can_do_without_forms(self, key: str) -> bool:
        """Whether a request that took too long is worth another try, without the file's form."""
        if key not in self._forms or key in self._formless:
            return False
        self._formless.add(key)
        return True

    @staticmethod
    def _one(pool: Pool, request: dict[str, Any], source: ByteSource, seconds: float) -> Answer:
        with pool.worker(source.key) as worker:
            used = worker.pid is not None
            try:
                return _last(worker.ask(request, source, seconds))
            except GoneError:
                if not used or pool.closed:
                    raise
                return _last(worker.ask(request, source, seconds))  # it may have been killed while idle


def _last(said: Iterator[Answer]) -> Answer:
    repairing = False
    answer: Answer = ({}, [])
    try:
        for head, blobs in said:
            repairing = head.get("repairing") is True
            answer = head, blobs
    except (LateError, GoneError):
        if repairing:
            raise RepairFailedError from None
        raise
    return answer
