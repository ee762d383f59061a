"""The tables of the page on differences within districts are what the program computes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from tallyscope.errors import NotApplicable
from tallyscope.methods.variance import VarianceResult, variance
from tallyscope.sources import read
from tests.published.numbers import ALWAYS, number, printed_like
from tests.published.test_pages import Row, tables

ROWS = [row for rows in tables("variance") if "too alike" in rows[0] for row in rows]
CLEAN_ROWS = ROWS[10:]


def result(shared: Path, election: str) -> VarianceResult:
    russian = shared / "data" / "russia" / f"russia-{election}.parquet"
    return variance(
        read(russian if russian.exists() else shared / "data" / "world" / f"{election}.parquet")
    )


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            row,
            id=row["election"],
            marks=[] if row["election"] == ALWAYS else pytest.mark.slow,
        )
        for row in ROWS
    ],
)
def test_rows_of_the_page(shared: Path, row: Row) -> None:
    found = result(shared, row["election"])
    headline = found.headline
    assert number(row["places"]) == found.places["place"].n_unique()
    assert row["too alike"] == f"{headline.value:.0f} ({headline.low:.0f} to {headline.high:.0f})"
    assert found.p_value is not None
    assert f"{found.p_value:.0e}" == row["p"] or printed_like(found.p_value, row["p"])
    for quantity in ("share", "turnout"):
        inside = found.places.filter(kind="district", quantity=quantity)
        if row[quantity] == "-":
            assert inside.is_empty()
            continue
        middle, least, extra = inside.select(
            pl.col("dispersion").median(),
            pl.col("dispersion").min().alias("least"),
            pl.col("extra_spread").median(),
        ).row(0)
        assert printed_like(middle, row[quantity])
        assert printed_like(least, row[f"least {quantity}"])
        assert printed_like(extra, row[f"extra {quantity}"])


@pytest.mark.slow
def test_other_choices_of_clean_elections_are_no_findings(shared: Path) -> None:
    found = []
    for row in CLEAN_ROWS:
        tally = read(shared / "data" / "world" / f"{row['election']}.parquet")
        for column in np.argsort(-tally.votes.sum(axis=0))[:5]:
            try:
                found.append(variance(tally, choice=tally.choices[column]).headline.high)
            except NotApplicable:
                continue
    assert found == [0] * 61


def test_no_clean_election_has_a_place_that_is_too_alike() -> None:
    assert len(CLEAN_ROWS) == 14
    assert {row["too alike"] for row in CLEAN_ROWS} == {"0 (0 to 0)"}
    assert {row["p"] for row in CLEAN_ROWS} == {"1.00"}
