"""A progress bar for work that takes longer than a second, and Ctrl+C that ends such work cleanly."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from workbench.cli.output import harmless
from workbench.jobs.progress import Progress

_PATIENCE = 1.0  # seconds before a bar appears


@contextmanager
def progress_bar(title: str) -> Iterator[Progress]:
    """A Progress that shows itself on standard error when that is a terminal, and never anywhere else.

    The first Ctrl+C cancels it, so that the work stops between two steps and takes back what it has begun; a
    second one interrupts wherever the program is.
    """
    bar = _Bar(title) if sys.stderr.isatty() else None
    progress = Progress(bar.update if bar else None)
    try:
        with _cancelled_by_interrupt(progress):
            yield progress
    finally:
        if bar:
            bar.close()


@contextmanager
def _cancelled_by_interrupt(progress: Progress) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread hears of signals
        return
    usual = signal.getsignal(signal.SIGINT)

    def cancel(*_: object) -> None:
        progress.cancel()
        signal.signal(signal.SIGINT, usual)

    signal.signal(signal.SIGINT, cancel)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)


class _Bar:
    def __init__(self, title: str) -> None:
        self._title = title
        self._began = monotonic()
        self._bar: Any = None
        self._task: Any = None

    def update(self, progress: Progress) -> None:
        if self._bar is None:
            if monotonic() - self._began < _PATIENCE:
                return
            self._start()
        name = harmless(progress.note or self._title)
        self._bar.update(self._task, completed=progress.done, total=progress.total or None, description=name)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.stop()

    def _start(self) -> None:
        from rich.console import Console  # noqa: PLC0415 - most work is done before this is needed
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415
        from rich.progress import Progress as Bar  # noqa: PLC0415

        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
        )
        self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task(self._title, total=None)
        self._bar.start()
