"""Slopes on turnout: the toolkit's other number, and the numbers of the page."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from tallyscope.methods.turnout_slope import TurnoutSlopeResult, turnout_slope
from tallyscope.sources import read
from tallyscope.tally import Tally
from tests.published.numbers import Entry, election, entries, number, printed_like
from tests.published.test_pages import Row, parameters, tables


@pytest.mark.parametrize("entry", entries("toolkit_slope.toml", "measure"))
def test_the_measure_of_the_toolkit_by_its_definition(shared: Path, entry: Entry) -> None:
    tally = election(shared, entry)
    used = (tally.counts("registered") > 0) & (tally.counts("ballots") > 0)
    share = tally.share(of="ballots")[used]
    slope = np.polyfit(tally.turnout[used], share, 1)[0]
    assert printed_like(slope - share.mean(), entry["sobyanin"])


def slopes(*, clean: bool) -> list[Row]:
    found = [table for table in tables("turnout_slope") if "without one region" in table[0]]
    return found[0 if clean else 1]


def assert_as_on_the_page(tally: Tally, row: Row) -> None:
    result = turnout_slope(tally)
    mine = result.options.row(by_predicate=pl.col("option") == result.choice, named=True)
    assert result.n_units == number(row["units"])
    assert printed_like(mine["fair"], row["fair"])
    assert printed_like(mine["slope"], row["slope"])
    assert printed_like(100 * result.lean[1], row["lean"])
    assert ends(result.lean[0], result.lean[2]) == row["interval"]
    assert ends(*result.lean_without) == row["without one region"]


def ends(low: float, high: float) -> str:
    return f"{100 * low:.0f} to {100 * high:.0f}"


@pytest.mark.slow
@pytest.mark.parametrize("row", slopes(clean=True), ids=lambda row: row["election"])
def test_clean_elections(shared: Path, row: Row) -> None:
    tally = read(shared / "data" / "world" / f"{row['election']}.parquet")
    assert_as_on_the_page(tally, row)


@pytest.mark.parametrize("row", parameters(slopes(clean=False)))
def test_russian_elections(shared: Path, row: Row) -> None:
    assert_as_on_the_page(election(shared, row), row)


def test_russian_elections_lie_beyond_the_clean_ones() -> None:
    highest = max(number(row["lean"]) for row in slopes(clean=True))
    lows = [
        min(number(row[column].split(" to ")[0]) for column in ("interval", "without one region"))
        for row in slopes(clean=False)
    ]
    assert min(lows) > highest


def test_over_the_whole_country_the_slope_is_steeper(shared: Path) -> None:
    # Simpson's paradox: regions of high turnout prefer the leader
    tally = election(shared, {"election": "2020-referendum"})
    used = (tally.counts("registered") > 0) & (tally.counts("ballots") > 0)
    registered = tally.counts("registered")[used]
    turnout, votes = tally.turnout[used], tally.votes_for()[used] / registered
    assert np.polyfit(turnout, votes, 1)[0] == pytest.approx(1.03, abs=0.005)
    result: TurnoutSlopeResult = turnout_slope(tally)
    assert result.headline.high < 0.92
