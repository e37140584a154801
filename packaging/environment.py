"""The project's own Python environment, .venv: made, filled from the lock, and known to be up to date."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installer import Installer
from notices import SetupError, say

_PACKAGING = Path(__file__).resolve().parent
_UNFINISHED = "unfinished"


class Environment:
    """The environment of this checkout.

    .venv/.fact-workbench tells its state: absent (new, or made by hand), "unfinished" (a set-up was
    interrupted: begun anew), or two lines: what it was made for (place, Python) and what is in it.
    """

    def __init__(self) -> None:
        self.root = _PACKAGING.parent
        self.folder = self.root / ".venv"
        self._scripts = self.folder / ("Scripts" if os.name == "nt" else "bin")
        self._stamp = self.folder / ".fact-workbench"
        self._lock = _PACKAGING / "requirements.lock"
        self._suffix = ".exe" if os.name == "nt" else ""

    @property
    def python(self) -> str:
        """Path of the environment's interpreter."""
        return self.tool("python")

    def tool(self, name: str) -> str:
        """Path of a program that a package brought, e.g. ruff."""
        return str(self._scripts / f"{name}{self._suffix}")

    def needs_ensurepip(self) -> bool:
        """Whether something is to be installed and this Python lacks what it takes (Debian splits it off)."""
        missing = importlib.util.find_spec("ensurepip") is None
        return missing and shutil.which("uv") is None and not self._is_current()

    def provide(self) -> None:
        """Afterwards .venv holds exactly pinned packages and the project; costs a hash when it already does.

        SetupError in one sentence when it cannot be done.
        """
        if self._is_current():
            return
        with self._alone():
            # Another set-up may have done the work while this one waited.
            if not self._is_current():
                self._fill()

    def _fill(self) -> None:
        began = time.monotonic()
        self._make()
        self._stamp.write_text(_UNFINISHED, encoding="utf-8")
        installer = Installer(self.python, self.folder / "setup.log")
        say("Installing Fact Workbench's packages into .venv (about 300 MB to download the first time) ...")
        installer.install_locked(self._lock)
        installer.install_project(self.root)
        stamp = self._stamp.with_suffix(".new")
        stamp.write_text("\n".join(self._expected()), encoding="utf-8")
        stamp.replace(self._stamp)
        say(f"Set up in {time.monotonic() - began:.0f} s.")

    def _make(self) -> None:
        state = self._state()
        anew = bool(state) and state[0] != self._expected()[0]
        if not anew and self._works():
            return
        say(f"Making .venv with Python {platform.python_version()} ...")
        try:
            venv.EnvBuilder(clear=True, symlinks=os.name != "nt", with_pip=False).create(self.folder)
        except subprocess.CalledProcessError as problem:
            raise SetupError(
                f"Python could not make an environment in {self.folder}: {problem}."
            ) from problem

    def _works(self) -> bool:
        """Whether the interpreter in .venv starts and is the version of the one running now."""
        question = "import sys; print(*sys.version_info[:2])"
        try:
            answer = subprocess.run(
                [self.python, "-c", question], capture_output=True, text=True, check=False
            )
        except OSError:
            return False
        return answer.stdout.split() == [str(part) for part in sys.version_info[:2]]

    def _is_current(self) -> bool:
        # A removed or upgraded system Python leaves a dangling link behind.
        return self._state() == self._expected() and Path(self.python).exists()

    def _state(self) -> list[str]:
        try:
            return self._stamp.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []

    def _expected(self) -> list[str]:
        if not self._lock.is_file():
            raise SetupError("packaging/requirements.lock is missing: this checkout is not complete.")
        made_for = f"{self.root} python {sys.version_info.major}.{sys.version_info.minor}"
        content = hashlib.sha256()
        for file in (self._lock, self.root / "pyproject.toml"):
            content.update(file.read_bytes())
        return [made_for, content.hexdigest()]

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Holds off a second set-up of the same checkout; where locking is not to be had, goes on without."""
        try:
            # The module exists on POSIX systems only.
            import fcntl  # noqa: PLC0415
        except ImportError:
            yield
            return
        with self._lock.open("rb") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("Another set-up of this folder is running; waiting for it ...")
                fcntl.flock(held, fcntl.LOCK_EX)
            except OSError:  # some network drives cannot lock
                pass
            yield
