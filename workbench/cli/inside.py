"""What lies inside a piece of evidence: its pages, and the files in a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.cli.output import Column, complain, print_json, print_table, say
from workbench.cli.progress import progress_bar

if TYPE_CHECKING:
    from workbench.cli.options import Given
    from workbench.core.evidence import Evidence
    from workbench.desk.session import Session


def show_pages(given: Given, session: Session, one: Evidence) -> None:
    """One line, or one object, for each page that has been read."""
    texts = session.page_texts(one)
    if given.as_json:
        keys = ("page", "label", "width", "height")
        print_json(
            [
                {key: getattr(text, key) for key in keys}
                | {
                    "characters": len(text.text),
                    "quality": text.quality,
                    "ocr": text.ocr,
                    "problem": text.problem,
                }
                for text in texts
            ]
        )
        return
    if one.problem:
        complain(f"{one.name}: {one.problem}")
    if not texts:
        say(f"No page of {one.name} has been read.")
        return
    columns = (
        Column("Page", justify="right"), Column("Label"), Column("Points", justify="right"),
        Column("Characters", justify="right"), Column("Quality", justify="right"), Column("Remark", 1),
    )  # fmt: skip
    print_table(
        columns,
        (
            (
                text.page,
                text.label,
                f"{text.width:.0f} × {text.height:.0f}",
                f"{len(text.text):,}",
                f"{text.quality:.0%}" + (" (OCR)" if text.ocr else ""),
                text.problem,
            )
            for text in texts
        ),
    )


def show_attachments(given: Given, session: Session, one: Evidence, take: int | None) -> None:
    """The files inside a PDF, numbered from 1; `take` attaches one of them."""
    from workbench.desk.embedded import attach_embedded, attachments_of  # noqa: PLC0415 - heavy

    if take is not None:
        with progress_bar("Attaching") as progress:
            taken = attach_embedded(session, one, take - 1, progress)
        if given.as_json:
            print_json(
                {"evidence": taken.id, "sha256": taken.sha256, "bytes": taken.bytes, "part_of": one.id}
            )
        else:
            say(f"Evidence {taken.id}: {taken.name}, part of {one.name}")
        return
    found = attachments_of(session, one)
    if given.as_json:
        print_json([{"number": f.index + 1, "name": f.name, "bytes": f.bytes} for f in found])
    elif not found:
        say(f"No files lie inside {one.name}.")
    else:
        columns = (Column("", justify="right"), Column("Name", 1), Column("Bytes", justify="right"))
        print_table(columns, ((f.index + 1, f.name, f"{f.bytes:,}" if f.bytes >= 0 else "") for f in found))
