"""What the operating system must bring: on Debian and Ubuntu, the packages of debian-packages.txt.

Other systems are left alone: Windows and macOS bring everything, other Linux desktops nearly always do.
"""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

from notices import SetupError, reason, say

_LIST = Path(__file__).with_name("debian-packages.txt")


def has_display() -> bool:
    """Whether a window opened now would be seen by somebody."""
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in {"offscreen", "minimal"}:
        return False
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


def package_groups() -> dict[str, list[str]]:
    """The groups of debian-packages.txt: offscreen, window, fonts, ocr and screen."""
    parser = configparser.ConfigParser(allow_no_value=True, delimiters=("=",))
    parser.read_string(_LIST.read_text(encoding="utf-8"))
    return {name: list(parser[name]) for name in parser.sections()}


def provide_system_packages(*, needs_venv: bool) -> None:
    """Installs missing packages when run as root on Debian or Ubuntu; otherwise names the command.

    SetupError when a package is missing without which the program cannot start; fonts and the
    OCR engine are only mentioned.
    """
    if not _is_debian():
        return
    groups = package_groups()
    needed = groups["offscreen"] + (groups["window"] if has_display() else [])
    if needs_venv:
        needed.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    installed = _installed_packages()
    wanted = dict.fromkeys(needed + groups["window"] + groups["fonts"] + groups["ocr"])
    missing = [name for name in wanted if name not in installed]
    if not missing:
        return
    needed = [name for name in needed if name in missing]
    if os.geteuid() == 0:
        _install(missing, needed)
        return
    command = f"sudo apt-get install -y --no-install-recommends {' '.join(missing)}"
    if needed:
        raise SetupError(f"System packages are missing. Install them and run this again:\n  {command}")
    say(f"The program works; a window, further scripts or scanned pages may want packages:\n  {command}")


def _is_debian() -> bool:
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    fields = dict(line.split("=", 1) for line in lines if "=" in line)
    family = f"{fields.get('ID', '')} {fields.get('ID_LIKE', '')}".replace('"', "").split()
    tools = shutil.which("dpkg-query") and shutil.which("apt-get")
    return bool(tools) and not {"debian", "ubuntu"}.isdisjoint(family)


def _installed_packages() -> set[str]:
    """Names of installed packages and of what they provide (libglib2.0-0 is libglib2.0-0t64 since 2024)."""
    query = ["dpkg-query", "-W", "-f=${db:Status-Status}\t${Package}, ${Provides}\n"]
    output = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    names: set[str] = set()
    for line in output.splitlines():
        status, _, packages = line.partition("\t")
        if status == "installed":
            names.update(item.split()[0] for item in packages.split(",") if item.strip())
    return names


def _install(missing: list[str], needed: list[str]) -> None:
    say(f"Installing system packages with apt-get: {' '.join(missing)}")
    updated = _apt_get("update")
    output = _apt_get("install", "--no-install-recommends", *missing)
    if output is None:
        return
    # One package that this release does not have must not keep the others away.
    if needed and len(needed) < len(missing):
        output = _apt_get("install", "--no-install-recommends", *needed)
    if needed and output is not None:
        why = reason(output + (updated or ""))
        raise SetupError(f"The system packages {' '.join(needed)} could not be installed: {why}.")
    say("Not all of them could be installed; the program works, reports may lack a script, scans their text.")


def _apt_get(*arguments: str) -> str | None:
    """None when apt-get succeeded, else what it wrote."""
    done = subprocess.run(
        ["apt-get", "-y", "-q", "-o", "DPkg::Lock::Timeout=300", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"},
        check=False,
    )
    return None if done.returncode == 0 else done.stdout
