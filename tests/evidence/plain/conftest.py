"""Office files and messages made on the spot, read without a worker process."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from workbench.evidence.media import sniff
from workbench.evidence.plain import readers
from workbench.evidence.plain.text import PlainText

_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def relations(**targets: str) -> str:
    """A list of relations: kind="target"; the ids are r1, r2 ..."""
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{rows}</Relationships>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """An archive of these entries."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def word_parts(body: str, **others: str) -> dict[str, str | bytes]:
    """The entries of a Word document: w:body, and footnotes, comments ... by their kind."""
    space = f'xmlns:w="{_WORD}"'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(**{kind: f"{kind}.xml" for kind in others}),
    }
    for kind, inner in others.items():
        parts[f"word/{kind}.xml"] = f"<w:{kind} {space}>{inner}</w:{kind}>"
    return parts


@pytest.fixture
def zip_of() -> Callable[[dict[str, str | bytes]], bytes]:
    """`zip_of({name: data})`: an archive."""
    return zipped


@pytest.fixture
def word() -> Callable[..., dict[str, str | bytes]]:
    """`word(body, comments=...)`: the entries of a Word document."""
    return word_parts


@pytest.fixture
def parts_of() -> Callable[..., str]:
    """`parts_of(kind="target")`: a list of relations."""
    return relations


@pytest.fixture
def read() -> Callable[[bytes, str], PlainText]:
    """`read(data, name)`: the words of a file, as a worker reads them."""

    def words(data: bytes, name: str) -> PlainText:
        return readers.read(io.BytesIO(data), sniff(name, data), name)

    return words
