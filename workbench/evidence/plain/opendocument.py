"""OpenDocument files (ODT, ODS, ODP): the words that a reader sees; tracked deletions are left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from workbench.evidence.plain import problems
from workbench.evidence.plain.archive import Archive
from workbench.evidence.plain.markup import attribute, local, tree
from workbench.evidence.plain.text import Lines, UnreadableTextError

_SILENT: Final = frozenset(
    {
        "tracked-changes", "forms", "automatic-styles", "sequence-decls", "variable-decls", "desc", "title",
        "scripts", "event-listeners", "shapes",
    }
)  # fmt: skip
_MOST_REPEATED: Final = 200  # cells or rows written once for many; beyond it is the empty rest of a sheet


@dataclass
class _Notes:
    foot: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def read(archive: Archive, lines: Lines) -> None:
    """Add the text of the file's content."""
    if "META-INF/manifest.xml" in archive.names:
        manifest = tree(archive.read("META-INF/manifest.xml"))
        if any(local(element) == "encryption-data" for element in manifest.iter()):
            raise UnreadableTextError(problems.LOCKED)
    notes = _Notes()
    _add_blocks(tree(archive.read("content.xml")), notes, lines)
    for number, note in enumerate(notes.foot, 1):
        add = lines.heading if number == 1 else lines.add
        add(f"[{number}] {note}")
    for comment in notes.comments:
        lines.heading(comment)


def _add_blocks(parent: Any, notes: _Notes, lines: Lines) -> None:
    for child in parent:
        name = local(child)
        if name in ("p", "h"):
            for line in "".join(_pieces(child, notes)).split("\n"):
                lines.add(line.rstrip())
        elif name == "table":
            if title := attribute(child, "name"):
                lines.heading(title)
            _add_rows(child, notes, lines)
        elif name == "page":  # of a presentation
            lines.heading(attribute(child, "name"))
            _add_blocks(child, notes, lines)
        elif name not in _SILENT:
            _add_blocks(child, notes, lines)


def _add_rows(parent: Any, notes: _Notes, lines: Lines) -> None:
    for child in parent:
        name = local(child)
        if name == "table-row":
            row = _row(child, notes)
            if row:
                for _ in range(_repeated(child, "number-rows-repeated")):
                    lines.add(row)
        elif name.startswith("table-") and name.endswith(("rows", "row-group")):
            _add_rows(child, notes, lines)


def _row(row: Any, notes: _Notes) -> str:
    cells: list[str] = []
    for cell in row:
        if local(cell) in ("table-cell", "covered-table-cell"):
            inner = Lines()
            _add_blocks(cell, notes, inner)
            cells += [" ".join(inner.text.split())] * _repeated(cell, "number-columns-repeated")
    return "\t".join(cells).rstrip("\t")


def _repeated(element: Any, name: str) -> int:
    said = attribute(element, name)
    return min(int(said), _MOST_REPEATED) if said.isdecimal() and len(said) < 10 else 1


def _pieces(parent: Any, notes: _Notes) -> Iterator[str]:
    yield parent.text or ""
    for child in parent:
        yield from _piece(child, notes)
        yield child.tail or ""


def _piece(child: Any, notes: _Notes) -> Iterator[str]:
    name = local(child)
    if name == "s":
        yield " " * _repeated(child, "c")
    elif name == "tab":
        yield "\t"
    elif name == "line-break":
        yield "\n"
    elif name == "note":
        body = next((part for part in child if local(part) == "note-body"), ())
        notes.foot.append(_flat(body))
        yield f"[{len(notes.foot)}]"
    elif name == "annotation":
        notes.comments.append(_comment(child))
    elif name == "text-box":
        inner = Lines()
        _add_blocks(child, notes, inner)
        yield f"\n{inner.text}\n"
    elif name not in _SILENT and name not in ("annotation-end", "ruby-text"):
        yield from _pieces(child, notes)


def _comment(annotation: Any) -> str:
    said = dict.fromkeys(("creator", "date"), "")
    for part in annotation:
        if local(part) in said:
            said[local(part)] = (part.text or "").strip()
    by = ", ".join(part for part in (said["creator"], said["date"][:10]) if part)
    words = _flat([part for part in annotation if local(part) in ("p", "list")])
    return f"Comment{f' by {by}' if by else ''}: {words}"


def _flat(blocks: Any) -> str:
    inner = Lines()
    _add_blocks(blocks, _Notes(), inner)
    return " ".join(inner.text.split())
