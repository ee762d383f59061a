"""What the pages promise holds: code runs, links lead somewhere, commands exist."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import typer

from tallyscope.checks import CHECKS
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
CHECK_HEADINGS = [
    "Question",
    "How it is decided",
    "Tolerance",
    "Innocent explanations",
    "Blind to",
    "Worked example",
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


def command_of(words: list[str]) -> Any:
    """Return the command that a line calls, below as many groups as it names; None for no such."""
    command: Any = typer.main.get_command(app)
    for word in words:
        if not hasattr(command, "commands"):
            break
        command = command.commands.get(word)
        if command is None:
            return None
    return command


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_that_are_shown_exist(page: Path) -> None:
    for line in command_lines(page):
        words = shlex.split(line, comments=True)
        named = [word for word in words if not word.startswith("-")]
        command = command_of(named)
        assert command is not None, f"`tallyscope {line}`"
        known = {option for parameter in command.params for option in parameter.opts}
        used = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert used <= known | {"--help"}, f"`tallyscope {line}`"


CARDS: list[tuple[str, Any, list[str]]] = [("methods", card, METHOD_HEADINGS) for card in METHODS]
CARDS += [("checks", card, CHECK_HEADINGS) for card in CHECKS]


@pytest.mark.parametrize(
    ("folder", "card", "expected"), CARDS, ids=lambda value: getattr(value, "name", "")
)
def test_every_method_and_check_has_its_page(folder: str, card: Any, expected: list[str]) -> None:
    page = REPOSITORY / "docs" / folder / f"{card.name}.md"
    assert page.is_file()
    assert headings(page) == expected


@pytest.mark.parametrize(("folder", "cards"), [("methods", METHODS), ("checks", CHECKS)])
def test_no_page_without_its_card(folder: str, cards: Sequence[Any]) -> None:
    pages = {page.stem for page in (REPOSITORY / "docs" / folder).glob("*.md")}
    assert pages == {card.name for card in cards} | {"index"}


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
