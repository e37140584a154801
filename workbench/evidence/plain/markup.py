"""XML read as data: no entities, no document types, no network, no tree larger than what is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any, Final

from lxml import etree

from workbench.evidence.plain import problems
from workbench.evidence.plain.text import UnreadableTextError

MOST_TREE: Final = (
    48 * 2**20
)  # bytes of XML that is held as a tree; in memory it takes up to eight times that

_HEAD: Final = 1024


def tree(data: bytes) -> Any:
    """The root element of `data`. Raises UnreadableTextError."""
    if len(data) > MOST_TREE:
        raise UnreadableTextError(problems.TOO_LARGE)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _damage(error, data[:_HEAD]) from None
    if root is None:
        raise UnreadableTextError(problems.DAMAGED)
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableTextError(problems.ENTITIES)
    return root


def elements(file: IO[bytes], name: str) -> Iterator[Any]:
    """Each element of that local name as soon as it is read; it is emptied when the next one is asked for."""
    events = etree.iterparse(
        file, events=("end",), tag=(f"{{*}}{name}", name), resolve_entities=False, no_network=True,
        huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    first = True
    try:
        for _, element in events:
            if first and element.getroottree().docinfo.internalDTD is not None:
                raise UnreadableTextError(problems.ENTITIES)
            first = False
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise _damage(error, b"") from None


def local(element: Any) -> str:
    """The element's name without its namespace; empty for what is no element (an entity reference)."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def attribute(element: Any, name: str) -> str:
    """The attribute of that local name, whatever its namespace; empty when there is none."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def _damage(error: etree.XMLSyntaxError, head: bytes) -> UnreadableTextError:
    said = str(error)
    if "depth" in said:
        return UnreadableTextError(problems.TOO_DEEP)
    if "ntit" in said or b"<!DOCTYPE" in head:  # entity loops and amplification
        return UnreadableTextError(problems.ENTITIES)
    return UnreadableTextError(problems.DAMAGED)
