"""The inventory of ARCHITECTURE.md is what stands in src/."""

from __future__ import annotations

import re
from pathlib import Path

from tests.conftest import REPOSITORY

PACKAGE = REPOSITORY / "src" / "tallyscope"
ENTRY = re.compile(r"^- `([a-z_]+(?:\.py|/))` - (\S.*)$")
FORBIDDEN_NAMES = {"utils", "helpers", "common", "core", "manager"}


def inventory() -> list[str]:
    """Return the names of the entries; a line of another form fails."""
    text = (REPOSITORY / "ARCHITECTURE.md").read_text("utf-8")
    _, start, rest = text.partition("<!-- inventory -->")
    listed, stop, _ = rest.partition("<!-- /inventory -->")
    assert start, "ARCHITECTURE.md has no <!-- inventory -->"
    assert stop, "ARCHITECTURE.md has no <!-- /inventory -->"
    names = []
    for line in listed.strip().splitlines():
        entry = ENTRY.match(line)
        assert entry, f"not an entry of the inventory: {line!r}"
        names.append(entry[1])
    return names


def parts() -> set[str]:
    """Return the modules and packages at the top of the package."""
    modules = {path.name for path in PACKAGE.glob("*.py")} - {"__init__.py"}
    packages = {f"{path.name}/" for path in PACKAGE.iterdir() if any(path.glob("*.py"))}
    return modules | packages


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def test_inventory_is_what_exists() -> None:
    listed = inventory()
    assert len(listed) == len(set(listed))
    assert set(listed) - parts() == set(), "listed, but does not exist"
    assert parts() - set(listed) == set(), "exists, but is not listed"


def test_every_module_says_what_it_is() -> None:
    silent = [p for p in modules() if not p.read_text("utf-8").lstrip("r").startswith('"""')]
    assert silent == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [
        p for p in modules() if p.stem in FORBIDDEN_NAMES or p.parent.name in FORBIDDEN_NAMES
    ] == []


def test_modules_stay_short() -> None:
    lengths = {str(p): len(p.read_text("utf-8").splitlines()) for p in modules()}
    assert {name: n for name, n in lengths.items() if n >= 400} == {}


def test_the_package_knows_nothing_of_the_folder_beside_the_repository() -> None:
    assert [p for p in modules() if "../shared" in p.read_text("utf-8")] == []
