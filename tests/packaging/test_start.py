"""The set-up script: quick when there is nothing to do, one sentence when it cannot go on."""

import ast
import importlib
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout without a program, whose lock is empty."""
    folder = tmp_path / "check out"
    shutil.copytree(PACKAGING, folder / "packaging", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "packaging" / "requirements.lock").write_text("", encoding="utf-8")
    (folder / "pyproject.toml").write_text("", encoding="utf-8")
    return folder


def start(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs start.py where neither apt-get nor uv can be found."""
    command = [sys.executable, str(checkout / "packaging" / "start.py"), *arguments]
    environment = {"PATH": str(checkout), "HOME": str(checkout)}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def module(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module of packaging/, which is a folder of scripts and no package."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    monkeypatch.delitem(sys.modules, name, raising=False)
    return importlib.import_module(name)


def finish(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves the checkout as a finished set-up does."""
    stamp = [
        f"{checkout} python {sys.version_info.major}.{sys.version_info.minor}",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",  # of two empty files
    ]
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (checkout / ".venv" / ".fact-workbench").write_text("\n".join(stamp), encoding="utf-8")


def test_a_finished_set_up_is_left_alone_and_says_nothing(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish(checkout, monkeypatch)
    before = sorted((checkout / ".venv").rglob("*"))
    done = start(checkout, "setup")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert sorted((checkout / ".venv").rglob("*")) == before


def test_arguments_reach_the_program_and_its_exit_status_comes_back(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish(checkout, monkeypatch)
    program = checkout / ".venv" / "bin" / "fact-workbench"
    program.write_text('#!/bin/sh\necho "$# $2"\nexit 7\n', encoding="utf-8")
    program.chmod(0o755)
    done = start(checkout, "search", "two words")
    assert (done.returncode, done.stdout, done.stderr) == (7, "2 two words\n", "")


def test_an_incomplete_checkout_gets_one_sentence(checkout: Path) -> None:
    (checkout / "packaging" / "requirements.lock").unlink()
    done = start(checkout, "setup")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "packaging/requirements.lock is missing: this checkout is not complete."
    ]


def test_an_old_python_can_read_the_script_that_turns_it_away() -> None:
    ast.parse((PACKAGING / "start.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_uv_is_given_the_places_that_pip_has_been_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "pip.conf"
    settings.write_text(
        "[global]\nindex-url = https://packages.example/a\nextra-index-url =\n  https://packages.example/b\n"
        "  https://packages.example/c\ncert = ca.pem\n[install]\nfind-links = wheels\n",
        encoding="utf-8",
    )
    for name in (
        "PIP_INDEX_URL",
        "PIP_EXTRA_INDEX_URL",
        "PIP_NO_INDEX",
        "PIP_TRUSTED_HOST",
        "SSL_CERT_FILE",
        "PIP_CERT",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(settings))
    monkeypatch.setenv("PIP_FIND_LINKS", "other wheels")
    pipsettings = module("pipsettings", monkeypatch)
    options = pipsettings.uv_options()
    pairs = list(zip(options[::2], options[1::2], strict=True))
    assert ("--default-index", "https://packages.example/a") in pairs
    assert ("--index", "https://packages.example/b") in pairs
    assert ("--index", "https://packages.example/c") in pairs
    assert [value for name, value in pairs if name == "--find-links"] == ["other", "wheels"]
    assert pipsettings.uv_environment()["SSL_CERT_FILE"] == "ca.pem"


def test_the_reason_of_a_failed_installation_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    reason = module("notices", monkeypatch).reason
    assert "disk is full" in reason("ERROR: Could not install: [Errno 28] No space left on device\n")
    assert "network" in reason(
        "... Temporary failure in name resolution ...\nERROR: No matching distribution found"
    )
    assert reason("first\n  last line \n\n") == "last line"


def test_system_packages_are_named_once_and_the_fonts_of_the_reports_are_among_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    groups = module("system", monkeypatch).package_groups()
    assert list(groups) == ["offscreen", "window", "fonts", "ocr", "screen"]
    names = [name for group in groups.values() for name in group]
    assert len(names) == len(set(names))
    assert groups["ocr"][0] == "tesseract-ocr"
    assert all(name.startswith("tesseract-ocr-") for name in groups["ocr"][1:])
    assert {"fonts-dejavu-core", "fonts-wqy-microhei", "fonts-noto-core"} == set(groups["fonts"])
