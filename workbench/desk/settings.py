"""The user's settings, in a TOML file that a person can read and mend."""

from __future__ import annotations

import getpass
import logging
import tomllib
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import tomli_w

from workbench.core.errors import BadInputError
from workbench.desk.files import whole_file
from workbench.desk.paths import settings_file

_log = logging.getLogger(__name__)
RECENT = 8  # workspaces remembered


@dataclass
class Settings:
    """What the user chose. Unknown keys in the file are ignored, missing ones have these values."""

    name: str = ""  # who decides; goes into every Decision and audit event
    theme: str = "system"  # system, light, dark
    zoom: int = 100  # percent
    reduced_motion: bool = False
    evidence_beside: bool = False  # the evidence viewer beside the text instead of below it
    evidence_apart: bool = False  # the evidence viewer in a window of its own
    evidence_window: str = ""  # where that window stands, as the window encodes it
    evidence_strip: bool = False  # page pictures and contents beside the pages
    bright_pages: bool = False  # pages stay white in the dark theme
    follow_claim: bool = False  # the viewer shows the first citation of the claim that becomes current
    ocr_languages: list[str] = field(default_factory=list)  # on scanned pages, as chosen last
    recent: list[str] = field(default_factory=list)  # workspaces, newest first
    window: str = ""  # the window's geometry and panes, as the window encodes them

    @property
    def actor(self) -> str:
        """The name to record: the one set, else the system's user name."""
        return self.name.strip() or _system_user()

    def remember(self, workspace: Path) -> None:
        """Put `workspace` at the head of the recent ones."""
        path = str(workspace.resolve())
        self.recent = [path, *(other for other in self.recent if other != path)][:RECENT]

    def save(self) -> None:
        """Write the settings; a folder that cannot be written is logged, never fatal."""
        path = settings_file()
        text = tomli_w.dumps(asdict(self))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(path) as file:
                file.write(text.encode("utf-8", "replace"))  # a path need not be text everywhere
        except (OSError, BadInputError) as error:
            _log.warning("settings could not be saved: %s", error)


def load_settings() -> Settings:
    """The saved settings; the defaults where there are none or the file cannot be read."""
    try:
        found: dict[str, Any] = tomllib.loads(settings_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        _log.warning("settings could not be read: %s", error)
        return Settings()
    default = Settings()
    known = {f.name: type(getattr(default, f.name)) for f in fields(Settings)}
    settings = Settings(**{k: v for k, v in found.items() if type(v) is known.get(k)})
    settings.ocr_languages = [name for name in settings.ocr_languages if isinstance(name, str)]
    settings.recent = [path for path in settings.recent if isinstance(path, str)]
    return settings


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user on this machine, as in some containers
        return "unknown"
