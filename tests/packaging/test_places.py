"""No file of the project says where one machine keeps its packages or its files."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MADE = {".git", ".venv", ".hypothesis", "build", "dist", "__pycache__"}

# Written in pieces, so that this file passes its own test.
HOSTS = [
    *("pypi" + end for end in (".org", ".python.org", "/simple")),
    *("python" + end for end in ("hosted.org",)),
    *("deb" + end for end in (".debian.org", "ian.org/debian")),
    *("registry" + end for end in (".npmjs", "-1.docker")),
    *("pkg" + end for end in (".dev/",)),
    *("index" + end for end in (".crates.io",)),
    *("proxy" + end for end in (".golang.org",)),
]
PLACES = [
    *("/work" + end for end in ("/main", "/shared", "/.library")),
    *("/opt" + end for end in ("/pypi", "/wheels")),
    *("/ro" + end for end in ("ot/",)),
]
FORBIDDEN = re.compile("|".join([*map(re.escape, HOSTS), *(rf"(?<![\w.\-]){re.escape(p)}" for p in PLACES)]))


def project_files() -> Iterator[Path]:
    for folder, names, files in os.walk(ROOT):
        names[:] = [name for name in names if name not in MADE and not name.endswith(("_cache", ".egg-info"))]
        yield from (Path(folder, name) for name in files)


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    found = []
    for file in project_files():
        match = FORBIDDEN.search(file.read_bytes().decode("utf-8", "ignore"))
        if match:
            found.append(f"{file.relative_to(ROOT)}: {match[0]}")
    assert not found
