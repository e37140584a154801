"""The machine's settings for pip, in the words of uv, which reads its own only.

A newsroom's machines get their packages from where the administrator has told pip to get them; uv shall too.
"""

from __future__ import annotations

import configparser
import os
import sys
from pathlib import Path

# What pip calls it -> the option of uv that takes one value of it.
_OPTIONS = {
    "index-url": "--default-index",
    "extra-index-url": "--index",
    "find-links": "--find-links",
    "trusted-host": "--allow-insecure-host",
}


def pip_settings() -> dict[str, str]:
    """Settings of pip's files and of the environment, later ones winning as they do for pip."""
    settings: dict[str, str] = {}
    for file in _files():
        parser = configparser.RawConfigParser()
        try:
            parser.read(file, encoding="utf-8")
        except (configparser.Error, UnicodeDecodeError):
            continue  # pip itself says what is wrong with its files
        for section in ("global", "install"):
            if parser.has_section(section):
                settings.update({name.replace("_", "-"): value for name, value in parser.items(section)})
    for name, value in os.environ.items():
        if name.startswith("PIP_"):
            settings[name.removeprefix("PIP_").lower().replace("_", "-")] = value
    return settings


def uv_options() -> list[str]:
    """Options that let uv look where pip would look, and weigh all places alike as pip does."""
    settings = pip_settings()
    options = ["--index-strategy", "unsafe-best-match"]
    for name, option in _OPTIONS.items():
        for value in settings.get(name, "").split():
            options += [option, value]
    if settings.get("no-index", "").lower() in {"1", "true", "yes", "on"}:
        options.append("--no-index")
    return options


def uv_environment() -> dict[str, str]:
    """The environment for uv: pip's certificate and proxy, where nothing else has been said."""
    settings, environment = pip_settings(), dict(os.environ)
    if settings.get("cert"):
        environment.setdefault("SSL_CERT_FILE", settings["cert"])
    if settings.get("proxy"):
        for name in ("HTTP_PROXY", "HTTPS_PROXY"):
            environment.setdefault(name, settings["proxy"])
    return environment


def _files() -> list[Path]:
    """pip's configuration files from the most general to the most particular (pip's user guide)."""
    chosen = os.environ.get("PIP_CONFIG_FILE")
    if chosen == os.devnull:
        return []
    home = Path.home()
    if os.name == "nt":
        roaming = Path(os.environ.get("APPDATA", home))
        common = Path(os.environ.get("PROGRAMDATA", home))
        files = [common / "pip" / "pip.ini", home / "pip" / "pip.ini", roaming / "pip" / "pip.ini"]
    else:
        user = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
        files = [
            Path("/etc/xdg/pip/pip.conf"),
            Path("/etc/pip.conf"),
            home / ".pip/pip.conf",
            user / "pip/pip.conf",
        ]
        if sys.platform == "darwin":
            files.insert(0, Path("/Library/Application Support/pip/pip.conf"))
            files.append(home / "Library/Application Support/pip/pip.conf")
    return [*files, Path(chosen)] if chosen else files
