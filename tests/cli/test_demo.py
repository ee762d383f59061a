"""The demonstration: what it prints as planted is what is planted, and the files are there."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from typer.testing import CliRunner

from tallyscope import assess, sources
from tallyscope.cli.demo import Line, compared
from tallyscope.cli.main import app
from tallyscope.methods.integer_percentages import IntegerPercentagesResult
from tallyscope.simulate.demonstration import demonstration

UNITS = 6_000


@pytest.fixture(scope="module")
def lines() -> tuple[Line, ...]:
    tampered = demonstration(n_units=UNITS, seed=5)
    found = assess.audit(tampered.tally, choice="leader")
    return compared(tampered, found, assess.audit(tampered.honest))


def test_planted_numbers_are_those_of_the_truth(lines: tuple[Line, ...]) -> None:
    truth = demonstration(n_units=UNITS, seed=5).truth
    rewritten = truth.filter(mechanism="rounding of both").height
    full = truth.filter(mechanism="extreme stuffing").height
    assert lines[0].planted.startswith(f"{rewritten:,} rewritten, ")
    assert lines[1].planted == f"{rewritten:,}"
    assert lines[2].planted == f"{truth['votes_added'].sum():,}"
    assert lines[3].planted == f"{full:,} stuffed to the brim"


def test_units_that_were_whole_before_do_not_count_as_new(lines: tuple[Line, ...]) -> None:
    words = lines[0].planted.split()
    rewritten, new = int(words[0].replace(",", "")), int(words[2].replace(",", ""))
    # about a fifth of all stations stand at a whole percentage of either by chance
    assert 0.7 * rewritten < new < 0.92 * rewritten


def test_found_numbers_are_those_of_the_audit(lines: tuple[Line, ...]) -> None:
    tampered = demonstration(n_units=UNITS, seed=5)
    found = assess.audit(tampered.tally, choice="leader")
    outcome = found.outcomes["integer_percentages"]
    assert isinstance(outcome, IntegerPercentagesResult)
    assert lines[0].found == str(outcome.headline)
    assert outcome.unit_scores is not None
    listed = set(outcome.unit_scores["unit"])
    hit = listed & set(tampered.truth.filter(mechanism="rounding of both")["unit"])
    assert 0 < len(hit) < len(listed)
    assert lines[1].found == f"{len(listed):,} listed, {len(hit):,} of them rewritten"
    assert lines[1].twin == "none listed"


@pytest.mark.slow
def test_the_command_writes_what_it_says(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    ran = CliRunner().invoke(app, ["demo", "--out", str(out), "--units", str(UNITS), "--seed", "5"])
    assert ran.exit_code == 0, ran.output
    assert sorted(path.name for path in out.iterdir()) == [
        "demo.csv",
        "dossier.html",
        "dossier.json",
        "report.html",
        "result.json",
        "story.txt",
        "truth.csv",
    ]
    tampered = demonstration(n_units=UNITS, seed=5)
    assert pl.read_csv(out / "truth.csv").equals(tampered.truth)
    read = sources.read(out / "demo.csv")
    assert np.array_equal(read.votes, tampered.tally.votes)
    assert read.set_aside.height == 0
    for name in ("registered", "issued", "ballots", "valid", "invalid"):
        assert np.array_equal(read.counts(name), tampered.tally.counts(name))
    assert json.loads((out / "result.json").read_text("utf-8"))
    assert f"{tampered.votes_added:,}" in ran.output
    for name in ("planted", "found", "honest twin", "cannot all be true", "Written: "):
        assert name in ran.output


def test_too_few_stations_are_a_wrong_use(tmp_path: Path) -> None:
    ran = CliRunner().invoke(app, ["demo", "--out", str(tmp_path), "--units", "10"])
    assert ran.exit_code == 2
    assert "1000" in ran.output
