"""A worker process: answers one request at a time about files it is told about, until its pipe closes.

It imports neither Qt nor SQLModel, has one thread (pdfium allows no more), keeps a few documents open, and
may be killed at any moment: it owns nothing that lasts.
"""

from __future__ import annotations

import io
import logging
import os
import time
from array import array
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final, NoReturn

from workbench.core.anchor import Rect
from workbench.core.evidence import PageText
from workbench.evidence import attachments, drawing, limits, outline, pagetext, problems, tables, wire
from workbench.evidence.blocks import BlockFile
from workbench.evidence.document import Document
from workbench.evidence.opening import LockedError, UnreadableError
from workbench.evidence.plain.text import UnreadableTextError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_DOCUMENTS_KEPT: Final = 4
_NO_PDF: Final = frozenset({"plain", "plain_part"})  # requests about files of other kinds
_SILENCE: Final = 0.05  # seconds after which pages are told of although more could go with them
_WORDS_KEPT: Final = 1000  # characters of what a file says of itself
# Requests that read form values as text.
_FLAT: Final = frozenset({"texts", "characters", "tables", "grid", "bare_grid"})


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
        self._open: OrderedDict[tuple[str, bool, str, bool], Document] = OrderedDict()
        self._repairing = False

    def answer(self, request: dict[str, Any]) -> None:
        """Do what `request` asks, and always end with one answer that says so."""
        limits.limit_seconds(request["seconds"])
        try:
            document = None if request["do"] in _NO_PDF else self._document(request)
            head, blobs = getattr(self, "_do_" + request["do"])(document, request)
        except LockedError as error:
            head, blobs = {"problem": str(error), "locked": True}, []
        except (UnreadableError, UnreadableTextError) as error:
            head, blobs = {"problem": str(error)}, []
        except MemoryError:
            _give_up()
        wire.send(self._connection, {**head, "done": True}, *blobs)

    def _document(self, request: dict[str, Any]) -> Document:
        flat = request["do"] in _FLAT or request.get("flat", False)
        name = (request["key"], flat, request.get("password", ""), request.get("forms", True))
        if name in self._open:
            self._open.move_to_end(name)
            return self._open[name]
        self._repairing = False
        document = Document(
            BlockFile(request["size"], self._fetch),
            flat=flat,
            password=name[2],
            forms=name[3],
            before_repair=self._say_repairing if request.get("repair", True) else None,
        )
        if self._repairing:
            wire.send(self._connection, {"repairing": False})
        self._open[name] = document
        if len(self._open) > _DOCUMENTS_KEPT:
            self._open.popitem(last=False)[1].close()
        return document

    def _say_repairing(self) -> None:
        """Tell the reader, so that it can do without should this never end."""
        self._repairing = True
        wire.send(self._connection, {"repairing": True})

    def _fetch(self, offset: int, length: int) -> bytes:
        """Bytes of the file that the request is about, from the reader."""
        try:
            wire.send(self._connection, {"read": [offset, length]})
            return wire.receive(self._connection)[1][0]
        except (OSError, EOFError):
            os._exit(0)  # called from pdfium, which an exception would not stop

    def _do_inspect(self, document: Document, _: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        flat = array("d", (extent for size in document.sizes() for extent in size))
        said = {"pages": document.pages, "remark": document.remark(), "forms": document.has_forms}
        return said, [flat.tobytes()]

    def _do_outline(self, document: Document, _: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        return {"entries": outline.entries(document)}, []

    def _do_labels(self, document: Document, _: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        return {"labels": outline.labels(document)}, []

    def _do_attachments(self, document: Document, _: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        return {"attachments": attachments.listed(document)}, []

    def _do_attachment(
        self, document: Document, request: dict[str, Any]
    ) -> tuple[dict[str, Any], list[bytes]]:
        return {}, [attachments.taken_out(document, request["index"])]

    def _do_texts(self, document: Document, request: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        last = min(request["last"], document.pages)
        limits.give_way()
        pages: list[list[Any]] = []
        sent = time.monotonic()
        for number in range(request["first"], last + 1):
            pages.append(_page_text(document, number))
            full = len(pages) == request["together"] or number == last
            if full or time.monotonic() - sent > _SILENCE:
                wire.send(self._connection, {"pages": pages})
                limits.limit_seconds(request["seconds"])  # the limit is for each page
                pages, sent = [], time.monotonic()
        return {}, []

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

    def _do_metadata(self, document: Document, _: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        told = document.pdf.get_metadata_dict(skip_empty=True)
        return {"metadata": {name: value[:_WORDS_KEPT] for name, value in told.items()}}, []

    def _do_plain(self, _: None, request: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        from workbench.evidence.plain import readers  # noqa: PLC0415 - most workers read PDFs only

        file = io.BufferedReader(BlockFile(request["size"], self._fetch))
        found = readers.read(file, request["media_type"], request["name"])
        return {"remark": found.problem, "parts": found.parts}, [found.text.encode()]

    def _do_plain_part(self, _: None, request: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        from workbench.evidence.plain import readers  # noqa: PLC0415

        file = io.BufferedReader(BlockFile(request["size"], self._fetch))
        return {}, [readers.part_bytes(file, request["media_type"], request["index"])]

    def _do_tables(self, document: Document, request: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        rect = Rect(*request["rect"]) if request["rect"] else None
        try:
            return {"tables": tables.page_tables(document, request["page"], rect)}, []
        except RecursionError:
            raise UnreadableError(problems.BAD_PAGE) from None

    def _do_grid(self, document: Document, request: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        ruled = request["do"] == "grid"
        try:
            grid = tables.page_grid(document, request["page"], Rect(*request["rect"]), ruled=ruled)
        except RecursionError:
            raise UnreadableError(problems.BAD_PAGE) from None
        return {"grid": tables.flat(grid) if grid is not None else None}, []

    _do_bare_grid = _do_grid


def _page_text(document: Document, number: int) -> list[Any]:
    try:
        page = pagetext.page_text(document, number)
    except UnreadableError as error:
        page = PageText(number, 0.0, 0.0, "", str(error))
    problem = page.problem
    if problem in ("", problems.BLANK) and document.lacks_forms:
        problem = problems.SLOW_FORM
    elif problem == problems.BLANK and document.doubtful:
        problem = problems.BLANK_OR_LOST
    label = page.label or document.label(number)
    return [page.page, page.width, page.height, page.text, problem, label, page.quality]


def _give_up() -> NoReturn:
    """End the process: its memory is used up, and the next one starts clean."""
    os._exit(1)
