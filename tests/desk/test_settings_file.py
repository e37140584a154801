"""Settings: what a person wrote is respected, what is broken does no harm."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from workbench.desk import logs, paths
from workbench.desk.paths import settings_file
from workbench.desk.settings import RECENT, Settings, load_settings


def write(text: str | bytes) -> None:
    """Put a settings file in place."""
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_bytes(text.encode() if isinstance(text, str) else text)


def test_settings_are_kept(tmp_path: Path) -> None:
    settings = Settings(name="Ada", theme="dark", zoom=125, reduced_motion=True, window="AQ==")
    settings.remember(tmp_path / "desk.fwb")
    settings.save()
    assert load_settings() == settings
    assert [file.name for file in settings_file().parent.iterdir()] == ["settings.toml"]


def test_without_a_file_there_are_defaults() -> None:
    assert load_settings() == Settings()
    assert not settings_file().exists()


@pytest.mark.parametrize(
    "broken", ["name = ", "[[[", b"\xff\xfe\x00", b"\x00" * 20, "name = 'a'\nname = 'b'"]
)
def test_a_broken_file_gives_the_defaults_and_is_left_for_its_owner_to_mend(broken: str | bytes) -> None:
    write(broken)
    before = settings_file().read_bytes()
    assert load_settings() == Settings()
    assert settings_file().read_bytes() == before


def test_unknown_keys_and_wrong_kinds_are_ignored_and_the_rest_counts() -> None:
    write(
        'name = "Ada"\nzoom = "large"\ncolour = "red"\nreduced_motion = 1\n'
        'recent = [1, "/a.fwb", []]\n[more]\nx = 1\n'
    )
    assert load_settings() == Settings(name="Ada", recent=["/a.fwb"])
    write("zoom = true\ntheme = 7\n")
    assert load_settings() == Settings()


def test_a_folder_that_cannot_be_written_is_no_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    Settings(name="Ada").save()
    assert load_settings() == Settings()


def test_a_folder_in_place_of_the_file_is_no_error() -> None:
    settings_file().mkdir(parents=True)
    Settings(name="Ada").save()
    assert load_settings() == Settings()


def test_a_path_that_is_no_text_does_not_keep_the_rest_from_being_saved(tmp_path: Path) -> None:
    settings = Settings(name="Ada")
    settings.remember(tmp_path / os.fsdecode(b"caf\xe9.fwb"))
    settings.save()
    assert load_settings().name == "Ada"


def test_recent_workspaces_are_newest_first_once_and_few(tmp_path: Path) -> None:
    settings = Settings()
    for number in [*range(RECENT + 3), 5]:
        settings.remember(tmp_path / f"{number}.fwb")
    names = [Path(path).stem for path in settings.recent]
    assert names[:3] == ["5", "10", "9"]
    assert len(names) == len(set(names)) == RECENT


def test_the_name_that_is_recorded_is_the_one_set_or_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(variable, "system-user")
    assert Settings(name="  Ada ").actor == "Ada"
    assert Settings(name=" ").actor == "system-user"


def test_the_workspace_is_the_one_the_environment_names(
    monkeypatch: pytest.MonkeyPatch, user_folders: Path
) -> None:
    assert paths.default_workspace() == user_folders / "data" / "fact-workbench" / "workspace.fwb"
    monkeypatch.setenv(paths.WORKSPACE_VARIABLE, "/elsewhere.fwb")
    assert paths.default_workspace() == Path("/elsewhere.fwb")


def test_the_end_of_the_log_can_be_shown_and_a_missing_log_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    assert logs.recent_log() == ""
    root = logging.getLogger("workbench")
    monkeypatch.setattr(root, "handlers", [])
    level = root.level
    logs.start_log()
    for number in range(50):
        root.info("event %d", number)
    for handler in root.handlers:
        handler.close()
    root.setLevel(level)
    lines = logs.recent_log(3).splitlines()
    assert [line.rpartition(" ")[2] for line in lines] == ["47", "48", "49"]
