"""Which engine reads the pages; recorded with every passage taken from one."""

from functools import cache
from importlib.metadata import version


@cache
def engine_name() -> str:
    """The PDF engine with its version: "pypdfium2 5.15.2"."""
    return f"pypdfium2 {version('pypdfium2')}"
