"""The tables of the page about neighbours are what the program computes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tallyscope.methods.neighbours import neighbours
from tallyscope.sources import read
from tests.published.numbers import number, printed_like
from tests.published.test_pages import Row, tables

ROWS = [row for table in tables("neighbours") if "listed" in table[0] for row in table]
QUICK = ("georgia-2013-president", "uk-2010-general", "srilanka-2015-president")


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            row,
            id=row["election"],
            marks=[] if row["election"] in QUICK else pytest.mark.slow,
        )
        for row in ROWS
    ],
)
def test_elections_of_the_page(shared: Path, row: Row) -> None:
    folder = "russia" if row["election"].startswith("russia") else "world"
    result = neighbours(read(shared / "data" / folder / f"{row['election']}.parquet"))
    assert result.unit_scores is not None
    assert result.n_units == number(row["units"])
    assert (result.high, result.low) == (number(row["far above"]), number(row["far below"]))
    assert printed_like(result.headline.value, row["per 10,000"])
    assert result.unit_scores.height == number(row["listed"])
