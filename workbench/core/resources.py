"""Finds the files that ship beside the code: resources/ and seeds/."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def data_path(*parts: str) -> Path:
    """Path of a shipped file: data_path("resources", "report", "report.html").

    In an installed wheel they lie in workbench/_data, in a checkout at the top level.
    """
    installed = _PACKAGE / "_data"
    return (installed if installed.is_dir() else _PACKAGE.parent).joinpath(*parts)
