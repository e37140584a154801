"""A worker process: answers one request at a time about files it is told about, until its pipe closes.

It imports neither Qt nor SQLModel, has one thread (pdfium allows no more), keeps a few documents open, and
may be killed at any moment: it owns nothing that lasts.
"""

from __future__ import annotations

import logging
import os
from array import array
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final, NoReturn

from workbench.core.anchor import Rect
from workbench.core.evidence import PageText
from workbench.evidence import drawing, limits, pagetext, problems, tables, wire
from workbench.evidence.blocks import BlockFile
from workbench.evidence.document import Document, UnreadableError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_DOCUMENTS_KEPT: Final = 4
_FLAT: Final = frozenset({"texts", "characters", "tables"})  # requests that read form values as text


def main(descriptor: int, memory: int) -> None:
    """Serve over the inherited file descriptor of a socket."""
    # Not at the top: Windows has no such class, and there serve() is called instead.
    from multiprocessing.connection import Connection  # noqa: PLC0415

    serve(Connection(descriptor), memory)


def serve(connection: Connection, memory: int) -> None:
    """Answer requests until the other side is gone; `memory` bytes at most beyond those used at start."""
    limits.detach()
    logging.disable(logging.CRITICAL)  # pdfminer reports every oddity of a file
    limits.limit_memory(memory)
    worker = _Worker(connection)
    try:
        while True:
            head, _ = wire.receive(connection)
            worker.answer(head)
    except (OSError, EOFError):
        os._exit(0)  # the reader is gone; nothing here needs an orderly end


class _Worker:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._open: OrderedDict[tuple[str, bool], Document] = OrderedDict()

    def answer(self, request: dict[str, Any]) -> None:
        """Do what `request` asks, and always end with one answer that says so."""
        limits.limit_seconds(request["seconds"])
        try:
            document = self._document(request)
            head, blobs = getattr(self, "_do_" + request["do"])(document, request)
        except UnreadableError as error:
            head, blobs = {"problem": str(error)}, []
        except MemoryError:
            _give_up()
        wire.send(self._connection, {**head, "done": True}, *blobs)

    def _document(self, request: dict[str, Any]) -> Document:
        name = (request["key"], request["do"] in _FLAT or request.get("flat", False))
        if name in self._open:
            self._open.move_to_end(name)
            return self._open[name]
        document = Document(BlockFile(request["size"], self._fetch), flat=name[1])
        self._open[name] = document
        if len(self._open) > _DOCUMENTS_KEPT:
            self._open.popitem(last=False)[1].close()
        return document

    def _fetch(self, offset: int, length: int) -> bytes:
        """Bytes of the file that the request is about, from the reader."""
        try:
            wire.send(self._connection, {"read": [offset, length]})
            return wire.receive(self._connection)[1][0]
        except (OSError, EOFError):
            os._exit(0)  # called from pdfium, which an exception would not stop

    def _do_inspect(self, document: Document, _: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        flat = array("d", (extent for size in document.sizes() for extent in size))
        return {"pages": document.pages}, [flat.tobytes()]

    def _do_texts(self, document: Document, request: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        last = min(request["last"], document.pages)
        for number in range(request["first"], last + 1):
            wire.send(self._connection, {"page": _page_text(document, number)})
            limits.limit_seconds(request["seconds"])  # the limit is for each page
        return {"pages": document.pages}, []

    def _do_characters(
        self, document: Document, request: dict[str, Any]
    ) -> tuple[dict[str, Any], list[bytes]]:
        text, rects = pagetext.page_characters(document, request["page"])
        return {}, [text.encode(), array("d", (edge for rect in rects for edge in rect)).tobytes()]

    def _do_tile(self, document: Document, request: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        width, height, data = drawing.draw(document, request["page"], request["scale"], *request["place"])
        return {"width": width, "height": height}, [data]

    def _do_picture(self, document: Document, request: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        rect = Rect(*request["rect"]) if request["rect"] else None
        lit = [Rect(*each) for each in request["lit"]]
        return {}, [drawing.picture(document, request["page"], rect, request["scale"], lit)]

    def _do_tables(self, document: Document, request: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        rect = Rect(*request["rect"]) if request["rect"] else None
        try:
            return {"tables": tables.page_tables(document, request["page"], rect)}, []
        except RecursionError:
            raise UnreadableError(problems.BAD_PAGE) from None


def _page_text(document: Document, number: int) -> list[Any]:
    try:
        page = pagetext.page_text(document, number)
    except UnreadableError as error:
        page = PageText(number, 0.0, 0.0, "", str(error))
    return [page.page, page.width, page.height, page.text, page.problem, page.label, page.quality]


def _give_up() -> NoReturn:
    """End the process: its memory is used up, and the next one starts clean."""
    os._exit(1)
