"""One case: the election is made as it says, and the rows compare with its truth."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tallyscope.benchmark.cases import Case
from tallyscope.benchmark.trial import COUNTED, ROWS, trial
from tallyscope.methods import METHODS, UNCONTESTED, card
from tallyscope.simulate.honest import country
from tallyscope.simulate.publish import results_file

HONEST = Case(name="honest", question="size", n_units=600, seed=5)
STUFFED = Case(
    name="stuffed",
    question="power",
    n_units=600,
    seed=6,
    mechanism="extreme-stuffing",
    share=0.1,
    dose=1.0,
)


def test_an_honest_election_has_nothing_planted() -> None:
    rows = trial(HONEST).rows
    assert dict(rows.schema) == dict(ROWS)
    assert rows["method"].to_list() == [method.name for method in COUNTED]
    assert rows["votes_planted"].unique().to_list() == [0]
    assert rows["average_precision"].null_count() == rows.height
    assert rows["n_units"].unique().to_list() == [600]
    ran = rows.filter(pl.col("skipped").is_null())
    assert ran["level"].null_count() == 0


def test_the_same_case_has_the_same_rows() -> None:
    assert_frame_equal(trial(STUFFED).rows, trial(STUFFED).rows)


def test_what_was_planted_is_what_is_compared_with() -> None:
    rows = trial(STUFFED).rows
    planted = rows["votes_planted"][0]
    assert planted > 0
    assert rows["votes_taken"][0] == 0  # ballots were added, none moved
    assert rows["method"].to_list() == [method.name for method in UNCONTESTED]
    row = rows.row(by_predicate=pl.col("method") == "excess_votes", named=True)
    assert row["covers"] == (row["low"] - 0.5 <= planted <= row["high"] + 0.5)
    listed = rows.row(by_predicate=pl.col("method") == "fingerprint", named=True)
    assert listed["base_rate"] == pytest.approx(0.1, abs=0.01)
    assert listed["average_precision"] >= listed["base_rate"] - 1e-9


def test_votes_moved_are_added_and_taken() -> None:
    moved = replace(STUFFED, mechanism="switching", dose=0.3)
    row = trial(moved).rows.row(0, named=True)
    assert row["votes_planted"] == row["votes_taken"] > 0


def test_only_a_method_that_neither_tests_nor_grades_is_left_out() -> None:
    assert {method.name for method in METHODS} - {method.name for method in COUNTED} == {
        "klimek_model"
    }
    tally = country(n_units=300, n_regions=2, n_districts=6, seed=1)
    klimek = card("klimek_model")
    assert klimek.contested
    assert klimek.run(tally).p_value is None


def test_an_awkward_feature_makes_another_election() -> None:
    usual, awkward = (
        trial(replace(HONEST, honest=name)).rows.filter(method="moments")["value"][0]
        for name in ("usual", "two-camps")
    )
    assert usual != awkward


def test_costs_come_per_method() -> None:
    answer = trial(HONEST)
    assert sorted(answer.costs["method"]) == sorted(method.name for method in COUNTED)
    assert (answer.costs["seconds"] >= 0).all()
    assert answer.costs["peak_mb"].min() > 10  # type: ignore[operator]


def test_a_real_election_is_read_from_its_folder(tmp_path: Path) -> None:
    tally = country(n_units=600, n_regions=5, n_districts=15, seed=1)
    results_file(tally).write_parquet(tmp_path / "land.parquet")
    case = Case(name="clean-land", question="clean", file="land", country="Canada")
    rows = trial(case, data=tmp_path).rows
    assert rows["leader_votes"][0] == tally.votes_for().sum()
    with pytest.raises(ValueError, match="clean-land needs the folder of real elections"):
        trial(case)


def test_one_method_by_itself() -> None:
    rows = trial(HONEST, only=("integer_percentages",)).rows
    whole = trial(HONEST).rows.filter(method="integer_percentages")
    assert rows["method"].to_list() == ["integer_percentages"]
    assert rows["p_value"].to_list() == whole["p_value"].to_list()
