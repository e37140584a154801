"""The report as one HTML file that loads nothing, runs nothing and opens anywhere."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from workbench.core.resources import data_path
from workbench.report import words
from workbench.report.chart import bars
from workbench.report.clean import direction
from workbench.report.model import Picture, Report
from workbench.report.references import cited_by, open_claims

if TYPE_CHECKING:
    from jinja2 import Environment


def render(report: Report) -> Iterator[bytes]:
    """The report as UTF-8 HTML, piece by piece: with many pictures it is far larger than its words.

    The style sheet is named by its hash in the Content-Security-Policy, so nothing that hides in the
    article's or the evidence's text can add a style, a script, a frame, a form or a request.
    """
    css = data_path("resources", "report", "report.css").read_text("utf-8")
    template = _environment().get_template("report.html")
    stream = template.stream(
        report=report,
        bars=bars(report.tally),
        open_claims=open_claims(report),
        cited_by=cited_by(report),
        css=css,
        css_hash=b64encode(hashlib.sha256(css.encode()).digest()).decode("ascii"),
    )
    stream.enable_buffering(64)
    return (piece.encode() for piece in stream)


def _data_uri(picture: Picture) -> str:
    return "data:image/png;base64," + b64encode(picture.png).decode("ascii")


@cache
def _environment() -> Environment:
    # Late: jinja2 takes 0.1 s to import, and most sessions export nothing.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    environment = Environment(
        loader=FileSystemLoader(data_path("resources", "report")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(moment=words.moment, size=words.size, place=words.place, data_uri=_data_uri)
    environment.globals.update(
        counted=words.counted,
        direction=direction,  # dir=auto would not look into <bdi>
        joined=words.joined,
        VERDICTS=words.VERDICTS,
        MARKS=words.MARKS,
        REASONS=words.REASONS,
        STANCES=words.STANCES,
        facts=words.facts,
        sources=words.sources,
        KINDS=words.KINDS,
    )
    return environment
