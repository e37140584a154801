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
EXTRAS = PROJECT["project"]["optional-dependencies"]
REQUIREMENTS = [
    *PROJECT["project"]["dependencies"],
    *EXTRAS["dev"],
    *PROJECT["build-system"]["requires"],
]


def entries() -> dict[str, str]:
    """Package name -> its entry, hashes included."""
    parts = re.split(r"^(?=\S)", LOCK, flags=re.MULTILINE)
    return {canonicalize_name(part.split("==", 1)[0]): part for part in parts if part.strip()}


def test_the_ocr_engines_are_extras_that_the_set_up_does_not_download() -> None:
    named = {
        canonicalize_name(Requirement(line).name) for name in ("ocr", "ocr-cjk") for line in EXTRAS[name]
    }
    assert named == {"tesserocr", "rapidocr", "onnxruntime"}
    assert named.isdisjoint(entries())


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
