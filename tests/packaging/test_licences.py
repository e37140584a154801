"""What the program is delivered with may be passed on under the MIT licence."""

import re
from importlib.metadata import PackageMetadata, metadata, requires

from packaging.requirements import Requirement

COPYLEFT = re.compile(r"(?<!L)A?GPL|Affero|(?<!Lesser )General Public", re.IGNORECASE)


def runtime_packages(name: str = "fact-workbench") -> set[str]:
    """Names of everything that the package needs at run time on this system, directly or not."""
    found: set[str] = set()
    waiting = [Requirement(name)]
    while waiting:
        current = waiting.pop()
        if current.name.lower() in found:
            continue
        found.add(current.name.lower())
        for line in requires(current.name) or []:
            needed = Requirement(line)
            extras = [{"extra": extra} for extra in current.extras] or [{"extra": ""}]
            if needed.marker is None or any(needed.marker.evaluate(extra) for extra in extras):
                waiting.append(needed)
    return found


def choices(package: PackageMetadata) -> list[str]:
    """The licences among which one may choose: the parts of an SPDX OR, else what the package declares."""
    expression = package.get("License-Expression") or package.get("License") or ""
    if expression and expression.upper() != "UNKNOWN":
        return re.split(r"\s+OR\s+", expression.splitlines()[0])
    return [line for line in package.get_all("Classifier", []) if line.startswith("License ::")]


def test_the_rule_tells_gpl_from_lgpl() -> None:
    assert not any(COPYLEFT.search(name) for name in ("LGPL-3.0-only", "MIT", "BSD-3-Clause", "MPL-2.0"))
    assert all(COPYLEFT.search(name) for name in ("GPL-2.0-only", "AGPL-3.0", "GNU Affero GPL"))


def test_nothing_delivered_is_gpl_or_agpl_only() -> None:
    packages = runtime_packages() - {"fact-workbench"}
    assert "pyside6-essentials" in packages
    assert "shiboken6" in packages
    for name in packages:
        licences = choices(metadata(name))
        assert licences, f"{name} declares no licence"
        assert not all(COPYLEFT.search(licence) for licence in licences), f"{name}: {licences}"
