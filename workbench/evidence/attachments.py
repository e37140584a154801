"""Files that lie inside a PDF: named, and taken out one at a time; never opened or run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from pypdfium2 import raw

from workbench.evidence import problems
from workbench.evidence.document import Document, UnreadableError

MOST: Final = 1000  # attachments of one file
MOST_BYTES: Final = 128 * 2**20  # of one attachment
_MOST_PAGES: Final = 300  # looked at for attachments that are pinned to a place on the page
_MOST_LETTERS: Final = 255  # of a name


def listed(document: Document) -> list[tuple[str, int]]:
    """Name and size in bytes (as the file says; -1 when it does not) of each attachment."""
    with _specifications(document) as found:
        return [(_name(spec), _size(_stream(spec))) for spec in found]


def taken_out(document: Document, index: int) -> bytes:
    """The bytes of attachment `index` (from 0); raises UnreadableError."""
    with _specifications(document) as found:
        if not 0 <= index < len(found):
            raise UnreadableError(problems.NO_ATTACHMENT.format(index=index + 1, count=len(found)))
        stream = _stream(found[index])
        if stream is None:
            raise UnreadableError(problems.BAD_ATTACHMENT)
        try:
            data = bytes(stream.read_bytes())
        except MemoryError:
            raise
        except Exception:  # a damaged filter, whichever it is
            raise UnreadableError(problems.BAD_ATTACHMENT) from None
    if len(data) > MOST_BYTES:
        raise UnreadableError(problems.LARGE_ATTACHMENT.format(most=MOST_BYTES // 2**20))
    return data


@contextmanager
def _specifications(document: Document) -> Iterator[list[Any]]:
    """The file specifications that carry a file: those of the document, then those pinned to pages."""
    # pdfium knows at once whether the document names any; qpdf takes a second to open 2,400 pages.
    if document.pages > _MOST_PAGES and raw.FPDFDoc_GetAttachmentCount(document.pdf) < 1:
        yield []
        return
    # Not at the top: 0.1 s and 40 MB, and few files have attachments.
    import pikepdf  # noqa: PLC0415

    try:
        pdf = pikepdf.open(document.stream(), password=document.password, suppress_warnings=True)
    except MemoryError:
        raise
    except Exception:  # pdfium shows what qpdf does not read: then nothing is known of attachments
        yield []
        return
    with pdf:
        found: list[Any] = []
        seen: set[Any] = set()
        for spec in _all(pdf):
            if len(found) >= MOST:
                break
            mark = spec.objgen if spec.is_indirect else id(spec)
            if mark not in seen and _stream(spec) is not None:
                seen.add(mark)
                found.append(spec)
        yield found


def _all(pdf: Any) -> Iterator[Any]:
    for walk in (_named(pdf), _pinned(pdf)):
        try:
            yield from walk
        except MemoryError:
            raise
        except Exception:  # noqa: S112 - a broken tree ends what can be listed of it, and no more
            continue


def _named(pdf: Any) -> Iterator[Any]:
    import pikepdf  # noqa: PLC0415 - see above

    names = pdf.Root.get("/Names")
    tree = names.get("/EmbeddedFiles") if isinstance(names, pikepdf.Dictionary) else None
    if isinstance(tree, pikepdf.Dictionary):
        yield from pikepdf.NameTree(tree, auto_repair=False).values()


def _pinned(pdf: Any) -> Iterator[Any]:
    import pikepdf  # noqa: PLC0415 - see above

    for number, page in enumerate(pdf.pages):
        if number >= _MOST_PAGES:
            return
        notes = page.obj.get("/Annots")
        for note in notes if isinstance(notes, pikepdf.Array) else ():
            if isinstance(note, pikepdf.Dictionary) and note.get("/Subtype") == "/FileAttachment":
                yield note.get("/FS")


def _stream(spec: Any) -> Any:
    import pikepdf  # noqa: PLC0415 - see above

    files = spec.get("/EF") if isinstance(spec, pikepdf.Dictionary) else None
    for key in ("/UF", "/F", "/Unix", "/Mac", "/DOS"):
        stream = files.get(key) if isinstance(files, pikepdf.Dictionary) else None
        if isinstance(stream, pikepdf.Stream):
            return stream
    return None


def _name(spec: Any) -> str:
    """Its name without any folders; nothing that a file system or a screen could take amiss."""
    named = str(spec.get("/UF") or spec.get("/F") or "")
    last = named.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable()).strip()[:_MOST_LETTERS]


def _size(stream: Any) -> int:
    try:
        return max(-1, int(stream["/Params"]["/Size"]))
    except (KeyError, TypeError, ValueError):
        return -1
