"""What may be done with a file that is, or could be, a workspace; before anything heavy is loaded."""

from pathlib import Path

from workbench.core.errors import BadInputError
from workbench.storage.header import check_openable
from workbench.storage.logwatch import is_open_here

__all__ = ["check_openable", "refuse_open_workspace"]


def refuse_open_workspace(path: Path) -> None:
    """BadInputError when `path` is the workspace that is open: it is neither read from nor written over."""
    if is_open_here(path):
        raise BadInputError(f"{path} is the workspace that is open; choose another file.")
