"""`tallyscope check` from the file to the files it writes, and the built-in story."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import typer
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from tallyscope.assess.dossier import Dossier
from tallyscope.cli.check import DEMO_DAY, DEMO_STORY, check, demo_story
from tallyscope.errors import DataError
from tallyscope.report.dossier_exchange import schema

app = typer.Typer(rich_markup_mode=None)
app.command()(check)


def run(*words: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], input=stdin)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("story") / "my story.txt"
    path.write_bytes(DEMO_STORY.read_bytes())
    return path


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Dossier, Path]:
    out = tmp_path_factory.mktemp("demo") / "new" / "folder"
    return demo_story(out), out


def test_it_prints_verdicts_and_writes_both_files(story: Path, tmp_path: Path) -> None:
    html, told = tmp_path / "a.html", tmp_path / "a.json"
    result = run(story, "--published", "2022-09-29", "--html", html, "--json", told)
    assert result.exit_code == 0
    assert "statements found" in result.stdout
    assert "does not add up" in result.stdout
    assert result.stdout.endswith(f"Written: {html}\nWritten: {told}\n")
    assert html.read_text("utf-8").startswith("<!DOCTYPE html>")
    Draft202012Validator(schema()).validate(json.loads(told.read_text("utf-8")))


def test_the_same_story_makes_the_same_bytes(story: Path, tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        html, told = tmp_path / f"{name}.html", tmp_path / f"{name}.json"
        run(story, "--published", "2022-09-29", "--html", html, "--json", told)
        made.append((html.read_bytes(), told.read_bytes()))
    assert made[0] == made[1]


def test_a_story_on_standard_input(story: Path) -> None:
    result = run("-", "--published", "2022-09-29", stdin=story.read_bytes())
    assert result.exit_code == 0
    assert "statements found" in result.stdout


def test_a_story_without_statements_is_said_plainly(tmp_path: Path) -> None:
    rain = tmp_path / "rain.txt"
    rain.write_text("It rained all day. Nobody minded.\n")
    result = run(rain, "--html", tmp_path / "rain.html")
    assert result.exit_code == 0
    assert result.stdout.startswith("No checkable statement was found in this text.\n")
    assert "No checkable statement" in (tmp_path / "rain.html").read_text("utf-8")


def test_a_day_that_is_none_is_wrong_usage(story: Path) -> None:
    result = run(story, "--published", "tomorrow")
    assert result.exit_code == 2
    assert "'tomorrow' does not match" in result.output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("nothing.txt",), "there is no such file"),
        (("{empty}",), "there is no text in it"),
        (("{story}", "--evidence", "nowhere"), "there is no folder 'nowhere'"),
    ],
)
def test_bad_input_has_one_clear_message(
    words: tuple[str, ...], message: str, story: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b" \n")
    result = run(*(word.format(empty=empty, story=story) for word in words))
    assert isinstance(result.exception, DataError)
    assert message in str(result.exception)
    assert result.stdout == ""


def test_the_built_in_story_is_checked_and_written(demo: tuple[Dossier, Path]) -> None:
    _, out = demo
    assert sorted(path.name for path in out.iterdir()) == [
        "dossier.html",
        "dossier.json",
        "story.txt",
    ]
    assert (out / "story.txt").read_bytes() == DEMO_STORY.read_bytes()


def test_the_built_in_story_carries_the_announced_numbers(demo: tuple[Dossier, Path]) -> None:
    made, _ = demo
    told = {
        (one.kind, place): one.quantity.value.value
        for one in made.reading.statements
        for place in one.places.value or ()
        if one.quantity.value is not None
    }
    shares = {place: value for (kind, place), value in told.items() if kind == "share"}
    assert shares == {
        "Zaporizhzhia": Decimal(93),
        "Kherson": Decimal(87),
        "Luhansk": Decimal(98),
        "Donetsk": Decimal(99),
    }
    assert told["territory_share", "Kherson"] == Decimal(15)
    assert told["control_share", "Donetsk"] == Decimal(40)
    vague = {
        place for (kind, place), value in told.items() if (kind, value) == ("control_share", None)
    }
    assert vague == {"Luhansk", "Kherson", "Zaporizhzhia"}
    assert made.reading.not_understood == ()


def test_the_built_in_story_has_plans_denials_and_page_furniture(
    demo: tuple[Dossier, Path],
) -> None:
    made, _ = demo
    kinds = {one.kind for one in made.reading.statements}
    assert {"plan", "denial", "characterisation", "outcome", "event"} <= kinds
    days = {one.as_of.value.first for one in made.reading.statements if one.as_of.value}
    voted = {one.vote_day.value.first for one in made.reading.statements if one.vote_day.value}
    assert date(2022, 9, 30) in days
    assert date(2022, 9, 23) in days | voted
    assert len(made.reading.furniture) == 3
    assert DEMO_DAY.strftime("%A") == "Thursday"


def test_what_comes_out_for_the_built_in_story(demo: tuple[Dossier, Path]) -> None:
    made, _ = demo
    outcomes = {
        (one.kind, place): made.outcome(one)
        for one in made.reading.statements
        for place in one.places.value or ()
    }
    assert outcomes["share", "Zaporizhzhia"] == "impossible"
    assert outcomes["share", "Donetsk"] == "impossible"
    assert outcomes["share", "Luhansk"] == "consistent"
    assert outcomes["share", "Kherson"] == "consistent"
    assert outcomes["territory_share", "Kherson"] == "inconsistent"
    assert outcomes["control_share", "Luhansk"] == "consistent"
    assert outcomes["control_share", "Donetsk"] == "consistent"
    assert outcomes["control_share", "Zaporizhzhia"] == "consistent"
    assert outcomes["control_share", "Kherson"] == "inconsistent"


HEAVY = ("altair", "vl_convert", "scipy", "polars", "numpy", "trafilatura")


def test_checking_loads_no_heavy_library(story: Path, tmp_path: Path) -> None:
    html = tmp_path / "a.html"
    code = (
        "import sys, typer; from tallyscope.cli.check import check; app = typer.Typer();"
        f"app.command()(check); app([{str(story)!r}, '--published', '2022-09-29', '--html',"
        f" {str(html)!r}], standalone_mode=False);"
        f"print('LOADED', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.endswith("LOADED []\n")
