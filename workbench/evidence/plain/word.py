"""Word documents (DOCX): the words that a reader sees, tracked changes as if they were accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from workbench.evidence.plain.archive import Archive
from workbench.evidence.plain.markup import attribute, local, tree
from workbench.evidence.plain.text import Lines

_SILENT: Final = frozenset(
    {
        "del", "moveFrom",  # deleted, and moved elsewhere
        "instrText", "delText", "delInstrText", "pict", "object", "rPr", "pPr", "sectPr", "Fallback",
    }
)  # fmt: skip
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "ptab": "\t"}
_NOTES: Final = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_OFF: Final = frozenset({"0", "false", "off"})


@dataclass
class _Notes:
    """Which notes the text refers to, in its order, and the words that comments are pinned to."""

    cited: list[tuple[str, str]] = field(default_factory=list)  # footnotes or endnotes, id
    pinned: dict[str, list[str]] = field(default_factory=dict)  # comment id -> pieces of text
    open: set[str] = field(default_factory=set)


def read(archive: Archive, main: str, lines: Lines) -> None:
    """Add the text of the document whose main entry is `main`: body, notes, comments, headers."""
    notes = _Notes()
    _add_blocks(tree(archive.read(main)), notes, lines)
    _add_notes(archive, main, notes, lines)
    _add_comments(archive, main, notes, lines)
    seen: set[str] = set()
    for kind, title in (("header", "Header"), ("footer", "Footer")):
        for what, name in archive.relations(main).values():
            words = _joined(archive, name) if what == kind and name in archive.names else ""
            if words and words not in seen:
                seen.add(words)
                lines.heading(f"{title}: {words}")


def _joined(archive: Archive, name: str) -> str:
    inner = Lines()
    _add_blocks(tree(archive.read(name)), _Notes(), inner)
    return " / ".join(line for line in inner.text.split("\n") if line.strip())


def _add_blocks(parent: Any, notes: _Notes, lines: Lines) -> None:
    """Add each paragraph as a line and each row of a table as a line with tabs between its cells."""
    left = ""  # of a paragraph whose end was deleted: it goes on in the next
    for block in _blocks(parent):
        if local(block) == "tbl":
            for row in _rows(block):
                lines.add("\t".join(_cell(cell, notes) for cell in row))
            continue
        left += "".join(_pieces(block, notes))
        if not _end_is_deleted(block):
            _add_paragraph(left, lines)
            left = ""
    if left:
        _add_paragraph(left, lines)


def _add_paragraph(text: str, lines: Lines) -> None:
    for line in text.split("\n"):
        lines.add(line.rstrip())


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also those inside content controls and insertions."""
    for child in parent:
        name = local(child)
        if name in ("p", "tbl"):
            yield child
        elif name not in _SILENT and name not in ("tblPr", "tblGrid", "trPr", "tcPr"):
            yield from _blocks(child)


def _rows(table: Any) -> Iterator[list[Any]]:
    for row in _inner(table, "tr"):
        properties = next((child for child in row if local(child) == "trPr"), ())
        if not any(local(mark) == "del" for mark in properties):
            yield list(_inner(row, "tc"))


def _inner(parent: Any, name: str) -> Iterator[Any]:
    """Children of that name, also those inside content controls."""
    for child in parent:
        if local(child) == name:
            yield child
        elif local(child) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _inner(child, name)


def _cell(cell: Any, notes: _Notes) -> str:
    inner = Lines()
    _add_blocks(cell, notes, inner)
    return " ".join(inner.text.split())


def _pieces(parent: Any, notes: _Notes) -> Iterator[str]:
    """The text inside a paragraph, piece by piece."""
    for child in parent:
        name = local(child)
        if name in _SILENT or (name == "r" and _is_hidden(child)):
            continue
        if name == "t":
            piece = "".join(child.itertext())
            for comment in notes.open:
                notes.pinned[comment].append(piece)
            yield piece
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name in _NOTES:
            yield _note_mark(_NOTES[name], attribute(child, "id"), notes)
        elif name == "commentRangeStart":
            comment = attribute(child, "id")
            notes.pinned.setdefault(comment, [])
            notes.open.add(comment)
        elif name == "commentRangeEnd":
            notes.open.discard(attribute(child, "id"))
        elif name == "txbxContent":  # a box of text floats over the page: lines of its own
            inner = Lines()
            _add_blocks(child, notes, inner)
            yield f"\n{inner.text}\n"
        else:
            yield from _pieces(child, notes)


def _note_mark(kind: str, number: str, notes: _Notes) -> str:
    notes.cited.append((kind, number))
    return f"[{len(notes.cited)}]"  # as Word copies it to the clipboard


def _is_hidden(run: Any) -> bool:
    for properties in run:
        if local(properties) == "rPr":
            marks = [mark for mark in properties if local(mark) in ("vanish", "del")]
            return any(attribute(mark, "val") not in _OFF for mark in marks)
    return False


def _end_is_deleted(paragraph: Any) -> bool:
    for properties in paragraph:
        if local(properties) == "pPr":
            return any(local(mark) == "del" for run in properties if local(run) == "rPr" for mark in run)
    return False


def _add_notes(archive: Archive, main: str, notes: _Notes, lines: Lines) -> None:
    texts: dict[tuple[str, str], str] = {}
    for kind in dict.fromkeys(kind for kind, _ in notes.cited):
        name = archive.first(main, kind)
        for note in tree(archive.read(name)) if name else ():
            inner = Lines()
            _add_blocks(note, _Notes(), inner)
            texts[kind, attribute(note, "id")] = " ".join(inner.text.split())
    for number, note in enumerate(list(notes.cited), 1):
        add = lines.heading if number == 1 else lines.add
        add(f"[{number}] {texts.get(note, '')}".rstrip())


def _add_comments(archive: Archive, main: str, notes: _Notes, lines: Lines) -> None:
    name = archive.first(main, "comments")
    for comment in tree(archive.read(name)) if name else ():
        inner = Lines()
        _add_blocks(comment, _Notes(), inner)
        who, when = attribute(comment, "author"), attribute(comment, "date")[:10]
        pinned = " ".join("".join(notes.pinned.get(attribute(comment, "id"), ())).split())
        about = f" on \u201c{pinned}\u201d" if pinned else ""
        by = ", ".join(part for part in (who, when) if part)
        lines.heading(f"Comment{f' by {by}' if by else ''}{about}: {' '.join(inner.text.split())}")
