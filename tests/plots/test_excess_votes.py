"""Votes beyond proportionality: the charts hold the numbers of the result."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from tallyscope.methods.excess_votes import ExcessVotesResult
from tallyscope.plots import figures
from tallyscope.plots.excess_votes import CURVES
from tests.plots.reading import encodings, frames, named
from tests.report import examples


def result() -> ExcessVotesResult:
    found = examples.tampered().outcomes["excess_votes"]
    assert isinstance(found, ExcessVotesResult)
    return found


@pytest.mark.parametrize("name", ["pooled", "stratified"])
def test_the_curve_has_its_interval_at_every_turnout(name: str) -> None:
    frame = frames(named(figures(result()), "curve"))[0].filter(curve=CURVES[name])
    expected = result().curve.select("x0", name, f"{name}_low", f"{name}_high").drop_nulls()
    assert frame["x0"].to_list() == expected["x0"].to_list()
    for ours, theirs in {"votes": name, "low": f"{name}_low", "high": f"{name}_high"}.items():
        assert frame[ours].to_list() == pytest.approx(expected[theirs].to_list(), rel=1e-5)


def test_the_plausible_range_is_shaded_named_and_in_view() -> None:
    figure = named(figures(result()), "curve")
    assert frames(figure)[1].row(0) == result().plausible
    assert encodings(figure, "text") == [{"value": "plausible range"}]
    low, high = next(y["scale"]["domain"] for y in encodings(figure, "y") if "scale" in y)
    plausible = result().curve.filter("plausible")
    assert low < min(0, *plausible["pooled_low"], *plausible["stratified_low"])
    assert high > max(0, *plausible["pooled_high"], *plausible["stratified_high"])


def test_two_lines_meet_at_the_assumed_clean_turnout() -> None:
    frame = frames(named(figures(result()), "two-lines"))[0]
    assert frame["leader"].sum() == pytest.approx(result().two_lines["leader"].sum(), rel=1e-5)
    assert (frame["middle"] - frame["turnout"]).unique().to_list() == [0.5]
    marks = [one for one in frames(named(figures(result()), "two-lines")) if one.columns == ["x0"]]
    assert marks[0]["x0"].to_list() == [result().central + 0.5]


def test_regions_to_which_it_does_not_apply_are_counted_not_drawn() -> None:
    regions = (
        result()
        .regions.with_row_index()
        .with_columns(applies=pl.col("applies") & (pl.col("index") != 0))
    )
    fewer = replace(result(), regions=regions.drop("index"))
    figure = named(figures(fewer), "regions")
    (frame,) = frames(figure)
    applies = fewer.regions.filter("applies")
    assert set(frame["region"]) == set(applies["region"])
    assert frame["excess"].is_sorted(descending=True)
    assert f" {fewer.regions.height - applies.height} regions have too few" in figure.reading


def test_one_region_has_no_picture_of_regions() -> None:
    alone = replace(result(), regions=result().regions.head(1))
    assert "regions" not in {figure.name for figure in figures(alone)}
