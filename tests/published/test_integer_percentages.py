"""Integer-percentage anomalies of Russian elections against the published ones."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

import pytest

from tallyscope.methods.integer_percentages import (
    IntegerPercentagesResult,
    Numerator,
    integer_percentages,
)
from tallyscope.stats.poisson_binomial import Excess
from tallyscope.tally import Tally
from tests.published.numbers import Entry, election, entries, number, table

STANDARD_ERRORS = 4
EXACT = 1e-3  # relative; whole-number windows move at most one station in 20,000
TIE = 1  # station whose rate lies on the edge of a window, in by whole numbers and out by floats
BAND = (2.33, 4.00)  # sd; the published band is the second largest of 1,000 draws: it lies there
# in 999 of 1,000 cases if they are normal


@cache
def result(tally: Tally, turnout_from: Numerator) -> IntegerPercentagesResult:
    return integer_percentages(tally, turnout_from=turnout_from)


def found(shared: Path, entry: Entry, weight: str = "stations") -> Excess:
    counts = result(election(shared, entry), entry["turnout_from"]).counts
    criterion = entry.get("criterion", "either")
    row = counts.filter(criterion=criterion, period=1, weight=weight).row(0, named=True)
    return Excess(**{name: row[name] for name in Excess._fields})


@pytest.mark.parametrize("entry", entries("kobak_integer.toml", "anomaly"))
def test_exact_counts(shared: Path, entry: Entry) -> None:
    ours = found(shared, entry)
    kept = result(election(shared, entry), entry["turnout_from"]).n_units
    assert kept == number(entry["kept"])
    assert abs(ours.observed - number(entry["observed"])) <= TIE
    assert ours.expected == pytest.approx(number(entry["mean"]), rel=EXACT)
    assert ours.sd == pytest.approx(number(entry["sd_exact"]), rel=EXACT)


@pytest.mark.parametrize(
    ("file", "entry"),
    [
        pytest.param(file, *parameter.values, id=f"{file}-{parameter.id}", marks=parameter.marks)
        for file in ("kobak_integer.toml", "drawn_integer.toml")
        for parameter in entries(file, "anomaly")
    ],
)
def test_anomalies_within_the_error_of_their_draws(shared: Path, file: str, entry: Entry) -> None:
    draws = table(file)["draws"]
    ours = found(shared, entry)
    gap = abs(ours.excess - number(entry["anomaly"]))
    assert gap <= STANDARD_ERRORS * ours.sd / math.sqrt(draws)
    if "sd" in entry:
        error = STANDARD_ERRORS / math.sqrt(2 * draws)
        assert ours.sd == pytest.approx(number(entry["sd"]), rel=error)
    if "band" in entry:
        assert BAND[0] <= number(entry["band"]) / ours.sd <= BAND[1]


@pytest.mark.parametrize("entry", entries("kobak_integer.toml", "leader"))
def test_anomalies_in_votes_of_the_leader(shared: Path, entry: Entry) -> None:
    ours = found(shared, entry, weight="leader")
    gap = abs(ours.excess - number(entry["anomaly"]))
    draws = table("kobak_integer.toml")["draws"]
    assert gap <= STANDARD_ERRORS * ours.sd / math.sqrt(draws)


def test_the_two_published_numbers_of_2020_are_two_turnouts(shared: Path) -> None:
    # 3,675 with issued ballots, 3,611 with those in the boxes: further apart than their errors
    by_issued, by_ballots = (
        found(shared, {"election": "2020-referendum", "turnout_from": count})
        for count in ("issued", "ballots")
    )
    assert by_issued.excess - by_ballots.excess == pytest.approx(3675.201 - 3610.885, abs=20)
