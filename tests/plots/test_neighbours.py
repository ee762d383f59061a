"""Units beside their neighbours: the charts hold the numbers of the result."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from tallyscope.methods.neighbours import NeighboursResult, neighbours
from tallyscope.plots.neighbours import figures
from tallyscope.simulate.honest import country
from tallyscope.simulate.stuffing import extreme_stuffing
from tallyscope.simulate.tamper import Placement
from tests.plots.reading import encodings, frames, named, specification


@pytest.fixture(scope="module")
def result() -> NeighboursResult:
    honest = country(n_units=1_500, n_regions=4, n_districts=30, turnout=0.55, seed=5)
    return neighbours(extreme_stuffing(honest, Placement(0.05), seed=5).tally)


def test_both_lines_hold_the_counts_above_zero(result: NeighboursResult) -> None:
    (frame,) = frames(named(figures(result), "distance"))
    for side, words in (("high", "far above in both"), ("low", "far below in both")):
        shown = frame.filter(side=words)
        expected = result.by_distance.filter(pl.col(side) > 0)
        assert shown["units"].to_list() == expected[side].to_list()
        assert shown["distance"].to_list() == expected["distance"].to_list()


def test_the_bar_of_the_list_is_drawn_where_there_is_one(result: NeighboursResult) -> None:
    assert result.threshold is not None
    figure = named(figures(result), "distance")
    assert f"dashed line ({result.threshold:.1f}) are listed" in figure.reading
    assert {"datum": result.threshold} in encodings(figure, "x")
    bare = named(figures(replace(result, threshold=None)), "distance")
    assert "Nowhere do they lie far enough apart for a list." in bare.reading
    assert len(specification(bare)["layer"]) == 1


def test_regions_hold_both_sides(result: NeighboursResult) -> None:
    frame = frames(named(figures(result), "regions"))[0]
    expected = result.regions.filter((pl.col("high") > 0) | (pl.col("low") > 0)).sort(
        "difference", "region", descending=[True, False]
    )
    assert frame["region"].to_list() == expected["region"].to_list()
    assert frame["difference"].to_list() == pytest.approx(
        expected["difference"].to_list(), rel=1e-5
    )
    assert (frame["per_high"] + frame["per_low"]).to_list() == pytest.approx(
        expected["difference"].to_list(), rel=1e-4
    )


def test_one_region_needs_no_picture_of_regions(result: NeighboursResult) -> None:
    alone = replace(result, regions=result.regions.head(1))
    assert [figure.name for figure in figures(alone)] == ["distance"]
