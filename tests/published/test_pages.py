"""The numbers in the tables of the pages are what the program computes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tallyscope.assess.reference import clean_elections
from tallyscope.methods.excess_votes import excess_votes
from tallyscope.methods.fingerprint import fingerprint
from tallyscope.methods.integer_percentages import integer_percentages
from tallyscope.sources import read
from tests.conftest import REPOSITORY
from tests.published.numbers import ALWAYS, election, number, printed_like

Row = dict[str, str]


def tables(method: str) -> list[list[Row]]:
    """Return the tables of a page, each row by the names of its columns."""
    text = (REPOSITORY / "docs" / "methods" / f"{method}.md").read_text("utf-8")
    found: list[list[Row]] = []
    head: list[str] | None = None
    for line in text.splitlines():
        if not line.startswith("|"):
            head = None
        elif head is None:
            head = cells(line)
            found.append([])
        elif not line.startswith("|---"):
            found[-1].append(dict(zip(head, cells(line), strict=True)))
    return found


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def rows_with(method: str, *columns: str) -> list[Row]:
    """Return the rows of the one table that has these columns."""
    [table] = [table for table in tables(method) if {*columns} <= {*table[0]}]
    return table


@pytest.mark.parametrize(
    ("method", "column"),
    [("integer_percentages", "z"), ("fingerprint", "per 10,000"), ("excess_votes", "low end")],
)
def test_clean_elections(method: str, column: str) -> None:
    [table] = [table for table in tables(method) if {"election", "units", column} <= {*table[0]}]
    expected = clean_elections().filter(pl.col("published"), method=method)
    assert [row["election"] for row in table] == expected["election"].to_list()
    for row, reference in zip(table, expected.iter_rows(named=True), strict=True):
        assert number(row["units"]) == reference["n_units"]
        assert printed_like(reference["value"], row[column]), row


@pytest.mark.slow
def test_correlations_of_clean_elections(shared: Path) -> None:
    rows = rows_with("fingerprint", "election", "correlation")
    for row in rows:
        tally = read(shared / "data" / "world" / f"{row['election']}.parquet")
        assert printed_like(fingerprint(tally).headline.value, row["correlation"]), row
    values = [number(row["correlation"]) for row in rows]
    page = (REPOSITORY / "docs" / "methods" / "fingerprint.md").read_text("utf-8")
    assert f"anything from {min(values):.2f} to {max(values):.2f} in clean elections" in page


def parameters(rows: list[Row]) -> list[Any]:
    return [
        pytest.param(
            row, id=row["election"], marks=[] if row["election"] == ALWAYS else pytest.mark.slow
        )
        for row in rows
    ]


@pytest.mark.parametrize(
    "row", parameters(rows_with("integer_percentages", "turnout from", "observed"))
)
def test_whole_percentages_of_russian_elections(shared: Path, row: Row) -> None:
    result = integer_percentages(
        election(shared, row),
        turnout_from=row["turnout from"],  # type: ignore[arg-type]
    )
    found = result.counts.filter(criterion="either", period=1, weight="stations").row(0, named=True)
    assert result.n_units == number(row["stations"])
    assert found["observed"] == number(row["observed"])
    for name in ("expected", "excess", "z"):
        assert printed_like(found[name], row[name]), name


@pytest.mark.parametrize("row", parameters(rows_with("excess_votes", "x0", "independent, million")))
def test_curves_of_russian_elections(shared: Path, row: Row) -> None:
    curve = excess_votes(election(shared, row), draws=20).curve
    millions = curve.filter(x0=float(row["x0"]))["pooled"][0] / 1e6
    assert printed_like(millions, row["ours, million"])
    assert (row["ours, million"] == row["independent, million"]) == (row[""] == "")


@pytest.mark.slow
def test_ranges_of_russian_elections(shared: Path) -> None:
    lows, far_out, correlations = [], [], []
    for path in sorted((shared / "data" / "russia").glob("*.parquet")):
        if "electronic" not in path.name:
            tally = read(path)
            lows.append(100 * excess_votes(tally).relative[0])
            found = fingerprint(tally)
            assert found.unit_scores is not None
            far_out.append(1e4 * found.unit_scores.height / found.n_units)
            correlations.append(found.headline.value)
    page, other = (
        (REPOSITORY / "docs" / "methods" / f"{name}.md").read_text("utf-8").replace("\n", " ")
        for name in ("excess_votes", "fingerprint")
    )
    assert len(lows) == 10
    assert f"it lies between {min(lows):.1f} and {max(lows):.1f}." in page
    assert f"it is {min(far_out):.0f} (2024) to {max(far_out):.0f} (2021)" in other
    assert f"lies between {min(correlations):.2f} and {max(correlations):.2f}." in other


def test_every_published_file_is_used() -> None:
    folder = Path(__file__).parent
    sources = {path.stem for path in folder.glob("*.toml")}
    tests = " ".join(path.read_text("utf-8") for path in folder.glob("test_*.py"))
    assert {name for name in sources if f'"{name}.toml"' not in tests} == set()


def test_the_index_of_clean_elections_is_the_table(shared: Path) -> None:
    index = json.loads((shared / "data" / "world" / "index.json").read_text("utf-8"))
    clean = {name for name, entry in index.items() if entry["group"] == "clean"}
    assert set(clean_elections()["election"]) == clean
