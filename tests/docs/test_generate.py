"""The generated reference: complete, up to date, and the check notices when it is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

import tallyscope
from docs import generate
from tallyscope.checks import CHECKS
from tallyscope.cli.main import app
from tallyscope.methods import METHODS


def test_the_pages_in_the_repository_are_up_to_date() -> None:
    assert generate.differences() == []


def commands(command: Any, name: str = "tallyscope") -> Iterator[tuple[str, Any]]:
    """Yield every command that does something, with its full name."""
    if not hasattr(command, "commands"):
        yield name, command
        return
    for below, sub in command.commands.items():
        yield from commands(sub, f"{name} {below}")


def test_every_command_is_documented_with_every_option() -> None:
    text = generate.command_line()
    found = dict(commands(typer.main.get_command(app)))
    assert "tallyscope audit" in found
    for name, command in found.items():
        assert f"## {name}\n" in text
        assert command.help, f"{name} has no help"
        for parameter in command.params:
            assert getattr(parameter, "help", ""), f"{name} {parameter.name} has no help"


def test_every_public_name_is_documented() -> None:
    text = generate.python_names()
    for name in tallyscope.__all__:
        assert f"## {name}\n" in text
        assert getattr(tallyscope, name).__doc__


@pytest.mark.parametrize("card", [*METHODS, *CHECKS], ids=lambda card: card.name)
def test_every_card_is_in_its_list(card: Any) -> None:
    text = generate.methods_index() if card in METHODS else generate.checks_index()
    assert f"[{card.title}]({card.name}.md)" in text
    for entry in (*card.detects, *card.assumes, *card.innocent, *card.blind_to, *card.cites):
        assert f"* {entry}\n" in text


def test_help_does_not_depend_on_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("FORCE_COLOR", "1")
    narrow = generate.command_line()
    monkeypatch.setenv("COLUMNS", "200")
    assert generate.command_line() == narrow
    assert "\x1b" not in narrow


def test_a_stale_page_is_noticed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate.main([], tmp_path) == 0
    assert generate.main(["--check"], tmp_path) == 0
    assert capsys.readouterr().out == ""
    page = tmp_path / "methods" / "index.md"
    page.write_text(page.read_text("utf-8").replace("# Methods", "# Old methods"), "utf-8")
    assert generate.main(["--check"], tmp_path) == 1
    told = capsys.readouterr().out
    assert "-# Old methods\n+# Methods\n" in told
    assert told.endswith("The reference pages are out of date. Run `make docs`.\n")


def test_a_missing_page_is_noticed(tmp_path: Path) -> None:
    generate.write(tmp_path)
    (tmp_path / "reference" / "cli.md").unlink()
    assert any(line.startswith("+# Command line") for line in generate.differences(tmp_path))


def test_other_arguments_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert generate.main(["--chek"]) == 2
    assert capsys.readouterr().err == "Usage: python -m docs.generate [--check]\n"


def test_long_signatures_are_broken_by_parameter() -> None:
    text = generate.signature("country", tallyscope.country)
    assert text.startswith("country(\n    *,\n    n_units: int = 20000,\n")
    assert text.endswith(") -> Tally")


def test_nothing_that_changes_from_run_to_run_is_printed() -> None:
    for text in generate.pages().values():
        assert " at 0x" not in text
