"""The table of the page about earlier votes is what the program computes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tallyscope.methods.previous_election import previous_election
from tallyscope.sources import read
from tallyscope.tally import Tally
from tests.published.numbers import number, printed_like
from tests.published.test_pages import Row, rows_with

ROWS = rows_with("previous_election", "this", "earlier", "pairs")
QUICK = "georgia-2013-president"


def election(shared: Path, name: str) -> Tally:
    folder = "russia" if name.startswith("russia") else "world"
    return read(shared / "data" / folder / f"{name}.parquet")


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            row,
            id=f"{row['this']} {row['earlier']}",
            marks=[] if row["this"] == QUICK else pytest.mark.slow,
        )
        for row in ROWS
    ],
)
def test_pairs_of_elections(shared: Path, row: Row) -> None:
    now, before = (election(shared, row[name]) for name in ("this", "earlier"))
    result = previous_election(now, previous=before)
    assert result.compared == row["compared"]
    assert result.regions["n_units"].sum() == number(row["pairs"])
    assert (result.high, result.low) == (number(row["above"]), number(row["below"]))
    assert printed_like(result.headline.value, row["per 10,000"])
    assert printed_like(result.headline.low, row["low"])
    assert printed_like(result.headline.high, row["high"])
    listed = "" if result.unit_scores is None else f"{result.unit_scores.height}"
    assert listed == row["listed"]
    assert result.upwards == number(row["upwards"])
