"""What tests share: data that the repository cannot carry, and a browser."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def skip_or_fail(what: str, remedy: str) -> NoReturn:
    """Skip the test for something missing; fail it where everything is required."""
    message = f"{what} is missing. {remedy}"
    if os.environ.get("TALLYSCOPE_REQUIRE_ALL") == "1":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the root of the repository."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of published data that lies outside the repository."""
    folder = Path(os.environ.get("TALLYSCOPE_SHARED") or REPOSITORY.parent / "shared")
    if not (folder / "data").is_dir():
        skip_or_fail(
            f"the data folder {folder}", "Set TALLYSCOPE_SHARED to the folder that holds data/."
        )
    return folder.resolve()


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Return the executable of a Chromium or Chrome that playwright can drive."""
    named = os.environ.get("TALLYSCOPE_CHROMIUM")
    for name in (named,) if named else BROWSERS:
        if found := shutil.which(name):
            return Path(found)
    skip_or_fail(
        "a Chromium browser", "Install chromium, or set TALLYSCOPE_CHROMIUM to its executable."
    )
