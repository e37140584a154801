"""What every command is given: the workspace and the form of the answer, before or after its name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.core.errors import BadInputError

if TYPE_CHECKING:  # the desk loads the database library; `--help` and `sentences` do without
    from workbench.desk.session import Session

WorkspaceOption = Annotated[
    str | None,
    typer.Option("--workspace", metavar="PATH", help="The workspace file [env: FACT_WORKBENCH_WORKSPACE]."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
ArticleArgument = Annotated[
    str | None,
    typer.Argument(metavar="ARTICLE", help="Number or title; not needed when there is only one article."),
]


Window = Callable[[Path], int]


@dataclass(frozen=True, slots=True)
class Given:
    """The workspace named on the command line, if any, and whether the answer is JSON.

    `window` shows the window on a workspace until it is closed and gives the exit status.
    """

    window: Window
    named: Path | None = None
    as_json: bool = False

    @classmethod
    def of(cls, ctx: typer.Context, workspace: str | None, as_json: bool) -> Given:
        """Options after the command's name go before those in front of it."""
        before = ctx.find_object(Given)
        assert before is not None, "run() puts one in front"
        named = before.named if workspace is None else _local(workspace)
        return cls(before.window, named, as_json or before.as_json)

    @property
    def workspace(self) -> Path:
        """The workspace to use: the one named, else the environment's, else the user's own."""
        from workbench.desk.paths import WORKSPACE_VARIABLE, default_workspace  # noqa: PLC0415

        return self.named or _local(os.environ.get(WORKSPACE_VARIABLE) or str(default_workspace()))

    @contextmanager
    def session(self, *, create: bool = False, path: Path | None = None) -> Iterator[Session]:
        """The opened workspace (`path` instead of the one given); WorkspaceError when that cannot be."""
        from workbench.desk.logs import start_log  # noqa: PLC0415
        from workbench.desk.session import Session  # noqa: PLC0415
        from workbench.desk.settings import load_settings  # noqa: PLC0415

        start_log()
        session = Session.open(path or self.workspace, load_settings().actor, create=create)
        try:
            yield session
        finally:
            session.close()


def _local(workspace: str) -> Path:
    if not workspace.strip():
        raise BadInputError("--workspace names no file; give the path of a workspace.")
    if "://" in workspace:
        raise BadInputError(
            f"{workspace} is an address; this version opens workspace files only, so name a file."
        )
    return Path(workspace)
