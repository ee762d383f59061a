"""The table of clean elections: made from files and an index, and the one in the package is so."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from tallyscope.benchmark import reference
from tallyscope.methods import METHODS
from tallyscope.methods.excess_votes import ExcessVotesResult, excess_votes
from tallyscope.simulate.honest import country
from tallyscope.simulate.publish import results_file
from tests.tallies import small_tally

FIRST_YEAR = country(n_units=700, n_districts=40, seed=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    elections = {"land-2": "clean", "land-1": "clean", "land-3": "contested"}
    index = {name: {"group": group, "country": "Land"} for name, group in elections.items()}
    (tmp_path / "index.json").write_text(json.dumps(index), encoding="utf-8")
    results_file(FIRST_YEAR).write_parquet(tmp_path / "land-1.parquet")
    results_file(country(n_units=500, n_districts=40, seed=2)).write_parquet(
        tmp_path / "land-2.parquet"
    )
    return tmp_path


def test_clean_elections_only_in_order(folder: Path) -> None:
    assert reference.clean_names(folder) == {"land-1": "Land", "land-2": "Land"}
    table = reference.write(folder, folder / "table.csv")
    assert table["election"].unique(maintain_order=True).to_list() == ["land-1", "land-2"]
    compared = {method.name for method in METHODS if method.statistic}
    assert set(table["method"]) <= compared
    assert {"integer_percentages", "fingerprint", "excess_votes"} <= set(table["method"])


def test_values_are_those_of_the_methods(folder: Path) -> None:
    told = reference.statistics_of("land-1", "Land", FIRST_YEAR)
    rows = {str(row["method"]): row for row in told if row["published"]}
    result = excess_votes(FIRST_YEAR)
    assert isinstance(result, ExcessVotesResult)
    assert rows["excess_votes"]["value"] == round(100 * result.relative[0], 4)
    assert rows["excess_votes"]["n_units"] == result.n_units


def test_a_method_that_is_silent_has_no_row() -> None:
    assert reference.statistics_of("tiny", "Land", small_tally([[3, 2]], registered=[9])) == []


def test_the_file_says_how_it_was_made(folder: Path) -> None:
    target = folder / "table.csv"
    table = reference.write(folder, target)
    head, _, body = target.read_text("utf-8").partition("\n")
    assert head.startswith("# made by python -m tallyscope.benchmark.reference, tallyscope ")
    assert body == table.write_csv()


@pytest.mark.slow
def test_the_table_in_the_package_is_made_from_the_clean_elections(
    shared: Path, tmp_path: Path
) -> None:
    made = reference.write(shared / "data" / "world", tmp_path / "table.csv")
    kept = pl.read_csv(reference.TARGET, comment_prefix="#")
    key = ["election", "method", "register"]
    assert kept.select(*key, "n_units", "statistic").equals(
        made.select(*key, "n_units", "statistic")
    )
    together = kept.join(made, on=key, validate="1:1")
    assert (together["value"] - together["value_right"]).abs().max() == pytest.approx(0, abs=2e-4)
