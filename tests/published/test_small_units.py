"""Small stations: elections in which others found them to stand out, and the page's numbers."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tallyscope.methods.small_units import small_units
from tallyscope.sources import read
from tallyscope.tally import Tally
from tests.published.numbers import Entry, election, number, printed_like, table
from tests.published.test_pages import Row, parameters, tables


def pages(*, clean: bool) -> list[Row]:
    found = [rows for rows in tables("small_units") if {"part", "p"} <= {*rows[0]}]
    return found[0 if clean else 1]


def highest_clean() -> float:
    return max(number(row["low end"]) for row in pages(clean=True))


@pytest.mark.slow
@pytest.mark.parametrize(
    "entry", table("small_stations.toml")["found"], ids=lambda entry: entry["election"]
)
def test_elections_in_which_small_stations_stand_out(shared: Path, entry: Entry) -> None:
    folder = "russia" if entry["election"].startswith("russia") else "world"
    result = small_units(read(shared / "data" / folder / f"{entry['election']}.parquet"))
    assert result.p_value == 1 / 2_000
    assert (100 * result.headline.low > highest_clean()) == entry["beyond"]
    assert entry["beyond"] == ("disagrees" not in entry)


def assert_as_on_the_page(tally: Tally, row: Row) -> None:
    result = small_units(tally)
    part = result.parts.row(by_predicate=pl.col("part") == result.part, named=True)
    assert result.n_units == number(row["units"])
    assert f"{result.part:.0%}" == row["part"]
    assert f"{part['turnout']:+.2f}" == row["turnout"]
    assert f"{part['share']:+.2f}" == row["share"]
    assert printed_like(100 * result.headline.low, row["low end"])
    assert result.p_value is not None
    assert printed_like(result.p_value, row["p"])


@pytest.mark.slow
@pytest.mark.parametrize("row", pages(clean=True), ids=lambda row: row["election"])
def test_clean_elections(shared: Path, row: Row) -> None:
    assert_as_on_the_page(read(shared / "data" / "world" / f"{row['election']}.parquet"), row)


@pytest.mark.parametrize("row", parameters(pages(clean=False)))
def test_russian_elections(shared: Path, row: Row) -> None:
    assert_as_on_the_page(election(shared, row), row)


def test_russian_elections_lie_beyond_the_clean_ones() -> None:
    assert min(number(row["low end"]) for row in pages(clean=False)) > highest_clean()
