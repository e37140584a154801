"""Puts the locked packages into an environment: with uv when it is there, else with pip."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from notices import SetupError, reason
from pipsettings import uv_environment, uv_options

_LOCKED = ("--require-hashes", "--only-binary", ":all:", "--requirement")
_PROJECT = ("--no-deps", "--no-build-isolation", "--editable")


class Installer:
    """Installs into the environment of one interpreter; everything the tools say goes into a log file."""

    def __init__(self, python: str, log: Path) -> None:
        self._python = python
        self._log = log
        self._uv = shutil.which("uv")
        log.unlink(missing_ok=True)

    def install_locked(self, lock: Path) -> None:
        """Installs every package of the lock, each one proved by its hash, none of them built here."""
        self._install([*_LOCKED, str(lock)], "The packages")

    def install_project(self, root: Path) -> None:
        """Installs the checkout itself, in place; the lock has brought what builds it."""
        self._install([*_PROJECT, str(root)], "The program")

    def _install(self, arguments: list[str], what: str) -> None:
        if self._uv:
            # Quick, but with settings of its own: where it does not succeed, pip is asked before giving up.
            command = [
                self._uv,
                "pip",
                "install",
                "--compile-bytecode",
                "--python",
                self._python,
                *uv_options(),
                *arguments,
            ]
            output = self._run(command, uv_environment())
            if output is None:
                return
            self._uv = None
            if not self._has_pip():
                raise SetupError(f"{what} could not be installed: {reason(output)} (details: {self._log}).")
        self._provide_pip()
        settings = {"PIP_USER": "0", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        output = self._run([self._python, "-m", "pip", "install", *arguments], {**os.environ, **settings})
        if output is not None:
            raise SetupError(f"{what} could not be installed: {reason(output)} (details: {self._log}).")

    def _has_pip(self) -> bool:
        return self._pip_is_installed() or importlib.util.find_spec("ensurepip") is not None

    def _pip_is_installed(self) -> bool:
        command = [self._python, "-c", "import pip"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    def _provide_pip(self) -> None:
        if self._pip_is_installed():
            return
        if not self._has_pip():
            raise SetupError(
                f"This Python ({sys.executable}) comes without ensurepip, so packages cannot be installed: "
                "install your system's python3-venv or python3-pip package, or uv, and run this again."
            )
        output = self._run([self._python, "-m", "ensurepip", "--default-pip"], dict(os.environ))
        if output is not None:
            raise SetupError(f"pip could not be installed: {reason(output)} (details: {self._log}).")

    def _run(self, command: list[str], environment: dict[str, str]) -> str | None:
        """None when the command succeeded, else what it wrote; a terminal sees what it is doing."""
        shown = sys.stderr.isatty()
        lines: list[str] = []
        with (
            self._log.open("a", encoding="utf-8") as log,
            subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                env=environment,
            ) as process,
        ):
            assert process.stdout is not None
            for line in process.stdout:
                log.write(line)
                lines.append(line)
                if shown:
                    width = shutil.get_terminal_size().columns - 3
                    print(f"\r\033[K  {line.strip()[:width]}", end="", file=sys.stderr, flush=True)
        if shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
        return None if process.returncode == 0 else "".join(lines)
