"""The process in which engines run that are libraries, and in which pictures are decoded.

It owns nothing that lasts, has no way to the network, and may be killed at any moment.
"""

from __future__ import annotations

import io
import os
import socket
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NoReturn

from workbench.evidence import limits, wire
from workbench.evidence.ocr.sheet import MOST_PIXELS

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_SMALL: Final = 1600  # pixels of the longer side; below, letters are likely too small for an engine
_MOST_DECODED: Final = 200_000_000  # pixels
_SIDE: Final = 2600  # pixels of the longer side that RapidOCR looks for text on
_SCORE: Final = 0.5  # RapidOCR's own threshold for a line


def main(descriptor: int, threads: int) -> None:
    """Serve over the inherited file descriptor of a socket."""
    from multiprocessing.connection import Connection  # noqa: PLC0415  Windows has no such class

    serve(Connection(descriptor), threads)


def serve(connection: Connection, threads: int) -> None:
    """Answer requests until the other side is gone."""
    limits.detach()
    _cut_off()
    child = _Child(threads)
    try:
        while True:
            head, blobs = wire.receive(connection)
            wire.send(connection, *_answer(child, head, blobs))
    except (OSError, EOFError):
        os._exit(0)  # nobody listens any more


def _answer(child: _Child, head: dict[str, Any], blobs: Sequence[bytes]) -> tuple[Any, ...]:
    try:
        answer, out = getattr(child, "do_" + head["do"])(head, blobs)
    except MemoryError:
        os._exit(1)
    except Exception as error:  # whatever a library makes of a picture: the caller decides what it means
        return ({"problem": type(error).__name__},)
    return (answer, *out)


def _cut_off() -> None:
    """No engine reaches the network, whatever its library has in mind."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError("no network here")

    socket.socket.connect = refuse  # type: ignore[method-assign]
    socket.socket.connect_ex = refuse  # type: ignore[method-assign]
    socket.getaddrinfo = refuse


class _Child:
    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._rapid: Any = None
        self._tesseract: tuple[str, Any] = ("", None)

    def do_decode(self, _: dict[str, Any], blobs: Sequence[bytes]) -> tuple[dict[str, Any], list[bytes]]:
        """The grey pixels of a picture file, upright, and how many of them make one of its own pixels."""
        from PIL import Image, ImageOps  # noqa: PLC0415

        Image.MAX_IMAGE_PIXELS = None  # the check below names the limit
        with Image.open(io.BytesIO(blobs[0])) as opened:
            if opened.width * opened.height > _MOST_DECODED:
                raise ValueError("too many pixels")
            image = ImageOps.exif_transpose(opened)
        width = image.width
        image = _on_white(image)
        most = (MOST_PIXELS / (image.width * image.height)) ** 0.5
        factor = min(most, 2.0 if max(image.size) < _SMALL else 1.0)
        if factor != 1.0:
            size = max(1, round(image.width * factor)), max(1, round(image.height * factor))
            image = image.resize(size)
        scale = image.width / width
        return {"width": image.width, "height": image.height, "scale": scale}, [image.tobytes()]

    def do_tesserocr(
        self, head: dict[str, Any], blobs: Sequence[bytes]
    ) -> tuple[dict[str, Any], list[bytes]]:
        """Tesseract's table of words for grey pixels."""
        import tesserocr  # noqa: PLC0415

        name = f"{head['data']}|{head['languages']}"
        if self._tesseract[0] != name:
            engine = tesserocr.PyTessBaseAPI(
                path=head["data"], lang=head["languages"], psm=tesserocr.PSM.AUTO
            )
            self._tesseract = (name, engine)
        engine = self._tesseract[1]
        # Tesseract reads the other way round what is handed over as a file's bytes: no copy, no decoding.
        engine.SetImageBytes(blobs[0], head["width"], head["height"], 1, head["width"])
        engine.SetSourceResolution(head["dpi"])
        return {"table": engine.GetTSVText(0)}, []

    def do_rapidocr(self, head: dict[str, Any], blobs: Sequence[bytes]) -> tuple[dict[str, Any], list[bytes]]:
        """RapidOCR's lines for grey pixels: the text of each, and its words with their boxes."""
        import numpy  # noqa: PLC0415

        grey = numpy.frombuffer(blobs[0], numpy.uint8).reshape(head["height"], head["width"])
        found = self._rapidocr()(numpy.dstack([grey] * 3), return_word_box=True)
        texts, results = found.txts or (), found.word_results or ()
        lines = []
        edges = array("d")
        for text, words in zip(texts, results, strict=True):
            lines.append([text, [word[0] for word in words]])
            for _, confidence, box in words:
                across, down = [corner[0] for corner in box], [corner[1] for corner in box]
                edges.extend([min(across), min(down), max(across), max(down), confidence])
        return {"lines": lines}, [edges.tobytes()]

    def _rapidocr(self) -> Any:
        if self._rapid is None:
            from rapidocr import RapidOCR  # noqa: PLC0415

            threads = "EngineConfig.onnxruntime.{}_op_num_threads"
            self._rapid = RapidOCR(
                params={
                    "Global.log_level": "critical",
                    "Global.text_score": _SCORE,
                    "Global.max_side_len": _SIDE,
                    threads.format("intra"): self._threads,
                    threads.format("inter"): 1,
                }
            )
        return self._rapid


def _on_white(image: Any) -> Any:
    from PIL import Image  # noqa: PLC0415

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        above = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", above.size, "white"), above)
    return image.convert("L")
