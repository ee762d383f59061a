"""What a terminal shows."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from tallyscope.assess.assessment import Assessment
from tallyscope.report.terminal import progress, show
from tallyscope.report.words import spoken
from tallyscope.result import Result
from tests.report import examples


def shown(assessment: Assessment, width: int = 120) -> str:
    console = Console(file=StringIO(), width=width)
    show(assessment, console)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_findings_come_with_their_ranges() -> None:
    text = shown(examples.tampered())
    for outcome in examples.tampered().outcomes.values():
        if not isinstance(outcome, Result):
            continue
        told = spoken(outcome.headline)
        line = next(line for line in text.splitlines() if f" {told.middle} " in line)
        assert line.index(told.low) <= line.rindex(told.high)
    for grade in examples.tampered().grades.values():
        assert f"{grade.family}" in text
        assert grade.meaning in text
    for caution in examples.tampered().cautions:
        assert caution.split(":")[0] in " ".join(text.split())


def test_methods_that_did_not_run_are_named() -> None:
    text = shown(examples.tiny())
    assert text.count(" not looked at ") == len(examples.tiny().outcomes)


def test_names_cannot_move_the_cursor_or_style_the_text() -> None:
    assessment = examples.tampered()
    contest = replace(assessment.tally.contest, name="\x1b[31m[bold]red\u202e[/bold]")
    text = shown(replace(assessment, tally=replace(assessment.tally, contest=contest)))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert text.startswith("[31m[bold]red[/bold]")


def test_results_without_a_name() -> None:
    assert shown(examples.without_levels()).startswith("Results without a name")


@pytest.mark.parametrize("width", [40, 80])
def test_it_fits_the_terminal(width: int) -> None:
    assert max(map(len, shown(examples.tampered(), width).splitlines())) <= width


def test_progress_is_silent_where_nobody_watches() -> None:
    console = Console(file=StringIO())
    with progress(console) as told:
        told("Reading")
    assert isinstance(console.file, StringIO)
    assert console.file.getvalue() == ""


def test_progress_tells_a_terminal_what_is_done() -> None:
    console = Console(file=StringIO(), force_terminal=True, width=80)
    with progress(console) as told:
        told("Reading \x1b[2J")
    assert isinstance(console.file, StringIO)
    assert "Reading [2J" in console.file.getvalue()
