"""One Chromium for all pages; every page is watched for errors and for requests that leave it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = 360  # pixels: the narrowest phone in common use
DESK = 1280
LOCAL = ("file:", "data:", "blob:")


@dataclass
class Watched:
    """A page in a browser, and what it did that it should not."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def hear(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self.complaints.append(said.text)

    def refuse(self, shown: Dialog) -> None:
        self.dialogs.append(shown.message)
        shown.dismiss()


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(chromium), args=list(QUIET))
        yield started
        started.close()


@dataclass(frozen=True)
class Visitor:
    """Opens files in a fresh, empty browser profile each."""

    browser: Browser

    @contextmanager
    def __call__(
        self,
        path: Path,
        *,
        width: int = DESK,
        scheme: Literal["light", "dark"] = "light",
        scripts: bool = True,
        figures: bool = True,
    ) -> Iterator[Watched]:
        """Open a file; wait until every figure is drawn, where there are scripts and figures."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            java_script_enabled=scripts,
            accept_downloads=True,
        )
        watched = Watched(context.new_page())
        page = watched.page
        page.on("console", watched.hear)
        page.on("pageerror", lambda wrong: watched.complaints.append(str(wrong)))
        page.on("request", lambda asked: watched.requests.append(asked.url))
        page.on("dialog", watched.refuse)
        page.goto(path.as_uri())
        if scripts and figures:
            page.wait_for_selector("html[data-charts=ready]", timeout=60_000)
        yield watched
        context.close()


@pytest.fixture(scope="session")
def visit(browser: Browser) -> Visitor:
    return Visitor(browser)
