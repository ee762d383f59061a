"""Votes beyond proportionality in Russian elections against the published ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tallyscope.methods.excess_votes import ExcessVotesResult, excess_votes
from tallyscope.tally import Tally
from tests.published.numbers import Entry, as_noted, election, entries, number, printed_like

MILLION = 1e6
ONE_CELL = 0.01  # relative: their ratio comes from one cell of turnout, ours from three


@cache
def result(tally: Tally) -> ExcessVotesResult:
    return excess_votes(tally, draws=20)


def at(shared: Path, entry: Entry) -> float:
    """Return our national excess at the clean turnout that the entry names."""
    curve = result(election(shared, entry)).curve
    return float(curve.filter(x0=float(entry["x0"]))["pooled"][0])


def reached(shared: Path, entry: Entry, column: str, votes: float) -> bool:
    """Tell whether our curve has that many votes at a plausible clean turnout."""
    values = result(election(shared, entry)).curve.filter("plausible")[column].to_list()
    return bool(min(values) <= votes <= max(values))


@pytest.mark.parametrize("entry", entries("independent_excess.toml", "national"))
def test_independent_curve(shared: Path, entry: Entry) -> None:
    millions = at(shared, entry) / MILLION
    assert as_noted(entry, printed_like(millions, entry["excess"])), millions


@pytest.mark.parametrize("entry", entries("cedar_excess.toml", "national"))
def test_cedar(shared: Path, entry: Entry) -> None:
    votes = number(entry["excess"])
    assert reached(shared, entry, "pooled", votes)
    if "x0" in entry:
        assert at(shared, entry) == pytest.approx(votes, rel=ONE_CELL)


@pytest.mark.parametrize("entry", entries("cedar_excess.toml", "regional"))
def test_cedar_by_region(shared: Path, entry: Entry) -> None:
    votes = number(entry["excess"]) * MILLION
    assert as_noted(entry, reached(shared, entry, "stratified", votes))


@pytest.mark.parametrize("entry", entries("press_excess.toml", "national"))
def test_press(shared: Path, entry: Entry) -> None:
    if "x0" in entry:
        agrees = printed_like(at(shared, entry) / MILLION, entry["excess"])
    else:
        agrees = reached(shared, entry, "pooled", number(entry["excess"]) * MILLION)
    assert as_noted(entry, agrees)


def test_the_assumed_clean_turnout_is_the_answer(shared: Path) -> None:
    # from 28.7 million at 40% to -4.7 million at 76%, in one and the same election
    of_2020 = {"election": "2020-referendum"}
    assert at(shared, of_2020 | {"x0": 40}) > 28 * MILLION
    assert at(shared, of_2020 | {"x0": 76}) < -4 * MILLION
    regions = result(election(shared, of_2020)).regions
    assert regions["applies"].sum() < regions.height / 2
