"""Whether a file can be opened as a workspace, before anything heavy is loaded."""

from workbench.storage.header import check_openable

__all__ = ["check_openable"]
