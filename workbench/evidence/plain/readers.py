"""Which reader a file gets; whatever it does wrong becomes a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Final

from workbench.core.errors import BadInputError
from workbench.evidence.plain import kinds, problems
from workbench.evidence.plain.text import FullError, Lines, Part, PlainText, UnreadableTextError
from workbench.text.canonical import canonical

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOOKED_AT: Final = 64 * 2**20  # bytes of an old office file that are searched for what it is
_STEP: Final = 4 * 2**20
_MOST_TEXT: Final = 24 * 2**20  # bytes of mark-up without an archive around it
_MACROS: Final = ("vbaProject.bin", "vbaData.xml")


def read(file: IO[bytes], media_type: str, name: str) -> PlainText:
    """The words of `file`, which is said to be a `media_type`; never raises for what is in it."""
    lines = Lines()
    problem = ""
    parts: tuple[Part, ...] = ()
    try:
        problem, parts = _read(file, media_type, name, lines)
    except FullError:
        problem = problems.CUT
    except UnreadableTextError as error:
        problem = str(error)
    except BadInputError:
        problem = problems.NOT_TEXT
    except RecursionError:
        problem = problems.TOO_DEEP
    text = canonical(lines.text).text
    if text.strip() and problem == problems.DAMAGED:
        problem = problems.CUT_OFF
    if not text.strip() and not problem:
        problem = problems.NO_WORDS
    return PlainText(text, problem, parts)


def part_bytes(file: IO[bytes], media_type: str, index: int) -> bytes:
    """The bytes of file `index` (from 0) inside `file`; raises UnreadableTextError."""
    from workbench.evidence.plain import mail  # noqa: PLC0415

    if media_type not in (kinds.MAIL, kinds.WEB_ARCHIVE):
        raise UnreadableTextError(problems.FOREIGN)
    try:
        return mail.taken_out(file.read(mail.MOST_BYTES + 1), index)
    except RecursionError:
        raise UnreadableTextError(problems.TOO_DEEP) from None


def _read(file: IO[bytes], media_type: str, name: str, lines: Lines) -> tuple[str, tuple[Part, ...]]:
    head = file.read(len(_OLE))
    file.seek(0)
    if not head:
        raise UnreadableTextError(problems.EMPTY)
    if head.startswith(_OLE):
        raise UnreadableTextError(_old_office(file, media_type))
    if media_type in kinds.OFFICE or media_type in kinds.OLD:
        if not head.startswith(b"PK"):
            raise UnreadableTextError(problems.FOREIGN)
        return _read_archive(file, lines), ()
    if media_type in (kinds.MAIL, kinds.WEB_ARCHIVE):
        from workbench.evidence.plain import mail  # noqa: PLC0415 - each library for its files only

        return "", mail.read(file.read(mail.MOST_BYTES + 1), lines)
    data = file.read(_MOST_TEXT)
    if media_type in kinds.RICH:
        from workbench.evidence.plain import richtext  # noqa: PLC0415

        richtext.read(data, lines)
    else:
        from workbench.evidence.plain import web  # noqa: PLC0415

        for line in web.page_text(data, name).split("\n"):
            lines.add(line)
    return (problems.CUT if file.read(1) else ""), ()


def _read_archive(file: IO[bytes], lines: Lines) -> str:
    """Read an office file for what its main entry says that it is, whatever its name says."""
    from workbench.evidence.plain.archive import Archive  # noqa: PLC0415

    archive = Archive(file)
    if "content.xml" in archive.names:
        from workbench.evidence.plain import opendocument  # noqa: PLC0415

        opendocument.read(archive, lines)
        return ""
    main = archive.first("", "officeDocument")
    reader = _reader_of(main)
    if reader is None:
        raise UnreadableTextError(problems.FOREIGN)
    reader(archive, main, lines)
    macros = any(entry.endswith(_MACROS) for entry in archive.names)
    return problems.MACROS if macros else ""


def _reader_of(main: str) -> Callable[..., None] | None:
    from workbench.evidence.plain import sheets, slides, word  # noqa: PLC0415

    known = {"document": word.read, "workbook": sheets.read, "presentation": slides.read}
    base = main.rpartition("/")[2].partition(".")[0].rstrip("0123456789")
    folder = main.partition("/")[0]
    by_folder = {"word": word.read, "xl": sheets.read, "ppt": slides.read}
    return known.get(base) or by_folder.get(folder)


def _old_office(file: IO[bytes], media_type: str) -> str:
    """What an OLE file is: an encrypted new one, a message of Outlook, or an old one."""
    step = len("EncryptedPackage") * 2
    tail, done = b"", 0
    while done < _LOOKED_AT and (data := file.read(_STEP)):
        looked_at = tail + data
        if "EncryptedPackage".encode("utf-16-le") in looked_at:
            return problems.LOCKED
        if "__substg1.0_".encode("utf-16-le") in looked_at:
            return problems.OUTLOOK
        tail, done = data[-step:], done + len(data)
    return problems.OUTLOOK if media_type == kinds.OUTLOOK else problems.OLD
