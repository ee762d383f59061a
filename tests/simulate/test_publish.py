"""The results file of a simulated election."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from tallyscope import sources
from tallyscope.errors import DataError
from tallyscope.simulate.honest import country
from tallyscope.simulate.publish import publish, results_file
from tallyscope.tally import COUNT_NAMES
from tests.tallies import small_tally


def test_columns_and_rows_are_those_of_the_tally(tmp_path: Path) -> None:
    tally = small_tally(
        [[6, 3], [5, 5]], registered=[20, 30], ballots=[10, 10], invalid=[1, 0], regions=["N", "S"]
    )
    publish(tally, tmp_path / "results.csv")
    assert (tmp_path / "results.csv").read_text(encoding="utf-8") == (
        "region,station,registered,ballots,valid,invalid,A,B\nN,u00,20,10,9,1,6,3\nS,u01,30,10,10,0,5,5\n"
    )


def test_reading_a_published_country_gives_the_same_tally(tmp_path: Path) -> None:
    tally = country(n_units=800, n_districts=30, seed=6)
    publish(tally, tmp_path / "results.csv")
    read = sources.read(tmp_path / "results.csv")
    assert read.levels == tally.levels
    assert read.choices == tally.choices
    assert read.units.equals(tally.units.drop("kind"))
    assert np.array_equal(read.votes, tally.votes)
    for name in COUNT_NAMES:
        assert np.array_equal(read.counts(name), tally.counts(name))
    assert read.set_aside.is_empty()


def test_a_choice_with_the_name_of_a_count_is_refused() -> None:
    tally = small_tally([[6, 3]], choices=("valid", "station"))
    with pytest.raises(DataError) as caught:
        results_file(tally)
    assert str(caught.value) == (
        "results file: 2 faults found.\n"
        "  1. a choice is called 'station'; expected no name of another column.\n"
        "  2. a choice is called 'valid'; expected no name of another column."
    )


def test_the_frame_has_a_row_per_station() -> None:
    frame = results_file(small_tally([[1, 2], [3, 4], [5, 6]]))
    assert frame.equals(
        pl.DataFrame(
            {"station": ["u00", "u01", "u02"], "valid": [3, 7, 11], "A": [1, 3, 5], "B": [2, 4, 6]}
        )
    )
