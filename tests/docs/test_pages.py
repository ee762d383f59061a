"""What the pages promise holds: code runs, links lead somewhere, commands exist."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

from tallyscope.cli.main import app
from tallyscope.methods import METHODS
from tests.conftest import REPOSITORY
from tests.docs.pages import blocks, command_lines, headings, links, name_of, written_pages

METHOD_HEADINGS = [
    "Question",
    "Why honest elections differ",
    "Statistic",
    "How to read it",
    "False alarms",
    "Blind to",
    "Validation",
    "References",
]
PAGES = written_pages()


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p, "python")], ids=name_of)
def test_code_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, Any] = {"__name__": "page"}
    for number, code in enumerate(blocks(page, "python"), 1):
        exec(compile(code, f"{name_of(page)}, block {number}", "exec"), namespace)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_to_files(page: Path) -> None:
    missing = [target for target in links(page) if not (page.parent / target).exists()]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_that_are_shown_exist(page: Path) -> None:
    commands: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    for line in command_lines(page):
        words = shlex.split(line, comments=True)
        name = words[0]
        if name.startswith("-"):
            assert name in ("--help", "--version")
            continue
        assert name in commands, f"`tallyscope {line}`"
        known = {option for parameter in commands[name].params for option in parameter.opts}
        used = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert used <= known | {"--help"}, f"`tallyscope {line}`"


@pytest.mark.parametrize("card", METHODS, ids=lambda card: card.name)
def test_every_method_has_its_page(card: Any) -> None:
    page = REPOSITORY / "docs" / "methods" / f"{card.name}.md"
    assert page.is_file()
    assert headings(page) == METHOD_HEADINGS


def test_no_method_page_without_a_method() -> None:
    pages = {page.stem for page in (REPOSITORY / "docs" / "methods").glob("*.md")}
    assert pages == {card.name for card in METHODS} | {"index"}


def test_every_page_can_be_reached_from_the_index() -> None:
    seen: set[Path] = set()
    waiting = [REPOSITORY / "README.md", REPOSITORY / "docs" / "index.md"]
    while waiting:
        page = waiting.pop().resolve()
        if page in seen or page.suffix != ".md" or not page.is_file():
            continue
        seen.add(page)
        waiting += [page.parent / target for target in links(page)]
    assert {name_of(page) for page in PAGES} <= {name_of(page) for page in seen}
