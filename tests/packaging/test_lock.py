"""The lock: complete, pinned by hash, and silent about where packages come from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "packaging" / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
REQUIREMENTS = [
    *PROJECT["project"]["dependencies"],
    *(line for extra in PROJECT["project"]["optional-dependencies"].values() for line in extra),
    *PROJECT["build-system"]["requires"],
]


def entries() -> dict[str, str]:
    """Package name -> its entry, hashes included."""
    parts = re.split(r"^(?=\S)", LOCK, flags=re.MULTILINE)
    return {canonicalize_name(part.split("==", 1)[0]): part for part in parts if part.strip()}


@pytest.mark.parametrize("line", REQUIREMENTS)
def test_every_requirement_is_locked_at_a_version_it_allows(line: str) -> None:
    requirement = Requirement(line)
    entry = entries()[canonicalize_name(requirement.name)]
    version = re.match(r"[\w.-]+==([^\s;\\]+)", entry)
    assert version
    assert requirement.specifier.contains(version[1]), (
        f"{line} is locked at {version[1]}: run packaging/lock.py"
    )


def test_every_locked_package_is_pinned_by_hash() -> None:
    assert len(entries()) > len(REQUIREMENTS)
    for name, entry in entries().items():
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry), name


def test_the_lock_names_no_host_and_no_path() -> None:
    assert not re.search(r"://|/| @ |--(extra-)?index|--find-links", LOCK)
