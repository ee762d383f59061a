"""Whole percentages: the charts hold the numbers of the result."""

from __future__ import annotations

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tallyscope.methods.integer_percentages import (
    LISTED_REGIONS_P,
    IntegerPercentagesResult,
)
from tallyscope.plots import figures
from tallyscope.stats.normal import NORMAL_95
from tests.plots.reading import encodings, frames, named
from tests.report import examples


def result() -> IntegerPercentagesResult:
    found = examples.tampered().outcomes["integer_percentages"]
    assert isinstance(found, IntegerPercentagesResult)
    return found


@pytest.mark.parametrize("quantity", ["turnout", "share"])
def test_the_saw_counts_every_unit_and_marks_whole_percentages(quantity: str) -> None:
    (frame,) = frames(named(figures(result()), f"saw-{quantity}"))
    assert_frame_equal(
        frame.select("percent", pl.col("units").cast(pl.Int64)),
        result().saw.filter(quantity=quantity).select("percent", pl.col("units").cast(pl.Int64)),
    )
    steps = dict(frame.select("percent", "step").iter_rows())
    assert steps[65.0] == "fives"
    assert steps[66.0] == "whole"
    assert steps[66.1] == "between"
    assert frame["step"].value_counts(sort=True)["count"].to_list() == [900, 80, 21]


def test_the_excess_lies_beside_the_range_of_chance() -> None:
    (frame,) = frames(named(figures(result()), "excess"))
    counts = result().counts.filter(weight="stations")
    assert frame["excess"].to_list() == pytest.approx(counts["excess"].to_list(), rel=1e-5)
    assert frame["chance_high"].to_list() == pytest.approx(
        (NORMAL_95 * counts["sd"]).to_list(), rel=1e-5
    )
    assert frame["look"].to_list()[:2] == ["whole: share", "whole: turnout"]


def test_regions_stand_in_the_order_of_z_and_say_who_stands_out() -> None:
    figure = named(figures(result()), "regions")
    (frame,) = frames(figure)
    assert frame["z"].is_sorted(descending=True)
    axes = encodings(figure, "y")
    assert frame["rank"].to_list() == list(range(frame.height))
    assert all(axis["sort"] == {"field": "rank", "op": "min"} for axis in axes)
    out = frame.filter(verdict="stands out")
    assert out.height == (result().regions["p_adjusted"] <= LISTED_REGIONS_P).sum()
    assert out.height > 0


def test_without_turnout_only_the_share_is_drawn() -> None:
    poor = examples.without_register().outcomes["integer_percentages"]
    assert isinstance(poor, IntegerPercentagesResult)
    assert [figure.name for figure in figures(poor)] == ["saw-share", "excess", "regions"]
    (frame,) = frames(named(figures(poor), "excess"))
    assert frame["look"].to_list() == ["whole: share", "fives: share"]
