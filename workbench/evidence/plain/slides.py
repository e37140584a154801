"""Presentations (PPTX): the words of each slide in the order of the show, tables row by row, notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbench.evidence.plain.archive import Archive
from workbench.evidence.plain.markup import attribute, local, tree
from workbench.evidence.plain.text import Lines


def read(archive: Archive, main: str, lines: Lines) -> None:
    """Add the text of the presentation whose main entry is `main`."""
    relations = archive.relations(main)
    slides = (child for child in tree(archive.read(main)).iter() if local(child) == "sldId")
    for number, slide in enumerate(slides, 1):
        kind, name = relations.get(_relation(slide), ("", ""))
        if kind != "slide" or name not in archive.names:
            continue
        root = tree(archive.read(name))
        hidden = " (hidden)" if root.get("show") == "0" else ""
        lines.heading(f"Slide {number}{hidden}")
        for line in _lines(root):
            lines.add(line)
        notes = archive.first(name, "notesSlide")
        spoken = [line for line in _lines(tree(archive.read(notes))) if line.strip()] if notes else []
        if spoken and spoken != [str(number)]:  # the number of the slide stands on every page of notes
            lines.add(f"Notes: {' '.join(line for line in spoken if line != str(number))}")


def _relation(slide: Any) -> str:
    for key, value in slide.attrib.items():
        if key.endswith("}id"):  # r:id; the plain one is another number
            return str(value)
    return ""


def _lines(parent: Any) -> Iterator[str]:
    for child in parent:
        name = local(child)
        if name == "p":
            yield _text(child)
        elif name == "tr":
            cells = [cell for cell in child if local(cell) == "tc" and not attribute(cell, "hMerge")]
            yield "\t".join(" ".join(_lines(cell)) for cell in cells)
        elif name != "Fallback":
            yield from _lines(child)


def _text(paragraph: Any) -> str:
    pieces = []
    for element in paragraph.iter():
        if local(element) == "t":
            pieces.append(element.text or "")
        elif local(element) in ("br", "tab"):
            pieces.append(" ")
    return "".join(pieces).rstrip()
