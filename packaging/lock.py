"""Writes packaging/requirements.lock anew from pyproject.toml; needs uv.

python3 packaging/lock.py               keeps the versions that still fit
python3 packaging/lock.py --upgrade     takes the newest of all (or --upgrade-package NAME)

The lock holds exact versions and the hashes of the public packages for every platform, and no address: the
machine's own settings (pip.conf, uv.toml) decide where packages come from, the hashes decide what they are.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_LOCK = _ROOT / "packaging" / "requirements.lock"
_OPTIONS = [
    *("--universal", "--python-version", "3.11", "--extra", "dev"),
    *("--generate-hashes", "--only-binary", ":all:", "--no-config", "--quiet"),
    *("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"),
]


def main(arguments: list[str]) -> int:
    """Exit status 0 when the lock was written; the old one stays when anything is wrong with the new one."""
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    # The project is installed in place without build isolation, so what builds it is locked as well.
    building = [*project["build-system"]["requires"], "editables>=0.5"]
    new = _LOCK.with_suffix(".new")
    new.write_bytes(_LOCK.read_bytes() if _LOCK.exists() else b"")
    try:
        status = subprocess.run(
            ["uv", "pip", "compile", *_OPTIONS, *arguments, "--output-file", str(new), "pyproject.toml", "-"],
            input="\n".join(building),
            cwd=_ROOT,
            # Hashes are to be those of the public index, whatever this machine is told to use.
            env={name: value for name, value in os.environ.items() if not name.startswith("UV_")},
            stdout=subprocess.DEVNULL,
            text=True,
            check=False,
        ).returncode
        if status:
            return status
        if re.search(r"://|/|@ ", new.read_text(encoding="utf-8")):
            print("The new lock names a place; it was thrown away.", file=sys.stderr)
            return 1
        new.replace(_LOCK)
    finally:
        new.unlink(missing_ok=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
