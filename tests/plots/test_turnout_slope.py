"""Slopes on turnout: the charts hold the numbers of the result."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from tallyscope.methods.turnout_slope import TurnoutSlopeResult, turnout_slope
from tallyscope.plots import figures
from tallyscope.plots.turnout_slope import FEW_UNITS, PLOTTED_OPTIONS
from tests.plots.reading import frames, named
from tests.report import examples


@pytest.fixture(scope="module")
def result() -> TurnoutSlopeResult:
    return turnout_slope(examples.tampered_tally(), choice="leader")


def test_profile_shows_the_choice_the_others_and_both(result: TurnoutSlopeResult) -> None:
    (frame,) = frames(named(figures(result), "profile"))
    shown = result.profile.filter(pl.col("units") >= FEW_UNITS)
    assert frame["who"].unique(maintain_order=True).to_list() == [
        "leader",
        "all others",
        "both together",
    ]
    mine = frame.filter(who="leader")
    assert mine["votes"].to_list() == pytest.approx(shown["choice"].to_list(), rel=1e-5)
    both = frame.filter(who="both together")
    assert both["votes"].to_list() == both["turnout"].to_list()


def test_options_have_their_slopes_and_intervals(result: TurnoutSlopeResult) -> None:
    (frame,) = frames(named(figures(result), "options"))
    assert frame["option"].to_list() == result.options["option"].to_list()
    for name in ("slope", "low", "high", "fair"):
        assert frame[name].to_list() == pytest.approx(result.options[name].to_list(), rel=1e-5)


def test_many_options_are_cut_and_told(result: TurnoutSlopeResult) -> None:
    many = pl.concat([result.options] * 5)
    figure = named(figures(replace(result, options=many)), "options")
    assert frames(figure)[0].height == PLOTTED_OPTIONS
    assert f"The {many.height - PLOTTED_OPTIONS} smallest options" in figure.reading


def test_regions_in_the_order_of_their_lean(result: TurnoutSlopeResult) -> None:
    unknown = pl.when(pl.col("region") == result.regions["region"][0]).then(None)
    fewer = replace(
        result, regions=result.regions.with_columns(unknown.otherwise(pl.col("lean")).alias("lean"))
    )
    figure = named(figures(fewer), "regions")
    (frame,) = frames(figure)
    assert frame.height == result.regions.height - 1
    assert frame["lean"].is_sorted(descending=True)
    expected = dict(result.regions.select("region", 100 * pl.col("lean_without")).iter_rows())
    shown = dict(frame.select("region", "lean_without").iter_rows())
    assert shown == pytest.approx({name: expected[name] for name in shown}, rel=1e-5)
    assert "1 regions are not shown" in figure.reading


def test_one_region_has_no_picture_of_regions(result: TurnoutSlopeResult) -> None:
    alone = replace(result, regions=result.regions.head(1))
    assert "regions" not in {figure.name for figure in figures(alone)}
